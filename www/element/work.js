// What <panless-card> does: fields by `attach` or `mount`, begun anew when options change; the token as the element's value in its form.
// @ts-check

import { createTokenizer } from "panless-api";
import { TAKES, kinds, pick, readAttribute, writeAttribute } from "./options.js";
import { makeSending } from "./sending.js";
import { makeValidity } from "./validity.js";

/** @typedef {import("../../src/wasm/forms").PaymentForm} PaymentForm */
/** @typedef {import("../../src/wasm/forms").FormState} FormState */
/** @typedef {import("../../src/wasm/types").Token} Token */
/** @typedef {import("./card.js").PanlessCard & { styles?: any }} Card */

/** @type {FormState} */
const NOTHING = { ready: false, busy: false, valid: null, kind: null, brand: null, fields: {} };

/** @param {Card} card @param {ElementInternals} internals */
export function workCard(card, internals) {
  /** Options that are objects. @type {Record<string, any>} */
  const given = { __proto__: null };
  /** @type {import("../../src/wasm/types").Tokenizer | undefined} */
  let tokenizer;
  /** @type {PaymentForm | undefined} */
  let form;
  /** @type {ReturnType<typeof makeSending> | undefined} */
  let sending;
  /** Where the frame stands. @type {HTMLElement | undefined} */
  let place;
  /** The page's form as it was when the fields began. @type {HTMLFormElement | null} */
  let owner = null;
  /** @type {Token | null} */
  let token = null;
  let life = new AbortController();
  let [isQueued, isStale, isQuiet] = [false, true, false];
  /** Whether this element has asked for the token that comes, and nobody in the frame. */
  let isAsking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ending;
  /** What was disabled with the element. @type {Element[]} */
  let silenced = [];

  const read = (/** @type {string} */ name) => (kinds.get(name) === "object" ? given[name] ?? null : readAttribute(card, name));
  const options = () => Object.fromEntries([...kinds.keys()].map((name) => [name, read(name)]));
  const state = () => {
    const known = form?.getState() ?? NOTHING;
    return { ...known, busy: known.busy || !!sending?.isLeaving() };
  };
  const validity = makeValidity(card, internals, () => ({ begun: !!form, token, state: state(), own: given.messages }));
  const emit = (/** @type {string} */ name, /** @type {unknown} */ detail) => card.dispatchEvent(new CustomEvent(`panless:${name}`, { bubbles: true, composed: true, detail }));

  const fill = () => {
    const entries = token ? [[card.name, token.id], [read("brandInput"), token.brand], [read("last4Input"), token.last4]] : [];
    const data = new FormData();
    for (const [name, value] of entries) if (name) data.append(name, value ?? "");
    internals.setFormValue(token && data);
    validity.judge();
  };
  const keep = (/** @type {Token | null} */ made) => ((token = made), fill());

  const show = (/** @type {HTMLElement} */ content) => (card.shadowRoot ?? card.attachShadow(/** @type {any} */ ({ __proto__: null, mode: "open", delegatesFocus: true }))).replaceChildren(content);
  /** @param {Record<string, any>} all */
  const frame = (all) => {
    place = document.createElement("div");
    place.setAttribute("part", "frame");
    show(place);
    const language = all.language ?? card.closest("[lang]")?.getAttribute("lang");
    const known = all.frameUrl ? pick({ ...all, language }, TAKES.own) : pick(all, TAKES.hosted);
    const made = /** @type {any} */ (tokenizer).mount(place, known);
    if (owner) sending = makeSending({ card, owner, form: made, call, state, emit, submit: all.submit, life });
    // The error of a place that is taken.
    if (owner && !sending) /** @type {any} */ (tokenizer).mount(null);
    return made;
  };

  const stop = () => {
    life.abort();
    sending?.end();
    tokenizer?.destroy();
    place?.remove();
    form = sending = tokenizer = place = undefined;
    keep(null);
  };
  const start = () => {
    stop();
    [life, isStale, owner] = [new AbortController(), false, internals.form];
    const all = options();
    const isFramed = all.frameUrl || all.hosted;
    validity.load(life.signal);
    // A page may still have to ask which key it is. Inputs that are disabled are no fields.
    if (!all.publicKey || (!isFramed && card.matches(":disabled"))) return;
    try {
      tokenizer = createTokenizer(/** @type {any} */ (pick(all, TAKES.tokenizer)));
      if (isFramed) form = frame(all);
      else {
        if (card.shadowRoot) show(document.createElement("slot"));
        form = tokenizer.attach(card, { ...pick(all, TAKES.attach), tokenInput: "" });
      }
    } catch (error) {
      stop();
      emit("error", error);
    }
    form?.on("change", ({ busy }) => {
      validity.judge();
      if (!busy) sending?.leave();
      // The form leaves with its token first.
      if (!busy && !isRight()) setTimeout(queue);
    });
    form?.on("token", (made) => {
      keep(made);
      if (!isAsking) sending?.take(made);
    });
    form?.on("error", () => keep(null));
    // An old token is of no use to somebody who came back.
    addEventListener("pageshow", ({ persisted }) => { if (persisted) keep(null); }, /** @type {any} */ ({ __proto__: null, signal: life.signal }));
    disable(card.matches(":disabled"));
  };
  const isRight = () => form && !isStale && internals.form === owner;
  /** Begins if there is a reason to; a call that runs comes first. */
  const settle = () => {
    isQueued = false;
    if (card.isConnected && !isRight() && !state().busy) start();
  };
  const queue = () => {
    if (!isQueued) queueMicrotask(settle);
    isQueued = true;
  };
  const renew = () => ((isStale = true), queue());

  /** The fields, begun if they have to; where there are none, one whose calls fail by name. @returns {any} */
  const fields = () => {
    if (isQueued) settle();
    if (form) return form;
    const none = createTokenizer(/** @type {any} */ (pick(options(), TAKES.tokenizer)));
    if (read("publicKey")) none.destroy();
    return { ...none, setField: none.generateToken };
  };
  /** @param {any} [asked] */
  const call = async (asked) => {
    const { getState, generateToken } = fields();
    if (getState?.().busy) return generateToken(asked);
    isAsking = true;
    try { return await generateToken(asked); } finally { isAsking = false; }
  };

  /** @param {boolean} isDisabled by itself or by a fieldset */
  const disable = (isDisabled) => {
    for (const input of silenced) input.removeAttribute("disabled");
    // In a fieldset that is disabled they are already.
    silenced = card.disabled && !place ? [...card.querySelectorAll("input,select,textarea,button")].filter((input) => !input.hasAttribute("disabled")) : [];
    for (const input of silenced) input.setAttribute("disabled", "");
    if (place) place.inert = isDisabled;
    validity.judge();
  };

  /** Tells whether the form may be sent, and nobody else. */
  const check = () => {
    isQuiet = true;
    try { return internals.checkValidity(); } finally { isQuiet = false; }
  };

  return {
    internals, state, queue, renew, fill, call, disable, read, check,
    token: () => token,
    /** @param {string} name @param {any} value */
    write(name, value) {
      if (kinds.get(name) !== "object") return writeAttribute(card, name, value);
      // Frameworks make such an object anew each time that they draw.
      if (JSON.stringify(read(name)) !== JSON.stringify(value ?? null)) renew();
      given[name] = value;
    },
    connect: () => (clearTimeout(ending), queue()),
    // Moved within the page it comes back at once.
    disconnect: () => (clearTimeout(ending), (ending = setTimeout(() => { if (!card.isConnected) stop(), (isStale = true); }))),
    setField: async (/** @type {string} */ field, /** @type {any} */ change) => fields().setField(field, change),
    clear: () => (keep(null), form?.clear()),
    focus: (/** @type {string | undefined} */ field) => form?.focus(field),
    report: () => check() || (call().catch(() => {}), false),
    /** The browser would say it in a bubble; the fields say it where it can be mended. @param {Event} event */
    refuse(event) {
      if (!form) return;
      event.preventDefault();
      const first = [...(internals.form?.elements ?? [])].find((/** @type {any} */ control) => control.willValidate && !control.validity.valid);
      if (!isQuiet && first === card && !state().busy) call().catch(() => {});
    },
  };
}
