// The way into the core's memory: text unit by unit through one array of it, objects as the values of their tree, records
// back as JSON. See src/wasm/port.rs.
// @ts-check

import { loaderError } from "./error.js";

/** @typedef {import("../src/wasm/internal").Exports} Exports what the core itself exports */
/** @typedef {["text", string | null] | ["number" | "other" | "list" | "object", number]} Step */

/** The most members of an object, and elements of a list. */
const WIDTH = 100;
const UNREADABLE = Symbol();

/**
 * Everything that is needed of a caller's value, each getter called once, as the steps that hand it to the core. What the
 * caller does to the value afterwards changes nothing.
 * @param {unknown} value
 * @param {number} [depth] how deep objects are read
 * @returns {Step[]}
 */
export function snapshot(value, depth = 3) {
  /** @type {Step[]} */
  const steps = [];
  const tooLong = () => steps.push(["text", null]);

  /** @param {any} object @param {string | number} name */
  const read = (object, name) => {
    try {
      return object[name];
    } catch {
      return UNREADABLE;
    }
  };

  /** @param {any} list @param {number} depth */
  const walkList = (list, depth) => {
    const { length } = list;
    if (!(length <= WIDTH)) return tooLong();
    for (let at = 0; at < length; at += 1) walk(read(list, at), depth);
    steps.push(["list", length]);
  };

  /** @param {any} object @param {number} depth */
  const walkObject = (object, depth) => {
    const names = Reflect.ownKeys(object);
    if (names.length > WIDTH) return tooLong();
    let count = 0;
    for (const name of names) {
      // A symbol cannot be a name of ours.
      const member = typeof name === "string" ? read(object, name) : null;
      if (member === null || member === undefined) continue;
      steps.push(["text", /** @type {string} */ (name)]);
      walk(member, depth);
      count += 1;
    }
    steps.push(["object", count]);
  };

  /** @param {unknown} value @param {number} depth */
  const walk = (value, depth) => {
    const start = steps.length;
    if (typeof value === "string") steps.push(["text", value]);
    else if (typeof value === "number") steps.push(["number", value]);
    else if (typeof value === "boolean") steps.push(["other", +value]);
    else if (!depth || typeof value !== "object" || value === null) steps.push(["other", value === UNREADABLE ? 2 : 3]);
    else {
      try {
        if (Array.isArray(value)) walkList(value, depth - 1);
        else walkObject(value, depth - 1);
      } catch {
        // A proxy may throw at any question.
        steps.length = start;
        steps.push(["other", 2]);
      }
    }
  };

  walk(value, depth);
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
  const limit = first.limit();
  const address = first.port();
  let view = new Uint16Array(0);
  const memory = () => {
    // Memory that has grown is another buffer, and so is another instance's. Asking WebAssembly for its buffer is slow; there
    // the array over an old one is empty.
    if (!view.length || name === "js") {
      const { buffer } = /** @type {Exports} */ (exports).memory;
      if (view.buffer !== buffer) view = new Uint16Array(buffer, address, 2 * (limit + 1));
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

  /** @type {Set<import("./guard.js").Fail>} */
  const running = new Set();
  const renew = () => {
    // What the customer typed may still stand there.
    if (exports) new Uint8Array(exports.memory.buffer).fill(0);
    exports = undefined;
    view = new Uint16Array(0);
    core.instance += 1;
    for (const fail of running) fail("internal");
    exports = make();
  };

  const core = {
    name,
    limit,
    write,
    read,
    /** Counts the instances: a number that one gave out means nothing to the next. */
    instance: 0,
    /** What is to fail when the instance traps. */
    running,

    /**
     * Calls into the core. An exception of any kind means that it trapped.
     * @template T
     * @param {(exports: Exports) => T} act
     * @returns {T}
     */
    call(act) {
      try {
        return act(/** @type {Exports} */ (exports));
      } catch {
        try {
          renew();
        } catch {
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
