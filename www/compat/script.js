// For the script-tag files of this folder: panless with all of its files beside the script, as in ../global.js, but no global.
// @ts-check

import { browserApi, load } from "../api.js";

// Only while the script runs does the page know which one it is.
const { src = "" } = /** @type {HTMLScriptElement} */ (document.currentScript ?? {});

/** @param {string} name */
const beside = (name) => (/** @type {string | undefined} */ assets) => new URL(name, assets ?? (src || document.baseURI));
/** @param {string} name */
const part = (name) => (/** @type {string | undefined} */ assets) => load(beside(name)(assets));
const [jsonp, frame, fields] = ["panless-jsonp.js", "panless-frame.js", "panless-attach.js"].map(part);

export const { createTokenizer, loadCore } = browserApi(beside("panless.wasm"), beside("panless-core.js"), beside("jsonp.html"), jsonp, frame, fields);
