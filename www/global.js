// For a classic script tag: the global `panless`. The wasm lies beside the script.
// @ts-check

import { api } from "./api.js";

// Only while the script runs does the page know which one it is.
const { src = "" } = /** @type {HTMLScriptElement} */ (document.currentScript ?? {});

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = api(
  (assets) => new URL("panless.wasm", assets ?? (src || document.baseURI)),
);
