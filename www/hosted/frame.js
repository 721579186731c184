// The script of frame.html: the whole form, of another origin than the shop's page. The page hears of states, codes, heights and
// tokens; what is typed stays here.
// @ts-check

import { codes, version } from "panless-generated";
import { packs } from "panless-labels";
import { browserFind, load } from "../api.js";
import { isTokenizerError, loaderError } from "../error.js";
import { TIMEOUT_DEFAULT } from "../guard.js";
import { createTokenizer } from "../tokenizer.js";
import { isSecret } from "../fields/find.js";
import { drawForm } from "./form.js";
import { applyStyles } from "./styles.js";

/** @typedef {(what: string, said?: unknown, number?: number) => void} Say */

/** How much earlier than the page's the deadline of a call is, in milliseconds. */
const AHEAD = 200;

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
const beside = (/** @type {string} */ name) => new URL(name, src);
const find = browserFind(beside, (name) => load(beside(`panless-${name}.js`)));

/** Which shops are served, as whoever serves this frame has written it down. */
const config = fetch(beside("config.json"), { credentials: "omit", cache: "no-cache" }).then((response) => response.json());
config.catch(() => {});

/** An error as it crosses to the page, where the same tables make one of it. @param {any} error @param {"internal" | "frame_failed"} otherwise */
function recordOf(error, otherwise = "internal") {
  const known = isTokenizerError(error) ? error : loaderError(otherwise);
  const issue = (/** @type {any} */ { code, field, message }) => [codes.indexOf(code), field, message];
  return [...issue(known), known.issues.map(issue), known.status, known.gatewayCode, known.retryable, known.outcome];
}

/**
 * The page may use its own keys alone, and the card goes to a gateway, or sealed to a relay of the shop's. No page says which keys are the relay's.
 * @param {string} origin @param {Record<string, any>} options as the page gives them @param {number} now the page's `performance.now()`
 */
async function admit(origin, { seal, ...options }, now) {
  const { publicKey, baseUrl } = options;
  const { shops, baseUrls = [] } = await config;
  const shop = shops.find((/** @type {any} */ shop) => shop?.origin === origin);
  // A text alone is a list of one: a part of it is not listed.
  const lists = (/** @type {unknown} */ list, /** @type {unknown} */ one) => [list].flat().includes(one);
  const refuse = (/** @type {string} */ field = "") => { throw loaderError("frame_refused", { field }); };
  if (!shop) refuse();
  // What is sealed needs none.
  if ((!seal || publicKey !== undefined) && shop.publicKeys !== undefined && !lists(shop.publicKeys, publicKey)) refuse("publicKey");
  if (baseUrl !== undefined && !lists(baseUrls, baseUrl)) refuse("baseUrl");
  if (!seal) return options;
  const { audience, shape, context, serverTime, since } = seal;
  const relay = [shop.seals].flat().find((one) => one?.audience === audience);
  if (!relay) refuse("audience");
  for (const own of ["pins", "keys"]) if (seal[own] !== undefined) refuse(own);
  // Told when the page made its tokenizer, which may be long ago.
  const time = serverTime === undefined ? undefined : new Date(serverTime ?? NaN).getTime() + now - since;
  return { ...options, seal: { audience, pins: relay.pins, keys: relay.keys, shape, context, serverTime: time } };
}

/** @param {Record<string, any>} given @param {Say} say */
async function draw({ language = "en", scheme = "normal", styles, ...given }, say) {
  const name = language.toLowerCase().split("-")[0];
  const { default: words } = await (packs[name] ?? packs.en)();
  const root = document.documentElement;
  Object.assign(root, { lang: language, dir: name === "ar" ? "rtl" : "ltr" });
  root.style.colorScheme = scheme;
  document.title = words.title;
  say("title", words.title);
  applyStyles(styles);
  const form = drawForm(given, words);
  document.body.append(form);
  // The page's call makes the token, however it is asked for. Before the form's own listener.
  addEventListener("submit", (event) => (event.preventDefault(), event.stopImmediatePropagation(), say("submit")), true);
  new ResizeObserver(() => say("height", Math.ceil(root.getBoundingClientRect().height))).observe(root);
  return form;
}

/** @param {Record<string, any>} options @param {Record<string, any>} given @param {Say} say */
async function open(options, given, say) {
  const form = await draw(given, say);
  const { kind, fields: shown, values, labels, styles, scheme, ...attach } = given;
  // The page waits since it asked for this document. After four fifths of its time it hears why there are no keys of a relay: each of two
  // tries has half of what is left until then.
  if (options.seal) options.timeout = Math.max(1, Math.floor(((options.timeout ?? TIMEOUT_DEFAULT) * 0.8 - performance.now()) / 2));
  const tokenizer = createTokenizer(find, options);
  // The browser may remember what a relay had published before: whoever mounts the fields again gets what holds now. Where that fails,
  // what is remembered is good enough; what then fails is told below.
  if (options.seal) await tokenizer.refreshKeys().catch(() => {});
  const fields = tokenizer.attach(form, { ...attach, tokenInput: "", submit: false });
  let [isReady, isBusy] = [false, false];
  fields.on("ready", () => ((isReady = true), say("ready")));
  fields.on("change", ({ valid, kind, brand, fields, busy }) => ((isBusy = busy), say("change", { valid, kind, brand, fields })));
  fields.on("focus", (name) => say("focus", name));
  fields.on("blur", (name) => say("blur", name));
  // A call's own answer tells of its failure.
  fields.on("error", (error) => { if (!isBusy) say(isReady ? "error" : "refused", recordOf(error)); });
  return fields;
}

/** @param {MessagePort} port @param {string} origin of the page */
function serve(port, origin) {
  /** @type {Say} */
  const say = (...said) => port.postMessage(said);
  /** @type {import("../../src/wasm/forms").PaymentForm} */
  let fields;
  let [controller, isLeaving] = [new AbortController(), false];
  // Some browsers end the requests of a document that is led elsewhere; that is no answer of the gateway's.
  addEventListener("beforeunload", () => { isLeaving = true; });
  /** What the page may ask for. @type {Map<unknown, (said: any) => unknown>} */
  const asks = new Map(Object.entries({
    // Before the page gives up, so that the customer reads why.
    async submit(limit) {
      const token = await fields.generateToken({ signal: (controller = new AbortController()).signal, timeout: Math.max(1, limit - AHEAD) });
      // What is masked in the gateway's reply would tell a page which of many texts of its own was right.
      return { ...token, raw: null };
    },
    setField([name, news]) {
      // As with values: whoever could set one number could ask by it what another one is.
      if (isSecret(name) && news?.value !== undefined) throw loaderError("field_unsupported", { field: name });
      return fields.setField(name, news);
    },
    clear: () => fields.clear(),
    focus: (name) => fields.focus(name),
    abort: () => controller.abort(),
  }));
  /** @param {any} given */
  const begin = async (given) => {
    asks.delete("open");
    fields = await open(await admit(origin, given.tokenizer, given.now), given.form, say);
  };
  // What is not known fails for want of a file: of config.json, of the words, of the looks.
  asks.set("open", (given) => void begin(given).catch((error) => say("refused", recordOf(error, "frame_failed"))));
  port.onmessage = async ({ data }) => {
    const [what, said, number] = Array.isArray(data) ? data : [];
    if (!fields && what !== "open") return;
    isLeaving = false;
    try {
      const answer = await asks.get(what)?.(said);
      if (number) say("answer", [null, answer], number);
    } catch (error) { if (number && !isLeaving) say("answer", [recordOf(error)], number); }
  };
  say("hello", version);
}

addEventListener("message", function greet({ source, origin, data, ports: [port], isTrusted }) {
  if (!isTrusted || source !== parent || parent === window || !port || typeof data?.panless !== "string") return;
  removeEventListener("message", greet);
  // Another version would not understand what is said: it hears which one is here, and nothing more.
  if (data.panless === version) serve(port, origin);
  else port.postMessage(["hello", version]);
});
