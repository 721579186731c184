// Seals a payment's fields to a relay's public key: compact JWE (RFC 7516), RSA-OAEP-256 and A256GCM, by the browser's WebCrypto.
// The core builds what is encrypted; where this comes from is docs/sealed.md. Loaded only for gateways that want it.
// @ts-check

import { paylink } from "panless-seal";
import { readText } from "../fetch.js";
import { jsonOf } from "../json.js";

/**
 * Options as `../options.js` has read them: each of its type, nothing more; `since` is `performance.now()` of that moment.
 * @typedef {{ audience?: string, pins?: string[], keys?: any, shape?: string, context?: string, serverTime?: any, since: number }} Given
 */
/** @typedef {{ fault: typeof import("../error.js").loaderError, readUrl: typeof import("../options.js").readUrl }} Tools */
/** @typedef {{ kid: string, key: CryptoKey, from: number, until: number }} Key times in seconds */
/** @typedef {Tools["fault"]} Fault */

const KEYS = ".well-known/sealed-jwks.json";
/** The largest key file that is read, in bytes. */
const LIMIT = 65_536;
/** How long a sealed text is good, and a key at most, in seconds. */
const LIFE = 300;
const KEY_LIFE = 366 * 86_400;
/** A modulus of 2048 to 4096 bits. Its first bit is set: a zero in front would hide a shorter one. */
const MODULUS = /^[g-z\d_-][\w-]{341,682}$/;
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const OAEP = { __proto__: null, name: "RSA-OAEP", hash: "SHA-256" };

const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text);
const random = (/** @type {number} */ length) => crypto.getRandomValues(new Uint8Array(length));
/** RFC 4648, section 5: what is not as in its section 4, and no padding. @type {Record<string, string>} */
const URL_SIGNS = /** @type {any} */ ({ __proto__: null, "+": "-", "/": "_", "=": "" });

/** @param {ArrayBuffer | Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (const sign of btoa(String.fromCharCode(...new Uint8Array(bytes)))) text += URL_SIGNS[sign] ?? sign;
  return text;
}

/**
 * A key that may be sealed to.
 * @param {any} jwk @param {string[]} pins @param {number} now in seconds @param {Fault} fault
 * @returns {Promise<Key>}
 */
async function readKey(jwk, pins, now, fault) {
  const own = /** @type {any} */ ({ __proto__: null, ...jwk });
  const { kty, n, e, alg, use, kid, nbf, exp } = own;
  if (kty === "oct" || PRIVATE.some((member) => member in own) || /PRIVATE/.test(jwk)) throw fault("private_key");
  const isGood = kty === "RSA" && alg === "RSA-OAEP-256" && use === "enc" && e === "AQAB" && typeof n === "string" && MODULUS.test(n);
  const isNow = Number.isInteger(nbf) && Number.isInteger(exp) && nbf <= now && now < exp && exp - nbf <= KEY_LIFE;
  if (!isGood) throw fault("key_rejected");
  // RFC 7638.
  const thumbprint = base64(await crypto.subtle.digest("SHA-256", bytesOf(jsonOf({ e, kty, n }))));
  if (thumbprint !== kid) throw fault("key_rejected");
  if (!pins.includes(kid)) throw fault("key_unpinned");
  // After the pin: a relay publishes its next key before it is good.
  if (!isNow) throw fault("key_rejected");
  return { kid, key: await crypto.subtle.importKey("jwk", /** @type {any} */ ({ __proto__: null, kty, n, e, alg }), OAEP, false, ["encrypt"]), from: nbf, until: exp };
}

/** @param {string} audience @param {boolean} again @param {AbortSignal} signal */
async function fetchKeys(audience, again, signal) {
  const response = await fetch(`${audience}${audience.endsWith("/") ? "" : "/"}${KEYS}`, /** @type {any} */ ({ __proto__: null, hasOwnProperty: Object.prototype.hasOwnProperty, credentials: "omit", referrerPolicy: "no-referrer", redirect: "error", cache: again ? "reload" : "default", signal }));
  return response.ok ? JSON.parse((await readText(response, LIMIT)) ?? "null")?.keys : undefined;
}

/** What belongs to servers alone, by its beginning. What is as long as a thumbprint may begin like anything. @param {any} value @returns {boolean} */
const isPrivate = (value) => (Object(value) === value ? Object.values(value).some(isPrivate) : /^(sk_|rk_|skapi_|api_|eyJ)/.test(value) && value.length !== 43);

/**
 * The public half of a relay, and what goes with it.
 * @param {Given} given
 * @param {Tools} tools
 */
function readSeal({ audience = "", pins = [], keys, shape, context, serverTime, since }, { fault, readUrl }) {
  const need = (/** @type {unknown} */ isGood, /** @type {string} */ field) => { if (!isGood) throw fault("option_invalid", { field }); };
  if (isPrivate([audience, pins, keys, shape])) throw fault("secret_key", { field: "seal" });
  readUrl(audience, "audience");
  need(pins.length && pins.every((pin) => /^[\w-]{43}$/.test(pin)), "pins");
  need(context === undefined || /^[\w-]{16,64}$/.test(context), "context");
  const from = new Date(serverTime ?? Date.now() - performance.now() + since).getTime();
  need(!Number.isNaN(from), "serverTime");
  // The customer's clock may be wrong, or be set meanwhile.
  return { audience, pins, keys, context, seconds: () => Math.floor((from + performance.now() - since) / 1000) };
}

/** The core's own bytes of a plaintext, wiped there. @param {import("../core.js").Core} core @param {number} number @param {Fault} fault */
function plaintext(core, number, fault) {
  return core.call((exports) => {
    const where = exports.plaintext(number);
    const length = (where & 31) * 256;
    if (!length) throw fault("field_too_long");
    const place = new Uint8Array(exports.memory.buffer, where >>> 5, length);
    const copy = place.slice();
    place.fill(0);
    return copy;
  });
}

/** @type {WeakMap<object, ReturnType<typeof makeSealer>>} */
const sealers = new WeakMap();

/**
 * What this file does for one tokenizer.
 * @param {import("../options.js").TokenizerSettings} settings
 * @param {Tools} tools
 */
export const open = (settings, tools) => ({
  /** Finds the key, and gives what seals to it. @param {AbortSignal} signal @param {boolean} [again] whether other keys may have been published */
  seal(signal, again) {
    const sealer = sealers.get(settings) ?? makeSealer(/** @type {Given} */ (settings.seal), tools);
    sealers.set(settings, sealer);
    return sealer(signal, again);
  },

  redirect: (/** @type {string} */ link) => location.assign(readPaylink(link, /** @type {any} */ (settings.given).redirectHosts ?? [], tools)),
});

/** @param {Given} given @param {Tools} tools */
function makeSealer(given, tools) {
  const { fault } = tools;
  const { audience, pins, keys, context, seconds } = readSeal(given, tools);
  /** @type {Key | undefined} */
  let known;

  /** The pinned key that is valid now, the newest of them. @param {AbortSignal} signal @param {boolean} again */
  const find = async (signal, again) => {
    const now = seconds();
    if (!again && known && now < known.until) return known;
    const given = keys ? (Array.isArray(keys) ? keys : [keys]) : await fetchKeys(audience, again || !!known, signal).catch(() => undefined);
    if (!Array.isArray(given) || !given.length) throw fault("key_unavailable");
    /** @type {ReturnType<Fault>[]} */
    const faults = [];
    /** @type {Key | undefined} */
    let newest;
    for (const jwk of given) {
      try {
        const key = await readKey(jwk, pins, now, fault);
        if (!newest || key.from > newest.from) newest = key;
      } catch (/** @type {any} */ cause) {
        // What the browser itself finds wrong with a key is no error of ours yet.
        faults.push(cause?.issues ? cause : fault("key_rejected", { cause }));
      }
    }
    if (!newest) throw worst(faults);
    return (known = newest);
  };

  return async (/** @type {AbortSignal} */ signal, again = false) => {
    if (globalThis.isSecureContext === false || !globalThis.crypto?.subtle) throw fault("insecure_context");
    const { kid, key } = await find(signal, again);

    /** Seals what the core has made. Nothing is sent. @type {import("../exchange.js").Send} */
    return async ([shape], { core, number }) => {
      const [iat, cek, iv] = [seconds(), random(32), random(12)];
      const header = { alg: "RSA-OAEP-256", enc: "A256GCM", kid, typ: "card-fields+jwe", cty: "json", v: 1, aud: audience, shape, iat, exp: iat + LIFE, jti: base64(random(16)), ctx: context };
      const head = base64(bytesOf(jsonOf(header)));
      const content = await crypto.subtle.importKey("raw", cek, "AES-GCM", false, ["encrypt"]);
      const wrapped = await crypto.subtle.encrypt(OAEP, key, cek);
      cek.fill(0);
      const clear = plaintext(/** @type {import("../core.js").Core} */ (core), /** @type {number} */ (number), fault);
      const sealed = crypto.subtle.encrypt(/** @type {any} */ ({ __proto__: null, name: "AES-GCM", iv, additionalData: bytesOf(head) }), content, clear);
      // The browser has its own copy from the moment of the call.
      clear.fill(0);
      const box = await sealed;
      // Some browsers do all of this at once, and a form does not leave while its own event is still being told of.
      await new Promise((resolve) => setTimeout(resolve));
      const id = [head, base64(wrapped), base64(iv), base64(box.slice(0, -16)), base64(box.slice(-16))].join(".");
      return { status: 0, text: "", id, sealed: true, expiresAt: new Date(header.exp * 1000).toISOString() };
    };
  };
}

/**
 * The address of the gateway's own page for an invoice.
 * @param {string} link @param {string[]} hosts further hosts that may serve it @param {Tools} tools
 */
function readPaylink(link, hosts, { fault, readUrl }) {
  const { protocol, host, pathname, href } = new URL(readUrl(link, "paylink"));
  const [own, pages] = paylink;
  if (protocol !== "https:" || !new RegExp(pages).test((hosts.includes(host) ? own : host) + pathname)) throw fault("option_invalid", { field: "paylink" });
  return href;
}

/** What is most likely to be mended: a private key first, then a pinned one that is not good. @param {ReturnType<Fault>[]} faults */
function worst(faults) {
  const of = (/** @type {string} */ code) => faults.find((fault) => fault.code === code);
  return of("private_key") ?? of("key_rejected") ?? faults[0];
}
