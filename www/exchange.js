// One payment on its way: the core makes the request and reads the reply, the browser sends it.
// @ts-check

import { trapped } from "./core.js";
import { errorOf, loaderError } from "./error.js";
import { send } from "./fetch.js";
import { snapshot } from "./port.js";

/** @typedef {import("./core.js").Core} Core */
/** @typedef {import("./port.js").Step} Step */
/** @typedef {import("../src/wasm/types").Token} Token */

/** How deep a reply is read and copied, and how many values of it are copied. */
const DEPTH = 8;
const VALUES = 1000;

/**
 * What the core answers to a question: the number it returns, and the record behind it.
 * @param {Core} core
 * @param {Step[]} steps what is handed in before
 * @param {(exports: Core["exports"]) => number | boolean} ask
 */
export function answer(core, steps, ask) {
  const [good, record] = trapped(() => {
    core.give(steps);
    return [ask(core.exports), core.pull()];
  });
  if (!good) throw errorOf(record);
  return { number: Number(good), record };
}

/**
 * @param {Core} core
 * @param {Step[]} given options and payment
 * @param {AbortSignal} signal
 * @param {() => void} sent called right before bytes may leave
 * @param {import("./guard.js").Fail} fail called when the core traps meanwhile
 * @returns {Promise<Token>}
 */
export async function exchange(core, given, signal, sent, fail) {
  const { number, record } = answer(core, given, (exports) => exports.prepare(Date.now()));
  const { running } = core;
  running.add(fail);
  try {
    const { status, text } = await send(record, signal, sent, (code, status, unknown) => lost(core, code, status, unknown));
    // The number means nothing to a fresh instance.
    if (core.running !== running) throw loaderError("internal");
    const { token } = read(core, number, status, text);
    return token;
  } finally {
    running.delete(fail);
    if (core.running === running) trapped(() => core.exports.release(number));
  }
}

/**
 * The error of something that happened on the way.
 * @param {Core} core
 * @param {import("../src/wasm/types").Code} code
 * @param {number} status 0 when there was none
 * @param {boolean} unknown whether a token may have been made
 */
function lost(core, code, status, unknown) {
  const at = core.words.codes.indexOf(code);
  return errorOf(
    trapped(() => {
      core.exports.lost(at, status, unknown);
      return core.pull();
    }),
  );
}

/**
 * The token in a reply.
 * @param {Core} core
 * @param {number} number
 * @param {number} status
 * @param {string} text
 */
function read(core, number, status, text) {
  const steps = snapshot(parse(text, (_, value) => (typeof value === "number" || typeof value === "boolean" ? `${value}` : value)), DEPTH);
  const { record: token } = answer(core, steps, (exports) => exports.token(number, status, Date.now()));
  if (token.expiresAt !== null) token.expiresAt = new Date(token.expiresAt).toISOString();
  token.raw = trapped(() => cleaner(core, number)(parse(text), DEPTH, "id"));
  return { token };
}

/**
 * @param {string} text
 * @param {(name: string, value: any) => any} [change]
 */
function parse(text, change) {
  try {
    return JSON.parse(text, change);
  } catch {
    return null;
  }
}

/**
 * Copies a reply without what was submitted.
 * @param {Core} core
 * @param {number} number
 */
function cleaner(core, number) {
  let left = VALUES;

  /** @param {string | number} value text over the limit is left out */
  const leaf = (value) => {
    const units = core.write(`${value}`);
    if (units > core.limit) return null;
    const masked = core.exports.mask(number, units);
    return masked ? core.read(masked) : value;
  };

  /**
   * @param {any} value
   * @param {number} depth
   * @param {string} [keep] the one member that is copied as it is
   * @returns {any}
   */
  const clean = (value, depth, keep) => {
    if (!depth || left-- <= 0) return null;
    if (typeof value === "string" || typeof value === "number") return leaf(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((element) => clean(element, depth - 1));
    const members = Object.entries(value).map(([name, member]) => [leaf(name), name === keep ? member : clean(member, depth - 1)]);
    return Object.fromEntries(members);
  };
  return clean;
}
