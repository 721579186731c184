// The public functions over one way of finding the core; the entries differ in nothing else.
// @ts-check

import { isTokenizerError } from "./error.js";
import { loadCore } from "./core.js";
import { createTokenizer, generateToken } from "./tokenizer.js";

/** @param {import("./core.js").Find} find */
export const api = (find) => ({
  createTokenizer: (/** @type {unknown} */ options) => createTokenizer(find, options),
  /** @param {unknown} publicKey @param {any} payment @param {unknown} [third] */
  generateToken: (publicKey, payment, third) => generateToken(find, publicKey, payment, third),
  loadCore: (/** @type {unknown} */ options) => loadCore(find, options),
  isTokenizerError,
});

/** @typedef {(assets: string | undefined, whole?: boolean) => URL} Place */

/**
 * A module by its URL.
 * @param {URL} url
 */
export const load = (url) => {
  // A browser may remember for ever that a module failed; a fragment makes it another one.
  const failed = failures.get(url.href) ?? 0;
  const again = new URL(failed ? `#${failed}` : "", url);
  // By import(), because a script element would need a policy under Trusted Types. Bundlers leave the expression alone.
  return import(/* webpackIgnore: true */ /* @vite-ignore */ again.href).catch((cause) => {
    failures.set(url.href, failed + 1);
    throw cause;
  });
};
/** @type {Map<string, number>} */
const failures = new Map();

/**
 * The files as a browser gets them, each from its URL.
 * @param {Place} wasm
 * @param {Place} js
 * @param {Place} frame where jsonp.html lies
 * @param {(assets: string | undefined) => Promise<typeof import("./jsonp-sender.js")>} jsonp
 * @param {import("./core.js").FindFrame} hosted
 * @param {import("./core.js").FindFields} fields
 * @param {import("./core.js").FindJudge} judge
 */
export const browserApi = (wasm, js, frame, jsonp, hosted, fields, judge) =>
  api({
    wasm: (assets, whole) => WebAssembly.compileStreaming(fetch(wasm(assets, whole), { credentials: "omit", referrerPolicy: "no-referrer" })),
    js: (assets) => load(js(assets)),
    jsonp: async (assets) => {
      // Without a document there is no frame to be had.
      if (!globalThis.document) throw 0;
      return (await jsonp(assets)).sender(frame(assets).href);
    },
    frame: hosted,
    fields,
    judge,
  });
