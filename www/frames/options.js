// What a hosted frame is told by the merchant: amounts, addresses, settings. Their shapes alone are looked at.
// @ts-check

import { kinds, settings as SHAPE } from "panless-frame";
import { nameable } from "../nameable.js";

/** @typedef {typeof import("../error.js").loaderError} MakeError */

const PLACE = ["line1", "city", "state", "postalCode", "country"];
/** The most characters of a part of an address. */
const PART_LIMIT = 100;

/**
 * @param {unknown} amount in major units, such as "1.00"
 * @param {MakeError} error
 */
export function readAmount(amount, error) {
  if (amount === undefined || (typeof amount === "string" && /^\d{1,9}(\.\d{1,2})?$/.test(amount))) return amount;
  throw error("option_invalid", { field: "amount" });
}

/**
 * @param {unknown} address
 * @param {MakeError} error
 */
export function readAddress(address, error) {
  if (typeof address !== "object" || address === null) throw error("address_invalid", { field: "address" });
  /** @type {Record<string, string>} */
  const place = {};
  for (const [name, value] of Object.entries(address)) {
    if (value === undefined || value === null) continue;
    if (name === "line2") throw error("field_unsupported", { field: name });
    if (!PLACE.includes(name)) throw error("field_unknown", { field: nameable(name) });
    if (typeof value !== "string") throw error("field_not_text", { field: name });
    if (value.length > PART_LIMIT) throw error("field_too_long", { field: name });
    place[name] = value.trim();
  }
  return place;
}

/**
 * What the frame begins with.
 * @param {any} settings
 * @returns {"card" | "bank"}
 */
export const firstKind = (settings) => (settings?.payment?.types?.[0] === kinds[1] ? "bank" : "card");

/** @type {Record<string, (value: any) => boolean>} */
const CHECKS = {
  truth: (value) => typeof value === "boolean",
  text: (value) => typeof value === "string",
  kinds: (value) => Array.isArray(value) && value.length > 0 && value.every((word) => kinds.includes(word)),
  texts: (value) => Array.isArray(value) && value.every(CHECKS.text),
  styles: (value) => isObject(value) && Object.values(value).every((part) => CHECKS.text(part) || CHECKS.styles(part)),
};

const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {any} value
 * @param {MakeError} error
 * @param {any} [shape] an object of shapes, or the name of a check
 * @param {string} [path]
 */
export function checkSettings(value, error, shape = SHAPE, path = "settings") {
  if (value === undefined || value === null) return;
  if (typeof shape === "string") {
    if (!CHECKS[shape](value)) throw error("option_invalid", { field: path });
    return;
  }
  if (!isObject(value)) throw error("option_invalid", { field: path });
  for (const [name, part] of Object.entries(value)) {
    if (!Object.keys(shape).includes(name)) throw error("option_unknown", { field: nameable(name) });
    checkSettings(part, error, shape[name], name);
  }
}
