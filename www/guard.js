// One guard around every call: it settles exactly once, at the first of answer, abort, deadline and destroy.
// @ts-check

import { loaderError } from "./error.js";

/** @typedef {(code: import("./error.js").Code, cause?: unknown) => void} Fail */

/**
 * @template T
 * @typedef {(signal: AbortSignal, sent: () => void, fail: Fail) => Promise<T>} Work
 */

/** The longest and the usual time in milliseconds until a call settles. */
export const TIMEOUT_LIMIT = 600_000;
export const TIMEOUT_DEFAULT = 15_000;

/**
 * Runs `work` and settles as it does, unless something else comes first; then `work`'s signal is aborted.
 *
 * `work` gets a signal of our own, which is only ever aborted without a reason, a function to call right before bytes may
 * leave, and one to fail by. The guard does not wait for `work` once something else came.
 * @template T
 * @param {Work<T>} work
 * @param {{ signal?: AbortSignal, timeout?: number }} [limits]
 * @param {Set<Fail>} [pending] where the guard can be reached until it settles
 * @returns {Promise<T>}
 */
export function guarded(work, limits, pending = new Set(), { signal, timeout = TIMEOUT_DEFAULT } = /** @type {NonNullable<typeof limits>} */ ({ __proto__: null, ...limits })) {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let sent = false;
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      pending.delete(fail);
    };
    /** @type {Fail} */
    const fail = (code, cause) => {
      release();
      reject(loaderError(code, { sent, cause }));
      controller.abort();
    };
    const abort = () => fail("aborted", signal?.reason);
    const timer = setTimeout(() => fail("timeout"), timeout);
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);
    pending.add(fail);
    // A page may have put a Promise of its own in the place of the browser's, which knows no more than this.
    work(controller.signal, () => void (sent = true), fail).then((made) => (release(), resolve(made)), (cause) => (release(), reject(cause)));
  });
}
