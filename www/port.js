// The way into the core's memory: text unit by unit through one array of it, objects as the values of their tree, records
// back as JSON. See src/wasm/port.rs.
// @ts-check

import { loaderError } from "./error.js";

/** @typedef {import("../src/wasm/internal").Exports} Exports what the core itself exports */
/** @typedef {["text", string | null] | ["number" | "other" | "list" | "object", number]} Step */

/** The most members of an object, and elements of a list. */
const WIDTH = 100;

/**
 * Everything that is needed of a caller's value, each getter called once, as the steps that hand it to the core. What the
 * caller does to the value afterwards changes nothing.
 * @param {unknown} value
 * @param {number} [depth] how deep objects are read
 * @param {boolean} [json] whether numbers and truth values become texts, as JSON writes them
 * @returns {Step[]}
 */
export function snapshot(value, depth = 3, json = false) {
  /** @type {Step[]} */
  const steps = [];

  /** Whether there is anything. @param {() => any} get @param {number} depth */
  const walk = (get, depth) => {
    const start = steps.length;
    let value;
    try {
      value = get();
      if (typeof value === "string" || (json && typeof value !== "object")) steps.push(["text", `${value}`]);
      else if (typeof value === "number") steps.push(["number", value]);
      else if (typeof value === "boolean") steps.push(["other", +value]);
      else if (!depth || typeof value !== "object" || value === null) steps.push(["other", 3]);
      else walkMembers(value, depth - 1);
    } catch {
      // A getter may throw, and a proxy at any question.
      steps.length = start;
      steps.push(["other", 2]);
      return true;
    }
    return value !== null && value !== undefined;
  };

  /** @param {any} object @param {number} depth */
  const walkMembers = (object, depth) => {
    const isList = Array.isArray(object);
    // A symbol cannot be a name of ours.
    const names = isList ? Object.keys(object) : Object.getOwnPropertyNames(object);
    if (names.length > WIDTH) return steps.push(["text", null]);
    let count = 0;
    for (const name of names) {
      const start = steps.length;
      if (!isList) steps.push(["text", name]);
      if (walk(() => object[name], depth) || isList) count += 1;
      else steps.length = start;
    }
    steps.push([isList ? "list" : "object", count]);
  };

  walk(() => value, depth);
  return steps;
}

/**
 * The core with the port around it. An instance that trapped is thrown away for a fresh one: the call that trapped fails,
 * and so does every call that still ran on it.
 * @param {"wasm" | "js"} name
 * @param {Exports} first
 * @param {() => Exports} make another instance
 */
export function connect(name, first, make) {
  /** @type {Exports | undefined} */
  let exports = first;
  /** @type {Uint16Array | undefined} */
  let view;
  const [limit, address] = [first.limit(), first.port()];
  const memory = () => {
    // Memory that has grown is another buffer, and so is another instance's. Asking WebAssembly for its buffer is slow; there
    // the array over an old one is empty.
    if (!view?.length || name === "js") {
      const { buffer } = /** @type {Exports} */ (exports).memory;
      if (view?.buffer !== buffer) view = new Uint16Array(buffer, address, 2 * (limit + 1));
    }
    return view;
  };

  /**
   * The number of units written; one over the limit for what is no text or too long, which the core calls invalid.
   * @param {unknown} text
   */
  const write = (text, from = 0) => {
    if (typeof text !== "string" || text.length > limit) return limit + 1;
    const units = memory();
    for (let at = 0; at < text.length; at += 1) units[from + at] = text.charCodeAt(at);
    return text.length;
  };

  /** @param {number} length */
  const read = (length) => {
    const units = memory().subarray(0, length);
    const text = String.fromCharCode(...units);
    units.fill(0);
    return text;
  };

  const core = {
    name,
    limit,
    write,
    read,
    /** The calls with a number on this instance, by what makes them fail. @type {Set<import("./guard.js").Fail>} */
    running: new Set(),

    /**
     * Calls into the core. An exception of any kind means that it trapped.
     * @template T
     * @param {(exports: Exports) => T} act
     * @returns {T}
     */
    call(act) {
      try { return act(/** @type {Exports} */ (exports)); } catch {
        // What the customer typed may still stand there.
        if (exports) new Uint8Array(exports.memory.buffer).fill(0);
        exports = view = undefined;
        for (const fail of core.running) fail("internal");
        core.running.clear();
        try { exports = make(); } catch {
          // No other instance to be had now: the next call tries again.
        }
        throw loaderError("internal");
      }
    },

    /** The last record. @returns {any} */
    pull: () =>
      core.call((exports) => {
        let text = "";
        for (let length; (length = exports.pull()); ) text += read(length);
        return text && JSON.parse(text);
      }),

    /** @param {Step[]} steps */
    give: (steps) =>
      core.call((/** @type {any} */ exports) => {
        for (const [name, value] of steps) exports[name](name === "text" ? write(value) : value);
      }),
  };
  return core;
}
