import type { Category, Code } from "./codes.js";
import type { AttachOptions, FrameOptions, MessageKey, MountOptions, PaymentForm } from "./forms.js";

export type { Category, Code } from "./codes.js";

/** The payment gateways that panless speaks to. */
export type GatewayId = "affinipay" | "nelnet" | "pepper" | "stripe" | "chargezoom" | "ontraport";

/** Card brands, in the order of the brand table. */
export type Brand =
  | "visa"
  | "mastercard"
  | "american-express"
  | "diners-club"
  | "discover"
  | "jcb"
  | "unionpay"
  | "maestro"
  | "mir"
  | "elo"
  | "hiper"
  | "hipercard"
  | "naranja"
  | "rupay"
  | "verve"
  | "troy"
  | "dankort"
  | "uatp";

/** The fields that can be judged while somebody types. */
export type JudgedField =
  | "number"
  | "expiry"
  | "cvv"
  | "holder"
  | "firstName"
  | "lastName"
  | "postalCode"
  | "routingNumber"
  | "accountNumber";

/** `incomplete`: not valid yet, and more typing can help. Empty text is always incomplete. */
export type Status = "incomplete" | "valid" | "invalid";

/** What is said of a text. Absent members are `null`. */
export interface Judgement {
  status: Status;
  /** Nothing has been typed but characters that the field ignores. */
  empty: boolean;
  /** Why it is not valid, for incomplete too. */
  code: Code | null;
  /** The brand, once it is settled. */
  brand: Brand | null;
  /** 1 to 12, for a valid expiry. */
  month: number | null;
  /** Four digits, for a valid expiry. */
  year: number | null;
  /** Whether the brand is one of `acceptedBrands`, once it is settled. */
  accepted: boolean | null;
}

/** What a judgement depends on beside the text. */
export interface JudgeOptions {
  /** The calendar day to judge an expiry on, `YYYY-MM-DD`, of the years 2000 to 2999. Default: today. */
  today?: string;
  /** The moment to judge an expiry at: a Date, or text that `Date` reads. The day is taken where it is earliest, at UTC-12. */
  now?: Date | string;
  /** The brand that decides how long a security code is. */
  brand?: Brand | null;
  /** The country of a postal code, ISO 3166 alpha-2 or alpha-3. */
  country?: string | null;
}

/** A text with the selection in it, in UTF-16 units. */
export interface EditState {
  value: string;
  start: number;
  end: number;
}

/** One edit at the selection. */
export interface EditChange {
  type: "insert" | "deleteBackward" | "deleteForward";
  /** What is inserted. */
  text?: string;
}

/** Which brands exist and are accepted. */
export interface BrandOptions {
  /** The only brands to accept. Default: all. */
  acceptedBrands?: Brand[];
  brands?: {
    /** Brands that are not recognised at all. */
    off?: Brand[];
    /** Brands without a check digit for which one is wanted all the same. */
    forceLuhn?: Brand[];
  };
}

/** Where the core comes from. */
export interface CoreOptions {
  /** URL of the folder that holds `panless.wasm`, `panless-fields.wasm` and `panless-core.js`. Default: beside the script. */
  assets?: string | URL;
  /** `auto` takes WebAssembly, else JavaScript; `js` never tries WebAssembly, which some policies would report. Default: `auto`. */
  core?: "auto" | "wasm" | "js";
}

/** The card logic by itself. Everything is synchronous. */
export interface CardCore {
  /** Which core it is. Both answer alike; JavaScript is the slower one. */
  readonly name: "wasm" | "js";
  /** Judges a text. Never throws on data; a TypeError for an unknown field or option. */
  judge(field: JudgedField, text: unknown, options?: JudgeOptions): Judgement;
  /** The brands that a number beginning with these digits can still have, in table order. */
  brands(prefix: string): Brand[];
  /** The text as a customer reads it best. Number and expiry only; other fields come back as they are. */
  format(field: JudgedField, text: string): string;
  /** The formatted text after an edit, and where the caret stands. Number and expiry only. */
  edit(field: JudgedField, state: EditState, change: EditChange): EditState;
  /** Whether a text of two or more digits passes the Luhn check. */
  luhn(text: string): boolean;
}

/** The postal address of the holder. */
export interface Address {
  line1?: string | null;
  line2?: string | null;
  city?: string | null;
  /** For the US and Canada the two-letter code. */
  state?: string | null;
  postalCode?: string | null;
  /** ISO 3166 alpha-2 or alpha-3. */
  country?: string | null;
}

/** What goes along with a card or a bank account. */
export interface PaymentDetails {
  /** The whole name; or give `firstName` and `lastName`. */
  holder?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  address?: Address | null;
  email?: string | null;
  phone?: string | null;
  reference?: string | null;
  description?: string | null;
  metadata?: Record<string, string> | null;
}

/** A card. Numbers are text; months and years text or number, years of two or four digits. */
export interface CardInput extends PaymentDetails {
  number: string;
  /** `MM/YY` and every other form that people type; or give `expMonth` and `expYear`. */
  expiry?: string | null;
  expMonth?: string | number | null;
  expYear?: string | number | null;
  cvv?: string | null;
}

/** A bank account in the United States. */
export interface BankInput extends PaymentDetails {
  routingNumber: string;
  accountNumber: string;
  accountType?: "checking" | "savings" | null;
  accountHolderType?: "individual" | "company" | null;
  /** ISO 4217. */
  currency?: string | null;
}

/** AffiniPay's own names, which are understood too when the key is one of AffiniPay's. */
export interface AffinipayInput {
  type?: "card" | "bank";
  number?: string;
  card_type?: "VISA" | "MASTERCARD" | "AMERICAN_EXPRESS" | "DISCOVER" | "DINERS_CLUB" | "JCB";
  exp_month?: string | number;
  exp_year?: string | number;
  cvv?: string;
  routing_number?: string;
  account_number?: string;
  account_type?: "CHECKING" | "SAVINGS";
  name?: string;
  address1?: string;
  address2?: string;
  city?: string;
  state?: string;
  postal_code?: string;
  country?: string;
  email?: string;
  phone?: string;
  reference?: string;
  description?: string;
  form_data?: Record<string, string>;
}

/** A card if `number` is there, a bank account if `accountNumber` is. */
export type PaymentInput = CardInput | BankInput | AffinipayInput;

/** Options of `createTokenizer`. Unknown ones are refused by name. */
export interface TokenizerOptions extends BrandOptions, CoreOptions {
  /** The merchant's public key. Private keys are refused. */
  publicKey: string;
  /** Default: the gateway that the key belongs to. */
  gateway?: GatewayId;
  /** The gateway's base URL: https, or http for loopback hosts. */
  baseUrl?: string;
  /** Milliseconds until a call settles, 1 to 600,000. Default: 15,000. */
  timeout?: number;
  /** How the request body is written, where a gateway leaves the choice. `form` needs no preflight and is the default. */
  encoding?: "form" | "json";
  /** Whether the security code goes to the gateway. Default: true, but for `nelnet` false. Where it does not, `cvv` is refused. */
  sendCvv?: boolean;
  /** Leave out fields that the gateway does not take, instead of refusing them. They are listed in `token.omitted`. */
  unsupported?: "omit";
  /** Hosts of your own that `redirect` may go to, beside the gateway's. */
  redirectHosts?: string[];
  /** What customers read instead of a language's own words, by code or category; for all of the tokenizer's fields. */
  messages?: Partial<Record<MessageKey, string>>;
}

/** Options for the gateways that have no public key. */
export interface SealedTokenizerOptions extends Omit<TokenizerOptions, "publicKey" | "gateway" | "baseUrl" | "encoding"> {
  gateway: "chargezoom" | "ontraport";
  /** The relay that fields are sealed to. Without one only `redirect` works. */
  seal?: SealOptions;
}

/** A shape of sealed fields: the object of one of the gateway's calls. */
export type SealShape =
  | "chargezoom.card.v1"
  | "chargezoom.ach.v1"
  | "chargezoom.pay.card.v1"
  | "chargezoom.pay.ach.v1"
  | "chargezoom.sub.card.v1"
  | "ontraport.payer.v1";

/** The public half of a relay's key, as RFC 7517 writes it. Every member is looked at. */
export interface RelayKey {
  kty: "RSA";
  /** The modulus, 2048 to 4096 bits, base64url. */
  n: string;
  e: "AQAB";
  alg: "RSA-OAEP-256";
  use: "enc";
  /** The key's own thumbprint, RFC 7638 with SHA-256. */
  kid: string;
  /** From when to when it may be used, in seconds since 1970; at most a year. */
  nbf: number;
  exp: number;
}

/** To whom fields are sealed. No member of it is secret. */
export interface SealOptions {
  /** The relay's base URL, by which it knows that a string is for it: https, or http for loopback hosts. */
  audience: string;
  /**
   * The thumbprints of its keys, RFC 7638 with SHA-256: the one in use, and the next one. No other key is sealed to. Without them nothing is
   * sealed; but with `frameUrl` they and `keys` stand in the frame's `config.json`, and neither may be given here.
   */
  pins?: string[];
  /** Its keys. Default: they are fetched from `/.well-known/sealed-jwks.json` of `audience`. */
  keys?: RelayKey | RelayKey[];
  /** Default: for `chargezoom` the one that saves a payment method, for `ontraport` its only one. */
  shape?: SealShape;
  /** What your server has made for this payment, 16 to 64 characters of base64url, where the relay asks for it. */
  context?: string;
  /** The time now by your server's clock, as a Date, in milliseconds or as ISO text. Default: the customer's clock. */
  serverTime?: Date | number | string;
}

/** Options of one call. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds, instead of the tokenizer's. */
  timeout?: number;
}

/** Called once, after the promise has settled. */
export type TokenCallback = (error: TokenizerError | null, token: Token | null) => void;

/** The third argument of the one-call form: a callback, or this. */
export interface GenerateOptions extends Omit<TokenizerOptions, "publicKey">, CallOptions {
  callback?: TokenCallback;
}

/** A one-time token. Absent members are `null`. */
export interface Token {
  /** Send this to your server. */
  id: string;
  gateway: GatewayId;
  kind: "card" | "bank";
  /** Whether `id` is a sealed string for a relay instead of a gateway's token. */
  sealed: boolean;
  brand: Brand | null;
  /** `null` where only the gateway saw it. */
  last4: string | null;
  expMonth: number | null;
  expYear: number | null;
  /** `null` where the gateway does not say. */
  mode: "test" | "live" | null;
  /** ISO 8601, UTC. */
  expiresAt: string | null;
  /** Fields that were left out because the gateway does not take them. */
  omitted: string[];
  /** The gateway's reply with every submitted number masked. */
  raw: unknown;
}

/** One bad field. */
export interface Issue {
  code: Code;
  field: string | null;
  message: string;
}

/** What `validate` says. */
export interface Report {
  valid: boolean;
  issues: Issue[];
  brand: Brand | null;
}

/** Every error of panless. `name` is `"TokenizerError"`. */
export interface TokenizerError extends Error {
  name: "TokenizerError";
  code: Code;
  category: Category;
  /** The first bad field, or the option at fault. */
  field: string | null;
  /** Every bad field at once. */
  issues: Issue[];
  /** The HTTP status of the gateway's answer. */
  status: number | null;
  /** The gateway's own code. */
  gatewayCode: string | null;
  /** Whether the same call may be tried again unchanged. */
  retryable: boolean;
  /** `unknown` once bytes may have left and no complete answer came: a token may exist. */
  outcome: "none" | "unknown";
  /** The reason of an abort, or what kept the core from loading. */
  cause?: unknown;
}

/** Exchanges payments for tokens. */
export interface Tokenizer {
  /** Loads the core and checks the options. Nothing loads before the first use. */
  readonly ready: Promise<void>;
  generateToken(payment: PaymentInput, options?: CallOptions): Promise<Token>;
  /** Synchronous after `ready`; throws `not_ready` before. Never throws on data. */
  validate(payment: PaymentInput): Report;
  /**
   * Makes fields of the page's own inputs, found by `data-panless="number"` and so on, or by their `autocomplete`.
   * @param container a form, or any element around the inputs, or a selector of it; a form can be attached once
   */
  attach(container: HTMLElement | string, options?: AttachOptions): PaymentForm;
  /**
   * Puts fields of another origin into an element: the gateway's own, or with `frameUrl` those of a frame that a platform serves.
   * Without it a gateway that hosts no fields tells `mount_unsupported`.
   */
  mount(container: Element | string, options?: MountOptions | FrameOptions): PaymentForm;
  /** Fetches the relay's keys again, after your server was told `sealed_key_retired`. */
  refreshKeys(): Promise<void>;
  /**
   * Leaves the page for the gateway's own page of an invoice, Chargezoom's `paylink`.
   * @param paylink an https address of the gateway's or of `redirectHosts`; any other is `option_invalid`
   */
  redirect(paylink: string): Promise<void>;
  /** Settles every pending call with `destroyed`, and destroys its forms. Later calls fail by the same code. */
  destroy(): void;
}
