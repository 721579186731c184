// For browsers and bundlers: the wasm lies beside this file.
// @ts-check

import { api } from "./api.js";

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ api((assets) =>
  assets ? new URL("panless.wasm", assets) : new URL("./panless.wasm", import.meta.url),
);
