// Sends a request of the core's with the browser's `fetch`. Nothing here knows a gateway.
// @ts-check

/** The largest reply that is read, in bytes. */
const LIMIT = 256 * 1024;

/**
 * A followed redirect would send the card to another place. "manual" instead of "error" tells it apart from a lost connection.
 * @type {RequestInit}
 */
const OPTIONS = { method: "POST", credentials: "omit", cache: "no-store", redirect: "manual", referrerPolicy: "no-referrer" };

/** Whether the browser thinks that it has no network. Where nobody can say, it has one. */
const offline = () => globalThis.navigator?.onLine === false;

/** @type {import("./exchange.js").Send} */
export async function send([url, encoding, user, body], { signal, sent, lost }) {
  const form = encoding === "form";
  const wasOffline = offline();
  // The browser itself sets the content type of a form, which needs no preflight.
  const headers = /** @type {Record<string, string>} */ (form ? {} : { "content-type": "application/json" });
  if (user !== null) headers.authorization = `Basic ${btoa(`${user}:`)}`;
  sent();
  let response;
  try {
    response = await fetch(url, { ...OPTIONS, headers, signal, body: form ? new URLSearchParams(/** @type {any} */ (body)) : JSON.stringify(body) });
  } catch { return wasOffline && offline() ? lost("offline", false) : lost("network_failed", true); }
  const { status } = response;
  if (response.type === "opaqueredirect") lost("redirected", true);
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
