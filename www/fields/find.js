// Which of the page's inputs are fields, what stands in them, and what makes them good to type into.
// @ts-check

/** @typedef {HTMLInputElement} Input a select is treated like one */
/** @typedef {{ name: string, inputs: Input[] }} Field a date may have two inputs, a choice one for each answer */

/** The fields that `autocomplete` names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill */
const TOKENS = Object.entries({ number: "cc-number", expiry: "cc-exp", expMonth: "cc-exp-month", expYear: "cc-exp-year", cvv: "cc-csc",
  holder: "cc-name", firstName: "cc-given-name", lastName: "cc-family-name", postalCode: "postal-code", country: "country" });
const DATE = ["expMonth", "expYear"];
const CARD = ["number", "expiry", "cvv"];
const BANK = ["routingNumber", "accountNumber", "accountType", "accountHolderType"];

/** The field that an input is a part of; empty for any other input. @param {any} input @returns {string} */
export function nameOf(input) {
  const part = partOf(input);
  return DATE.includes(part) ? "expiry" : part;
}

/** The same of each half of a date. @param {any} input @returns {string} */
export function partOf(input) {
  if (!input.matches?.("input,select")) return "";
  const tokens = (input.getAttribute("autocomplete") ?? "").toLowerCase().split(/\s+/);
  const known = TOKENS.find(([, token]) => tokens.includes(token) && !tokens.includes("shipping"));
  return input.getAttribute("data-panless") ?? known?.[0] ?? "";
}

/** What is typed in digits, and what no server of the shop's may see. @param {string} name */
export const isSecret = (name) => CARD.includes(name) || /Number$/.test(name);

/** All inputs that are fields, shown or not. @param {HTMLElement} container */
export const inputsIn = (container) => [.../** @type {NodeListOf<Input>} */ (container.querySelectorAll("input,select"))].filter(nameOf);

/** The fields that the customer fills in as the page stands, and what is paid with. @param {HTMLElement} container */
export function fieldsIn(container) {
  // A choice may be shown by its label alone.
  const inUse = inputsIn(container).filter((input) => !input.matches(":disabled") && (/hidden|radio/.test(input.type) || input.getClientRects().length));
  const has = (/** @type {string} */ name) => inUse.some((input) => nameOf(input) === name);
  const kind = has("number") ? "card" : has("accountNumber") ? "bank" : null;
  /** @type {Map<string, Field>} */
  const fields = new Map();
  for (const input of inUse) {
    const name = nameOf(input);
    if ((kind === "bank" ? CARD : BANK).includes(name)) continue;
    const field = fields.get(name) ?? { name, inputs: [] };
    fields.set(name, field);
    // Some pages ask for the year first.
    field.inputs[partOf(input) === "expMonth" ? "unshift" : "push"](input);
  }
  return { kind: /** @type {"card" | "bank" | null} */ (kind), fields };
}

/** What is typed or chosen; a date in two parts reads like any other. @param {Field | undefined} field */
export const textOf = (field) => (field?.inputs ?? []).map((input) => (input.type === "radio" && !input.checked ? "" : input.value.trim())).filter(Boolean).join("/");

/**
 * Makes an input good to type into.
 * @param {Input} input
 * @param {string} note the id of what says its errors
 * @returns {() => void} makes it what it was
 */
export function prepare(input, note) {
  const has = (/** @type {string} */ name) => input.getAttribute(name);
  const isDigits = isSecret(nameOf(input));
  /** @type {Record<string, string | null>} */
  const wanted = {
    autocomplete: has("autocomplete") ?? TOKENS.find(([name]) => name === partOf(input))?.[1] ?? "off",
    enterkeyhint: has("enterkeyhint") ?? "next",
    "aria-describedby": `${has("aria-describedby") ?? ""} ${note}`.trim(),
    "aria-invalid": "false",
    // The browser would complain in its own words, before anybody else is asked.
    "aria-required": input.required ? "true" : has("aria-required"),
    required: null,
    // A length would cut what is filled in with gaps. Groups of digits read from the left on every page.
    ...(isDigits && { name: null, maxlength: null, pattern: null, inputmode: has("inputmode") ?? "numeric", dir: has("dir") ?? "ltr" }),
    ...(isDigits && input.type === "number" && { type: "text" }),
  };
  const before = Object.keys(wanted).map((name) => /** @type {[string, string | null]} */ ([name, has(name)]));
  const put = (/** @type {[string, string | null][]} */ all) => all.forEach(([name, value]) => (value === null ? input.removeAttribute(name) : input.setAttribute(name, value)));
  put(Object.entries(wanted));
  return () => put(before);
}
