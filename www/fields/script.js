// The script tag without JavaScript of the page's own: its attributes become options.
// @ts-check

import { loadPack } from "../packs.js";

const LISTS = ["acceptedBrands", "optional"];

/** @param {string} name @param {string} text @returns {unknown} */
const valueOf = (name, text) => (/^(true|false|\d{1,6})$/.test(text) ? JSON.parse(text) : LISTS.includes(name) ? text.split(/[\s,]+/) : text);

/**
 * @param {DOMStringMap} attributes of the script
 * @param {string[]} attachOptions the options of `attach`; all others are the tokenizer's
 * @param {(options: any) => import("../../src/wasm/types").Tokenizer} createTokenizer
 */
export async function start({ form: target = "", ...attributes }, attachOptions, createTokenizer) {
  const [tokenizer, attach] = [false, true].map((isOurs) =>
    Object.fromEntries(Object.entries(attributes).filter(([name]) => attachOptions.includes(name) === isOurs).map(([name, text = ""]) => [name, /** @type {any} */ (valueOf(name, text))])));
  /** One line for whoever made the page: codes and fixed sentences alone. @param {any} error */
  const report = ({ code, field, category, message }) => category === "merchant" && console.error(`panless: ${code}${field ? ` (${field})` : ""}: ${message}`);
  try {
    createTokenizer(tokenizer).attach(target, attach).on("error", report);
  } catch (cause) {
    const { category, message } = /** @type {import("../../src/wasm/types").TokenizerError} */ (cause);
    report(cause);
    const form = document.querySelector(target);
    const pack = await loadPack(form, attach.language);
    const note = Object.assign(document.createElement("p"), { textContent: pack[category] ?? message });
    note.setAttribute("role", "status");
    form?.append(note);
  }
}
