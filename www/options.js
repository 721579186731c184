// What a caller may hand in beside a payment. Values are judged by the core; names, and what the loader itself uses, here.
// @ts-check

import { brands } from "panless-generated";
import { isTokenizerError, loaderError } from "./error.js";
import { TIMEOUT_DEFAULT, TIMEOUT_LIMIT } from "./guard.js";
import { nameable } from "./nameable.js";

/** @typedef {import("../src/wasm/types").TokenizerOptions} TokenizerOptions */

/** @typedef {Record<string, (value: any) => boolean>} Names the options that there are, and what is looked at when they are read */

const [TEXT, TRUTH, LIST, ANY] = [(/** @type {any} */ value) => typeof value === "string", (/** @type {any} */ value) => typeof value === "boolean", Array.isArray, () => true];
const TIMEOUT = (/** @type {any} */ value) => typeof value === "number" && value >= 1 && value <= TIMEOUT_LIMIT;
const SIGNAL = { signal: (/** @type {any} */ value) => typeof value === "object" && "aborted" in value && "addEventListener" in value };
const CORE = { acceptedBrands: LIST, brands: ANY, assets: ANY, core: (/** @type {any} */ value) => ["auto", "wasm", "js"].includes(value) };
/** @type {Names} */
export const ATTACH = { tokenInput: TEXT, brandInput: TEXT, last4Input: TEXT, language: TEXT, messages: ANY, brandMarks: TRUTH, autoAdvance: TRUTH, optional: LIST, submit: TRUTH };
/** @type {Names} */
export const MOUNT = { title: TEXT, amount: ANY, expiry: ANY, address: ANY, shippingAddress: ANY, settings: ANY };
const TOKENIZER = { publicKey: TEXT, gateway: TEXT, baseUrl: TEXT, encoding: TEXT, sendCvv: TRUTH, unsupported: (/** @type {any} */ value) => value === "omit", timeout: TIMEOUT, messages: ANY, ...CORE };

/**
 * What the core is told of the options before a call: texts, and numbers with the function that takes them.
 * @typedef {{ steps: import("./port.js").Step[], configure: (exports: import("./port.js").Exports) => number }} Config
 * @typedef {{ config: Config, sets: ReturnType<typeof readBrands>, timeout: number, loading: import("./core.js").Loading, messages: any }} TokenizerSettings
 */

/**
 * @param {unknown} isGood
 * @param {string | undefined} field the option
 * @param {import("./error.js").Code} [code]
 */
function need(isGood, field, code = "option_invalid") { if (!isGood) throw loaderError(code, { field }); }

/**
 * The members of an options object, each read once. A throwing getter makes its option invalid.
 * @param {any} options
 * @param {Names} names
 * @param {string} [field] the option that the object is
 * @returns {Record<string, any>}
 */
function read(options, names, field) {
  /** @type {Record<string, any>} */
  const values = {};
  if (options === undefined || options === null) return values;
  need(typeof options === "object", field);
  try {
    for (field of Object.getOwnPropertyNames(options)) {
      need(Object.keys(names).includes(field), nameable(field), "option_unknown");
      const value = options[field];
      if (value === undefined || value === null) continue;
      need(names[field](value), field, field === "publicKey" ? "key_invalid" : undefined);
      values[field] = LIST(value) ? [...value] : value;
    }
  } catch (error) { throw isTokenizerError(error) ? error : loaderError("option_invalid", { field }); }
  return values;
}

/** @param {Record<string, any>} values @returns {import("./core.js").Loading} */
function readLoading({ assets, core = "auto" }) {
  const url = assets === undefined ? undefined : parseUrl(assets, globalThis.document?.baseURI);
  need(url !== null, "assets");
  return { core, assets: url?.href.replace(/\/?$/, "/") };
}

/** @param {string} text @param {string} [base] */
function parseUrl(text, base) {
  try { return new URL(text, base); } catch { return null; }
}

/** @param {unknown} options @returns {TokenizerSettings} */
export function readTokenizerOptions(options) {
  const { publicKey = "", gateway = "", baseUrl = "", encoding = "", sendCvv = 2, unsupported, timeout = TIMEOUT_DEFAULT, messages, ...values } = read(options, TOKENIZER);
  const sets = readBrands(values);
  const texts = [publicKey, gateway, baseUrl && readBaseUrl(baseUrl), encoding];
  return {
    config: {
      steps: texts.map((text) => ["text", text]),
      configure: (exports) => exports.configure(+sendCvv, +!!unsupported, sets.off, sets.forceLuhn, sets.accepted),
    },
    sets,
    timeout,
    loading: readLoading(values),
    messages,
  };
}

/**
 * The gateway's URL by the browser's own reading, so that what was looked at is where the card goes.
 * @param {string} text
 * @returns {string} without a slash at the end
 */
function readBaseUrl(text) {
  const { protocol, hostname = "", username, password, search, hash, href = "" } = parseUrl(text) ?? /** @type {Partial<URL>} */ ({});
  const isLoopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1])$/.test(hostname);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback);
  need(isSafe && !`${username}${password}${search}${hash}` && !/[?#@]/.test(href), "baseUrl", "base_url_invalid");
  return href.replace(/\/$/, "");
}

/**
 * Which brands exist and are accepted, as the core takes them: sets, a bit each.
 * @param {Record<string, any>} values
 */
function readBrands(values) {
  const { off = [], forceLuhn = [] } = read(values.brands, { off: LIST, forceLuhn: LIST }, "brands");
  return { off: readSet(off, "off"), forceLuhn: readSet(forceLuhn, "forceLuhn"), accepted: readSet(values.acceptedBrands ?? brands, "acceptedBrands") };
}

/** @param {any[]} list @param {string} name */
function readSet(list, name) {
  let set = 0;
  for (const id of list) {
    need(brands.includes(id), name);
    set |= 1 << brands.indexOf(id);
  }
  return set;
}

/**
 * @param {unknown} options
 * @param {number} usual the tokenizer's own deadline
 * @param {Names} [more] what else may be given
 * @returns {{ signal?: AbortSignal, timeout: number } & Record<string, any>}
 */
export const readCallOptions = (options, usual, more) => ({ timeout: usual, ...read(options, { ...SIGNAL, timeout: TIMEOUT, ...more }) });

/** @param {unknown} options */
export function readCoreOptions(options) {
  const values = read(options, CORE);
  return { loading: readLoading(values), sets: readBrands(values) };
}

/**
 * What is told to fields is copied now, and looked at when their code is there.
 * @param {unknown} options
 * @param {Names} names
 * @returns {Record<string, any>}
 */
export function readFormOptions(options, names) {
  const values = read(options, names);
  try { return JSON.parse(JSON.stringify(values)); } catch { throw loaderError("option_invalid"); }
}

/**
 * The one-call form's third argument: a callback, or options with one.
 * @param {unknown} third
 */
export const readThird = (third) => read(typeof third === "function" ? { callback: third } : third, { callback: (value) => typeof value === "function", ...SIGNAL, ...TOKENIZER });
