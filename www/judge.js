// loadCore: the card logic by itself. Text goes in through the port, a judgement comes back as bits; see src/wasm/mod.rs.
// @ts-check

import { brands, codes, fields, statuses } from "panless-generated";
import { monthAt } from "./calendar.js";
import { startCore } from "./core.js";
import { readCoreOptions } from "./options.js";

/** @typedef {import("../src/wasm/types").CardCore} CardCore */
/** @typedef {import("../src/wasm/types").JudgeOptions} JudgeOptions */

const CHANGES = ["insert", "deleteBackward", "deleteForward"];

/**
 * @param {import("./core.js").Find} find
 * @param {unknown} [given]
 * @returns {Promise<CardCore>}
 */
export async function loadCore(find, given) {
  const { loading, sets } = readCoreOptions(given);
  return cardCore(await startCore(find, loading, true), sets);
}

/**
 * What a started core judges and formats.
 * @param {import("./core.js").Core} core
 * @param {{ off: number, forceLuhn: number, accepted: number }} sets
 * @returns {CardCore}
 */
export const cardCore = ({ name, limit, write, read, call }, { off, forceLuhn, accepted }) =>
  Object.freeze({
    name,

    /** @type {CardCore["judge"]} */
    judge(field, text, options) {
      const index = fieldIndex(field);
      const { month, brand, country } = options ? readJudgeOptions(options) : NO_OPTIONS;
      // Only a date needs the clock.
      const today = month || index !== EXPIRY ? month : monthAt();
      return call((exports) => {
        const units = write(text);
        return unpack(exports.judge(index, units, today, brand, write(country, units), off, forceLuhn, accepted));
      });
    },

    /** @type {CardCore["brands"]} */
    brands(prefix) {
      requireText(prefix);
      const set = call((exports) => exports.candidates(write(prefix), off));
      return brands.filter((_, index) => (set >>> index) & 1);
    },

    /** @type {CardCore["format"]} */
    format(field, text) {
      const index = fieldIndex(field);
      return requireText(text).length > limit ? text : call((exports) => read(exports.format(index, write(text))));
    },

    /** @type {CardCore["edit"]} */
    edit(field, { value, start, end }, { type, text = "" }) {
      const index = fieldIndex(field);
      const places = [start, end].every(Number.isInteger) && start >= 0 && start <= end && end <= requireText(value).length;
      refuse(!places, "there is no place of this number");
      const kind = placeIn(CHANGES, type, "there is no change of this name");
      if (requireText(text).length > limit || value.length > limit) return { value, start, end };
      return call((exports) => {
        const units = write(value);
        const edited = exports.edit(index, units, start, end, kind, write(text, units));
        const caret = edited >>> 16;
        return { value: read(edited & 0xffff), start: caret, end: caret };
      });
    },

    /** @type {CardCore["luhn"]} */
    luhn(text) {
      requireText(text);
      return call((exports) => exports.luhn(write(text))) === 1;
    },
  });

const NO_OPTIONS = { month: 0, brand: 0, country: "" };

// What a judgement says counts from 1: reading before the first place of a list is slow.
const CODES = [null, ...codes];
const BRANDS = [null, ...brands];
const ACCEPTED = [null, true, false];
const EXPIRY = fields.indexOf("expiry");

/** @param {boolean} wrong @param {string} what */
function refuse(wrong, what) { if (wrong) throw new TypeError(`panless: ${what}`); }

/** @param {readonly unknown[]} list @param {unknown} word @param {string} what it is if it stands there not */
function placeIn(list, word, what) {
  const place = list.indexOf(word);
  refuse(place < 0, what);
  return place;
}

const fieldIndex = (/** @type {unknown} */ name) => placeIn(fields, name, "there is no field of this name");

/** @param {any} text @returns {string} */
function requireText(text) {
  refuse(typeof text !== "string", "this must be text");
  return text;
}

/**
 * @param {number} bits
 * @returns {import("../src/wasm/types").Judgement}
 */
function unpack(bits) {
  const month = (bits >>> 17) & 15;
  return {
    status: statuses[bits & 3],
    empty: (bits & 4) !== 0,
    code: CODES[(bits >>> 10) & 127],
    brand: BRANDS[(bits >>> 5) & 31],
    month: month || null,
    year: month ? 2000 + (bits >>> 21) : null,
    accepted: ACCEPTED[(bits >>> 3) & 3],
  };
}

/** @param {JudgeOptions} options */
function readJudgeOptions({ today, now, brand: id = null, country, ...others }) {
  refuse(Object.keys(others).length > 0, "there is no option of this name");
  const brand = placeIn(BRANDS, id, "there is no brand of this name");
  return { month: readMonth(today, now), brand, country: requireText(country ?? "") };
}

/** @param {unknown} today @param {unknown} now */
function readMonth(today, now) {
  if (today === undefined && now === undefined) return 0;
  // When the day begins where it begins last.
  const given = today === undefined ? now : `${requireText(today)}T12:00:00.000Z`;
  const date = new Date(/** @type {any} */ (given));
  // Some browsers take the 31st of every month, and write another day then.
  const known = today === undefined ? now instanceof Date || typeof now === "string" : date.toJSON() === given;
  const month = monthAt(date.getTime());
  // The years of a judgement have eleven bits.
  refuse(!(known && month >= 2000 * 12 && month < 3000 * 12), "there is no day of this name");
  return month;
}
