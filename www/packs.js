// What customers read, by language. Each pack is loaded when a page wants it.
// @ts-check

/** @typedef {Record<string, string>} Pack by code, by category where a code has no sentence of its own, and a few words more */

// In full, so that bundlers find the files.
/** @type {Record<string, () => Promise<{ default: Pack }>>} */
const PACKS = {
  ar: () => import("./messages/ar.js"), de: () => import("./messages/de.js"), en: () => import("./messages/en.js"), es: () => import("./messages/es.js"),
  fr: () => import("./messages/fr.js"), it: () => import("./messages/it.js"), ja: () => import("./messages/ja.js"), nl: () => import("./messages/nl.js"),
  pl: () => import("./messages/pl.js"), pt: () => import("./messages/pt.js"), zh: () => import("./messages/zh.js"),
};

/**
 * The pack of a language, else that of an element, else English. None where it does not come: the core's own sentences are English.
 * @param {Element | null} element
 * @param {string} [language] a BCP 47 tag
 * @returns {Promise<Pack>}
 */
export function loadPack(element, language = element?.closest("[lang]")?.getAttribute("lang") ?? "") {
  return (PACKS[language.toLowerCase().split("-")[0]] ?? PACKS.en)().then((pack) => pack.default, () => ({}));
}
