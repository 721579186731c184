// `ChargeIO`: the call names of AffiniPay's older script over panless. That script draws forms, too; ours works those of the page.
// @ts-check

import { callBack } from "../report.js";
import { listIssues, readOptions, tokenize, warmUp } from "./shared.js";

/** @typedef {import("./shared.js").Values} Values */

/** By our names for them, those that differ. */
const OWN = /** @type {Record<string, string>} */ ({
  expiry: "exp_month", expMonth: "exp_month", expYear: "exp_year", routingNumber: "routing_number", accountNumber: "account_number",
  accountType: "account_type", holder: "name", line1: "address1", line2: "address2", postalCode: "postal_code",
});
const BY_KIND = { card: ["number", "card_type", "exp_month", "exp_year", "cvv"], bank: ["routing_number", "account_number", "account_type"] };
const DETAILS = ["name", "address1", "address2", "city", "state", "postal_code", "country", "email", "phone", "reference", "description"];
const NAMES = ["type", ...BY_KIND.card, ...BY_KIND.bank, ...DETAILS];
const WRONG = "card_number_invalid";
const CODES = /** @type {Record<string, string>} */ ({ number_invalid: WRONG, number_incomplete: WRONG, expiry_past: "card_expired", key_invalid: "not_authorized" });
const FORMS = "form[data-chargeio-payment-form], form[data-chargeio-ajax], [data-chargeio-payment-form] form";

let publicKey = "";
const events = new EventTarget();
/** @type {WeakSet<Element>} */
const busy = new WeakSet();

/** An element, a selector, or jQuery's list. A form has elements by number, too. @param {any} target @returns {Element[]} */
const elementsOf = (target) => (target?.nodeType ? [target] : [...(typeof target === "string" ? document.querySelectorAll(target) : (target ?? []))]);

/** @param {Element[]} elements @returns {[name: string, input: any][]} */
const inputsOf = (elements) => {
  const inputs = elements.flatMap((element) => [.../** @type {NodeListOf<any>} */ (element.querySelectorAll("input, select, textarea"))]);
  return inputs.map((input) => [input.dataset.chargeio || input.name, input]);
};

/**
 * @param {Values} params
 * @returns {{ payment: Values, extra: Values }} what the gateway knows; what it keeps for the page
 */
function readParams(params) {
  const given = Object.entries(params ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const known = Object.fromEntries(given);
  const isBank = known.type === "bank" || (known.type === undefined && known.number === undefined && known.account_number !== undefined);
  // One form for both kinds hands in the fields of both. With nothing typed, the error names the field.
  /** @type {Values} */
  const payment = isBank ? { account_number: "" } : { number: "" };
  /** @type {Values} */
  const extra = { ...known.form_data };
  for (const [name, value] of given) {
    if (!NAMES.includes(name)) name === "form_data" || (extra[name] = value);
    else if (!BY_KIND[isBank ? "card" : "bank"].includes(name)) payment[name] = `${value}`;
  }
  return { payment, extra };
}

/** @param {import("./shared.js").TokenizerError} error */
function errorsOf(error) {
  const messages = listIssues(error).map(({ code, field, message, own }) => {
    const details = field ? { context: OWN[field] ?? field, sub_code: /_missing$/.test(code) ? "not_blank" : "invalid" } : {};
    return { code: own ?? CODES[code] ?? (field ? "invalid_data" : code), level: "error", facility: "gateway", message, ...details };
  });
  return { error: { message: messages[0].message }, messages };
}

/** @param {Values} params @param {unknown} ok @param {unknown} [fail] */
async function createToken(params, ok, fail = ok) {
  const { payment, extra } = readParams(params);
  const texts = Object.entries(extra).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : `${value}`]);
  if (texts.length) payment.form_data = Object.fromEntries(texts);
  /** In `raw` what equals the security code is hidden: a date, an amount of the page's own. @param {any} token */
  const replyOf = ({ raw, kind, expMonth, expYear }) => {
    const date = kind === "card" ? { exp_month: expMonth, exp_year: expYear } : {};
    return { ...raw, ...date, ...(texts.length && { form_data: { ...raw.form_data, ...extra } }) };
  };
  const reply = await tokenize({ ...ChargeIO.options, publicKey, gateway: "affinipay" }, payment, replyOf, errorsOf);
  const act = reply.error ? fail : ok;
  if (typeof act === "function") callBack(act, reply);
  return reply;
}

/** The gateway's inputs would go to the page's own server otherwise. @param {any} event */
async function manage(event) {
  const form = event.target;
  if (!form.matches?.(FORMS)) return;
  event.preventDefault();
  if (busy.has(form)) return;
  busy.add(form);
  const reply = await createToken(ChargeIO.payment_params(form), null);
  busy.delete(form);
  new PaymentErrorHandler(form).handleErrorsFromResponse(reply.error ? reply : {});
  if (!reply.error) ChargeIO.trigger("form", "token", reply);
}

class PaymentErrorHandler {
  /** @param {unknown} form */
  constructor(form) { this.form = elementsOf(form)[0]; }

  /** Shows what is wrong beside the inputs, or at the end of the form. @param {any} response */
  handleErrorsFromResponse(response) {
    const inputs = inputsOf(this.form ? [this.form] : []);
    for (const [, input] of inputs) input.removeAttribute("aria-invalid");
    for (const note of this.form?.querySelectorAll(".chargeio-error") ?? []) note.remove();
    for (const told of response?.messages ?? []) {
      const { message, code, level, context = "" } = typeof told === "string" ? { message: told } : told;
      if (level === "info") continue;
      // Its prefixes vary, its last part is the field.
      const [name] = /\w*(?=\W*$)/.exec(context) ?? [""];
      const [, input] = inputs.find(([one]) => one && one === name) ?? [];
      const note = Object.assign(document.createElement("p"), { className: "chargeio-error", textContent: message ?? code });
      note.setAttribute("role", "alert");
      input?.setAttribute("aria-invalid", "true");
      input ? input.after(note) : this.form?.append(note);
    }
    inputs.find(([, input]) => input.hasAttribute("aria-invalid"))?.[1].focus();
  }
}

export const ChargeIO = {
  /** What createTokenizer takes. */
  options: readOptions({}),
  PaymentErrorHandler,

  /** @param {Values} settings */
  init(settings) {
    publicKey = settings?.public_key ?? settings?.publicKey ?? "";
    warmUp({ ...ChargeIO.options, publicKey });
    // Before handlers that might stop the event. The same listener again is not added again.
    document.addEventListener("submit", manage, true);
  },

  /** Calls when the document has been read; the core loads meanwhile. @param {Function} act */
  ready(act) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => callBack(act), { once: true });
    else setTimeout(callBack, 0, act);
  },

  /** @param {unknown} form an element, a selector, or jQuery's list */
  payment_params(form) {
    const chosen = inputsOf(elementsOf(form)).filter(([name, { type, checked }]) => NAMES.includes(name) && (checked || !/^(radio|checkbox)$/.test(type)));
    return Object.fromEntries(chosen.map(([name, { value }]) => [name, value]));
  },

  create_token: createToken,

  /** @param {string} target @param {string} name @param {Function} handler called with an event, and with the token */
  on: (target, name, handler) => events.addEventListener(`${target}:${name}`, (/** @type {any} */ event) => callBack(handler, event, ...event.detail)),

  /** @param {string} target @param {string} name @param {unknown} [given] */
  trigger: (target, name, given) => void events.dispatchEvent(new CustomEvent(`${target}:${name}`, { detail: [given].flat() })),
};

Object.assign(globalThis, { ChargeIO });
