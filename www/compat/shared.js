// What the scripts under other vendors' call names have in common. They are for pages that exist already: a page keeps its
// calls and changes one URL.
// @ts-check

import { createTokenizer, loadCore } from "panless-api";

/** @typedef {import("../../src/wasm/types").TokenizerError} TokenizerError */
/** @typedef {import("../../src/wasm/types").Token} Token */
/** @typedef {Record<string, any>} Values */

/** Other attributes of a script tag belong to whoever else reads it. */
const ATTRIBUTES = ["assets", "baseUrl", "core", "encoding", "sendCvv", "timeout"];

const { dataset } = /** @type {any} */ (globalThis.document?.currentScript ?? { __proto__: null });
const valueOf = (/** @type {string} */ text) => (/^(true|false|\d{1,6})$/.test(text) ? JSON.parse(text) : text);

/**
 * Options of createTokenizer, from the attributes of the script tag; the page may change them.
 * @param {Values} usual
 * @returns {Values}
 */
export const readOptions = (usual) => ({ __proto__: null, ...usual, ...Object.fromEntries(Object.entries({ ...dataset }).filter(([name]) => ATTRIBUTES.includes(name)).map(([name, text]) => [name, valueOf(text)])) });

/** The card logic by itself. @param {Values} options */
export const startCore = ({ assets, core }) => loadCore({ assets, core });

/** Loads what a call will need. @param {Values} options */
export const warmUp = (options) => void (async () => createTokenizer(options).ready)().catch(() => {});

/**
 * One call, and what its callback gets. It never rejects: these pages handle no promise.
 * @param {Values} options
 * @param {Values} payment
 * @param {(token: Token) => any} made
 * @param {(error: TokenizerError) => any} refused
 */
export async function tokenize(options, payment, made, refused) {
  try { return made(await createTokenizer(options).generateToken(/** @type {any} */ (payment))); } catch (error) { return refused(/** @type {TokenizerError} */ (error)); }
}

/**
 * Every bad field, or the one thing that went wrong. The first has the gateway's own code where there is one.
 * @param {TokenizerError} error
 * @returns {{ code: string, field: string | null, message: string, own: string | null }[]}
 */
export function listIssues({ code = "payment_invalid", message, issues = [], gatewayCode = null }) {
  const listed = issues.length ? issues : [{ code, field: null, message }];
  return listed.map((issue, at) => ({ ...issue, own: at ? null : gatewayCode }));
}

export { createTokenizer };
