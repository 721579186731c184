// The public functions over one way of finding the wasm; the entries differ in nothing else.
// @ts-check

import { isTokenizerError } from "./error.js";
import { loadCore } from "./judge.js";
import { createTokenizer, generateToken } from "./tokenizer.js";

/** @param {import("./core.js").FindWasm} find */
export const api = (find) => ({
  createTokenizer: (/** @type {unknown} */ options) => createTokenizer(find, options),
  /** @param {unknown} publicKey @param {any} payment @param {unknown} [third] */
  generateToken: (publicKey, payment, third) => generateToken(find, publicKey, payment, third),
  loadCore: (/** @type {unknown} */ options) => loadCore(find, options),
  isTokenizerError,
});
