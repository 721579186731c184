// What a page may say of the looks of our frame: single declarations for known parts. Text of the page's never becomes a rule, and
// nothing can be loaded by one.
// @ts-check

import { loaderError } from "../error.js";

/** The parts, and what they are in frame.css. @type {Record<string, string>} */
const PARTS = {
  form: "form",
  field: ".field",
  label: "label",
  input: "input, select",
  "input:focus": "input:focus, select:focus",
  "input:invalid": 'input[aria-invalid="true"], select[aria-invalid="true"]',
  "input:disabled": "input:disabled, select:disabled",
  "input:placeholder": "input::placeholder",
  note: ".note",
};

/** Nothing that hides a field, moves one over another, or loads something. */
const PROPERTIES = new Set(
  ("background-color border border-bottom border-color border-radius border-style border-width box-shadow color column-gap font-family " +
    "font-size font-style font-variant-numeric font-weight letter-spacing line-height margin margin-bottom margin-top min-height outline " +
    "outline-offset padding row-gap text-align text-transform transition").split(" "),
);

/** What could be less than nothing: by it one field would lie over another. */
const NEGATIVE = /[-(]/;

/** Names, numbers, colours, lengths and lists of them; the only functions are those of colours and of arithmetic. */
const isPlain = (/** @type {unknown} */ value) =>
  typeof value === "string" && value.length <= 200 && /^[\w\s#%.,()"'+*/-]*$/.test(value) &&
  [...value.matchAll(/([\w-]*)\(/g)].every(([, name]) => /^(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|calc|min|max|clamp|cubic-bezier|steps|)$/i.test(name));

/** @param {Record<string, Record<string, unknown>>} styles */
export function applyStyles(styles = {}) {
  const sheet = document.styleSheets[0];
  for (const [part, declarations] of Object.entries(styles)) {
    const rule = Object.keys(PARTS).includes(part) && /** @type {CSSStyleRule} */ (sheet.cssRules[sheet.insertRule(`${PARTS[part]} {}`, sheet.cssRules.length)]);
    if (!rule) throw loaderError("option_invalid", { field: "styles" });
    for (const [property, value] of Object.entries(declarations ?? {})) {
      if (!PROPERTIES.has(property) || !isPlain(value) || (property.startsWith("margin") && NEGATIVE.test(`${value}`))) throw loaderError("option_invalid", { field: "styles" });
      const before = rule.style.length;
      rule.style.setProperty(property, /** @type {string} */ (value));
      // What is no value of this property changes nothing.
      if (rule.style.length === before && !rule.style.getPropertyValue(property)) throw loaderError("option_invalid", { field: "styles" });
    }
  }
}
