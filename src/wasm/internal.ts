// What passes between the core and the loader; not part of the public interface.

export interface Words {
  statuses: Status[];
  fields: JudgedField[];
  brands: Brand[];
  codes: Code[];
  limit: number;
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

export interface Failed {
  error: ErrorRecord;
}
