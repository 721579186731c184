// For Node, with a document or without: both cores are read from disk.
// @ts-check

import { readFile } from "node:fs/promises";
import { sandboxApi } from "./api.js";

export { keys, sandbox } from "./control.js";

const beside = (/** @type {string} */ name) => new URL(name, import.meta.url);

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ sandboxApi({
  wasm: async () => WebAssembly.compile(await readFile(beside("./panless-fields.wasm"))),
  js: () => import(/* webpackIgnore: true */ /* @vite-ignore */ beside("./panless-core.js").href),
});
