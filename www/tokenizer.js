// createTokenizer and generateToken.
// @ts-check

import { version } from "panless-generated";
import { bind, bound } from "./exchange.js";
import { coreFailed, startedCore } from "./core.js";
import { errorOf, loaderError } from "./error.js";
import { createForm, findContainer } from "./form.js";
import { makeLife } from "./life.js";
import { ATTACH, MOUNT, OWN, readCallOptions, readFormOptions, readThird, readTokenizerOptions, readUrl } from "./options.js";
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
  const { timeout, loading, seal } = settings;
  const life = makeLife();
  /** @type {Set<import("../src/wasm/forms").PaymentForm>} */
  const forms = new Set();
  const sealPart = async () => (await find.part("seal", loading.assets).catch(coreFailed)).open(settings, { fault: loaderError, readUrl });
  // Fields begin with the key, too, and have no deadline of their own.
  if (seal) settings.sealing = (signal, again) => life.guarded(async (/** @type {AbortSignal} */ own) => (await sealPart()).seal(own, again), { signal, timeout });
  // What is sealed is built by the whole core.
  const start = (/** @type {boolean} */ whole = !!seal) => bound(find, settings, whole);
  /**
   * @param {unknown} target
   * @param {Record<string, any>} given
   * @param {Parameters<typeof createForm>[1]} load
   * @param {import("./options.js").Names} callOptions
   * @param {boolean} holds
   */
  const form = (target, given, load, callOptions, holds) => {
    const made = createForm({ container: findContainer(target), given, timeout, start: () => start(true) }, load, callOptions, holds, () => forms.delete(made));
    forms.add(made);
    return made;
  };

  /** The form's own words before the tokenizer's. @param {Record<string, any>} given */
  const worded = (given) => Object.assign(given, { messages: { __proto__: null, ...settings.messages, ...given.messages } });

  return Object.freeze({
    get ready() { return life.guarded(life.async(async (/** @type {AbortSignal} */ signal) => (await start()).check(signal)), { timeout }); },
    generateToken: life.async(async (/** @type {PaymentInput} */ payment, /** @type {unknown} */ options) => {
      const limits = readCallOptions(options, timeout);
      const given = snapshot(payment);
      return life.guarded(async (...means) => (await start()).exchange(given, ...means), limits);
    }),
    validate: life.sync((/** @type {PaymentInput} */ payment) => {
      const core = startedCore(loading);
      if (!core) throw loaderError("not_ready");
      return bind(core, find, settings).validate(snapshot(payment));
    }),
    attach: life.sync((/** @type {unknown} */ target, /** @type {unknown} */ options) => {
      return form(target, worded(readFormOptions(options, ATTACH)), async (tools) => {
        const { openFields } = await find.part("attach", loading.assets);
        return () => openFields(tools);
      }, {}, true);
    }),
    mount: life.sync((/** @type {unknown} */ target, /** @type {unknown} */ options) => {
      const { frameUrl, ...others } = readFormOptions(options, { ...MOUNT, ...OWN });
      if (frameUrl !== undefined) {
        const given = Object.assign(worded(readFormOptions(others, OWN)), { frameUrl: readUrl(frameUrl, "frameUrl") });
        return form(target, given, async (tools) => {
          const { openOwn } = await find.part("mount", loading.assets);
          return () => openOwn({ ...tools, settings, version, errorOf });
        }, {}, false);
      }
      const given = readFormOptions(others, MOUNT);
      return form(target, given, async (tools) => {
        const [core, { openFrame }] = await Promise.all([start(true), find.part("frame", loading.assets)]);
        return () => openFrame({ ...tools, ...core });
      }, { amount: MOUNT.amount }, false);
    }),
    refreshKeys: life.async(() => life.guarded(async (signal) => void (await settings.sealing?.(signal, true)), { timeout })),
    redirect: life.async((/** @type {string} */ link) => life.guarded(async () => (await sealPart()).redirect(link), { timeout })),
    destroy: () => life.end(() => forms.forEach((made) => made.destroy())),
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
  /** @type {any} */
  let told;
  const promise = (async () => {
    const { callback, signal, ...options } = readThird(third);
    told = callback;
    return createTokenizer(find, { ...options, publicKey }).generateToken(payment, { signal });
  })();
  if (told) promise.then((token) => callBack(told, null, token), (error) => callBack(told, error, null));
  return promise;
}
