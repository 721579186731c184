// For a classic script tag: the global `panless`. All other files lie beside the script.
// @ts-check

import { browserApi, load } from "./api.js";
import { ATTACH } from "./options.js";

// Only while the script runs does the page know which one it is.
const { src = "", dataset = {} } = /** @type {HTMLScriptElement} */ (document.currentScript ?? {});

/** @param {string} name */
const beside = (name) => (/** @type {string | undefined} */ assets) => new URL(name, assets ?? (src || document.baseURI));
/** @param {string} name */
const part = (name) => (/** @type {string | undefined} */ assets) => load(beside(name)(assets));
const fields = part("panless-attach.js");

const panless = browserApi(beside("panless.wasm"), beside("panless-core.js"), beside("jsonp.html"), part("panless-jsonp.js"), part("panless-frame.js"), fields);
/** @type {any} */ (globalThis).panless = panless;

const { form } = dataset;
if (form !== undefined) {
  // Until the fields are attached no card may leave: whoever is that quick presses the button once more.
  const hold = (/** @type {any} */ event) => event.target.closest(form) && event.preventDefault();
  const attach = () => fields(undefined).then(({ start }) => start(dataset, ATTACH, panless.createTokenizer)).then(() => removeEventListener("submit", hold, true));
  addEventListener("submit", hold, true);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", attach, { once: true });
  else attach();
}
