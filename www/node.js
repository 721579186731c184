// For Node: the cores are read from disk. A page's fields are not to be had.
// @ts-check

import { readFile } from "node:fs/promises";
import { api } from "./api.js";
import { send } from "./fetch.js";

const beside = (/** @type {string} */ name) => new URL(name, import.meta.url);

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ api({
  wasm: async () => WebAssembly.compile(await readFile(beside("./panless-fields.wasm"))),
  js: () => import(/* webpackIgnore: true */ /* @vite-ignore */ beside("./panless-core.js").href),
  send: async (encoding) => (encoding === "jsonp" ? Promise.reject() : send),
  part: async (name) => /** @type {any} */ ({ judge: () => import("./judge.js"), seal: () => import("./seal/seal.js") })[name]?.() ?? Promise.reject(),
});
