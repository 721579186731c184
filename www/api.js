// The public functions over one way of finding the core; the entries differ in nothing else.
// @ts-check

import { isTokenizerError } from "./error.js";
import { loadCore } from "./judge.js";
import { createTokenizer, generateToken } from "./tokenizer.js";

/** @param {import("./core.js").Find} find */
export const api = (find) => ({
  createTokenizer: (/** @type {unknown} */ options) => createTokenizer(find, options),
  /** @param {unknown} publicKey @param {any} payment @param {unknown} [third] */
  generateToken: (publicKey, payment, third) => generateToken(find, publicKey, payment, third),
  loadCore: (/** @type {unknown} */ options) => loadCore(find, options),
  isTokenizerError,
});

/**
 * The files as a browser gets them, each from its URL.
 * @param {(assets: string | undefined) => URL} wasm
 * @param {(assets: string | undefined) => URL} js
 * @param {import("./core.js").FindFrame} frame
 */
export const browserApi = (wasm, js, frame) => {
  let failures = 0;
  return api({
    frame,
    wasm: (assets) => WebAssembly.compileStreaming(fetch(wasm(assets), { credentials: "omit", referrerPolicy: "no-referrer" })),
    js: (assets) => {
      const url = js(assets);
      // A browser may remember for ever that a module failed; a fragment makes it another one.
      if (failures) url.hash = `${failures}`;
      // By import(), because a script element would need a policy under Trusted Types. Bundlers leave the expression alone.
      return import(/* webpackIgnore: true */ /* @vite-ignore */ url.href).catch((cause) => {
        failures += 1;
        throw cause;
      });
    },
  });
};
