// tokenizer.mount: the interface of fields that stand in a frame. What works the frame is loaded when it is used.
// @ts-check

import { startCore, startedCore } from "./core.js";
import { loaderError } from "./error.js";
import { answer, hear } from "./exchange.js";
import { guarded } from "./guard.js";
import { cardCore } from "./judge.js";
import { readCallOptions, readMountOptions } from "./options.js";
import { snapshot } from "./port.js";
import { callBack } from "./report.js";

/** @typedef {import("../src/wasm/forms").PaymentForm} PaymentForm */
/** @typedef {import("../src/wasm/forms").FormState} FormState */

/** How deep the settings of a frame are read. */
const DEPTH = 7;

/**
 * @param {import("./core.js").Find} find
 * @param {import("./options.js").TokenizerSettings} tokenizer
 * @param {unknown} target
 * @param {unknown} options
 * @param {() => void} gone called when the form has been destroyed
 * @returns {PaymentForm}
 */
export function mount(find, { config, sets, timeout, loading }, target, options, gone) {
  let container = /** @type {any} */ (target);
  try {
    if (typeof target === "string") container = document.querySelector(target);
  } catch {
    // No selector, or no document.
  }
  if (container?.nodeType !== 1) throw loaderError("option_invalid", { field: "container" });
  const given = readMountOptions(options);
  /** @type {FormState} */
  const state = { ready: false, busy: false, valid: null, kind: null, brand: null, fields: {} };
  /** @type {Set<import("./guard.js").Fail>} */
  const pending = new Set();
  /** @type {[name: string, handler: Function][]} */
  let handlers = [];
  let destroyed = false;

  const alive = () => {
    if (destroyed) throw loaderError("destroyed");
  };
  const getState = () => ({ ...state, fields: { ...state.fields } });
  const emit = (/** @type {string} */ name, /** @type {unknown} */ detail) => {
    if (destroyed) return;
    for (const [wanted, handler] of handlers) if (wanted === name) callBack(handler, detail);
    container.dispatchEvent(new CustomEvent(`panless:${name}`, { bubbles: true, detail }));
  };
  const change = (/** @type {Partial<FormState>} */ news) => {
    Object.assign(state, news);
    emit("change", getState());
  };

  /** @type {Promise<import("./frames/hosted.js").Frame> | undefined} */
  let opening;
  /** @type {import("./frames/hosted.js").Frame | undefined} */
  let frame;
  const open = () => {
    opening ??= start().catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const start = async () => {
    const failed = (/** @type {unknown} */ cause) => {
      throw loaderError("core_failed", { cause });
    };
    const [core, { openFrame }] = await Promise.all([startedCore(loading) ?? startCore(find, loading), find.frame(loading.assets).catch(failed)]);
    alive();
    frame = openFrame({
      container,
      given,
      timeout,
      emit,
      change,
      error: loaderError,
      judge: cardCore(core, sets).judge,
      tell: (say, what) => {
        const steps = [...snapshot(what, DEPTH), ...config.steps];
        return answer(core, steps, (exports) => config.configure(exports) && exports.tell(say)).record;
      },
      hear: (message) => hear(core, message, state.kind === "bank"),
    });
    return frame;
  };
  guarded(open, { timeout }, pending).catch((error) => emit("error", error));

  return Object.freeze({
    async generateToken(/** @type {unknown} */ options) {
      alive();
      const { amount, ...limits } = readCallOptions(options, timeout, ["amount"]);
      if (state.busy) throw loaderError("busy");
      change({ busy: true, fields: {} });
      /** @type {import("./guard.js").Work<import("../src/wasm/types").Token>} */
      const work = async (...means) => (await open()).submit(amount, ...means);
      try {
        const token = await guarded(work, limits, pending);
        emit("token", token);
        return token;
      } catch (error) {
        const fields = /** @type {import("../src/wasm/types").TokenizerError} */ (error).issues.map(({ field, code }) => [field, { status: "invalid", code }]);
        Object.assign(state.fields, Object.fromEntries(fields));
        emit("error", error);
        throw error;
      } finally {
        change({ busy: false });
      }
    },

    getState,

    async setField(/** @type {any} */ field, /** @type {any} */ news) {
      alive();
      (await open()).setField(field, news);
    },

    clear() {
      alive();
      frame?.clear();
    },

    focus() {
      alive();
      frame?.focus();
    },

    on(/** @type {any} */ name, /** @type {any} */ handler) {
      alive();
      handlers.push([name, handler]);
    },

    off(/** @type {any} */ name, /** @type {any} */ handler) {
      handlers = handlers.filter(([wanted, known]) => wanted !== name || known !== handler);
    },

    destroy() {
      if (destroyed) return;
      destroyed = true;
      handlers = [];
      frame?.destroy();
      for (const fail of pending) fail("destroyed");
      gone();
    },
  });
}
