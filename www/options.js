// What a caller may hand in beside a payment. Values are judged by the core; names, and what the loader itself uses, here.
// @ts-check

import { brands } from "panless-generated";
import { isTokenizerError, loaderError } from "./error.js";
import { TIMEOUT_DEFAULT, TIMEOUT_LIMIT } from "./guard.js";
import { jsonOf } from "./json.js";
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
const { tokenInput, brandInput, last4Input, submit, ...SHOWN } = ATTACH;
/** The same for our own frame. @type {Names} */
export const OWN = { frameUrl: TEXT, title: TEXT, kind: (/** @type {any} */ value) => ["card", "bank"].includes(value), fields: LIST, values: ANY, labels: ANY, styles: ANY, ...SHOWN };
/** What belongs to servers alone, by its name. */
const PRIVATE = /^(token|appid|key|api-?appid|api-?key)$|secret|password|transactionkey|pin$/i;
/** @type {Names} */
const SEAL = { audience: TEXT, pins: LIST, keys: ANY, shape: TEXT, context: TEXT, serverTime: ANY };
const TOKENIZER = { publicKey: TEXT, gateway: TEXT, baseUrl: TEXT, encoding: (/** @type {any} */ value) => TEXT(value) && value !== "sealed", sendCvv: TRUTH, unsupported: (/** @type {any} */ value) => value === "omit", timeout: TIMEOUT, messages: ANY, seal: ANY, redirectHosts: LIST, ...CORE };

/**
 * What the core is told of the options before a call: texts, and numbers with the function that takes them.
 * @typedef {{ steps: import("./port.js").Step[], configure: (exports: import("./port.js").Exports) => number }} Config
 * @typedef {{ config: Config, sets: ReturnType<typeof readBrands>, timeout: number, loading: import("./core.js").Loading, messages: any, given: Record<string, unknown>, seal: import("./seal/seal.js").Given | undefined, sealing?: (signal: AbortSignal, again?: boolean) => Promise<import("./exchange.js").Send> }} TokenizerSettings
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
  // What somebody put on Object.prototype is no option: neither this nor what is made of it inherits anything.
  /** @type {Record<string, any>} */
  const values = { __proto__: null };
  if (options === undefined || options === null) return values;
  need(typeof options === "object", field);
  try {
    for (field of Object.getOwnPropertyNames(options)) {
      need(Object.keys(names).includes(field), nameable(field), /publicKey|pins/.test(Object.keys(names).join()) && PRIVATE.test(field) ? "secret_key" : "option_unknown");
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
  return { core, assets: url ? `${bareUrl(url.href)}/` : undefined };
}

/** Without a slash at its end. What a page makes of texts must not change where a card goes. @param {string} href */
const bareUrl = (href) => /** @type {string[]} */ (/^(.*?)\/?$/.exec(href))[1];

/** @param {string} text @param {string} [base] */
function parseUrl(text, base) { try { return new URL(text, base); } catch { return null; } }

/** @param {unknown} options @returns {TokenizerSettings} */
export function readTokenizerOptions(options) {
  const given = read(options, TOKENIZER);
  const { publicKey = "", gateway = "", baseUrl = "", encoding = "", sendCvv = 2, unsupported, timeout = TIMEOUT_DEFAULT, messages } = given;
  const seal = given.seal && read(given.seal, SEAL, "seal");
  const sets = readBrands(given);
  const texts = [publicKey, gateway, baseUrl && bareUrl(readUrl(baseUrl, "baseUrl", "base_url_invalid")), seal ? "sealed" : encoding, seal?.shape ?? ""];
  return /** @type {TokenizerSettings} */ ({
    __proto__: /** @type {any} */ (null),
    config: {
      steps: texts.map((text) => ["text", text]),
      configure: (exports) => exports.configure(+sendCvv, +!!unsupported, sets.off, sets.forceLuhn, sets.accepted),
    },
    sets,
    timeout,
    loading: readLoading(given),
    messages,
    seal: seal && { __proto__: null, ...seal, since: performance.now() },
    /** For our own frame, which has its own assets. */
    given: { __proto__: null, ...given, assets: undefined },
  });
}

/**
 * A URL by the browser's own reading, so that what was looked at is where the card goes. A frame in the page's own origin would keep
 * nothing out.
 * @param {string} text
 * @param {string} field
 * @param {import("./error.js").Code} [code]
 */
export function readUrl(text, field, code) {
  const { protocol, hostname = "", username, password, search, hash, origin, href = "" } = parseUrl(text) ?? /** @type {Partial<URL>} */ ({ __proto__: null });
  const isLoopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1])$/.test(hostname);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback);
  const isElsewhere = field !== "frameUrl" || origin !== location.origin;
  need(isSafe && isElsewhere && !`${username}${password}${search}${hash}` && !/[?#@]/.test(href), field, code);
  return href;
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
const readSet = (list, name, set = 0) => { for (const id of list) need(brands.includes(id), name), (set |= 1 << brands.indexOf(id)); return set; };

/**
 * @param {unknown} options
 * @param {number} usual the tokenizer's own deadline
 * @param {Names} [more] what else may be given
 * @returns {{ signal?: AbortSignal, timeout: number } & Record<string, any>}
 */
export const readCallOptions = (options, usual, more) => ({ __proto__: null, timeout: usual, ...read(options, { ...SIGNAL, timeout: TIMEOUT, ...more }) });

/** @param {unknown} options */
export const readCoreOptions = (options, values = read(options, CORE)) => ({ loading: readLoading(values), sets: readBrands(values) });

/**
 * What is told to fields is copied now, and looked at when their code is there.
 * @param {unknown} options
 * @param {Names} names
 * @returns {Record<string, any>}
 */
export function readFormOptions(options, names) {
  const values = read(options, names);
  try { return { __proto__: null, ...JSON.parse(jsonOf(values)) }; } catch { throw loaderError("option_invalid"); }
}

/**
 * The one-call form's third argument: a callback, or options with one.
 * @param {unknown} third
 */
export const readThird = (third) => read(typeof third === "function" ? { callback: third } : third, { callback: (value) => typeof value === "function", ...SIGNAL, ...TOKENIZER });
