// The script tag without JavaScript of the page's own: its attributes become options, and the form waits for a token.
// @ts-check

import { apologize } from "./hold.js";
import { ATTACH } from "./options.js";

const LISTS = ["acceptedBrands", "optional"];

/** @param {string} name @param {string} text @returns {unknown} */
const valueOf = (name, text) => (/^(true|false|\d{1,6})$/.test(text) ? JSON.parse(text) : LISTS.includes(name) ? text.split(/[\s,]+/) : text);

/**
 * @param {DOMStringMap} attributes of the script
 * @param {(options: any) => import("../src/wasm/types").Tokenizer} createTokenizer
 */
export function attachScript({ form: target = "", ...attributes }, createTokenizer) {
  /** @type {Record<string, any>} */
  const options = { tokenizer: {}, attach: {} };
  for (const [name, text = ""] of Object.entries(attributes)) options[Object.keys(ATTACH).includes(name) ? "attach" : "tokenizer"][name] = valueOf(name, text);
  /** Somebody was quicker than the page. @type {SubmitEvent | undefined} */
  let early;
  const hold = (/** @type {SubmitEvent} */ event) => {
    const form = /** @type {Element} */ (event.target);
    if (!(form.closest(target) ?? form.querySelector(target))) return;
    event.preventDefault();
    early = event;
  };
  /** One line for whoever made the page: codes and fixed sentences alone. @param {any} error */
  const report = ({ code, field, category, message }) => category === "merchant" && console.error(`panless: ${code}${field ? ` (${field})` : ""}: ${message}`);
  const begin = () => {
    try {
      createTokenizer(options.tokenizer).attach(target, options.attach).on("error", report);
      removeEventListener("submit", hold, true);
      if (early) /** @type {HTMLFormElement} */ (early.target).requestSubmit?.(early.submitter);
    } catch (error) {
      report(error);
      // The form, if there is one, stays where it is; one that another script has attached is that one's.
      try { /** @type {any} */ (error).field !== "container" ? apologize(/** @type {any} */ (document.querySelector(target))) : document.querySelector(target) && removeEventListener("submit", hold, true); } catch {}
    }
  };
  // What is no selector holds nothing; `begin` tells of it.
  addEventListener("submit", hold, true);
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", begin) : begin();
}
