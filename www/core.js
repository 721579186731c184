// Finds and starts the core: as WebAssembly, else as JavaScript. One core of a kind serves the whole page; a failed start is
// forgotten, so that the next call tries again.
// @ts-check

import { loaderError } from "./error.js";
import { guarded } from "./guard.js";
import { connect } from "./port.js";

/** @typedef {import("./port.js").Exports} Exports */
/** @typedef {"wasm" | "js"} Kind */
/** @typedef {ReturnType<typeof connect>} Core */
/** @typedef {{ assets: string | undefined, core: "auto" | Kind }} Loading */
/** @typedef {(assets: string | undefined) => Promise<WebAssembly.Module>} FindWasm */
/** @typedef {(assets: string | undefined) => Promise<{ default: () => Exports }>} FindJs a module that makes instances */
/** @typedef {(assets: string | undefined) => Promise<import("./exchange.js").Send>} FindJsonp */
/** @typedef {(assets: string | undefined) => Promise<typeof import("./frames/hosted.js")>} FindFrame */
/** @typedef {(assets: string | undefined) => Promise<typeof import("./fields/attach.js")>} FindFields */
/** @typedef {{ wasm: FindWasm, js: FindJs, jsonp: FindJsonp, frame: FindFrame, fields: FindFields }} Find */

/** How long the JavaScript core waits for a wasm that neither comes nor fails. */
const HEAD_START = 4000;

/** @type {Partial<Record<Loading["core"], Promise<Core>>>} */
const starting = {};
/** @type {Partial<Record<Loading["core"], Core>>} */
const started = {};

/**
 * The core, if it has started.
 * @param {Loading} loading
 */
export const startedCore = ({ core }) => started[core];

/**
 * @param {Find} find
 * @param {Loading} loading
 * @returns {Promise<Core>}
 */
export function startCore(find, { assets, core }) {
  const one = (/** @type {Kind} */ kind) => once(kind, () => guarded(() => start(kind, find, assets)));
  if (core !== "auto") return one(core);
  return once(core, () => {
    const wasm = one("wasm");
    // A wasm that is merely slow may still come before the JavaScript, or where that fails.
    return guarded(() => wasm, { timeout: HEAD_START }).catch(() => Promise.any([wasm, one("js")]));
  });
}

/** @type {(choice: Loading["core"], begin: () => Promise<Core>) => Promise<Core>} */
const once = (choice, begin) =>
  (starting[choice] ??= begin().then(
    (core) => (started[choice] = core),
    (cause) => {
      delete starting[choice];
      throw loaderError("core_failed", { cause });
    },
  ));

/**
 * @param {Kind} kind
 * @param {Find} find
 * @param {string | undefined} assets
 * @returns {Promise<Core>}
 */
async function start(kind, find, assets) {
  if (kind === "js") {
    const { default: make } = await find.js(assets);
    return connect(kind, make(), make);
  }
  const module = await find.wasm(assets);
  const exportsOf = (/** @type {WebAssembly.Instance} */ { exports }) => /** @type {any} */ (exports);
  // Older browsers allow no other way to start a large module on a page.
  return connect(kind, exportsOf(await WebAssembly.instantiate(module)), () => {
    try { return exportsOf(new WebAssembly.Instance(module)); } catch (cause) {
      // This core can be of no more use: the next call starts another.
      for (const cores of [starting, started]) delete cores.auto, delete cores[kind];
      throw cause;
    }
  });
}
