// What the page's own handlers throw is the page's error, not ours: it is reported as uncaught.
// @ts-check

const throwLater = (/** @type {unknown} */ error) => setTimeout(() => { throw error; });

/**
 * Calls a handler of the page's.
 * @param {Function} handler
 * @param {unknown[]} given
 */
export function callBack(handler, ...given) {
  try { handler(...given); } catch (error) { (globalThis.reportError ?? throwLater)(error); }
}
