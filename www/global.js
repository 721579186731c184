// For a classic script tag: the global `panless`. All other files lie beside the script.
// @ts-check

import { browserApi, load } from "./api.js";

// Only while the script runs does the page know which one it is.
const { src = "" } = /** @type {HTMLScriptElement} */ (document.currentScript ?? {});

/** @param {string} name */
const beside = (name) => (/** @type {string | undefined} */ assets) => new URL(name, assets ?? (src || document.baseURI));

/** @type {any} */ (globalThis).panless = browserApi(
  beside("panless.wasm"),
  beside("panless-core.js"),
  beside("jsonp.html"),
  (assets) => load(beside("panless-jsonp.js")(assets)),
  (assets) => load(beside("panless-frame.js")(assets)),
);
