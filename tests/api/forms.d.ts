// Fields that panless or a gateway puts on the page.

import type { Address, Brand, CallOptions, Category, Code, Status, Token, TokenizerError } from "./types.js";

/**
 * What a customer can be told: a code; a category, for its codes without a sentence of their own; a warning about equal
 * numbers; that the payment is on its way; how many fields are to be corrected, with `{count}` in it. `{brand}` stands for
 * the name of the card's brand.
 */
export type MessageKey = Code | Category | "same_digits" | "busy" | "count";

/** How the page's own inputs work. */
export interface AttachOptions {
  /** Name of the hidden input that gets the token's id. One of the page's own is used if it is there. Default: `payment_token`. */
  tokenInput?: string;
  /** Name of the hidden input that gets the brand. Default: none. */
  brandInput?: string;
  /** Name of the hidden input that gets the last four digits. Default: none. */
  last4Input?: string;
  /** Whether the page's form is submitted once it has the token. Default: true. */
  submit?: boolean;
  /** What customers read: `en es fr de pt it nl pl ja zh ar`. Default: the nearest `lang` of the page, else English. */
  language?: string;
  /** Words of your own, by code or category. */
  messages?: Partial<Record<MessageKey, string>>;
  /** Show the brand of the card: in the element with `data-panless-brand`, else after the number. Default: true. */
  brandMarks?: boolean;
  /** Move to the next field when one is complete. Default: false. */
  autoAdvance?: boolean;
  /** Fields that may stay empty although they are on the page: `["cvv"]`. Others than number, expiry, cvv, routing and account number may unless they are `required`. */
  optional?: string[];
}

/** A field that our own frame can show. */
export type FrameField =
  | "number"
  | "expiry"
  | "cvv"
  | "holder"
  | "firstName"
  | "lastName"
  | "line1"
  | "line2"
  | "city"
  | "state"
  | "postalCode"
  | "email"
  | "phone"
  | "routingNumber"
  | "accountNumber"
  | "accountType"
  | "accountHolderType";

/** What the page may tell the frame about a field; never what belongs to a card or an account. */
export type FrameValue =
  | Exclude<FrameField, "number" | "expiry" | "cvv" | "routingNumber" | "accountNumber">
  | "country"
  | "currency"
  | "reference"
  | "description";

/** A part of our own frame that can be styled. */
export type FramePart =
  | "form"
  | "field"
  | "label"
  | "input"
  | "input:focus"
  | "input:invalid"
  | "input:disabled"
  | "input:placeholder"
  | "note";

/** CSS properties that a part can have, by their names in CSS. */
export type FrameProperty =
  | "background-color"
  | "border"
  | "border-bottom"
  | "border-color"
  | "border-radius"
  | "border-style"
  | "border-width"
  | "box-shadow"
  | "color"
  | "column-gap"
  | "font-family"
  | "font-size"
  | "font-style"
  | "font-variant-numeric"
  | "font-weight"
  | "letter-spacing"
  | "line-height"
  | "margin"
  | "margin-bottom"
  | "margin-top"
  | "min-height"
  | "outline"
  | "outline-offset"
  | "padding"
  | "row-gap"
  | "text-align"
  | "text-transform"
  | "transition";

/** A frame of our own that a platform serves from another origin; see the guide on frames. */
export interface FrameOptions
  extends Pick<AttachOptions, "language" | "messages" | "brandMarks" | "autoAdvance" | "optional"> {
  /** Where `frame.html` lies: https, of another origin than the page. */
  frameUrl: string;
  /** What a screen reader calls the frame. Default: the language's words for payment details. */
  title?: string;
  /** What the customer pays with. Default: `card`. */
  kind?: "card" | "bank";
  /** The fields, in their order. Default: number, expiry, cvv, holder and postal code; of a bank account names, routing and account number and its type. */
  fields?: FrameField[];
  /** What the page knows already: fills fields that are shown, and goes along for others. */
  values?: Partial<Record<FrameValue, string>>;
  /** Names of the fields instead of the language's own. */
  labels?: Partial<Record<FrameField, string>>;
  /** Looks: declarations by part. `url(…)` and whatever else would load something is refused. */
  styles?: Partial<Record<FramePart, Partial<Record<FrameProperty, string>>>>;
}

/** What is told to a hosted frame. */
export interface MountOptions {
  /** What a screen reader calls the frame. Default: `Payment details`. */
  title?: string;
  /** In major units, with a point: `"12.50"`. Fees and 3-D Secure need it. */
  amount?: string;
  /** An expiry date to begin with, as people type it. */
  expiry?: string;
  /** The billing address to begin with; the gateway takes one line of it. */
  address?: Omit<Address, "line2">;
  /** The shipping address to begin with. */
  shippingAddress?: Omit<Address, "line2">;
  /** The gateway's own settings. */
  settings?: PepperSettings;
}

/** What a section of Pepper's frame shows. */
export interface PepperSection {
  show?: boolean;
  showTitle?: boolean;
  showLabel?: boolean;
}

/** What a customer must give beside the card or account. */
export interface PepperRequired {
  user_required?: { first_name?: boolean; last_name?: boolean; email?: boolean; phone?: boolean };
  billing_required?: { address?: boolean; city?: boolean; state?: boolean; zip?: boolean; country?: boolean };
}

/**
 * Pepper's settings in its own words, as the platform's public script for shops takes them; without those of wallets and of
 * third parties, which end in no token of the frame's.
 */
export interface PepperSettings {
  payment?: {
    /** Default: `["card"]`. */
    types?: ("card" | "ach")[];
    showTitle?: boolean;
    showLabel?: boolean;
    showExpDate?: boolean;
    showCVV?: boolean;
    placeholderCreditCard?: string;
    /** Needs `amount`. */
    calculateFees?: boolean;
    processorId?: string;
    processorID?: string;
    card?: PepperRequired & { strict_mode?: boolean; requireCVV?: boolean; mask_number?: boolean };
    ach?: PepperRequired & { sec_code?: string; secCodeList?: string[]; showSecCode?: boolean; verifyAccountRouting?: boolean };
  };
  processorId?: string;
  user?: {
    showName?: boolean;
    showEmail?: boolean;
    showPhone?: boolean;
    showInline?: boolean;
    showTitle?: boolean;
    showLabel?: boolean;
  };
  billing?: PepperSection;
  shipping?: PepperSection;
  /** Declarations by selector, an at-rule around them or not. */
  styles?: PepperStyles;
  /** 3-D Secure, passed through. */
  paay?: { sandbox?: boolean; forceDisabled?: boolean; rejectChallenges?: string[] };
}

export interface PepperStyles {
  [selectorOrProperty: string]: string | PepperStyles;
}

/** What is known of a form's fields without their content. */
export interface FormState {
  /** The fields are there and have answered. */
  ready: boolean;
  /** A token is being made. */
  busy: boolean;
  /** Whether everything typed is complete and good; `null` while nobody has said. */
  valid: boolean | null;
  /** What the customer pays with. */
  kind: "card" | "bank" | null;
  brand: Brand | null;
  /** What is known of single fields, by their names. */
  fields: Record<string, { status: Status; code: Code | null }>;
}

/** Options of one call of a form. */
export interface FormCallOptions extends CallOptions {
  /** In major units, instead of the one of `mount`. */
  amount?: string;
}

/** What can be changed of a field. */
export interface FieldChange {
  /** A text. In a gateway's frame: for `expiry` a text, for `address` and `shippingAddress` an address. */
  value?: string | Omit<Address, "line2">;
  /** Marks the field as wrong. */
  error?: boolean;
}

/** What a form's events carry. */
export interface FormEvents {
  ready: undefined;
  change: FormState;
  /** The field, where it is one of the page's own. */
  focus: string | undefined;
  blur: string | undefined;
  token: Token;
  error: TokenizerError;
}

/**
 * Fields on the page. Each event is also one of the DOM, `panless:ready` and so on, on the container, with what it carries
 * as `detail`.
 */
export interface PaymentForm {
  /** One at a time, else `busy`. After an abort or a timeout a gateway's frame is loaded anew, and empty. */
  generateToken(options?: FormCallOptions): Promise<Token>;
  getState(): FormState;
  /** Settles when the fields have been told. */
  setField(field: string, change: FieldChange): Promise<void>;
  /** Empties the fields; a gateway's frame is loaded anew. A call that runs ends with `aborted`. */
  clear(): void;
  /** Moves the focus into the fields. A gateway's frame picks the field itself. */
  focus(field?: string): void;
  on<Name extends keyof FormEvents>(name: Name, handler: (detail: FormEvents[Name]) => void): void;
  off<Name extends keyof FormEvents>(name: Name, handler: (detail: FormEvents[Name]) => void): void;
  /** Takes everything away. A call that runs ends with `destroyed`, and later ones fail so. */
  destroy(): void;
}
