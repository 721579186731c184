// For a classic script tag: the global `panless`. All other files lie beside the script.
// @ts-check

import { browserApi, load } from "./api.js";
import { attachScript } from "./script.js";

// Only while the script runs does the page know which one it is.
const { src = "", dataset = {} } = /** @type {HTMLScriptElement} */ (document.currentScript ?? {});

/** @param {string} name */
const beside = (name) => (/** @type {string | undefined} */ assets) => new URL(name, assets ?? (src || document.baseURI));
/** @param {string} name */
const part = (name) => (/** @type {string | undefined} */ assets) => load(beside(name)(assets));
const [jsonp, frame, fields, judge] = ["panless-jsonp.js", "panless-frame.js", "panless-attach.js", "panless-judge.js"].map(part);

const wasm = (/** @type {string | undefined} */ assets, whole = false) => beside(whole ? "panless-fields.wasm" : "panless.wasm")(assets);

const panless = browserApi(wasm, beside("panless-core.js"), beside("jsonp.html"), jsonp, frame, fields, judge);
/** @type {any} */ (globalThis).panless = panless;
if (dataset.form !== undefined) attachScript(dataset, panless.createTokenizer);
