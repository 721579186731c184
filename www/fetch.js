// Sends a request of the core's with the browser's `fetch`. Nothing here knows a gateway.
// @ts-check

import { jsonOf } from "./json.js";

/** The largest reply that is read, in bytes. */
const LIMIT = 256 * 1024;

/**
 * A followed redirect would send the card to another place. "manual" instead of "error" tells it apart from a lost connection.
 * What is inherited would be read, too, so nothing is but this, which telemetry around `fetch` asks for.
 */
const OPTIONS = { hasOwnProperty: Object.prototype.hasOwnProperty, method: "POST", credentials: "omit", cache: "no-store", redirect: "manual", referrerPolicy: "no-referrer" };

/** Whether the browser thinks that it has no network. Where nobody can say, it has one. */
const offline = () => globalThis.navigator?.onLine === false;

/** @type {import("./exchange.js").Send} */
export async function send([url, encoding, user, body], { signal, sent, lost }) {
  const form = encoding === "form";
  const wasOffline = offline();
  // The type of a form needs no preflight, and as text it is one also where a page has a URLSearchParams of its own.
  const headers = { "content-type": `application/${form ? "x-www-form-urlencoded;charset=UTF-8" : "json"}`, ...(user !== null && { authorization: `Basic ${btoa(`${user}:`)}` }) };
  sent();
  let response;
  try {
    response = await fetch(url, /** @type {any} */ ({ __proto__: null, ...OPTIONS, headers, signal, body: form ? `${new URLSearchParams(/** @type {any} */ (body))}` : jsonOf(body) }));
  } catch { return wasOffline && offline() ? lost("offline", false) : lost("network_failed", true); }
  const { status } = response;
  if (response.type === "opaqueredirect") lost("redirected", true);
  const text = await readText(response, LIMIT).catch(() => lost("network_failed", true, status));
  return { status, text: text ?? lost("reply_too_large", status < 400, status) };
}

/** Nothing where there is more than `limit` bytes. @param {Response} response @param {number} limit */
export async function readText(response, limit) {
  // Where a page has a fetch of its own there may be no stream.
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = [reader ? "" : await response.text(), 0];
  while (reader) {
    const { value } = await reader.read();
    if (!value) break;
    bytes += value.byteLength;
    // The rest is not wanted.
    if (bytes > limit) return void reader.cancel().catch(() => {});
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
