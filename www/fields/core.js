// What the core says of a field. Text goes in through the port, a judgement comes back as bits; see src/wasm/fields.rs.
// @ts-check

import { monthAt } from "../calendar.js";

/** @typedef {typeof import("../core.js").tables} Tables */
/** @typedef {import("../../src/wasm/types").EditState} EditState */
/** @typedef {import("../../src/wasm/types").Judgement} Judgement */

const ACCEPTED = [null, true, false];

/** What an edit of the core's tells. @param {number} edited @param {(length: number) => string} read */
export const readEdit = (edited, read) => ({ value: read(edited & 0xffff), start: edited >>> 16, end: edited >>> 16 });

/**
 * @param {Pick<import("../core.js").Core, "limit" | "write" | "read" | "call">} core
 * @param {{ off: number, forceLuhn: number, accepted: number }} sets
 * @param {Tables} tables
 */
export function fieldCore({ limit, write, read, call }, { off, forceLuhn, accepted }, { fields, statuses, ...tables }) {
  // What a judgement says counts from 1: reading before the first place of a list is slow.
  const [codes, brands] = [[null, ...tables.codes], [null, ...tables.brands]];
  const EXPIRY = fields.indexOf("expiry");
  return {
    /** The place of a brand, from 1 on. @param {any} id */
    place: (id) => brands.indexOf(id),

    /**
     * Nothing of a field that is not judged.
     * @param {any} field
     * @param {unknown} text
     * @param {number} [brand] its place
     * @param {string} [country]
     * @param {number} [today] a month
     * @returns {Judgement | undefined}
     */
    judge(field, text, brand = 0, country = "", today = 0) {
      const place = fields.indexOf(field);
      if (place < 0) return undefined;
      return call((exports) => {
        const units = write(text);
        // Only a date needs the clock.
        const month = today || (place === EXPIRY ? monthAt() : 0);
        const bits = exports.judge(place, units, month, brand, write(country, units), off, forceLuhn, accepted);
        const known = (bits >>> 17) & 15;
        return {
          status: statuses[bits & 3],
          empty: (bits & 4) !== 0,
          code: codes[(bits >>> 10) & 127],
          brand: brands[(bits >>> 5) & 31],
          month: known || null,
          year: known ? 2000 + (bits >>> 21) : null,
          accepted: ACCEPTED[(bits >>> 3) & 3],
        };
      });
    },

    /**
     * What a field is to show after the browser's edit.
     * @param {any} field
     * @param {EditState | undefined} before if nothing was selected
     * @param {EditState} now
     * @param {number} how see src/field/settle.rs
     */
    settle(field, before, now, how) {
      if (Math.max(now.value.length, before?.value.length ?? 0) > limit) return now;
      return call((exports) => {
        const units = write(before?.value ?? "");
        return readEdit(exports.settle(fields.indexOf(field), units, before?.start ?? -1, write(now.value, units), now.start, now.end, how), read);
      });
    },
    label: (/** @type {number} */ brand) => call((exports) => read(exports.label(brand))),
    usual: (/** @type {number} */ brand) => call((exports) => exports.usual(brand)),
  };
}
