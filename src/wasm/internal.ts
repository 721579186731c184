// What passes between the core and the loader; not part of the public interface.

export interface Words {
  statuses: Status[];
  fields: JudgedField[];
  brands: Brand[];
  codes: Code[];
}

export interface BrandSets {
  off: number;
  forceLuhn: number;
  accepted: number;
}

export type ErrorRecord = Pick<
  TokenizerError,
  "code" | "category" | "message" | "field" | "issues" | "status" | "gatewayCode" | "retryable" | "outcome"
>;

export interface RequestRecord {
  url: string;
  encoding: "form" | "json" | "jsonp";
  /** The user name of Basic authentication. */
  user: string | null;
  body: Record<string, unknown>;
}

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
  words(): void;
  judge(
    field: number,
    units: number,
    now: number,
    month: number,
    brand: number,
    country: number,
    off: number,
    luhn: number,
    accepted: number,
  ): number;
  month(milliseconds: number, units: number): number;
  candidates(units: number, off: number): number;
  luhn(units: number): number;
  format(field: number, units: number): number;
  edit(field: number, units: number, start: number, end: number, kind: number, inserted: number): number;
  brandRules(): number;
  check(): number;
  validate(now: number): number;
  prepare(now: number): number;
  token(number: number, status: number): number;
  mask(number: number, units: number): number;
  release(number: number): void;
  lost(code: number, status: number, unknown: boolean): void;
}
