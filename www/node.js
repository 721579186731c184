// For Node: the wasm is read from disk.
// @ts-check

import { readFile } from "node:fs/promises";
import { api } from "./api.js";

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ api(() =>
  readFile(new URL("./panless.wasm", import.meta.url)),
);
