// Sends a request of the core's with the browser's `fetch`. Nothing here knows a gateway.
// @ts-check

/** The largest reply that is read, in bytes. */
const LIMIT = 256 * 1024;

/** Whether the browser thinks that it has no network. Where nobody can say, it has one. */
const offline = () => globalThis.navigator?.onLine === false;

/** @type {import("./exchange.js").Send} */
export async function send([url, encoding, user, body], { signal, sent, lost }) {
  const form = encoding === "form";
  const wasOffline = offline();
  /** @type {RequestInit} */
  const options = {
    method: "POST",
    headers: {
      ...(user !== null && { authorization: `Basic ${btoa(`${user}:`)}` }),
      // The browser itself sets the content type of a form, which needs no preflight.
      ...(!form && { "content-type": "application/json" }),
    },
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
    return wasOffline && offline() ? lost("offline", false) : lost("network_failed", true);
  }
  const { status, type } = response;
  if (type === "opaqueredirect") lost("redirected", true);
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  while (reader) {
    const { value } = await reader.read().catch(() => lost("network_failed", true, status));
    if (!value) break;
    bytes += value.byteLength;
    if (bytes > LIMIT) {
      // The rest is not wanted.
      reader.cancel().catch(() => {});
      lost("reply_too_large", status < 400, status);
    }
    text += decoder.decode(value, { stream: true });
  }
  return { status, text: text + decoder.decode() };
}
