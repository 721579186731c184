// loadCore: the card logic by itself. Text goes in through the port, a judgement comes back as bits; see src/wasm/mod.rs.
// @ts-check

import { brands, codes, fields, statuses } from "panless-generated";
import { monthAt, monthOfDay } from "./calendar.js";
import { startCore } from "./core.js";
import { readCoreOptions } from "./options.js";

/** @typedef {import("../src/wasm/types").CardCore} CardCore */
/** @typedef {import("../src/wasm/types").JudgeOptions} JudgeOptions */
/** @typedef {import("../src/wasm/types").EditState} EditState */
/** @typedef {import("../src/wasm/types").EditChange} EditChange */

const JUDGE_OPTIONS = ["today", "now", "brand", "country"];
const CHANGES = ["insert", "deleteBackward", "deleteForward"];

/**
 * @param {import("./core.js").Find} find
 * @param {unknown} [given]
 * @returns {Promise<CardCore>}
 */
export async function loadCore(find, given) {
  const { loading, sets } = readCoreOptions(given);
  return cardCore(await startCore(find, loading), sets);
}

/**
 * What a started core judges and formats.
 * @param {import("./core.js").Core} core
 * @param {{ off: number, forceLuhn: number, accepted: number }} sets
 * @returns {CardCore}
 */
export function cardCore(core, { off, forceLuhn, accepted }) {
  const { limit, write, read } = core;

  /** @type {CardCore} */
  const api = {
    name: core.name,

    judge(field, text, options) {
      const index = fieldIndex(field);
      const { month, brand, country } = options ? readJudgeOptions(options) : NO_OPTIONS;
      // Only a date needs the clock.
      const today = month || index !== EXPIRY ? month : monthAt(Date.now());
      return unpack(core.call((exports) => exports.judge(index, write(text), today, brand, country, off, forceLuhn, accepted)));
    },

    brands(prefix) {
      requireText(prefix);
      const set = core.call((exports) => exports.candidates(write(prefix), off));
      return brands.filter((_, index) => (set >>> index) & 1);
    },

    format(field, text) {
      const index = fieldIndex(field);
      if (requireText(text).length > limit) return text;
      return core.call((exports) => read(exports.format(index, write(text))));
    },

    edit(field, state, change) {
      const index = fieldIndex(field);
      const { value, start, end, kind, inserted } = readEdit(state, change);
      if (value.length > limit || inserted.length > limit) return { value, start, end };
      return core.call((exports) => {
        const units = write(value);
        const edited = exports.edit(index, units, start, end, kind, write(inserted, units));
        const caret = edited >>> 16;
        return { value: read(edited & 0xffff), start: caret, end: caret };
      });
    },

    luhn(text) {
      requireText(text);
      return core.call((exports) => exports.luhn(write(text))) === 1;
    },
  };
  return Object.freeze(api);
}

const NO_OPTIONS = { month: 0, brand: 0, country: 0 };

// Codes and brands of a judgement count from 1: reading before the first place of a list is slow.
const CODES = [null, ...codes];
const BRANDS = [null, ...brands];
const EXPIRY = fields.indexOf("expiry");
const PLACES = new Map(fields.map((name, index) => [/** @type {string} */ (name), index]));

/** @param {unknown} name */
function fieldIndex(name) {
  const index = PLACES.get(/** @type {string} */ (name));
  if (index === undefined) throw new TypeError("panless: there is no field of this name");
  return index;
}

/**
 * @param {number} bits
 * @returns {import("../src/wasm/types").Judgement}
 */
function unpack(bits) {
  const accepted = (bits >>> 3) & 3;
  const month = (bits >>> 17) & 15;
  return {
    status: statuses[bits & 3],
    empty: (bits & 4) !== 0,
    code: CODES[(bits >>> 10) & 127],
    brand: BRANDS[(bits >>> 5) & 31],
    month: month || null,
    year: month ? 2000 + (bits >>> 21) : null,
    accepted: accepted ? accepted === 1 : null,
  };
}

/** @param {JudgeOptions} options */
function readJudgeOptions(options) {
  for (const name of Object.keys(options)) {
    if (!JUDGE_OPTIONS.includes(name)) throw new TypeError("panless: judge has no option of this name");
  }
  const { today, now, brand = null, country = null } = options;
  const index = brand === null ? 0 : brands.indexOf(brand) + 1;
  if (brand !== null && !index) throw new TypeError("panless: there is no brand of this id");
  if (country !== null && typeof country !== "string") throw new TypeError("panless: country must be text");
  return { month: readMonth(today, now), brand: index, country: packCountry(country) };
}

/**
 * @param {unknown} today
 * @param {unknown} now
 */
function readMonth(today, now) {
  if (today === undefined && now === undefined) return 0;
  const moment = now instanceof Date || typeof now === "string" ? new Date(now).getTime() : NaN;
  const month = today === undefined ? monthAt(moment) : monthOfDay(requireText(today));
  // The years of a judgement have eleven bits.
  if (!(month >= 2000 * 12 && month < 3000 * 12)) throw new TypeError("panless: today must be YYYY-MM-DD, now a Date or ISO text");
  return month;
}

/** @param {string | null} country two or three letters, as one number of their codes */
function packCountry(country) {
  if (country === null || !/^[A-Za-z]{2,3}$/.test(country)) return 0;
  return [...country].reduce((packed, letter) => packed * 256 + letter.charCodeAt(0), 0);
}

/** @param {unknown} text @returns {string} */
function requireText(text) {
  if (typeof text !== "string") throw new TypeError("panless: this must be text");
  return text;
}

/**
 * @param {EditState} state
 * @param {EditChange} change
 */
function readEdit(state, change) {
  const { value, start, end } = state;
  const { type, text: inserted = "" } = change;
  const kind = CHANGES.indexOf(type);
  const places = [start, end].every((place) => Number.isInteger(place) && place >= 0 && place <= requireText(value).length);
  if (!places || start > end) throw new TypeError("panless: start and end must be places in the value");
  if (kind < 0) throw new TypeError("panless: type must be insert, deleteBackward or deleteForward");
  return { value, start, end, kind, inserted: requireText(inserted) };
}
