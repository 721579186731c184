// createTokenizer and generateToken.
// @ts-check

import { bind, bound } from "./bound.js";
import { startedCore } from "./core.js";
import { loaderError } from "./error.js";
import { createForm, findContainer } from "./form.js";
import { guarded } from "./guard.js";
import { ATTACH, MOUNT, readCallOptions, readFormOptions, readThird, readTokenizerOptions } from "./options.js";
import { snapshot } from "./port.js";
import { callBack } from "./report.js";

/** @typedef {import("../src/wasm/types").Tokenizer} Tokenizer */
/** @typedef {import("../src/wasm/types").Token} Token */
/** @typedef {import("../src/wasm/types").PaymentInput} PaymentInput */

/**
 * @param {import("./core.js").Find} find
 * @param {unknown} given
 * @returns {Tokenizer}
 */
export function createTokenizer(find, given) {
  const settings = readTokenizerOptions(given);
  const { timeout, loading } = settings;
  /** @type {Set<import("./guard.js").Fail>} */
  const pending = new Set();
  /** @type {Set<import("../src/wasm/forms").PaymentForm>} */
  const forms = new Set();
  let destroyed = false;

  const alive = () => {
    if (destroyed) throw loaderError("destroyed");
  };
  const start = () => bound(find, settings);
  const failed = (/** @type {unknown} */ cause) => {
    throw loaderError("core_failed", { cause });
  };
  /**
   * @param {unknown} target
   * @param {Record<string, any>} given
   * @param {Parameters<typeof createForm>[1]} load
   * @param {string[]} callOptions
   * @param {boolean} holds
   */
  const form = (target, given, load, callOptions, holds) => {
    const made = createForm({ container: findContainer(target), given, timeout, start }, load, callOptions, holds, () => forms.delete(made));
    forms.add(made);
    return made;
  };

  return Object.freeze({
    get ready() {
      return guarded(async () => (alive(), (await start()).check()), { timeout }, pending);
    },

    /** @param {PaymentInput} payment @param {unknown} [options] */
    async generateToken(payment, options) {
      alive();
      const limits = readCallOptions(options, timeout);
      const given = snapshot(payment);
      return guarded(async (...means) => (await start()).exchange(given, ...means), limits, pending);
    },

    /** @param {PaymentInput} payment */
    validate(payment) {
      alive();
      const core = startedCore(loading);
      if (!core) throw loaderError("not_ready");
      return bind(core, find, settings).validate(snapshot(payment));
    },

    /** @param {unknown} target @param {unknown} [options] */
    attach(target, options) {
      alive();
      const { messages, ...given } = readFormOptions(options, ATTACH);
      return form(target, { ...given, messages: { ...settings.messages, ...messages } }, async (tools) => {
        const { openFields } = await find.fields(loading.assets).catch(failed);
        return () => openFields(tools);
      }, [], true);
    },

    /** @param {unknown} target @param {unknown} [options] */
    mount(target, options) {
      alive();
      const given = readFormOptions(options, MOUNT);
      return form(target, given, async (tools) => {
        const [core, { openFrame }] = await Promise.all([start(), find.frame(loading.assets).catch(failed)]);
        return () => openFrame({ ...tools, ...core });
      }, ["amount"], false);
    },

    destroy() {
      destroyed = true;
      for (const form of forms) form.destroy();
      for (const fail of pending) fail("destroyed");
    },
  });
}

/**
 * The one-call form.
 * @param {import("./core.js").Find} find
 * @param {unknown} publicKey
 * @param {PaymentInput} payment
 * @param {unknown} [third] a callback, or options
 * @returns {Promise<Token>}
 */
export function generateToken(find, publicKey, payment, third) {
  /** @type {Function | undefined} */
  let callback;
  const run = async () => {
    const { callback: given, call, options } = readThird(third);
    callback = given;
    return createTokenizer(find, { ...options, publicKey }).generateToken(payment, call);
  };
  const promise = run();
  if (callback) {
    const told = callback;
    promise.then((token) => callBack(told, null, token), (error) => callBack(told, error, null));
  }
  return promise;
}
