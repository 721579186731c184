// A started core with the settings of one tokenizer: everything that fields and calls ask of it.
// @ts-check

import { brands } from "panless-generated";
import { monthAt } from "./calendar.js";
import { startCore, startedCore } from "./core.js";
import { errorOf, issueOf } from "./error.js";
import { answer, exchange, tokenOf } from "./exchange.js";
import { cardCore } from "./judge.js";
import { snapshot } from "./port.js";

/** @typedef {ReturnType<typeof bind>} Bound */
/** @typedef {(signal: AbortSignal, sent: () => void, fail: import("./guard.js").Fail) => Promise<import("../src/wasm/types").Token>} Sending */

/**
 * The core, started if need be.
 * @param {import("./core.js").Find} find
 * @param {import("./options.js").TokenizerSettings} settings
 */
export const bound = async (find, settings) => bind(startedCore(settings.loading) ?? (await startCore(find, settings.loading)), find, settings);

/**
 * @param {import("./core.js").Core} core
 * @param {import("./core.js").Find} find
 * @param {import("./options.js").TokenizerSettings} settings
 */
export function bind(core, find, { config, sets, loading }) {
  const { steps, configure } = config;
  return {
    ...cardCore(core, sets),
    snapshot,
    /** The place of a brand in its table. @param {unknown} id */
    placeOf: (id) => brands.indexOf(/** @type {any} */ (id)),

    /** @param {import("./port.js").Step[]} payment @param {Parameters<Sending>} means */
    exchange: (payment, ...means) => exchange(core, config, payment, () => find.jsonp(loading.assets), ...means),

    /** Tells whether the options are good, by an error if not. */
    check: () => void answer(core, steps, configure),

    /**
     * @param {import("./port.js").Step[]} payment
     * @returns {import("../src/wasm/types").Report}
     */
    validate(payment) {
      const { valid, issues, brand } = answer(core, [...payment, ...steps], (exports) => {
        const configured = configure(exports);
        if (configured) exports.validate(monthAt(Date.now()));
        return configured;
      }).record;
      return { valid, issues: issues.map(issueOf), brand: brands[brand] ?? null };
    },

    /** For what hosts fields elsewhere. */
    core,
    config,
    answer,
    tokenOf,
    errorOf,
  };
}
