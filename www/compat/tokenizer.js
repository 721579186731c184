// `Tokenizer`: the class of the Fluidpay platform's script over panless's frame. What the frame says beyond what panless needs is
// heard here, from the frame alone.
// @ts-check

import { kinds, settings as SHAPE } from "panless-frame";
import { callBack } from "../report.js";
import { createTokenizer, readOptions } from "./shared.js";

/** @typedef {import("./shared.js").Values} Values */

/** Their fields by ours, and what they call the parts of an address. */
const FIELDS = /** @type {Record<string, string>} */ ({ number: "cc", expiry: "exp", cvv: "cvv", accountNumber: "account", routingNumber: "routing" });
const PARTS = /** @type {Record<string, string>} */ ({ address: "line1", city: "city", state: "state", zip: "postalCode", country: "country" });
/** Handed on as they are. */
const NEWS = ["validCard", "achOnChange", "magStripeSwipe"];
const NO_SURCHARGE = ["", "CO", "CT", "MA", "ME"];
/** How long a fraud script may keep a payment waiting, in milliseconds. */
const GUARDIAN_LIMIT = 2000;
const LIMIT = 65_536;

/** @template T @param {Promise<T>} promise @param {number} ms */
const within = (promise, ms) => Promise.race([promise, /** @type {Promise<undefined>} */ (new Promise((resolve) => setTimeout(resolve, ms)))]);

/** A copy of what panless's frame takes of a setting; the rest ends in no token. @param {any} value @param {any} shape @returns {any} */
function fit(value, shape) {
  if (shape === "truth") return !!value;
  if (shape === "text") return `${value}`;
  if (shape === "texts") return [value].flat().map(String);
  if (shape === "kinds") return [value].flat().filter((kind) => kinds.includes(kind));
  if (shape === "styles") return JSON.parse(JSON.stringify(value));
  const names = Object.keys(shape).filter((name) => value[name] !== undefined && value[name] !== null);
  return Object.fromEntries(names.map((name) => [name, fit(value[name], shape[name])]));
}

/** @param {any} text @returns {any} */
function read(text) {
  try { return JSON.parse(text.slice(0, LIMIT)) ?? {}; } catch { return {}; }
}

/** The element, now or when it comes. @param {any} container @param {AbortSignal} signal @returns {any} */
function find(container, signal) {
  const look = () => (typeof container === "string" ? document.querySelector(container) : container);
  return look() ?? new Promise((resolve) => {
    const observer = new MutationObserver(() => look() && (observer.disconnect(), resolve(look())));
    observer.observe(document, { childList: true, subtree: true, attributes: true });
    signal.onabort = () => observer.disconnect();
  });
}

/** An amount in major units as panless takes it; nothing for nothing. @param {unknown} amount */
const textOf = (amount) => (typeof amount === "number" ? amount.toFixed(2) : `${amount ?? ""}` || undefined);

/** What a fraud script of the platform's has gathered goes before a payment, if it comes. @param {Tokenizer} tokenizer @param {any} form */
async function guard(tokenizer, form) {
  const { Guardian } = /** @type {any} */ (globalThis);
  if (!Guardian?.getData) return;
  const data = await within(new Promise((resolve) => resolve(Guardian.getData())).catch(() => {}), GUARDIAN_LIMIT);
  const { events, session_id } = /** @type {any} */ (data ?? {});
  if (events?.length && form?.getState().ready) tokenizer.postMessage({ event: "setGuardian", data: { events, session_id } });
}

/** @param {any} error @param {string[]} [invalid] what the frame called so, by its own names */
function refusal({ code, message, issues = [] }, invalid) {
  const names = invalid ?? issues.flatMap((/** @type {any} */ { field }) => FIELDS[field] ?? []);
  return invalid || names.length ? { status: "validation", invalid: names } : { status: "error", msg: message, message, code };
}

/**
 * Hands on what the frame says.
 * @param {Tokenizer} tokenizer
 * @param {(name: string, ...given: unknown[]) => void} tell
 * @param {{ invalid?: string[] }} heard gets the names of the fields that it called invalid
 * @param {AbortSignal} signal
 */
function listen(tokenizer, tell, heard, signal) {
  addEventListener("message", (event) => {
    if (event.origin !== tokenizer.origin || !event.isTrusted || event.source !== tokenizer.iframe?.contentWindow) return;
    const { id, event: name, data } = read(event.data);
    if (typeof id === "string") tokenizer.id = id;
    if (name === "submission" && data?.status === "validation") heard.invalid = [data.invalid ?? []].flat().filter((/** @type {any} */ field) => /^[a-z_]{1,40}$/i.test(field));
    if (name === "onPaymentChange" && typeof data?.type === "string") tell(name, data.type);
    if (NEWS.includes(name) && data && typeof data === "object") tell(name, data);
  }, { signal });
}

/** What works a frame behind the public members. @param {Tokenizer} tokenizer @param {Values} handlers */
function work(tokenizer, handlers) {
  const panless = createTokenizer({ ...Tokenizer.options, publicKey: tokenizer.apikey, gateway: "pepper", baseUrl: tokenizer.url });
  const life = new AbortController();
  const tell = (/** @type {string} */ name, /** @type {unknown[]} */ ...given) => {
    if (!life.signal.aborted && typeof handlers[name] === "function") callBack(handlers[name], ...given);
  };
  const heard = /** @type {{ invalid?: string[] }} */ ({});
  // Before panless listens: what an answer holds is known here when its promise settles.
  listen(tokenizer, tell, heard, life.signal);
  /** @type {any} */
  let form;
  const open = async () => {
    const given = find(tokenizer.container, life.signal);
    tokenizer.container = given.then ? await given : given;
    form = panless.mount(tokenizer.container, { amount: textOf(tokenizer.amount), settings: tokenizer.settings });
    form.on("ready", () => (tell("onLoad"), (handlers.onLoad = undefined)));
    return form;
  };
  const opened = open();
  opened.catch(() => {});

  const send = async (/** @type {unknown} */ sum) => {
    /** @type {Values} */
    let said;
    try {
      delete heard.invalid;
      await guard(tokenizer, form);
      if (!(form ?? (await within(opened, Tokenizer.options.timeout ?? 15_000)))) throw { code: "option_invalid", message: "Tokenizer: the container is not on the page" };
      said = { ...(await form.generateToken({ amount: textOf(sum) })).raw };
    } catch (error) { said = refusal(error, heard.invalid); }
    running = undefined;
    tell("submission", said);
    return said;
  };
  /** @type {Promise<Values> | undefined} */
  let running;
  return {
    /** A second call while one runs is that one. @param {unknown} sum */
    submit: (sum) => (running ??= send(sum)),
    /** What is wrong with it stands in the promise: old pages handle none. @param {string} field @param {Values} news */
    set: (field, news) => opened.then(() => form.setField(field, news)).catch(refusal),
    destroy: () => (life.abort(), panless.destroy()),
  };
}

export class Tokenizer {
  /** What createTokenizer takes; `baseUrl` is used where the page gives no `url`. */
  static options = readOptions({});
  #work;

  /** @param {Values} info */
  constructor(info) {
    const { apikey, container, url = Tokenizer.options.baseUrl, amount, settings } = info;
    if (!/^pub_/.test(apikey)) throw new Error("Tokenizer: apikey must be a public key; it begins with pub_");
    if (!url) throw new Error("Tokenizer: url is missing; data-base-url of the script tag does, too");
    this.id = "";
    this.apikey = apikey;
    this.url = url;
    this.amount = amount;
    this.container = container;
    // A copy: the page's own object stays as it is.
    this.settings = fit(settings ?? {}, SHAPE);
    this.origin = new URL(url).origin;
    this.#work = work(this, { ...info });
  }

  /** @param {unknown} [amount] in major units @returns {Promise<Values>} */
  submit(amount = this.amount) { return this.#work.submit(amount); }
  setExpDate(/** @type {string} */ value) { return this.#work.set("expiry", { value }); }
  setError(/** @type {string} */ name) { return this.#work.set(Object.keys(FIELDS).find((field) => FIELDS[field] === name) ?? name, { error: true }); }
  setBilling(/** @type {Values} */ given) { return this.#work.set("address", place(given)); }
  setShipping(/** @type {Values} */ given) { return this.#work.set("shippingAddress", place(given)); }
  postMessage(/** @type {any} */ message) { this.iframe?.contentWindow?.postMessage(typeof message === "string" ? message : JSON.stringify(message), this.origin); }
  /** The vendor's rule of 2025, and no advice. @param {unknown} state @param {any} bin */
  isSurchargeable(state, bin) { return !NO_SURCHARGE.includes(`${state ?? ""}`.trim().toUpperCase()) && /^credit$/i.test(bin?.card_type); }
  /** Old pages call it; the fields are there already. */
  create() {}
  destroy() { this.#work.destroy(); }
  /** @returns {HTMLIFrameElement | null} */
  get iframe() { return this.container?.querySelector?.(":scope > iframe:last-of-type") ?? null; }
}

const place = (/** @type {Values} */ given) => ({ value: Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [part, given?.[name]])) });

Object.assign(globalThis, { Tokenizer });
