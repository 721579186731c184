// For bundlers that take no files: the wasm as text in this module, the JavaScript core as a module that is loaded where it is needed.
// @ts-check

import { js, wasm } from "panless-inline";
import { setup } from "./slim.js";

const bytes = () => Uint8Array.from(atob(wasm), (sign) => sign.charCodeAt(0));
export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ setup({ wasm: bytes, js });
