// Sends a request of the core's as JSONP. Loaded only for gateways that want it.
// @ts-check

import { jsonp } from "./jsonp.js";

/**
 * What a failure of JSONP is called, and whether a token may have been made.
 * @type {Record<import("./jsonp.js").Failure, [code: import("../src/wasm/types").Code, unknown: boolean]>}
 */
const FAILURES = {
  csp: ["frame_blocked", false],
  frame: ["frame_failed", false],
  // jsonp.html serves another endpoint than the one that was asked for.
  request: ["base_url_invalid", false],
  load: ["network_failed", true],
  silent: ["reply_invalid", true],
  shape: ["reply_invalid", true],
  large: ["reply_too_large", true],
  aborted: ["aborted", true],
};

/**
 * @param {string} file where jsonp.html lies
 * @returns {import("./exchange.js").Send}
 */
export function sender(file) {
  // Without a document there is no frame to be had.
  if (!globalThis.document) throw 0;
  return async ([endpoint, , , body], { signal, sent, lost }) => {
    const query = Object.entries(body).map(([name, value]) => `${name}=${encodeURIComponent(`${value}`)}`).join("&");
    const wasOnline = navigator.onLine;
    const { text, failed } = await jsonp({ file, endpoint, query }, signal, sent);
    if (text !== undefined) return { status: 0, text };
    // Where neither before nor after there was a network, nothing can have left.
    if ((failed === "frame" || failed === "load") && !wasOnline && !navigator.onLine) return lost("offline", false);
    return lost(...FAILURES[failed]);
  };
}
