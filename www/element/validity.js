// Whether the form may be sent, as the browser sees it: not while the fields are known to be wrong, unless their token is there.
// @ts-check

import { sentences } from "panless-sentences";
import { loadPack } from "../packs.js";

/** @typedef {{ begun: boolean, token: unknown, state: import("../../src/wasm/forms").FormState, own: Record<string, string> | undefined }} Known */

/**
 * @param {import("./work.js").Card} card
 * @param {ElementInternals} internals
 * @param {() => Known} read
 */
export function makeValidity(card, internals, read) {
  /** @type {import("../packs.js").Pack} */
  let pack = {};

  /** The field to be named: one that was judged aloud, else one that nobody leaves out. @param {Known} known */
  const codeOf = ({ begun, state }) => {
    const wrong = Object.entries(state.fields).filter(([, { status }]) => status !== "valid");
    const [name, said] = wrong.find(([, { code }]) => code) ?? wrong.find(([name]) => /number$|^(expiry|cvv)$/i.test(name)) ?? wrong[0] ?? [];
    if (!begun || !name) return begun ? "count" : "merchant";
    return said?.code ?? `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_${said?.status}`;
  };

  const judge = () => {
    const known = read();
    const { begun, token, state, own } = known;
    if (!card.isConnected || token || (begun && state.valid !== false)) return internals.setValidity(/** @type {any} */ ({ __proto__: null }));
    const code = codeOf(known);
    const text = /** @type {any} */ ({ __proto__: null, ...sentences, ...pack, ...own })[code] ?? "Check the payment details.";
    internals.setValidity(/** @type {any} */ ({ __proto__: null, customError: true }), text.replace("{brand}", state.brand ?? "").replace("{count}", "1"));
  };

  return {
    judge,
    /** The customer's words. @param {AbortSignal} signal */
    load(signal) {
      judge();
      loadPack(card, /** @type {any} */ (card).language ?? undefined).then((loaded) => {
        if (!signal.aborted) (pack = loaded), judge();
      });
    },
  };
}
