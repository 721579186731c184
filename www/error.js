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
export const issueOf = ([code, field = null, message]) => ({ code: codes[code], field, message: message ?? messages[code] });

/**
 * The error of a record that the core made.
 * @param {ErrorRecord} record
 * @param {unknown} [cause]
 * @returns {TokenizerError}
 */
export function errorOf([place, about, told, issues, status, gatewayCode, retryable, outcome], cause) {
  const { code, field, message } = issueOf([place, about, told]);
  const category = categories.find(([, end]) => place < end)?.[0];
  const error = /** @type {any} */ (new Error(message));
  for (const [name, value] of Object.entries({ name: "TokenizerError", cause })) {
    // Not enumerable, as in every Error: what a log prints of own members is the record alone.
    if (value !== undefined) Object.defineProperty(error, name, /** @type {any} */ ({ __proto__: null, value, configurable: true, writable: true }));
  }
  return Object.assign(error, { code, field, category, issues: issues.map(issueOf), status, gatewayCode, retryable, outcome });
}

/**
 * An error of the loader's own, for what happens outside the core.
 * @param {Code} code
 * @param {{ field?: string, sent?: boolean, cause?: unknown }} [details]
 */
export const loaderError = (code, details, { field, sent, cause } = /** @type {NonNullable<typeof details>} */ ({ __proto__: null, ...details })) =>
  errorOf([codes.indexOf(code), field || null, null, [], null, null, false, sent ? "unknown" : "none"], cause);

/**
 * Guards by members, not by class: two copies of panless on one page understand each other.
 * @param {unknown} value
 * @returns {value is TokenizerError}
 */
export function isTokenizerError(value) {
  return value instanceof Error && value.name === "TokenizerError" && "code" in value && "outcome" in value;
}
