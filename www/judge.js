// The card logic by itself, for callers who may be wrong about what there is. It is loaded when it is asked for.
// @ts-check

import { monthAt } from "./calendar.js";
import { fieldCore, readEdit } from "./fields/core.js";

/** @typedef {import("../src/wasm/types").CardCore} CardCore */
/** @typedef {import("../src/wasm/types").JudgeOptions} JudgeOptions */

const CHANGES = ["insert", "deleteBackward", "deleteForward"];

/**
 * What a started core judges and formats.
 * @param {import("./core.js").Core} core
 * @param {{ off: number, forceLuhn: number, accepted: number }} sets
 * @param {import("./fields/core.js").Tables} tables
 * @returns {CardCore}
 */
export function cardCore(core, sets, tables) {
  const { name, limit, write, read, call } = core;
  const { judge, place } = fieldCore(core, sets, tables);
  const { brands, fields } = tables;
  const fieldIndex = (/** @type {unknown} */ name) => placeIn(fields, name, "there is no field of this name");

  /** @param {JudgeOptions} options */
  const readJudgeOptions = (options, { today, now, brand: id = null, country, ...others } = /** @type {JudgeOptions} */ ({ __proto__: null, ...options })) => {
    refuse(Object.keys(others).length > 0, "there is no option of this name");
    refuse(place(id) < 0, "there is no brand of this name");
    return { month: readMonth(today, now), brand: place(id), country: requireText(country ?? "") };
  };

  return Object.freeze({
    name,

    /** @type {CardCore["judge"]} */
    judge(field, text, options) {
      const { month, brand, country } = options ? readJudgeOptions(options) : NO_OPTIONS;
      return judge(field, text, brand, country, month) ?? /** @type {never} */ (fieldIndex(field));
    },

    /** @type {CardCore["brands"]} */
    brands(prefix) {
      requireText(prefix);
      const set = call((exports) => exports.candidates(write(prefix), sets.off));
      return brands.filter((_, index) => (set >>> index) & 1);
    },

    /** @type {CardCore["format"]} */
    format(field, text) {
      const index = fieldIndex(field);
      return requireText(text).length > limit ? text : call((exports) => read(exports.format(index, write(text))));
    },

    /** @type {CardCore["edit"]} */
    edit(field, { value, start, end }, change, { type, text = "" } = /** @type {typeof change} */ ({ __proto__: null, ...change })) {
      const index = fieldIndex(field);
      const places = [start, end].every(Number.isInteger) && start >= 0 && start <= end && end <= requireText(value).length;
      refuse(!places, "there is no place of this number");
      const kind = placeIn(CHANGES, type, "there is no change of this name");
      if (Math.max(requireText(text).length, value.length) > limit) return { value, start, end };
      return call((exports) => {
        const units = write(value);
        return readEdit(exports.edit(index, units, start, end, kind, write(text, units)), read);
      });
    },

    /** @type {CardCore["luhn"]} */
    luhn(text) {
      requireText(text);
      return call((exports) => exports.luhn(write(text))) === 1;
    },
  });
}

const NO_OPTIONS = { month: 0, brand: 0, country: "" };

/** @param {boolean} wrong @param {string} what */
function refuse(wrong, what) { if (wrong) throw new TypeError(`panless: ${what}`); }

/** @param {readonly unknown[]} list @param {unknown} word @param {string} what it is if it stands there not */
function placeIn(list, word, what) {
  const place = list.indexOf(word);
  refuse(place < 0, what);
  return place;
}

/** @param {any} text @returns {string} */
function requireText(text) {
  refuse(typeof text !== "string", "this must be text");
  return text;
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
