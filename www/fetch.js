// Sends a request of the core's with the browser's `fetch`. Nothing here knows a gateway.
// @ts-check

/** @typedef {import("./exchange.js").Lost} Lost */

/** The largest reply that is read, in bytes. */
const LIMIT = 256 * 1024;

/** Whether the browser thinks that it has a network. Where nobody can say, it has. */
const online = () => globalThis.navigator?.onLine ?? true;

/** @type {import("./exchange.js").Send} */
export async function send({ url, encoding, user, body }, { signal, sent, lost }) {
  const form = encoding === "form";
  const wasOnline = online();
  /** @type {Record<string, string>} */
  const headers = {};
  if (user !== null) headers.authorization = `Basic ${btoa(`${user}:`)}`;
  // The browser itself sets the content type of a form, which needs no preflight.
  if (!form) headers["content-type"] = "application/json";
  /** @type {RequestInit} */
  const options = {
    method: "POST",
    headers,
    body: form ? new URLSearchParams(/** @type {any} */ (body)) : JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    // A followed redirect would send the card to another place. "manual" instead of "error" tells it apart from a lost
    // connection.
    redirect: "manual",
    referrerPolicy: "no-referrer",
    signal,
  };
  sent();
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw wasOnline || online() ? lost("network_failed", 0, true) : lost("offline", 0, false);
  }
  if (response.type === "opaqueredirect") throw lost("redirected", 0, true);
  return { status: response.status, text: await read(response, lost) };
}

/**
 * @param {Response} response
 * @param {Lost} lost
 */
async function read({ body, status }, lost) {
  if (!body) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for (;;) {
    const chunk = await reader.read().catch(() => {
      throw lost("network_failed", status, true);
    });
    if (!chunk.value) return text + decoder.decode();
    bytes += chunk.value.byteLength;
    if (bytes > LIMIT) {
      // The rest is not wanted.
      reader.cancel().catch(() => {});
      throw lost("reply_too_large", status, status < 400);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}
