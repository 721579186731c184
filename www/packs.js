// What customers read, by language. Each pack is loaded when a page wants it.
// @ts-check

import { packs } from "panless-packs";

/** @typedef {Record<string, string>} Pack by code, by category where a code has no sentence of its own, and a few words more */

/**
 * The pack of a language, else that of an element, else English. None where it does not come: the core's own sentences are English.
 * @param {Element | null} element
 * @param {string} [language] a BCP 47 tag
 * @returns {Promise<Pack>}
 */
export function loadPack(element, language = element?.closest("[lang]")?.getAttribute("lang") ?? "") {
  return (packs[language.toLowerCase().split("-")[0]] ?? packs.en)().then((pack) => pack.default, () => ({}));
}
