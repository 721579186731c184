// For Node: both cores are read from disk.
// @ts-check

import { readFile } from "node:fs/promises";
import { api } from "./api.js";

const beside = (/** @type {string} */ name) => new URL(name, import.meta.url);

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ api({
  wasm: async () => WebAssembly.compile(await readFile(beside("./panless-fields.wasm"))),
  jsonp: () => Promise.reject(),
  frame: () => Promise.reject(),
  fields: () => Promise.reject(),
  judge: () => import("./judge.js"),
  js: () => import(/* webpackIgnore: true */ /* @vite-ignore */ beside("./panless-core.js").href),
});
