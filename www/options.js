// What a caller may hand in beside a payment. Values are judged by the core; names, and what the loader itself uses, here.
// @ts-check

import { loaderError } from "./error.js";
import { TIMEOUT_DEFAULT, TIMEOUT_LIMIT } from "./guard.js";

/** @typedef {import("../src/wasm/types").TokenizerOptions} TokenizerOptions */

// What the core reads, and what the loader reads.
const CONFIG = ["publicKey", "gateway", "baseUrl", "encoding", "sendCvv", "unsupported", "acceptedBrands", "brands"];
const LOADER = ["assets", "timeout", "core"];
const CALL = ["signal", "timeout"];
const CORE = ["core", "assets", "acceptedBrands", "brands"];

/**
 * The members of an options object, each read once. A throwing getter makes its option invalid.
 * @param {unknown} options
 * @param {string[]} names
 * @returns {Record<string, any>}
 */
function read(options, names) {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object") throw loaderError("option_invalid");
  /** @type {Record<string, any>} */
  const values = {};
  let field = "";
  try {
    for (const name of Reflect.ownKeys(options)) {
      if (typeof name === "symbol") continue;
      field = names.includes(name) ? name : "";
      if (!field) throw loaderError("option_unknown", { field: nameable(name) });
      const value = Reflect.get(options, name);
      if (value !== undefined && value !== null) values[name] = value;
    }
  } catch (error) {
    throw error instanceof Error && error.name === "TokenizerError" ? error : loaderError("option_invalid", { field });
  }
  return values;
}

/**
 * An unknown name, if it cannot be something that a customer typed.
 * @param {string} name
 */
const nameable = (name) => (/^[A-Za-z][A-Za-z_.-]{0,39}$/.test(name) ? name : "");

/**
 * @param {unknown} timeout
 * @param {number} usual
 * @returns {number}
 */
function readTimeout(timeout, usual) {
  if (timeout === undefined) return usual;
  if (typeof timeout === "number" && timeout >= 1 && timeout <= TIMEOUT_LIMIT) return timeout;
  throw loaderError("option_invalid", { field: "timeout" });
}

/**
 * @param {Record<string, any>} values
 * @returns {import("./core.js").Loading}
 */
function readLoading({ assets, core = "auto" }) {
  if (core !== "auto" && core !== "wasm" && core !== "js") throw loaderError("option_invalid", { field: "core" });
  if (assets === undefined) return { core, assets };
  try {
    return { core, assets: new URL(assets, globalThis.document?.baseURI).href.replace(/\/?$/, "/") };
  } catch {
    throw loaderError("option_invalid", { field: "assets" });
  }
}

/**
 * @param {unknown} options
 * @returns {{ config: Record<string, any>, timeout: number, loading: import("./core.js").Loading }}
 */
export function readTokenizerOptions(options) {
  const values = read(options, [...CONFIG, ...LOADER]);
  const config = Object.fromEntries(CONFIG.filter((name) => name in values).map((name) => [name, values[name]]));
  return { config, timeout: readTimeout(values.timeout, TIMEOUT_DEFAULT), loading: readLoading(values) };
}

/**
 * @param {unknown} options
 * @param {number} timeout the tokenizer's own
 * @returns {{ signal?: AbortSignal, timeout: number }}
 */
export function readCallOptions(options, timeout) {
  const values = read(options, CALL);
  const { signal } = values;
  if (signal !== undefined && !(typeof signal === "object" && "aborted" in signal && "addEventListener" in signal)) {
    throw loaderError("option_invalid", { field: "signal" });
  }
  return { signal, timeout: readTimeout(values.timeout, timeout) };
}

/**
 * @param {unknown} options
 * @returns {{ loading: import("./core.js").Loading, brands: Record<string, any> }}
 */
export function readCoreOptions(options) {
  const { core, assets, ...brands } = read(options, CORE);
  return { loading: readLoading({ core, assets }), brands };
}

/**
 * The one-call form's third argument: a callback, or options with one.
 * @param {unknown} third
 */
export function readThird(third) {
  if (typeof third === "function") return { callback: third, call: {}, options: {} };
  if (third !== undefined && third !== null && typeof third !== "object") throw loaderError("option_invalid");
  const { callback, signal, ...options } = read(third, ["callback", ...CALL, ...CONFIG, ...LOADER]);
  if (callback !== undefined && typeof callback !== "function") throw loaderError("option_invalid", { field: "callback" });
  return { callback, call: signal === undefined ? {} : { signal }, options };
}
