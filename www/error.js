// Every error that panless throws or rejects with is made here.
// @ts-check

import { loaderErrors } from "panless-generated";

/** @typedef {import("panless-glue").ErrorRecord} ErrorRecord */
/** @typedef {import("../src/wasm/types").TokenizerError} TokenizerError */
/** @typedef {keyof typeof loaderErrors} LoaderCode */

/**
 * The error of a record that the core made.
 * @param {ErrorRecord} record
 * @returns {TokenizerError}
 */
export function errorOf(record) {
  const error = /** @type {any} */ (new Error(record.message));
  // Not enumerable, as in every Error: what a log prints of own members is the record alone.
  Object.defineProperty(error, "name", { value: "TokenizerError", configurable: true, writable: true });
  for (const [name, value] of Object.entries(record)) if (name !== "message") error[name] = value;
  return error;
}

/**
 * An error of the loader's own, for what happens outside the core.
 * @param {LoaderCode} code
 * @param {{ field?: string, sent?: boolean, cause?: unknown }} [details]
 * @returns {TokenizerError}
 */
export function loaderError(code, { field = "", sent = false, cause } = {}) {
  const [category, message] = loaderErrors[code];
  const error = errorOf({
    code,
    category,
    message,
    field: field || null,
    issues: [],
    status: null,
    gatewayCode: null,
    retryable: false,
    outcome: sent ? "unknown" : "none",
  });
  if (cause !== undefined) Object.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
  return error;
}

/**
 * Guards by members, not by class: two copies of panless on one page understand each other.
 * @param {unknown} value
 * @returns {value is TokenizerError}
 */
export function isTokenizerError(value) {
  return value instanceof Error && value.name === "TokenizerError" && "code" in value && "outcome" in value;
}
