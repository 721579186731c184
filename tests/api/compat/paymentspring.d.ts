import type { TokenizerOptions } from "../types.js";

/** The gateway's own reply. */
export interface PaymentSpringToken {
  id: string;
  class: "token";
  token_type?: "credit_card" | "bank_account";
  card_type?: string;
  card_owner_name?: string;
  last_4?: string;
  card_exp_month?: number;
  card_exp_year?: number;
  errors?: undefined;
  [other: string]: unknown;
}

/** What went wrong: the gateway's codes for number, expiry and CSC, else those of panless. */
export interface PaymentSpringErrors {
  errors: { code: string; message: string }[];
  id?: undefined;
  class?: undefined;
}

/** `null`: no answer came in time. */
export type PaymentSpringReply = PaymentSpringToken | PaymentSpringErrors | null;
type Callback = (reply: PaymentSpringReply) => void;

export const paymentspring: {
  /** Options of every call, as `createTokenizer` takes them. */
  options: Partial<TokenizerOptions>;
  script: null;
  callback: unknown;
  key: unknown;
  onComplete(): void;
  /** The promise has what the callback gets, and never rejects. */
  generateToken(publicKey: string, payment: Record<string, unknown>, callback?: Callback): Promise<PaymentSpringReply>;
  generateToken(
    publicKey: string,
    number: string,
    csc: string,
    holder: string,
    expMonth: string | number,
    expYear: string | number,
    callback?: Callback,
  ): Promise<PaymentSpringReply>;
  buildQueryString(values: Record<string, string | number | boolean>): string;
  /** True until the core has been loaded: nothing is known to be wrong then. */
  validateCardNumber(number: string): boolean;
  validateCardExpDate(month: string | number, year: string | number): boolean;
  validateCSC(csc: string): boolean;
  validateName(name: string): boolean;
};

export const paymentspring_ach: {
  /** A checking account. */
  generateTokenACH(publicKey: string, account: string, routing: string, first: string, last: string, callback?: Callback): Promise<PaymentSpringReply>;
};
