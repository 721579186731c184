// The form in our frame: which fields it shows, and what they are called.
// @ts-check

import { loaderError } from "../error.js";
import { isSecret } from "../fields/find.js";

/** The fields that there are, with what a browser fills in; the card's own tokens are known to ../fields/find.js. @type {Record<string, string | undefined>} */
const FIELDS = {
  number: undefined, expiry: undefined, cvv: undefined, holder: undefined, firstName: undefined, lastName: undefined,
  line1: "billing address-line1", line2: "billing address-line2", city: "billing address-level2", state: "billing address-level1",
  postalCode: "billing postal-code", email: "email", phone: "tel",
  routingNumber: undefined, accountNumber: undefined, accountType: undefined, accountHolderType: undefined,
};
/** What the page may tell beside these. */
const TOLD = ["country", "currency", "reference", "description"];
/** @type {Record<string, string[]>} */
const CHOICES = { accountType: ["checking", "savings"], accountHolderType: ["individual", "company"] };
/** @type {Record<string, string>} */
const TYPES = { email: "email", phone: "tel" };
const HALVES = ["expiry", "cvv", "firstName", "lastName", "city", "state"];
const USUAL = {
  card: ["number", "expiry", "cvv", "holder", "postalCode"],
  bank: ["firstName", "lastName", "routingNumber", "accountNumber", "accountType"],
};

/** @param {string} name @param {boolean} isGood @param {"option_invalid" | "field_unknown"} code */
function need(isGood, name, code = "option_invalid") { if (!isGood) throw loaderError(code, { field: name }); }

/** @param {string} tag @param {Record<string, unknown>} members @param {(string | Node)[]} content @returns {HTMLElement} */
const make = (tag, members, ...content) => {
  const element = Object.assign(document.createElement(tag), members);
  element.append(...content);
  return element;
};

/** @param {string} name @param {Record<string, string>} words @param {string} value @param {boolean} isShown */
function control(name, words, value, isShown) {
  // Nothing is chosen for the customer.
  const options = isShown && CHOICES[name] && [make("option", { value: "", hidden: true }), ...CHOICES[name].map((choice) => make("option", { value: choice }, words[choice]))];
  const type = isShown ? TYPES[name] ?? "text" : "hidden";
  const element = /** @type {HTMLInputElement} */ (options ? make("select", { id: name }, ...options) : make("input", { id: name, type }));
  element.dataset.panless = name;
  // Some browsers stop at hidden inputs, too.
  if (!isShown) element.tabIndex = -1;
  if (FIELDS[name]) element.setAttribute("autocomplete", FIELDS[name] ?? "");
  element.value = value;
  return element;
}

/**
 * @param {{ kind?: "card" | "bank", fields?: string[], values?: Record<string, unknown>, labels?: Record<string, unknown>, optional?: string[] }} given
 * @param {Record<string, string>} words
 */
export function drawForm({ kind = "card", fields = USUAL[kind], values = {}, labels = {}, optional = [] }, words) {
  const form = /** @type {HTMLFormElement} */ (make("form", { noValidate: true }));
  const isField = (/** @type {string} */ name) => Object.keys(FIELDS).includes(name);
  need(fields.every(isField) && new Set(fields).size === fields.length, "fields");
  need(optional.every(isField), "optional");
  for (const [name, text] of Object.entries(labels)) need(isField(name) && typeof text === "string" && !!text.trim(), "labels");
  for (const [name, value] of Object.entries(values)) {
    const isKnown = (isField(name) && !isSecret(name)) || TOLD.includes(name);
    need(isKnown && typeof value === "string" && (CHOICES[name] ?? [value]).includes(value), "values");
    if (!fields.includes(name)) form.append(control(name, words, /** @type {string} */ (value), false));
  }
  for (const name of fields) {
    const input = control(name, words, /** @type {string} */ (values[name] ?? ""), true);
    input.required = !optional.includes(name);
    const note = make("span", { className: "note" });
    note.dataset.panlessError = name;
    const label = make("label", { htmlFor: name }, /** @type {string} */ (labels[name] ?? words[name]));
    form.append(make("div", { className: HALVES.includes(name) ? "field half" : "field" }, label, make("span", { className: "control" }, input), note));
  }
  const whole = make("p", { className: "note field" });
  whole.dataset.panlessError = "";
  // Without a button no form is sent by the Enter key.
  form.append(whole, make("button", { hidden: true }));
  return form;
}
