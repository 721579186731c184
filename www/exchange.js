// One payment on its way: the core makes the request and reads the reply, the browser sends it.
// @ts-check

import { brands, codes } from "panless-generated";
import { monthAt } from "./calendar.js";
import { startCore, tables } from "./core.js";
import { errorOf, issueOf } from "./error.js";
import { snapshot } from "./port.js";

/** @typedef {import("./core.js").Core} Core */
/** @typedef {import("./port.js").Step} Step */
/** @typedef {import("../src/wasm/types").Token} Token */
/** @typedef {ReturnType<typeof bind>} Bound */
/** @typedef {(signal: AbortSignal, sent: () => void, fail: import("./guard.js").Fail) => Promise<Token>} Sending */

/**
 * Throws the error of something that happened on the way. `unknown` tells whether a token may have been made.
 * @typedef {(code: import("../src/wasm/types").Code, unknown: boolean, status?: number) => never} Lost
 * @typedef {{ signal: AbortSignal, sent: () => void, lost: Lost, core?: Core, number?: number }} Means of an exchange of the core's its number, too
 * @typedef {{ status: number, text: string } & Partial<Token>} Reply `status` is 0 where the browser does not tell it; and what of the token no reply tells
 * @typedef {(request: import("../src/wasm/internal").RequestRecord, means: Means) => Promise<Reply>} Send
 */

/** How deep a reply is read and copied, and how many values of it are copied. */
const DEPTH = 8;
const VALUES = 1000;

/**
 * What the core answers to a question: the number it returns, and the record behind it.
 * @param {Core} core
 * @param {Step[]} steps what is handed in before
 * @param {(exports: import("./port.js").Exports) => number | void} ask
 */
function answer(core, steps, ask) {
  core.give(steps);
  const number = core.call(ask);
  const record = core.pull();
  if (!number) throw errorOf(record);
  return { number, record };
}

/**
 * The core, started if need be.
 * @param {import("./core.js").Find} find
 * @param {import("./options.js").TokenizerSettings} settings
 * @param {boolean} [whole] whether there are fields
 */
export const bound = async (find, settings, whole) => bind(await startCore(find, settings.loading, whole), find, settings);

/**
 * What calls and fields ask of a started core, with the settings of one tokenizer.
 * @param {Core} core
 * @param {import("./core.js").Find} find
 * @param {import("./options.js").TokenizerSettings} settings
 */
export const bind = (core, find, { config, sets, loading, sealing }) => ({
  /** For what works fields. */
  core, sets, tables, config, snapshot, answer, tokenOf, errorOf,

  /** Tells whether the options are good, by an error if not. */
  check: async (/** @type {AbortSignal} */ signal) => (answer(core, config.steps, config.configure), void (await sealing?.(signal))),

  /** @param {Step[]} payment @returns {import("../src/wasm/types").Report} */
  validate(payment) {
    const ask = (/** @type {import("./port.js").Exports} */ exports) => config.configure(exports) && (exports.validate(monthAt()), 1);
    const { valid, issues, brand } = answer(core, [...payment, ...config.steps], ask).record;
    return { valid, issues: issues.map(issueOf), brand: brand === null ? null : brands[brand] };
  },

  /**
   * @param {Step[]} payment
   * @param {AbortSignal} signal
   * @param {() => void} sent called right before bytes may leave
   * @param {import("./guard.js").Fail} fail called when the core traps meanwhile
   * @returns {Promise<Token>}
   */
  async exchange(payment, signal, sent, fail) {
    const sealed = await sealing?.(signal);
    const { number, record } = answer(core, [...payment, ...config.steps], (exports) => config.configure(exports) && exports.prepare(monthAt()));
    const { running } = core;
    running.add(fail);
    try {
      const lost = /** @type {Lost} */ ((code, unknown, status = 0) => answer(core, [], (exports) => exports.lost(codes.indexOf(code), status, unknown)));
      const way = sealed ?? (await find.send(record[1], loading.assets).catch(() => lost(globalThis.navigator?.onLine === false ? "offline" : "frame_failed", false)));
      const { status, text, ...seal } = await way(record, { signal, sent, lost, core, number });
      const reply = await Promise.resolve(text).then(JSON.parse).catch(() => null);
      // After a trap the call has failed, and the number means nothing to another instance.
      if (!running.has(fail)) throw 0;
      const { record: token } = answer(core, snapshot(reply, DEPTH, true), (exports) => exports.token(number, status));
      return { ...tokenOf(core, number, token, reply), ...seal };
    } finally { if (running.delete(fail)) core.call((exports) => exports.release(number)); }
  },
});

/**
 * The token of a record that the core made.
 * @param {Core} core
 * @param {number} number of the exchange; 0 where there was none
 * @param {import("../src/wasm/internal").TokenRecord} record
 * @param {unknown} reply
 * @returns {Token}
 */
function tokenOf(core, number, [id, gateway, kind, brand, last4, expMonth, expYear, mode, created, lifetime, omitted], reply) {
  // From the gateway's clock where it tells it, else from the client's.
  const from = (created && /^\d{4}-.*Z$/.test(created) && Date.parse(created)) || Date.now();
  const expiresAt = lifetime === null ? null : new Date(from + lifetime * 60_000).toISOString();
  const raw = cleaner(core, number, id)(reply, DEPTH);
  return { id, gateway, kind, sealed: false, brand: brand === null ? null : brands[brand], last4, expMonth, expYear, mode, expiresAt, omitted, raw };
}

/**
 * Copies a reply without what was submitted.
 * @param {Core} core
 * @param {number} number
 * @param {string} id copied as it is
 */
function cleaner(core, number, id) {
  let left = VALUES;

  /** @param {any} value text over the limit is left out */
  const leaf = (value) => {
    const text = `${value}`;
    if (text === id || text.length > core.limit) return text === id ? id : null;
    const masked = core.call((exports) => exports.mask(number, core.write(text)));
    return masked ? core.read(masked) : value;
  };

  /** @param {any} value @param {number} depth @returns {any} */
  const clean = (value, depth) => {
    if (!depth || left-- <= 0) return null;
    if (Array.isArray(value)) return value.map((element) => clean(element, depth - 1));
    if (value !== Object(value)) return leaf(value);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [leaf(name), clean(member, depth - 1)]));
  };
  return clean;
}
