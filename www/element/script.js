// For panless-element.js: the loader is the one of panless.js, which stands before it on the page.
// @ts-check

/** @param {unknown} options @returns {import("../../src/wasm/types").Tokenizer} */
export const createTokenizer = (options) => /** @type {any} */ (globalThis)[Symbol.for("panless")].createTokenizer(options);
