// What a caller may hand in beside a payment. Values are judged by the core; names, and what the loader itself uses, here.
// @ts-check

import { brands } from "panless-generated";
import { loaderError } from "./error.js";
import { TIMEOUT_DEFAULT, TIMEOUT_LIMIT } from "./guard.js";
import { nameable } from "./nameable.js";

/** @typedef {import("../src/wasm/types").TokenizerOptions} TokenizerOptions */

const BRANDS = ["acceptedBrands", "brands"];
const LOADER = ["assets", "core"];
const CALL = ["signal", "timeout"];
export const ATTACH = ["tokenInput", "brandInput", "last4Input", "language", "messages", "brandMarks", "autoAdvance", "optional", "submit"];
export const MOUNT = ["title", "amount", "expiry", "address", "shippingAddress", "settings"];
const TOKENIZER = ["publicKey", "gateway", "baseUrl", "encoding", "sendCvv", "unsupported", "timeout", "messages", ...BRANDS, ...LOADER];

/**
 * What the core is told of the options before a call: texts, and numbers with the function that takes them.
 * @typedef {{ steps: import("./port.js").Step[], configure: (exports: import("./port.js").Exports) => number }} Config
 */

/**
 * The members of an options object, each read once. A throwing getter makes its option invalid.
 * @param {unknown} options
 * @param {string[]} names
 * @param {string} [field] the option that the object is
 * @returns {Record<string, any>}
 */
function read(options, names, field) {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object") throw loaderError("option_invalid", { field });
  /** @type {Record<string, any>} */
  const values = {};
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
 * @typedef {{ config: Config, sets: ReturnType<typeof readBrands>, timeout: number, loading: import("./core.js").Loading, messages: any }} TokenizerSettings
 * @param {unknown} options
 * @returns {TokenizerSettings}
 */
export function readTokenizerOptions(options) {
  const values = read(options, TOKENIZER);
  const { sendCvv, unsupported } = values;
  if (sendCvv !== undefined && typeof sendCvv !== "boolean") throw loaderError("option_invalid", { field: "sendCvv" });
  if (unsupported !== undefined && unsupported !== "omit") throw loaderError("option_invalid", { field: "unsupported" });
  const sets = readBrands(values);
  const texts = [readText(values, "publicKey", "key_invalid"), readText(values, "gateway"), readBaseUrl(values), readText(values, "encoding")];
  return {
    config: {
      steps: texts.map((text) => ["text", text]),
      configure: (exports) => exports.configure(Number(sendCvv ?? 2), Number(!!unsupported), sets.off, sets.forceLuhn, sets.accepted),
    },
    sets,
    timeout: readTimeout(values.timeout, TIMEOUT_DEFAULT),
    loading: readLoading(values),
    messages: values.messages,
  };
}

/**
 * @param {Record<string, any>} values
 * @param {string} name
 * @param {import("./error.js").Code} [code]
 * @returns {string} empty when there is none
 */
function readText(values, name, code = "option_invalid") {
  const { [name]: text = "" } = values;
  if (typeof text !== "string") throw loaderError(code, { field: name });
  return text;
}

/**
 * The gateway's URL by the browser's own reading, so that what was looked at is where the card goes.
 * @param {Record<string, any>} values
 * @returns {string} without a slash at the end
 */
function readBaseUrl(values) {
  const text = readText(values, "baseUrl");
  if (!text) return text;
  try {
    const { protocol, hostname, username, password, search, hash, href } = new URL(text);
    const isLoopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1])$/.test(hostname);
    const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback);
    if (isSafe && !(username + password + search + hash) && !/[?#@]/.test(href)) return href.replace(/\/$/, "");
  } catch {
    // Below.
  }
  throw loaderError("base_url_invalid", { field: "baseUrl" });
}

/**
 * Which brands exist and are accepted, as the core takes them: sets, a bit each.
 * @param {Record<string, any>} values
 */
function readBrands(values) {
  const { off, forceLuhn } = read(values.brands, ["off", "forceLuhn"], "brands");
  return {
    off: readSet(off, "off", 0),
    forceLuhn: readSet(forceLuhn, "forceLuhn", 0),
    accepted: readSet(values.acceptedBrands, "acceptedBrands", -1 >>> (32 - brands.length)),
  };
}

/**
 * @param {unknown} list
 * @param {string} name
 * @param {number} usual
 */
function readSet(list, name, usual) {
  if (list === undefined) return usual;
  try {
    if (Array.isArray(list)) return list.reduce((set, id) => set | (1 << placeOf(id)), 0);
  } catch {
    // Below.
  }
  throw loaderError("option_invalid", { field: name });
}

/** @param {any} brand */
function placeOf(brand) {
  const place = brands.indexOf(brand);
  if (place < 0) throw 0;
  return place;
}

/**
 * @param {unknown} options
 * @param {number} timeout the tokenizer's own
 * @param {string[]} [more] what else may be given
 * @returns {{ signal?: AbortSignal, timeout: number } & Record<string, any>}
 */
export function readCallOptions(options, timeout, more = []) {
  const { signal, ...values } = read(options, [...CALL, ...more]);
  if (signal !== undefined && !(typeof signal === "object" && "aborted" in signal && "addEventListener" in signal)) {
    throw loaderError("option_invalid", { field: "signal" });
  }
  return { ...values, signal, timeout: readTimeout(values.timeout, timeout) };
}

/**
 * @param {unknown} options
 */
export function readCoreOptions(options) {
  const values = read(options, [...BRANDS, ...LOADER]);
  return { loading: readLoading(values), sets: readBrands(values) };
}

/**
 * What is told to fields is copied now, and looked at when their code is there.
 * @param {unknown} options
 * @param {string[]} names
 * @returns {Record<string, any>}
 */
export function readFormOptions(options, names) {
  const values = read(options, names);
  readText(values, "title");
  try {
    return JSON.parse(JSON.stringify(values));
  } catch {
    throw loaderError("option_invalid");
  }
}

/**
 * The one-call form's third argument: a callback, or options with one.
 * @param {unknown} third
 */
export function readThird(third) {
  if (typeof third === "function") return { callback: third, call: {}, options: {} };
  if (third !== undefined && third !== null && typeof third !== "object") throw loaderError("option_invalid");
  const { callback, signal, ...options } = read(third, ["callback", "signal", ...TOKENIZER]);
  if (callback !== undefined && typeof callback !== "function") throw loaderError("option_invalid", { field: "callback" });
  return { callback, call: signal === undefined ? {} : { signal }, options };
}
