// createTokenizer and generateToken.
// @ts-check

import { brands } from "panless-generated";
import { monthAt } from "./calendar.js";
import { startCore, startedCore } from "./core.js";
import { issueOf, loaderError } from "./error.js";
import { answer, exchange } from "./exchange.js";
import { guarded } from "./guard.js";
import { readCallOptions, readThird, readTokenizerOptions } from "./options.js";
import { mount } from "./mount.js";
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
  const { config, timeout, loading } = settings;
  /** @type {Set<import("./guard.js").Fail>} */
  const pending = new Set();
  /** @type {Set<import("../src/wasm/forms").PaymentForm>} */
  const forms = new Set();
  let destroyed = false;

  const alive = () => {
    if (destroyed) throw loaderError("destroyed");
  };

  return Object.freeze({
    get ready() {
      return guarded(
        async () => {
          alive();
          answer(await startCore(find, loading), config.steps, config.configure);
        },
        { timeout },
        pending,
      );
    },

    /** @param {PaymentInput} payment @param {unknown} [options] */
    async generateToken(payment, options) {
      alive();
      const limits = readCallOptions(options, timeout);
      const given = snapshot(payment);
      /** @type {import("./guard.js").Work<Token>} */
      const work = async (...means) => exchange(startedCore(loading) ?? (await startCore(find, loading)), config, given, () => find.jsonp(loading.assets), ...means);
      return guarded(work, limits, pending);
    },

    /** @param {PaymentInput} payment */
    validate(payment) {
      alive();
      const core = startedCore(loading);
      if (!core) throw loaderError("not_ready");
      /** @param {import("./port.js").Exports} exports */
      const ask = (exports) => {
        const configured = config.configure(exports);
        if (configured) exports.validate(monthAt(Date.now()));
        return configured;
      };
      const { valid, issues, brand } = answer(core, [...snapshot(payment), ...config.steps], ask).record;
      return { valid, issues: issues.map(issueOf), brand: brands[brand] ?? null };
    },

    /** @param {unknown} container @param {unknown} [options] */
    mount(container, options) {
      alive();
      const form = mount(find, settings, container, options, () => forms.delete(form));
      forms.add(form);
      return form;
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
