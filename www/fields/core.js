// What the core says of a field. Text goes in through the port, a judgement comes back as bits; see src/wasm/mod.rs. Whoever asks
// knows the places of fields, brands and changes in their tables.
// @ts-check

import { monthAt } from "../calendar.js";

/** @typedef {typeof import("../core.js").tables} Tables */

/**
 * @param {Pick<import("../core.js").Core, "limit" | "write" | "read" | "call">} core
 * @param {{ off: number, forceLuhn: number, accepted: number }} sets
 * @param {Tables} tables
 */
export function fieldCore({ limit, write, read, call }, { off, forceLuhn, accepted }, tables) {
  // What a judgement says counts from 1: reading before the first place of a list is slow.
  const [codes, brands] = [[null, ...tables.codes], [null, ...tables.brands]];
  const EXPIRY = tables.fields.indexOf("expiry");
  return {
    /** @param {number} field @param {unknown} text @param {number} brand from 1 on @param {string} country @param {number} [today] a month */
    judge: (field, text, brand, country, today) =>
      call((exports) => {
        const units = write(text);
        // Only a date needs the clock.
        const now = today || (field === EXPIRY ? monthAt() : 0);
        const bits = exports.judge(field, units, now, brand, write(country, units), off, forceLuhn, accepted);
        const month = (bits >>> 17) & 15;
        return {
          status: tables.statuses[bits & 3],
          empty: (bits & 4) !== 0,
          code: codes[(bits >>> 10) & 127],
          brand: brands[(bits >>> 5) & 31],
          month: month || null,
          year: month ? 2000 + (bits >>> 21) : null,
          accepted: ACCEPTED[(bits >>> 3) & 3],
        };
      }),

    /** @param {number} field @param {string} text */
    format: (field, text) => (text.length > limit ? text : call((exports) => read(exports.format(field, write(text))))),

    /** @param {number} field @param {import("../../src/wasm/types").EditState} state @param {number} change @param {string} text */
    edit(field, { value, start, end }, change, text) {
      if (value.length > limit || text.length > limit) return { value, start, end };
      return call((exports) => {
        const units = write(value);
        const edited = exports.edit(field, units, start, end, change, write(text, units));
        const caret = edited >>> 16;
        return { value: read(edited & 0xffff), start: caret, end: caret };
      });
    },
  };
}

const ACCEPTED = [null, true, false];
