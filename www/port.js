// The way into the core's memory: text unit by unit through one array of it, objects as the values of their tree, records
// back as JSON. See src/wasm/port.rs.
// @ts-check

/** @typedef {import("panless-glue").Exports} Exports what the core itself exports */
/** @typedef {import("panless-glue").Words} Words */
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
 * The core with the port around it.
 * @param {Exports} core
 * @param {"wasm" | "js"} name
 */
export function connect(core, name) {
  const limit = core.limit();
  const address = core.port();
  let view = new Uint16Array(0);
  const memory = () => {
    // Memory that has grown is another buffer.
    const { buffer } = core.memory;
    if (view.buffer !== buffer) view = new Uint16Array(buffer, address, 2 * (limit + 1));
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

  const pull = () => {
    let text = "";
    for (let length; (length = core.pull()); ) text += read(length);
    return text && JSON.parse(text);
  };

  core.words();
  /** @type {Words} */
  const words = pull();
  return {
    exports: core,
    name,
    words,
    limit,
    write,
    read,
    /** The last record. @returns {any} */
    pull,
    /** @param {Step[]} steps */
    give(steps) {
      for (const [name, value] of steps) {
        if (name === "text") core.text(write(value));
        else core[name](/** @type {number} */ (value));
      }
    },
  };
}
