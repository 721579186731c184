// loadCore: the card logic by itself. Text goes in through the port, a judgement comes back as bits; see src/wasm/mod.rs.
// @ts-check

import { startCore } from "./core.js";
import { answer } from "./exchange.js";
import { readCoreOptions } from "./options.js";
import { snapshot } from "./port.js";

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
  const { loading, brands } = readCoreOptions(given);
  const core = await startCore(find, loading);
  const { record } = answer(core, snapshot(brands), (exports) => exports.brandRules());
  return cardCore(core, record);
}

/**
 * @param {import("./core.js").Core} core
 * @param {import("panless-glue").BrandSets} sets
 * @returns {CardCore}
 */
function cardCore(core, sets) {
  const { words, limit, write, read } = core;
  const { off, forceLuhn, accepted } = sets;
  // Codes and brands count from 1: reading before the first place of a list is slow.
  const counted = { statuses: words.statuses, codes: [null, ...words.codes], brands: [null, ...words.brands] };
  const expiry = words.fields.indexOf("expiry");
  const fields = new Map(words.fields.map((name, index) => [/** @type {string} */ (name), index]));

  /** @param {unknown} name */
  const fieldIndex = (name) => {
    const index = fields.get(/** @type {string} */ (name));
    if (index === undefined) throw new TypeError("panless: there is no field of this name");
    return index;
  };

  /** @type {CardCore} */
  const api = {
    name: core.name,

    judge(field, text, options) {
      const index = fieldIndex(field);
      const { month, brand, country } = options ? readJudgeOptions(options, core) : NO_OPTIONS;
      // Only a date needs the clock.
      const now = month || index !== expiry ? 0 : Date.now();
      const bits = core.call((exports) =>
        exports.judge(index, write(text), now, month, brand, country, off, forceLuhn, accepted),
      );
      return unpack(bits, counted);
    },

    brands(prefix) {
      requireText(prefix);
      const set = core.call((exports) => exports.candidates(write(prefix), off));
      return words.brands.filter((_, index) => (set >>> index) & 1);
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

/**
 * @param {number} bits
 * @param {{ statuses: import("panless-glue").Words["statuses"], codes: any[], brands: any[] }} words
 * @returns {import("../src/wasm/types").Judgement}
 */
function unpack(bits, words) {
  const accepted = (bits >>> 3) & 3;
  const month = (bits >>> 17) & 15;
  return {
    status: words.statuses[bits & 3],
    empty: (bits & 4) !== 0,
    code: words.codes[(bits >>> 10) & 127],
    brand: words.brands[(bits >>> 5) & 31],
    month: month || null,
    year: month ? 2000 + (bits >>> 21) : null,
    accepted: accepted ? accepted === 1 : null,
  };
}

/**
 * @param {JudgeOptions} options
 * @param {import("./core.js").Core} core
 */
function readJudgeOptions(options, core) {
  for (const name of Object.keys(options)) {
    if (!JUDGE_OPTIONS.includes(name)) throw new TypeError("panless: judge has no option of this name");
  }
  const { today, now, brand = null, country = null } = options;
  const index = brand === null ? 0 : core.words.brands.indexOf(brand) + 1;
  if (brand !== null && !index) throw new TypeError("panless: there is no brand of this id");
  if (country !== null && typeof country !== "string") throw new TypeError("panless: country must be text");
  return { month: readMonth(today, now, core), brand: index, country: packCountry(country) };
}

/**
 * @param {unknown} today
 * @param {unknown} now
 * @param {import("./core.js").Core} core
 */
function readMonth(today, now, core) {
  if (today === undefined && now === undefined) return 0;
  if (today !== undefined) requireText(today);
  const moment = now instanceof Date || typeof now === "string" ? new Date(now).getTime() : NaN;
  const month = core.call((exports) => exports.month(moment, today === undefined ? 0 : core.write(today) || 1));
  if (!month) throw new TypeError("panless: today must be YYYY-MM-DD, now a Date or ISO text");
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
