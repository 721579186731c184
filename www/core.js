// Finds and starts the core: as WebAssembly, else as JavaScript. One core of a kind serves the whole page; a failed start is
// forgotten, so that the next call tries again, and an instance that trapped is thrown away for a fresh one.
// @ts-check

import { loaderError } from "./error.js";
import { TIMEOUT_DEFAULT } from "./guard.js";
import { connect } from "./port.js";

/** @typedef {import("panless-glue").Exports} Exports */
/** @typedef {"wasm" | "js"} Kind */
/** @typedef {ReturnType<typeof connect> & { running: Set<import("./guard.js").Fail> }} Core the calls that run on the instance make a set */
/** @typedef {{ assets: string | undefined, core: "auto" | Kind }} Loading */
/** @typedef {(assets: string | undefined) => Promise<WebAssembly.Module>} FindWasm */
/** @typedef {(assets: string | undefined) => Promise<{ default: () => Exports }>} FindJs a module that makes instances */
/** @typedef {{ wasm: FindWasm, js: FindJs }} Find */

/** How long the JavaScript core waits for a wasm that neither comes nor fails. */
const HEAD_START = 4000;

/** @type {Partial<Record<Loading["core"], Promise<Core>>>} */
const starting = {};
/** @type {Partial<Record<Loading["core"], Core>>} */
const started = {};

/**
 * The core, if it has started.
 * @param {Loading} loading
 */
export const startedCore = ({ core }) => started[core];

/**
 * @param {Find} find
 * @param {Loading} loading
 * @returns {Promise<Core>}
 */
export function startCore(find, { assets, core }) {
  const one = (/** @type {Kind} */ kind) => once(kind, () => within(TIMEOUT_DEFAULT, start(kind, find, assets)));
  if (core !== "auto") return one(core);
  return once(core, () => {
    const wasm = one("wasm");
    // A wasm that is merely slow may still come before the JavaScript, or where that fails.
    return within(HEAD_START, wasm).catch(() => Promise.any([wasm, one("js")]));
  });
}

/**
 * @param {Loading["core"]} choice
 * @param {() => Promise<Core>} begin
 */
function once(choice, begin) {
  starting[choice] ??= begin().then(
    (core) => (started[choice] = core),
    (cause) => {
      delete starting[choice];
      throw loaderError("core_failed", { cause });
    },
  );
  return /** @type {Promise<Core>} */ (starting[choice]);
}

/**
 * @template T
 * @param {number} limit
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
const within = (limit, work) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, limit);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });

/**
 * @param {Kind} kind
 * @param {Find} find
 * @param {string | undefined} assets
 * @returns {Promise<Core>}
 */
async function start(kind, find, assets) {
  /** @type {() => any} */
  let make;
  /** @type {any} */
  let instance;
  if (kind === "js") {
    make = (await find.js(assets)).default;
    instance = make();
  } else {
    const module = await find.wasm(assets);
    make = () => new WebAssembly.Instance(module).exports;
    // Older browsers allow no other way to start a large module on a page.
    instance = (await WebAssembly.instantiate(module)).exports;
  }

  let dead = false;
  // What a core exports, whichever instance it is that answers; nothing enters one that trapped.
  const exports = /** @type {any} */ ({
    get memory() {
      return instance.memory;
    },
  });
  for (const name of Object.keys(instance)) {
    if (name === "memory") continue;
    exports[name] = (/** @type {number[]} */ ...given) => {
      try {
        if (!dead) return instance[name](...given);
      } catch {
        renew();
      }
      // For `trapped` alone.
      throw 0;
    };
  }
  const core = { ...connect(exports, kind), running: new Set() };

  const renew = () => {
    dead = true;
    // What the customer typed may still stand there.
    new Uint8Array(instance.memory.buffer).fill(0);
    const { running } = core;
    // A call that ran on the old instance sees that the set is no longer its own.
    core.running = new Set();
    for (const fail of running) fail("internal");
    try {
      instance = make();
      dead = false;
    } catch {
      for (const choice of /** @type {const} */ (["auto", kind])) delete starting[choice], delete started[choice];
    }
  };
  return core;
}

/**
 * Calls into the core. An exception of any kind means that it trapped: the call fails, and the next one finds a fresh instance.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
export function trapped(call) {
  try {
    return call();
  } catch {
    throw loaderError("internal");
  }
}
