// For browsers and bundlers: both cores and the frame lie beside this file.
// @ts-check

import { browserApi } from "./api.js";

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ browserApi(
  // In full, so that bundlers find the files.
  (assets) => (assets ? new URL("panless.wasm", assets) : new URL("./panless.wasm", import.meta.url)),
  (assets) => (assets ? new URL("panless-core.js", assets) : new URL("./panless-core.js", import.meta.url)),
  (assets) => (assets ? new URL("jsonp.html", assets) : new URL("./jsonp.html", import.meta.url)),
  () => import("./jsonp-sender.js"),
  () => import("./frames/hosted.js"),
  () => import("./fields/attach.js"),
);
