// For a classic script tag: the global `panless`. All other files lie beside the script.
// @ts-check

import { api, browserFind, load } from "./api.js";
import { attachScript } from "./script.js";

// Only while the script runs does the page know which one it is.
const { src = "", dataset = {} } = /** @type {HTMLScriptElement} */ (document.currentScript ?? {});

/** @type {import("./api.js").Place} */
const beside = (name, assets) => new URL(name, assets ?? (src || document.baseURI));

const panless = api(browserFind(beside, (name, assets) => load(beside(`panless-${name}.js`, assets))));
/** @type {any} */ (globalThis).panless = panless;
if (dataset.form !== undefined) attachScript(dataset, panless.createTokenizer);
