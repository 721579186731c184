// loadCore: the card logic by itself. Text goes into the core's memory unit by unit and comes back as bits; see src/wasm/port.rs.
// @ts-check

import { startCore, trapped } from "./core.js";
import { orThrow } from "./error.js";
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
  const { loading, brands } = readCoreOptions(given);
  const core = await startCore(find, loading);
  const sets = orThrow(trapped(() => core.brandRules(brands)));
  return cardCore(core, sets);
}

/**
 * @param {import("./core.js").Core} core
 * @param {import("panless-glue").BrandSets} sets
 * @returns {CardCore}
 */
function cardCore(core, sets) {
  const words = trapped(() => core.words());
  const port = textPort(core, words.limit);
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
      const { month, brand, country } = options ? readJudgeOptions(options, words.brands, core, port) : NO_OPTIONS;
      const units = port.write(text);
      return unpack(trapped(() => core.judge(index, units, month, brand, country, sets.off, sets.forceLuhn, sets.accepted)), words);
    },

    brands(prefix) {
      const set = trapped(() => core.candidates(port.write(requireText(prefix)), sets.off));
      return words.brands.filter((_, index) => (set >>> index) & 1);
    },

    format(field, text) {
      const index = fieldIndex(field);
      const units = port.write(requireText(text));
      return port.fits(units) ? port.read(trapped(() => core.format(index, units))) : text;
    },

    edit(field, state, change) {
      const index = fieldIndex(field);
      const { value, start, end, kind, inserted } = readEdit(state, change);
      const units = port.write(value);
      const more = port.write(inserted, units);
      if (!port.fits(units) || !port.fits(more)) return { value, start, end };
      const edited = trapped(() => core.edit(index, units, start, end, kind, more));
      const caret = edited >>> 16;
      return { value: port.read(edited & 0xffff), start: caret, end: caret };
    },

    luhn: (text) => trapped(() => core.luhn(port.write(requireText(text)))),
  };
  return Object.freeze(api);
}

const NO_OPTIONS = { month: 0, brand: 0, country: 0 };

/**
 * Reading and writing the fixed array through which text goes.
 * @param {import("./core.js").Core} core
 * @param {number} limit
 */
function textPort(core, limit) {
  const address = core.port();
  let view = new Uint16Array(0);
  const memory = () => {
    // A memory that grew, and a fresh instance, have another buffer.
    if (view.buffer !== core.memory.buffer) view = new Uint16Array(core.memory.buffer, address, 2 * (limit + 1));
    return view;
  };
  return {
    /** @param {number} units */
    fits: (units) => units <= limit,

    /**
     * The number of units written; one over the limit for what is no text or too long, which the core calls invalid.
     * @param {unknown} text
     */
    write(text, from = 0) {
      if (typeof text !== "string" || text.length > limit) return limit + 1;
      const units = memory();
      for (let at = 0; at < text.length; at += 1) units[from + at] = text.charCodeAt(at);
      return text.length;
    },

    /** @param {number} length */
    read(length) {
      const units = memory().subarray(0, length);
      const text = String.fromCharCode(...units);
      units.fill(0);
      return text;
    },
  };
}

/**
 * @param {number} bits
 * @param {import("panless-glue").Words} words
 * @returns {import("../src/wasm/types").Judgement}
 */
function unpack(bits, words) {
  const accepted = (bits >>> 3) & 3;
  const month = (bits >>> 17) & 15;
  return {
    status: words.statuses[bits & 3],
    empty: (bits & 4) !== 0,
    code: words.codes[((bits >>> 10) & 127) - 1] ?? null,
    brand: words.brands[((bits >>> 5) & 31) - 1] ?? null,
    month: month || null,
    year: month ? 2000 + (bits >>> 21) : null,
    accepted: accepted ? accepted === 1 : null,
  };
}

/**
 * @param {JudgeOptions} options
 * @param {string[]} brands
 * @param {import("./core.js").Core} core
 * @param {ReturnType<typeof textPort>} port
 */
function readJudgeOptions(options, brands, core, port) {
  for (const name of Object.keys(options)) {
    if (!JUDGE_OPTIONS.includes(name)) throw new TypeError("panless: judge has no option of this name");
  }
  const { today, now, brand = null, country = null } = options;
  const index = brand === null ? 0 : brands.indexOf(brand) + 1;
  if (brand !== null && !index) throw new TypeError("panless: there is no brand of this id");
  if (country !== null && typeof country !== "string") throw new TypeError("panless: country must be text");
  return { month: readMonth(today, now, core, port), brand: index, country: packCountry(country) };
}

/**
 * @param {unknown} today
 * @param {unknown} now
 * @param {import("./core.js").Core} core
 * @param {ReturnType<typeof textPort>} port
 */
function readMonth(today, now, core, port) {
  if (today === undefined && now === undefined) return 0;
  const units = today === undefined ? 0 : port.write(requireText(today)) || 1;
  const moment = now instanceof Date || typeof now === "string" ? new Date(now).getTime() : NaN;
  const month = trapped(() => core.month(moment, units));
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
