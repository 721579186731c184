// Takes the one call that a reply makes. It stands before the reply, in the same global scope: what is used later is taken now.
// @ts-check

import { LIMIT } from "../jsonp.js";

const { stringify } = JSON;

/**
 * Defines the callback. The first call counts.
 * @param {string} name
 * @param {(message: [what: string, value: string]) => void} send
 * @returns {(code: string) => void} to be told how the reply failed, unless it has called
 */
export function expectReply(name, send) {
  let settled = false;
  const settle = (/** @type {string} */ what, /** @type {string} */ value) => {
    if (!settled) send([what, value]);
    settled = true;
  };
  /** @type {any} */ (self)[name] = (/** @type {unknown} */ value) => {
    let text;
    try { text = stringify(value); } catch {
      // A cycle, a BigInt, a getter that throws.
    }
    if (typeof text !== "string") settle("failed", "shape");
    else if (text.length > LIMIT) settle("failed", "large");
    else settle("reply", text);
  };
  return (code) => settle("failed", code);
}
