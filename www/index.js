// For browsers and bundlers: the cores and the frame lie beside this file.
// @ts-check

import { browserApi } from "./api.js";

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ browserApi(
  // In full, so that bundlers find the files.
  (assets, whole) => {
    if (assets) return new URL(whole ? "panless-fields.wasm" : "panless.wasm", assets);
    return whole ? new URL("./panless-fields.wasm", import.meta.url) : new URL("./panless.wasm", import.meta.url);
  },
  (assets) => (assets ? new URL("panless-core.js", assets) : new URL("./panless-core.js", import.meta.url)),
  (assets) => (assets ? new URL("jsonp.html", assets) : new URL("./jsonp.html", import.meta.url)),
  () => import("./jsonp-sender.js"),
  () => import("./frames/hosted.js"),
  () => import("./fields/attach.js"),
  () => import("./judge.js"),
);
