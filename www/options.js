// What a caller may hand in beside a payment. Values are judged by the core; names, and what the loader itself uses, here.
// @ts-check

import { brands } from "panless-generated";
import { isTokenizerError, loaderError } from "./error.js";
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
 * @param {unknown} isGood
 * @param {string | undefined} field the option
 * @param {import("./error.js").Code} [code]
 */
function need(isGood, field, code = "option_invalid") {
  if (!isGood) throw loaderError(code, { field });
}

/**
 * The members of an options object, each read once. A throwing getter makes its option invalid.
 * @param {unknown} options
 * @param {string[]} names
 * @param {string} [field] the option that the object is
 * @returns {Record<string, any>}
 */
function read(options, names, field) {
  if (options === undefined || options === null) return {};
  need(typeof options === "object", field);
  /** @type {Record<string, any>} */
  const values = {};
  try {
    for (const name of Reflect.ownKeys(/** @type {object} */ (options)).filter((name) => typeof name === "string")) {
      field = /** @type {string} */ (name);
      need(names.includes(field), nameable(field), "option_unknown");
      const value = Reflect.get(/** @type {object} */ (options), field);
      if (value !== undefined && value !== null) values[field] = value;
    }
  } catch (error) {
    throw isTokenizerError(error) ? error : loaderError("option_invalid", { field });
  }
  return values;
}

/**
 * @param {unknown} timeout
 * @param {number} usual
 * @returns {number}
 */
function readTimeout(timeout, usual) {
  const limit = /** @type {number} */ (timeout ?? usual);
  need(typeof limit === "number" && limit >= 1 && limit <= TIMEOUT_LIMIT, "timeout");
  return limit;
}

/**
 * @param {Record<string, any>} values
 * @returns {import("./core.js").Loading}
 */
function readLoading({ assets, core = "auto" }) {
  need(["auto", "wasm", "js"].includes(core), "core");
  const url = assets === undefined ? undefined : parseUrl(assets, globalThis.document?.baseURI);
  need(url !== null, "assets");
  return { core, assets: url?.href.replace(/\/?$/, "/") };
}

/** @param {string} text @param {string} [base] */
function parseUrl(text, base) {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/**
 * @typedef {{ config: Config, sets: ReturnType<typeof readBrands>, timeout: number, loading: import("./core.js").Loading, messages: any }} TokenizerSettings
 * @param {unknown} options
 * @returns {TokenizerSettings}
 */
export function readTokenizerOptions(options) {
  const values = read(options, TOKENIZER);
  const { sendCvv = 2, unsupported, messages } = values;
  need(sendCvv === 2 || typeof sendCvv === "boolean", "sendCvv");
  need(unsupported === undefined || unsupported === "omit", "unsupported");
  const sets = readBrands(values);
  const texts = [readText(values, "publicKey", "key_invalid"), readText(values, "gateway"), readBaseUrl(values), readText(values, "encoding")];
  return {
    config: {
      steps: texts.map((text) => ["text", text]),
      configure: (exports) => exports.configure(+sendCvv, +!!unsupported, sets.off, sets.forceLuhn, sets.accepted),
    },
    sets,
    timeout: readTimeout(values.timeout, TIMEOUT_DEFAULT),
    loading: readLoading(values),
    messages,
  };
}

/**
 * @param {Record<string, any>} values
 * @param {string} name
 * @param {import("./error.js").Code} [code]
 * @returns {string} empty when there is none
 */
function readText(values, name, code) {
  const { [name]: text = "" } = values;
  need(typeof text === "string", name, code);
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
  const { protocol, hostname, username, password, search, hash, href } = parseUrl(text) ?? /** @type {Partial<URL>} */ ({});
  const isLoopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1])$/.test(hostname ?? "");
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback);
  need(isSafe && !(`${username}${password}${search}${hash}`) && !/[?#@]/.test(/** @type {string} */ (href)), "baseUrl", "base_url_invalid");
  return /** @type {string} */ (href).replace(/\/$/, "");
}

/**
 * Which brands exist and are accepted, as the core takes them: sets, a bit each.
 * @param {Record<string, any>} values
 */
function readBrands(values) {
  const { off = [], forceLuhn = [] } = read(values.brands, ["off", "forceLuhn"], "brands");
  return { off: readSet(off, "off"), forceLuhn: readSet(forceLuhn, "forceLuhn"), accepted: readSet(values.acceptedBrands ?? brands, "acceptedBrands") };
}

/**
 * @param {any} list
 * @param {string} name
 */
function readSet(list, name) {
  let set = 0;
  try {
    need(Array.isArray(list), name);
    for (const id of list) {
      const place = brands.indexOf(id);
      need(place >= 0, name);
      set |= 1 << place;
    }
  } catch {
    throw loaderError("option_invalid", { field: name });
  }
  return set;
}

/**
 * @param {unknown} options
 * @param {number} timeout the tokenizer's own
 * @param {string[]} [more] what else may be given
 * @returns {{ signal?: AbortSignal, timeout: number } & Record<string, any>}
 */
export function readCallOptions(options, timeout, more = []) {
  const values = read(options, [...CALL, ...more]);
  const { signal } = values;
  need(signal === undefined || (typeof signal === "object" && "aborted" in signal && "addEventListener" in signal), "signal");
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
  const values = read(typeof third === "function" ? { callback: third } : third, ["callback", "signal", ...TOKENIZER]);
  need(values.callback === undefined || typeof values.callback === "function", "callback");
  return values;
}
