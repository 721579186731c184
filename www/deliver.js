// Which way a request takes: with `fetch`, or as JSONP.
// @ts-check

import { online, send } from "./fetch.js";
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
 * @param {import("panless-glue").RequestRecord} request
 * @param {() => URL} frame where jsonp.html lies
 * @param {import("./exchange.js").Means} means
 * @returns {Promise<import("./exchange.js").Reply>}
 */
export async function deliver(request, frame, means) {
  if (request.encoding !== "jsonp") return send(request, means);
  const query = Object.entries(request.body).map(([name, value]) => `${name}=${encodeURIComponent(`${value}`)}`).join("&");
  const wasOnline = online();
  const file = globalThis.document ? frame().href : "";
  const { text, failed } = file ? await jsonp({ file, endpoint: request.url, query }, means.signal, means.sent) : FRAMELESS;
  if (text !== undefined) return { status: 0, text };
  // Where neither before nor after there was a network, nothing can have left.
  if ((failed === "frame" || failed === "load") && !wasOnline && !online()) throw means.lost("offline", 0, false);
  const [code, unknown] = FAILURES[failed];
  throw means.lost(code, 0, unknown);
}

/** @type {{ failed: "frame", text?: undefined }} */
const FRAMELESS = { failed: "frame" };
