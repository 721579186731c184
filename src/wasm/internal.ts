// What passes between the core and the loader; not part of the public interface.

import type { Token, TokenizerError } from "./types.js";

/** What is wrong: the code's place in its table; a message only where it is another than the code's own. */
export type IssueRecord = [code: number, field?: string | null, message?: string | null];

export type ErrorRecord = [
  ...issue: Required<IssueRecord>,
  issues: IssueRecord[],
  status: number | null,
  gatewayCode: string | null,
  retryable: boolean,
  outcome: TokenizerError["outcome"],
];

/** What `validate` says; the brand is its place in its table. */
export interface ReportRecord {
  valid: boolean;
  issues: IssueRecord[];
  brand: number | null;
}

/** `user` is the user name of Basic authentication. */
export type RequestRecord = [
  url: string,
  encoding: "form" | "json" | "jsonp" | "sealed",
  user: string | null,
  body: Record<string, unknown>,
];

/** The brand is its place in its table; `created` is the gateway's clock, `lifetime` in minutes. */
export type TokenRecord = [
  id: string,
  gateway: Token["gateway"],
  kind: Token["kind"],
  brand: number | null,
  last4: string | null,
  expMonth: number | null,
  expYear: number | null,
  mode: Token["mode"],
  created: string | null,
  lifetime: number | null,
  omitted: string[],
];

/** A message to a frame, and the frame's address. */
export type MessageRecord = [url: string, event: string, data: Record<string, unknown>];

/** What the core exports. Everything that looks like a truth value is a number. */
export interface Exports {
  memory: { readonly buffer: ArrayBuffer };
  port(): number;
  limit(): number;
  pull(): number;
  text(units: number): void;
  number(value: number): void;
  other(kind: number): void;
  list(length: number): void;
  object(length: number): void;
  judge(
    field: number,
    units: number,
    month: number,
    brand: number,
    country: number,
    off: number,
    luhn: number,
    accepted: number,
  ): number;
  candidates(units: number, off: number): number;
  luhn(units: number): number;
  format(field: number, units: number): number;
  settle(field: number, before: number, caret: number, units: number, start: number, end: number, how: number): number;
  label(brand: number): number;
  usual(brand: number): number;
  edit(field: number, units: number, start: number, end: number, kind: number, inserted: number): number;
  configure(sendCvv: number, omit: number, off: number, luhn: number, accepted: number): number;
  validate(month: number): void;
  prepare(month: number): number;
  plaintext(number: number): number;
  token(number: number, status: number): number;
  mask(number: number, units: number): number;
  release(number: number): void;
  tell(say: number, month: number): number;
  hear(bank: boolean): number;
  lost(code: number, status: number, unknown: boolean): void;
}
