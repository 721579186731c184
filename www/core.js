// Finds and starts the core. One core serves the whole page; a failed start is forgotten, so that the next call tries again.
// @ts-check

import { loaderError } from "./error.js";
import { connect } from "./port.js";

/** @typedef {ReturnType<typeof connect>} Core */
/** @typedef {(assets: string | undefined) => Promise<BufferSource> | URL} FindWasm the bytes of the module, or where they are */

/** @type {Promise<Core> | undefined} */
let starting;
/** @type {Core | undefined} */
let started;

/** The core, if it has started. */
export const startedCore = () => started;

/**
 * @param {FindWasm} find
 * @param {string | undefined} assets
 * @returns {Promise<Core>}
 */
export function startCore(find, assets) {
  starting ??= start(find, assets).catch((cause) => {
    starting = undefined;
    throw loaderError("core_failed", { cause });
  });
  return starting;
}

/**
 * @param {FindWasm} find
 * @param {string | undefined} assets
 * @returns {Promise<Core>}
 */
async function start(find, assets) {
  const found = await find(assets);
  const { instance } = await WebAssembly.instantiate(found instanceof URL ? await load(found) : found);
  started = connect(/** @type {any} */ (instance.exports), "wasm");
  return started;
}

/** @param {URL} url */
async function load(url) {
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new TypeError(`panless: the core's file answered ${response.status}`);
  return response.arrayBuffer();
}

/**
 * Calls into the core. An exception of any kind means that it trapped: it is thrown away, and the next call starts anew.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
export function trapped(call) {
  try {
    return call();
  } catch {
    starting = started = undefined;
    throw loaderError("internal");
  }
}
