// For browsers and bundlers: the cores and the frame lie beside this file.
// @ts-check

import { api, browserFind } from "./api.js";
import { part } from "./parts.js";

// In full, so that bundlers find the files.
/** @type {Record<string, () => URL>} */
const FILES = {
  "panless.wasm": () => new URL("./panless.wasm", import.meta.url),
  "panless-fields.wasm": () => new URL("./panless-fields.wasm", import.meta.url),
  "panless-core.js": () => new URL("./panless-core.js", import.meta.url),
  "jsonp.html": () => new URL("./jsonp.html", import.meta.url),
};

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ api(/* @__PURE__ */ browserFind(
  // What Turbopack makes of such a URL knows no host.
  (name, assets) => (assets ? new URL(name, assets) : new URL(FILES[name](), globalThis.location?.href)),
  part,
));
