// tokenizer.attach and tokenizer.mount: the one interface of fields on the page. What works the fields is loaded when it is used.
// @ts-check

import { isTokenizerError, loaderError } from "./error.js";
import { holdSubmit } from "./hold.js";
import { makeLife } from "./life.js";
import { readCallOptions } from "./options.js";
import { callBack } from "./report.js";

/** @typedef {import("../src/wasm/forms").PaymentForm} PaymentForm */
/** @typedef {import("../src/wasm/forms").FormState} FormState */
/** @typedef {import("../src/wasm/types").TokenizerError} TokenizerError */

/**
 * What works the fields.
 * @typedef {{
 *   submit: (given: Record<string, any>, ...means: Parameters<import("./exchange.js").Sending>) => Promise<any>,
 *   setField: (field: string, news: any) => void | Promise<void>,
 *   clear: () => void,
 *   focus: (field?: string) => void,
 *   destroy: () => void,
 * } & Partial<import("./hold.js").Sender>} Worker where it holds, it is a sender, too
 *
 * What it works with.
 * @typedef {{
 *   container: HTMLElement,
 *   given: Record<string, any>,
 *   timeout: number,
 *   state: FormState,
 *   emit: (name: string, detail?: unknown) => void,
 *   change: (news: Partial<FormState>) => void,
 *   error: typeof loaderError,
 *   form: PaymentForm,
 *   start: () => Promise<import("./exchange.js").Bound>,
 * }} Tools
 */

/**
 * The element that a caller means.
 * @param {unknown} target the element, or a selector of it
 * @returns {HTMLElement}
 */
export function findContainer(target) {
  let container = /** @type {any} */ (target);
  try { if (typeof target === "string") container = document.querySelector(target); } catch {
    // No selector, or no document.
  }
  if (container?.nodeType !== 1) throw loaderError("option_invalid", { field: "container" });
  return container;
}

/** @param {HTMLElement} container */
function makeEvents(container) {
  /** @type {[name: string, handler: Function][]} */
  let handlers = [];
  return {
    on: (/** @type {any} */ name, /** @type {any} */ handler) => void handlers.push([name, handler]),
    off(/** @type {any} */ name, /** @type {any} */ handler) {
      handlers = handlers.filter(([wanted, known]) => wanted !== name || known !== handler);
    },
    emit(/** @type {string} */ name, /** @type {unknown} */ detail) {
      for (const [wanted, handler] of handlers) if (wanted === name) callBack(handler, detail);
      container.dispatchEvent(new CustomEvent(`panless:${name}`, { bubbles: true, composed: true, detail }));
    },
  };
}

/**
 * @param {Pick<Tools, "container" | "given" | "timeout" | "start">} means
 * @param {(tools: Tools) => Promise<() => Worker>} load gives what makes the worker
 * @param {import("./options.js").Names} callOptions what a call takes beside limits
 * @param {boolean} holds whether the page's form must wait for the token
 * @param {() => void} gone called when the form has been destroyed
 * @returns {PaymentForm}
 */
export function createForm(means, load, callOptions, holds, gone) {
  const { container, timeout } = means;
  const life = makeLife();
  const events = makeEvents(container);
  /** @type {FormState} */
  const state = { ready: false, busy: false, valid: null, kind: null, brand: null, fields: {} };
  /** @type {Promise<Worker> | undefined} */
  let opening;
  /** @type {Worker | undefined} */
  let worker;

  /** @type {Tools["emit"]} */
  const emit = (name, detail) => void (life.isOver() || events.emit(name, detail));
  const getState = () => ({ ...state, fields: { ...state.fields } });
  const change = (/** @type {Partial<FormState>} */ news) => emit("change", (Object.assign(state, news), getState()));
  const open = () => (opening ??= start());
  const start = async () => {
    try {
      const make = await load({ ...means, state, emit, change, error: loaderError, form });
      life.check();
      return (worker = make());
    } catch (cause) {
      opening = undefined;
      throw isTokenizerError(cause) ? cause : loaderError("core_failed", { cause });
    }
  };
  const opened = () => life.guarded(open, { timeout });

  /** @type {PaymentForm} */
  const form = Object.freeze({
    generateToken: life.async(async (/** @type {unknown} */ options) => {
      const { signal, timeout: limit, ...given } = readCallOptions(options, timeout, callOptions);
      if (state.busy) throw loaderError("busy");
      change({ busy: true, fields: {} });
      try {
        const token = await life.guarded(async (...sending) => (await open()).submit({ __proto__: null, ...given, timeout: limit }, ...sending), { signal, timeout: limit });
        emit("token", token);
        return token;
      } catch (error) {
        for (const { field, code } of /** @type {TokenizerError} */ (error).issues) if (field) state.fields[field] = { status: "invalid", code };
        emit("error", error);
        throw error;
      } finally { change({ busy: false }); }
    }),
    getState,
    setField: life.async((/** @type {any} */ field, /** @type {any} */ news, { value, error } = /** @type {any} */ ({ __proto__: null, ...news })) => life.guarded(async () => (await open()).setField(field, { value, error }), { timeout })),
    clear: life.sync(() => worker?.clear()),
    focus: life.sync((/** @type {string} */ field) => worker?.focus(field)),
    on: life.sync(events.on),
    off: events.off,
    destroy: () => life.end(() => (release?.(), worker?.destroy(), gone())),
  });
  const release = holds ? holdSubmit(container, /** @type {any} */ (opened)) : undefined;
  if (holds && !release) throw loaderError("option_invalid", { field: "container" });
  opened().catch((error) => emit("error", error));
  return form;
}
