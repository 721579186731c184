// For browsers and bundlers: both cores lie beside the file that is built of this one.
// @ts-check

import { load } from "../api.js";
import { sandboxApi } from "./api.js";

export { keys, sandbox } from "./control.js";

// In full, so that bundlers find the files.
/** @type {Record<string, () => URL>} */
const FILES = {
  "panless.wasm": () => new URL("./panless.wasm", import.meta.url),
  "panless-fields.wasm": () => new URL("./panless-fields.wasm", import.meta.url),
  "panless-core.js": () => new URL("./panless-core.js", import.meta.url),
};
// What Turbopack makes of such a URL knows no host.
const place = (/** @type {string} */ name, /** @type {string | undefined} */ assets) =>
  assets ? new URL(name, assets) : new URL(FILES[name](), globalThis.location?.href);

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ sandboxApi({
  wasm: (name, assets) => WebAssembly.compileStreaming(fetch(place(name, assets))),
  js: (assets) => load(place("panless-core.js", assets)),
});
