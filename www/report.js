// What the page's own handlers throw is the page's error, not ours: it is reported as uncaught.
// @ts-check

/**
 * Calls a handler of the page's.
 * @param {Function} handler
 * @param {unknown[]} given
 */
export function callBack(handler, ...given) {
  try {
    handler(...given);
  } catch (error) {
    const report = globalThis.reportError ?? ((/** @type {unknown} */ uncaught) => setTimeout(() => {
      throw uncaught;
    }));
    report(error);
  }
}
