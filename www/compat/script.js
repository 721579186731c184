// For the script-tag files of this folder: panless with all of its files beside the script, as in ../global.js, but no global.
// @ts-check

import { api, browserFind, load } from "../api.js";

// Only while the script runs does the page know which one it is.
const { src = "" } = /** @type {HTMLScriptElement} */ (document.currentScript ?? { __proto__: null });

/** @type {import("../api.js").Place} */
const beside = (name, assets) => new URL(name, assets ?? (src || document.baseURI));

export const { createTokenizer, loadCore } = api(browserFind(beside, (name, assets) => load(beside(`panless-${name}.js`, assets))));
