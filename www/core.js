// Finds and starts the core: as WebAssembly, else as JavaScript. One core of a kind serves the whole page; a failed start is
// forgotten, so that the next call tries again, and an instance that trapped is thrown away for a fresh one.
// @ts-check

import glue from "panless-glue";
import { loaderError } from "./error.js";
import { TIMEOUT_DEFAULT } from "./guard.js";

/** @typedef {ReturnType<ReturnType<typeof glue>["start"]>} Instance */
/** @typedef {(imports: WebAssembly.Imports) => import("panless-glue").Exports} Make makes what an instance is started with */
/** @typedef {"wasm" | "js"} Kind */
/** @typedef {Instance & { name: Kind, running: Set<import("./guard.js").Fail> }} Core one for ever; its members are those of the last instance */
/** @typedef {{ assets: string | undefined, core: "auto" | Kind }} Loading */
/** @typedef {(assets: string | undefined) => Promise<WebAssembly.Module>} FindWasm */
/** @typedef {(assets: string | undefined) => Promise<{ default: Make }>} FindJs */
/** @typedef {{ wasm: FindWasm, js: FindJs }} Find */

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
  const one = (/** @type {Kind} */ kind) => once(kind, () => within(TIMEOUT_DEFAULT, start(kind, find, assets)));
  if (core !== "auto") return one(core);
  return once(core, () => {
    const wasm = one("wasm");
    // A wasm that is merely slow may still come before the JavaScript, or where that fails.
    return within(HEAD_START, wasm).catch(() =>
      Promise.any([wasm, one("js")]).catch(({ errors: [error] }) => {
        throw error;
      }),
    );
  });
}

/**
 * @param {Loading["core"]} choice
 * @param {() => Promise<Core>} begin
 */
function once(choice, begin) {
  starting[choice] ??= begin().then(
    (core) => (started[choice] = core),
    (cause) => {
      delete starting[choice];
      throw cause.code ? cause : loaderError("core_failed", { cause });
    },
  );
  return /** @type {Promise<Core>} */ (starting[choice]);
}

/**
 * @template T
 * @param {number} limit
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
const within = (limit, work) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), limit);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });

/**
 * @param {Kind} kind
 * @param {Find} find
 * @param {string | undefined} assets
 * @returns {Promise<Core>}
 */
async function start(kind, find, assets) {
  const core = /** @type {Core} */ ({ name: kind, running: new Set() });
  const begin = () => glue(() => renew());
  let instance = begin();
  /** @type {Make} */
  let make;
  let exports;
  if (kind === "js") {
    make = (await find.js(assets)).default;
    exports = make(instance.imports);
  } else {
    const module = await find.wasm(assets);
    make = (imports) => new WebAssembly.Instance(module, imports).exports;
    // Older browsers allow no other way to start a large module on a page.
    ({ exports } = await WebAssembly.instantiate(module, instance.imports));
  }
  const renew = () => {
    for (const fail of core.running) fail("internal");
    try {
      instance = begin();
      Object.assign(core, instance.start(make(instance.imports)));
    } catch {
      for (const choice of /** @type {const} */ (["auto", kind])) delete starting[choice], delete started[choice];
    }
  };
  return Object.assign(core, instance.start(exports));
}

/**
 * Calls into the core. An exception of any kind means that it trapped: the call fails, and the next one finds a fresh instance.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
export function trapped(call) {
  try {
    return call();
  } catch {
    throw loaderError("internal");
  }
}

/**
 * A call into the core that answers later: a trap anywhere in the instance fails it.
 * @template T
 * @param {Core} core
 * @param {import("./guard.js").Fail} fail
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
export async function answered(core, fail, call) {
  core.running.add(fail);
  try {
    return await trapped(call);
  } catch (error) {
    // It never rejects of itself.
    core.die();
    throw error;
  } finally {
    core.running.delete(fail);
  }
}
