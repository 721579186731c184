// What tokenizers and forms have in common: calls on their way, and an end after which every call fails by name.
// @ts-check

import { loaderError } from "./error.js";
import { guarded } from "./guard.js";

export function makeLife() {
  /** @type {Set<import("./guard.js").Fail>} */
  const pending = new Set();
  let isOver = false;
  const check = () => { if (isOver) throw loaderError("destroyed"); };
  return {
    check,
    isOver: () => isOver,
    /** @template T @param {import("./guard.js").Work<T>} work @param {{ signal?: AbortSignal, timeout: number }} limits */
    guarded: (work, limits) => guarded(work, limits, pending),
    /** A function that throws after the end. @template {Function} Act @param {Act} act */
    sync: (act) => /** @type {Act} */ (/** @type {unknown} */ ((/** @type {unknown[]} */ ...given) => (check(), act(...given)))),
    /** One that rejects. @template {Function} Act @param {Act} act */
    async: (act) => /** @type {Act} */ (/** @type {unknown} */ (async (/** @type {unknown[]} */ ...given) => (check(), act(...given)))),
    /** @param {() => void} last what is to happen before the calls fail */
    end(last) {
      if (isOver) return;
      isOver = true;
      last();
      for (const fail of pending) fail("destroyed");
    },
  };
}
