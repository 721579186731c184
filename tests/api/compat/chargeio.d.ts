import type { TokenizerOptions } from "../types.js";

/** The gateway's own reply, numbers masked. */
export interface ChargeIOToken {
  id: string;
  type?: "card" | "bank";
  /** What the page gave beside the fields that the gateway knows. */
  form_data?: Record<string, unknown>;
  error?: undefined;
  [other: string]: unknown;
}

export interface ChargeIOMessage {
  code: string;
  level: string;
  message: string;
  facility?: string;
  /** The field, by the gateway's name. */
  context?: string;
  sub_code?: string;
}

export interface ChargeIOErrors {
  error: { message: string };
  messages: ChargeIOMessage[];
  id?: undefined;
}

export type ChargeIOReply = ChargeIOToken | ChargeIOErrors;
/** An element, a selector, or the list that jQuery makes. */
export type ChargeIOForm = Element | string | ArrayLike<Element>;

export const ChargeIO: {
  /** Options of every call, as `createTokenizer` takes them. */
  options: Partial<TokenizerOptions>;
  PaymentErrorHandler: new (form: ChargeIOForm) => {
    handleErrorsFromResponse(response: { messages?: (Partial<ChargeIOMessage> | string)[] }): void;
  };
  init(settings: { public_key: string; debug?: boolean }): void;
  ready(act: () => void): void;
  payment_params(form: ChargeIOForm): Record<string, string>;
  /** The promise has what a callback gets, and never rejects. */
  create_token(params: Record<string, unknown>, done?: (reply: ChargeIOReply) => void): Promise<ChargeIOReply>;
  create_token(
    params: Record<string, unknown>,
    ok: (token: ChargeIOToken) => void,
    fail: (reply: ChargeIOErrors) => void,
  ): Promise<ChargeIOReply>;
  on(target: "form", name: string, handler: (event: CustomEvent, ...given: any[]) => void): void;
  trigger(target: "form", name: string, given?: unknown): void;
};
