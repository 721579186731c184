// What can be set on <panless-card>: by attribute, by property, and who is told of it.
// @ts-check

/** @typedef {"text" | "number" | "truth" | "list" | "object"} Kind */

/** By kind; an object has no attribute. @type {Record<Kind, string>} */
const NAMES = {
  text: "publicKey gateway baseUrl encoding unsupported assets core language frameUrl frameTitle kind amount expiry brandInput last4Input",
  number: "timeout",
  truth: "sendCvv brandMarks autoAdvance submit hosted",
  list: "acceptedBrands optional fields",
  object: "messages brands values fieldLabels styles settings address shippingAddress",
};

const SHOWN = ["language", "brandMarks", "autoAdvance", "optional"];
/** Who takes what. */
export const TAKES = {
  tokenizer: ["publicKey", "gateway", "baseUrl", "encoding", "sendCvv", "unsupported", "timeout", "messages", "acceptedBrands", "brands", "assets", "core"],
  attach: [...SHOWN, "submit"],
  own: [...SHOWN, "frameUrl", "frameTitle", "kind", "fields", "values", "fieldLabels", "styles"],
  hosted: ["frameTitle", "amount", "expiry", "address", "shippingAddress", "settings"],
};
/** What is called otherwise here, because an element of HTML has a member of that name. @type {Record<string, string>} */
const CALLED = /** @type {any} */ ({ __proto__: null, frameTitle: "title", fieldLabels: "labels" });

/** @type {Map<string, Kind>} */
export const kinds = new Map();
for (const [kind, names] of Object.entries(NAMES)) for (const name of names.split(" ")) kinds.set(name, /** @type {Kind} */ (kind));

/** @param {string} name */
export const attributeOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The attributes that are options. */
export const attributes = [...kinds.keys()].filter((name) => kinds.get(name) !== "object").map(attributeOf);

/** What an attribute says. @param {Element} element @param {string} name of the option @returns {any} `null` where it says nothing */
export function readAttribute(element, name) {
  const text = element.getAttribute(attributeOf(name));
  if (text === null) return null;
  const kind = kinds.get(name);
  if (kind === "number") return Number(text);
  if (kind === "truth") return text !== "false";
  return kind === "list" ? text.split(/[\s,]+/).filter(Boolean) : text;
}

/** Has an attribute say it. @param {Element} element @param {string} name @param {any} value */
export function writeAttribute(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(attributeOf(name));
  else element.setAttribute(attributeOf(name), kinds.get(name) === "truth" ? (value ? "" : "false") : Array.isArray(value) ? value.join(" ") : `${value}`);
}

/** The options of those names, by the names that their taker has for them. @param {Record<string, any>} options @param {string[]} names */
export const pick = (options, names) => Object.fromEntries(names.map((name) => [CALLED[name] ?? name, options[name]]));
