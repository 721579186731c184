// For Node: both cores are read from disk.
// @ts-check

import { readFile } from "node:fs/promises";
import { api } from "./api.js";

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ api({
  wasm: async () => WebAssembly.compile(await readFile(new URL("./panless.wasm", import.meta.url))),
  js: () => import(/* webpackIgnore: true */ /* @vite-ignore */ new URL("./panless-core.js", import.meta.url).href),
});
