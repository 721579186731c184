// The public functions over one way of finding the core; the entries differ in nothing else.
// @ts-check

import { integrity } from "panless-generated";
import { isTokenizerError } from "./error.js";
import { loadCore } from "./core.js";
import { send } from "./fetch.js";
import { createTokenizer, generateToken } from "./tokenizer.js";

/** @param {import("./core.js").Find} find */
export const api = (find) => ({
  createTokenizer: (/** @type {unknown} */ options) => createTokenizer(find, options),
  /** @param {unknown} publicKey @param {any} payment @param {unknown} [third] */
  generateToken: (publicKey, payment, third) => generateToken(find, publicKey, payment, third),
  loadCore: (/** @type {unknown} */ options) => loadCore(find, options),
  isTokenizerError,
});

/** @typedef {(name: string, assets: string | undefined) => URL} Place */

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
    // An import map can hold files to their hashes, and knows no fragments; where one can, browsers ask again by themselves.
    if (!globalThis.document?.querySelector("[type=importmap]")) failures.set(url.href, failed + 1);
    throw cause;
  });
};
/** @type {Map<string, number>} */
const failures = new Map();

/**
 * The files as a browser gets them.
 * @param {Place} place where a file lies
 * @param {import("./core.js").FindPart} part
 * @returns {import("./core.js").Find}
 */
export const browserFind = (place, part) => ({
  // The browser refuses a file that is not the one of this build, so nothing of a changed one is compiled.
  wasm: (name, assets) => WebAssembly.compileStreaming(fetch(place(name, assets), /** @type {any} */ ({ __proto__: null, credentials: "omit", referrerPolicy: "no-referrer", integrity: integrity[name] }))),
  js: (assets) => load(place("panless-core.js", assets)),
  send: async (encoding, assets) => (encoding === "jsonp" ? (await part("jsonp", assets)).sender(place("jsonp.html", assets).href) : send),
  part,
});
