// `panless/element`: `<panless-card>`, fields and token as an element of a form.

import type {
  AttachOptions,
  FieldChange,
  FormCallOptions,
  FormEvents,
  FormState,
  FrameOptions,
  MountOptions,
  Token,
  TokenizerOptions,
} from "./index.js";

/** An option that is not given is `null`. */
type Settable<Options> = { [Name in keyof Options]-?: NonNullable<Options[Name]> | null };

/**
 * Options, each a property. Those of text, numbers, truth values and lists of words are attributes, too: `public-key`,
 * `send-cvv`, `brand-marks="false"`, `accepted-brands="visa jcb"`. What is set later begins the fields anew.
 */
export interface PanlessCardOptions
  extends Settable<Omit<TokenizerOptions, "messages">>,
    Settable<Omit<AttachOptions, "tokenInput">>,
    Settable<Pick<FrameOptions, "frameUrl" | "kind" | "fields" | "values" | "styles">>,
    Settable<Omit<MountOptions, "title">> {
  /** What a screen reader calls the frame; `title` of `mount`. */
  frameTitle: string | null;
  /** Names of the fields in the frame; `labels` of `mount`. */
  fieldLabels: NonNullable<FrameOptions["labels"]> | null;
  /** The gateway's own frame instead of inputs of the page. */
  hosted: boolean | null;
}

/**
 * With `frameUrl` the fields are in our own frame, with `hosted` in the gateway's, else they are the inputs in the
 * element. In a form it is a control like any other: its value is the token's id.
 */
export interface PanlessCard extends HTMLElement, PanlessCardOptions {
  /** By which the token's id goes along with the form. Default: `payment_token`. */
  name: string;
  disabled: boolean;
  readonly type: "panless-card";
  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly validity: ValidityState;
  /** What is wrong, in the customer's language. */
  readonly validationMessage: string;
  readonly willValidate: boolean;
  /** The token that goes along with the form. */
  readonly token: Token | null;
  readonly state: FormState;
  checkValidity(): boolean;
  /** Shows what is wrong, and moves the focus there. */
  reportValidity(): boolean;
  generateToken(options?: FormCallOptions): Promise<Token>;
  getState(): FormState;
  setField(field: string, change: FieldChange): Promise<void>;
  clear(): void;
  focus(field?: string | FocusOptions): void;
  addEventListener<Name extends keyof PanlessCardEvents>(
    name: Name,
    listener: (this: PanlessCard, event: PanlessCardEvents[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** What is told; each bubbles, out of a shadow, too. */
export type PanlessCardEvents = {
  [Name in keyof FormEvents as `panless:${Name}`]: CustomEvent<FormEvents[Name]>;
};

/** Registers the element; importing the module has done so by its usual name. */
export function defineCard(name?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "panless-card": PanlessCard;
  }
}
