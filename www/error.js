// Every error that panless throws or rejects with is made here.
// @ts-check

import { categories, codes, messages } from "panless-generated";

/** @typedef {import("../src/wasm/internal").ErrorRecord} ErrorRecord */
/** @typedef {import("../src/wasm/internal").IssueRecord} IssueRecord */
/** @typedef {import("../src/wasm/types").Code} Code */
/** @typedef {import("../src/wasm/types").TokenizerError} TokenizerError */

/**
 * What a record of the core says is wrong, in words.
 * @param {IssueRecord} record
 * @returns {import("../src/wasm/types").Issue}
 */
export const issueOf = ({ code, field, message }) => ({ code: codes[code], field, message: message ?? messages[code] });

/**
 * The error of a record that the core made.
 * @param {ErrorRecord} record
 * @returns {TokenizerError}
 */
export function errorOf({ issues, ...record }) {
  const { code, field, message } = issueOf(record);
  const category = categories.find(([, end]) => record.code < end)?.[0];
  const error = /** @type {any} */ (new Error(message));
  // Not enumerable, as in every Error: what a log prints of own members is the record alone.
  Object.defineProperty(error, "name", { value: "TokenizerError", configurable: true, writable: true });
  const { status, gatewayCode, retryable, outcome } = record;
  return Object.assign(error, { code, field, category, issues: issues.map(issueOf), status, gatewayCode, retryable, outcome });
}

/**
 * An error of the loader's own, for what happens outside the core.
 * @param {Code} code
 * @param {{ field?: string, sent?: boolean, cause?: unknown }} [details]
 * @returns {TokenizerError}
 */
export function loaderError(code, { field = "", sent = false, cause } = {}) {
  const error = errorOf({
    code: codes.indexOf(code),
    field: field || null,
    message: null,
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
