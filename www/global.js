// For a classic script tag: the global `panless`. All other files lie beside the script.
// @ts-check

import { api, browserFind, load } from "./api.js";
import { attachScript } from "./script.js";

// Only while the script runs does the page know which one it is.
const { src = "", dataset } = /** @type {HTMLScriptElement} */ (document.currentScript ?? { __proto__: null });

/** @type {import("./api.js").Place} */
const beside = (name, assets) => new URL(name, assets ?? (src || document.baseURI));

const made = api(browserFind(beside, (name, assets) => load(beside(`panless-${name}.js`, assets))));
/** @type {any} */ (globalThis)[Symbol.for("panless")] = made;
// @ts-ignore: the name as other scripts of the page find it.
try { if ((/** @type {any} */ (globalThis).panless = made) !== panless) throw 0; } catch { console.error("panless: the page has something else under the name window.panless"); }
const attributes = /** @type {any} */ ({ __proto__: null, ...dataset });
if (attributes.form !== undefined) attachScript(attributes, made.createTokenizer);
