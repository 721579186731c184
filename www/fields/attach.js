// tokenizer.attach: the page's own inputs. Events go to the core, what it says goes to the page.
// @ts-check

import { nameable } from "../nameable.js";
import { loadPack } from "../packs.js";
import { fieldCore } from "./core.js";
import { fieldsIn, inputsIn, isSecret, nameOf, prepare, textOf } from "./find.js";
import { makeNotes } from "./notes.js";
import { makeSender } from "./send.js";
import { watchTyping } from "./typing.js";

/** @typedef {import("./find.js").Field} Field */
/** @typedef {import("./find.js").Input} Input */
/** @typedef {import("../../src/wasm/types").Code} Code */

/** What somebody has done with a field: is typing, has left it, has sent the form. */
const TYPING = 0, LEFT = 1, SENT = 2;
const ADDRESS = /^(line[12]|city|state|postalCode|country)$/;
/** Fields whose verdict hangs on another one. @type {any} */
const DEPENDENT = { __proto__: null, number: "cvv", country: "postalCode", routingNumber: "accountNumber" };
/** What happened to a call by itself, and is no news to a customer. */
const SILENT = /^(aborted|busy|destroyed)$/;

/** Once for a page. */
let isWarned = false;

/** @param {import("../form.js").Tools} tools */
export function openFields(tools) {
  const { container, given, state, emit, change, error, start, form } = tools;
  /** @type {Record<string, any>} */
  const options = { __proto__: null, tokenInput: "payment_token", brandMarks: true, optional: [], ...given };
  /** @type {import("../packs.js").Pack} */
  let pack = {};
  let { kind, fields } = fieldsIn(container);
  /** Ends the call that runs. @type {import("../guard.js").Fail | undefined} */
  let abort;
  /** The brand of the number, by its place from 1 on, and the one whose mark is shown. @type {number | undefined} */
  let drawn;
  let brand = 0;
  /** @type {(() => void)[]} */
  const undo = [];
  /** @type {Set<Input>} */
  const prepared = new Set();
  /** @type {Map<string, Code>} */
  const shown = new Map();
  const listeners = new AbortController();
  const listen = (/** @type {string} */ name, /** @type {(event: any) => void} */ listener, /** @type {EventTarget} */ target = container) =>
    // Without options, which could be inherited from what somebody put on Object.prototype.
    undo.push((target.addEventListener(name, listener), () => target.removeEventListener(name, listener)));

  /** @type {ReturnType<typeof fieldCore>} */
  let cards;
  const brandName = () => ask(() => cards.label(brand - 1), "");
  const words = (/** @type {string} */ key) => /** @type {any} */ ({ __proto__: null, ...pack, ...options.messages })[key];
  const sentence = (/** @type {Code} */ code) => {
    const { category, message } = error(code);
    return (words(code) ?? words(category) ?? message).replace("{brand}", brandName());
  };
  const isFocused = (/** @type {Field} */ { inputs }) => inputs.some((input) => input.matches(":focus"));
  const isRequired = (/** @type {Field} */ { name, inputs }) => !options.optional.includes(name) && (isSecret(name) || inputs.some((input) => input.matches("[aria-required=true]")));
  const textIn = (/** @type {string} */ name) => textOf(fields.get(name));
  /** What the core says, or what holds without one: it may not be there yet, or not know the field. @template T @param {() => T | undefined} act @param {T} otherwise @returns {T} */
  const ask = (act, otherwise) => {
    try { return act() ?? otherwise; } catch { return otherwise; }
  };
  const judge = (/** @type {Field | undefined} */ field) => ask(() => cards.judge(field?.name, textOf(field), brand, textIn("country")), /** @type {any} */ ({ __proto__: null }));
  /** What is said of a field: at once only what no typing can help. @param {Field} field @param {number} level @returns {Code | null} */
  const codeOf = (field, level, { status = "valid", accepted, empty: isEmpty, code } = judge(field)) => {
    if (status === "invalid") return code;
    if (accepted === false) return "brand_not_accepted";
    return status === "valid" || level < (isEmpty ? SENT : LEFT) || (isEmpty && !isRequired(field)) ? null : code;
  };

  /** @param {Field} field @param {Code | null} code @param {boolean} [aloud] whether nothing else reads it to the customer */
  const show = ({ name, inputs }, code, aloud) => {
    const [routing, account] = ["routingNumber", "accountNumber"].map((field) => textIn(field).replace(/[\s-]/g, ""));
    // No error, but nearly always a mistake.
    const isDoubtful = name === "accountNumber" && account.length > 8 && account === routing;
    const text = code ? sentence(code) : (isDoubtful && words("same_digits")) || "";
    const note = notes.note(inputs[0]);
    if (aloud && text && text !== note.textContent) notes.say(text);
    note.textContent = text;
    for (const input of inputs) input.setAttribute("aria-invalid", `${!!code}`);
    if (code) shown.set(name, code);
    else shown.delete(name);
  };
  const showBrand = () => {
    const number = fields.get("number");
    state.brand = judge(number).brand ?? null;
    brand = ask(() => cards.place(state.brand), 0);
    if (!number || brand === drawn) return;
    drawn = brand;
    notes.say(brandName());
    if (options.brandMarks) import("./marks.js").then(({ drawMark }) => listeners.signal.aborted || notes.slot(number.inputs[0]).replaceChildren(drawMark(brand - 1)), () => {});
  };
  const tell = () => {
    /** @type {import("../form.js").FormState["fields"]} */
    const known = {};
    let valid = cards ? kind !== null : null;
    for (const field of fields.values()) {
      const said = judge(field);
      if (said.status) known[field.name] = { status: said.status, code: shown.get(field.name) ?? null };
      if (valid && codeOf(field, SENT, said)) valid = false;
    }
    change({ kind, valid, fields: known });
  };

  /** The page as it stands now: inputs may have come, gone, or been hidden. */
  const look = () => {
    ({ kind, fields } = fieldsIn(container));
    for (const input of inputsIn(container).filter((input) => !prepared.has(input))) {
      prepared.add(input);
      if (isSecret(nameOf(input)) && input.name && !isWarned) (isWarned = true), console.warn("panless removed the name of a card input");
      undo.push(prepare(input, notes.note(input).id));
      typing.settle(input);
    }
  };
  const settleAll = () => {
    look();
    for (const input of prepared) typing.settle(input);
    showBrand();
  };
  const typed = (/** @type {Input} */ input) => {
    if (!fields.has(nameOf(input))) look();
    const field = fields.get(nameOf(input));
    if (!field) return;
    if (field.name === "number") showBrand();
    show(field, codeOf(field, TYPING), true);
    const other = fields.get(DEPENDENT[field.name]);
    if (other && textOf(other)) show(other, codeOf(other, isFocused(other) ? TYPING : LEFT));
    tell();
    // To the next field, when nobody would type on in this one.
    if (!options.autoAdvance || !cards || codeOf(field, SENT) || !isFocused(field) || input.selectionStart !== input.value.length) return;
    const isWhole = { number: textOf(field).replace(/\D/g, "").length === cards.usual(brand - 1), cvv: state.brand, expiry: true }[field.name];
    const order = [...fields.values()].flatMap(({ inputs }) => inputs);
    if (isWhole) order[order.indexOf(input) + 1]?.focus();
  };
  const payment = () => {
    /** @type {Record<string, any>} */
    const payment = { address: {} };
    for (const field of fields.values()) if (textOf(field) || /number$/i.test(field.name)) (ADDRESS.test(field.name) ? payment.address : payment)[field.name] = textOf(field);
    return payment;
  };

  /** What is wrong is shown where the customer can mend it, else for the whole form. @param {import("../../src/wasm/types").TokenizerError} error */
  const fail = ({ code, issues }) => {
    for (const issue of issues) if (fields.has(issue.field ?? "")) show(/** @type {Field} */ (fields.get(issue.field ?? "")), issue.code);
    const wrong = [...fields.values()].filter(({ name }) => issues.some(({ field }) => field === name));
    const text = wrong.length || SILENT.test(code) ? "" : sentence(code);
    notes.whole().textContent = text;
    notes.say(wrong.length > 1 ? words("count")?.replace("{count}", wrong.length) ?? "" : text);
    wrong[0]?.inputs[0].focus();
  };
  const empty = () => {
    typing.forget();
    for (const input of prepared) if (isSecret(nameOf(input))) input.value = "";
    for (const field of fields.values()) show(field, null);
    showBrand();
    tell();
  };
  const meet = async () => {
    const core = await start();
    cards = fieldCore(core.core, core.sets, core.tables);
    return core;
  };
  const begin = async () => {
    const core = await meet();
    settleAll();
    state.ready = true;
    tell();
    await core.check(listeners.signal);
    // Whoever made the page hears of its mistakes before somebody pays; what is still to be filled in is none.
    const mistake = core.validate(core.snapshot(payment())).issues.find((/** @type {any} */ { code, field }) => error(code).category === "merchant" && (textIn(field) || !fields.has(field)));
    if (mistake) throw error(mistake.code, { field: mistake.field ?? "" });
    emit("ready");
  };

  const notes = makeNotes(container, undo);
  const typing = watchTyping(listen, typed, (field, before, now, how) => ask(() => cards.settle(field, before, now, how), now));
  const sender = makeSender(tools, options, { listen, undo, empty });
  listen("focusin", ({ target }) => {
    look();
    if (nameOf(target)) emit("focus", nameOf(target));
  });
  listen("focusout", ({ target, relatedTarget }) => {
    const field = fields.get(nameOf(target));
    if (!field) return;
    typing.settle(target);
    // An empty field keeps what was said when the form was sent.
    if (!field.inputs.includes(relatedTarget) && textOf(field)) show(field, codeOf(field, LEFT), true);
    tell();
    emit("blur", field.name);
  });
  form.on("error", fail);
  look();
  loadPack(container, options.language).then((loaded) => {
    pack = loaded;
    if (!listeners.signal.aborted) for (const field of fields.values()) show(field, shown.get(field.name) ?? null);
  });
  begin().catch((failure) => emit("error", failure));

  return Object.assign(sender, {
    /** @param {unknown} _ @param {Parameters<import("../exchange.js").Sending>} means */
    async submit(_, ...means) {
      [, , abort] = means;
      const core = await meet();
      settleAll();
      const codes = [...fields.values()].map((field) => ({ field: field.name, code: /** @type {Code} */ (codeOf(field, SENT)) }));
      const issues = codes.filter(({ code }) => code).map((issue) => ({ ...issue, message: error(issue.code).message }));
      if (issues[0]) throw Object.assign(error(issues[0].code, issues[0]), { issues });
      for (const field of fields.values()) show(field, null);
      notes.whole().textContent = "";
      notes.say(words("busy") ?? "");
      return core.exchange(core.snapshot(payment()), ...means);
    },
    /** @param {string} name @param {{ value?: string, error?: boolean }} news */
    setField(name, { value, error: isWrong }) {
      const field = fields.get(name);
      if (!field) throw error("field_unsupported", { field: nameable(name) });
      if (value !== undefined) field.inputs[0].value = value, field.inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
      if (isWrong) show(field, "field_invalid");
    },
    clear: () => (abort?.("aborted"), empty()),
    focus: (/** @type {string | undefined} */ name) => (fields.get(name ?? "") ?? [...fields.values()][0])?.inputs[0].focus(),
    destroy() {
      listeners.abort();
      typing.forget();
      for (const back of undo.reverse()) back();
    },
  });
}
