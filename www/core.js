// Finds and starts the core: as WebAssembly, else as JavaScript. WebAssembly comes in two files: all of it, for fields, and the part
// that tokenizing needs. One core of a kind serves the whole page; a failed start is forgotten, so that the next call tries again.
// @ts-check

import { brands, codes, fields, statuses } from "panless-generated";
import { loaderError } from "./error.js";
import { guarded } from "./guard.js";
import { readCoreOptions } from "./options.js";
import { connect } from "./port.js";

/** @typedef {import("./port.js").Exports} Exports */
/** @typedef {"wasm" | "js"} Kind */
/** @typedef {ReturnType<typeof connect>} Core */
/** @typedef {{ assets: string | undefined, core: "auto" | Kind }} Loading */
/** @typedef {(name: string, assets: string | undefined) => Promise<WebAssembly.Module>} FindWasm */
/** @typedef {(assets: string | undefined) => Promise<{ default: () => Exports }>} FindJs a module that makes instances */
/** @typedef {(encoding: string, assets: string | undefined) => Promise<import("./exchange.js").Send>} FindSend the way for requests of an encoding */
/**
 * What is loaded when it is used.
 * @typedef {typeof import("./jsonp-sender.js")} Jsonp
 * @typedef {typeof import("./frames/hosted.js")} Frame
 * @typedef {typeof import("./frames/mount.js")} Mount
 * @typedef {typeof import("./seal/seal.js")} Seal
 * @typedef {typeof import("./fields/attach.js")} Attach
 * @typedef {typeof import("./judge.js")} Judge
 * @typedef {<Name extends "jsonp" | "frame" | "mount" | "seal" | "attach" | "judge">(name: Name, assets: string | undefined) => Promise<{ jsonp: Jsonp, frame: Frame, mount: Mount, seal: Seal, attach: Attach, judge: Judge }[Name]>} FindPart
 */
/** @typedef {{ wasm: FindWasm, js: FindJs, send: FindSend, part: FindPart }} Find */

/** @param {unknown} cause @returns {never} */
export const coreFailed = (cause) => { throw loaderError("core_failed", { cause }); };

/** What the core counts, for what is loaded later. */
export const tables = { brands, codes, fields, statuses };

/** How long the JavaScript core waits for a wasm that neither comes nor fails. */
const HEAD_START = 4000;

/** @type {Record<string, Promise<Core>>} */
const starting = /** @type {any} */ ({ __proto__: null });
/** @type {Record<string, Core>} */
const started = /** @type {any} */ ({ __proto__: null });

/** In JavaScript there is only all of it. @param {Loading["core"]} choice @param {boolean} whole */
const keyOf = (choice, whole) => (whole && choice !== "js" ? `${choice}+` : choice);

/**
 * The core, if it has started.
 * @param {Loading} loading
 * @param {boolean} [whole] whether it must have what fields need
 * @returns {Core | undefined}
 */
export const startedCore = ({ core }, whole = false) => started[keyOf(core, true)] ?? started[keyOf(core, whole)];

/**
 * @param {Find} find
 * @param {Loading} loading
 * @param {boolean} [whole]
 * @returns {Promise<Core>}
 */
export async function startCore(find, { assets, core }, whole = false) {
  const known = startedCore({ assets, core }, whole);
  if (known) return known;
  const one = (/** @type {Kind} */ kind) => once(keyOf(kind, whole), () => guarded(() => start(kind, find, assets, whole)));
  if (core !== "auto") return one(core);
  return once(keyOf(core, whole), () => {
    const wasm = one("wasm");
    // A wasm that is merely slow may still come before the JavaScript, or where that fails. `Promise.any` is younger than some pages' promises.
    const first = guarded(() => wasm, { timeout: HEAD_START }).catch((_, js = one("js")) => Promise.race([wasm.catch(() => js), js.catch(() => wasm)]));
    // What cannot run is not tried again for fields: a policy would report it twice.
    return first.then((made) => (made.name === "js" ? (started[keyOf(core, true)] = made) : made));
  });
}

/**
 * The card logic by itself.
 * @param {Find} find
 * @param {unknown} [given]
 * @returns {Promise<import("../src/wasm/types").CardCore>}
 */
export async function loadCore(find, given) {
  const { loading, sets } = readCoreOptions(given);
  const judge = guarded(() => find.part("judge", loading.assets)).catch(coreFailed);
  const [core, { cardCore }] = await Promise.all([startCore(find, loading, true), judge]);
  return cardCore(core, sets, tables);
}

/** @type {(key: string, begin: () => Promise<Core>) => Promise<Core>} */
const once = (key, begin) =>
  (starting[key] ??= begin().then((core) => (started[key] = core)).catch((cause) => (delete starting[key], coreFailed(cause))));

/**
 * @param {Kind} kind
 * @param {Find} find
 * @param {string | undefined} assets
 * @param {boolean} whole
 * @returns {Promise<Core>}
 */
async function start(kind, find, assets, whole) {
  if (kind === "js") {
    const { default: make } = await find.js(assets);
    return connect(kind, make(), make);
  }
  const module = await find.wasm(whole ? "panless-fields.wasm" : "panless.wasm", assets);
  const exportsOf = (/** @type {WebAssembly.Instance} */ { exports }) => /** @type {any} */ (exports);
  // Older browsers allow no other way to start a large module on a page.
  return connect(kind, exportsOf(await WebAssembly.instantiate(module)), () => {
    try { return exportsOf(new WebAssembly.Instance(module)); } catch (cause) {
      // This core can be of no more use: the next call starts another.
      for (const cores of [starting, started]) delete cores[keyOf("auto", whole)], delete cores[keyOf(kind, whole)];
      throw cause;
    }
  });
}
