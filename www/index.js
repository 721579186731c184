// For browsers and bundlers: the cores and the frame lie beside this file.
// @ts-check

import { browserApi } from "./api.js";

// In full, so that bundlers find the files.
/** @type {Record<string, () => URL>} */
const FILES = {
  "panless.wasm": () => new URL("./panless.wasm", import.meta.url),
  "panless-fields.wasm": () => new URL("./panless-fields.wasm", import.meta.url),
  "panless-core.js": () => new URL("./panless-core.js", import.meta.url),
  "jsonp.html": () => new URL("./jsonp.html", import.meta.url),
};
const PARTS = {
  jsonp: () => import("./jsonp-sender.js"),
  frame: () => import("./frames/hosted.js"),
  attach: () => import("./fields/attach.js"),
  judge: () => import("./judge.js"),
};

export const { createTokenizer, generateToken, loadCore, isTokenizerError } = /* @__PURE__ */ browserApi(
  (name, assets) => (assets ? new URL(name, assets) : FILES[name]()),
  /** @type {import("./core.js").FindPart} */ ((/** @type {keyof typeof PARTS} */ name) => PARTS[name]()),
);
