// One JSONP call without giving away the page: the gateway's reply, which is code, runs inside a throw-away frame of an
// opaque origin (hosted/jsonp.html), and only text comes out of it.
// @ts-check

import { randomHex } from "./hex.js";
import { forbids } from "./policy.js";

/** The longest reply that is taken, in characters of JSON. */
export const LIMIT = 262_144;

// In milliseconds: until the frame must have answered, and how long it may take to answer after it has loaded.
const READY_LIMIT = 5000;
const GREETED_LIMIT = 3000;

/**
 * Nothing was sent: "csp" (the page's policy forbids the frame), "frame" (it did not load, or is another page), "request"
 * (it serves another endpoint). Sent, but no reply that can be used: "load" (unreachable, refused, an HTTP error, no
 * script), "silent" (it did not call back), "shape" (not JSON), "large". "aborted" is either.
 * @typedef {"csp" | "frame" | "request" | "load" | "silent" | "shape" | "large" | "aborted"} Failure
 */

// What the frame may say; only "request" is its own word, the others may be the reply's.
const FAILURES = ["request", "load", "silent", "large"];

/**
 * Makes one call; the promise never rejects. When it settles, frame, port, listeners and timers are gone, and so is a
 * request that still ran.
 * @param {{ file: string, endpoint: string, query: string }} request where jsonp.html lies; the gateway's address as that
 *   file names it; the encoded query, without the callback
 * @param {AbortSignal} signal ends the call; a deadline is the caller's
 * @param {() => void} sent called right before the request may leave
 * @returns {Promise<{ text: string, failed?: undefined } | { failed: Failure, text?: undefined }>} the reply as JSON text, to be distrusted
 */
export function jsonp({ file, endpoint, query }, signal, sent) {
  return new Promise((resolve) => {
    const { port1: port, port2 } = new MessageChannel();
    const frame = document.createElement("iframe");

    let asked = false;

    const end = (/** @type {any} */ answer) => {
      timers.forEach((timer) => clearTimeout(timer));
      signal.removeEventListener("abort", abort);
      document.removeEventListener("securitypolicyviolation", blocked);
      port.onmessage = frame.onload = null;
      port.close();
      frame.remove();
      resolve(/** @type {any} */ ({ __proto__: null, ...answer }));
    };
    const fail = (/** @type {Failure} */ failed) => end({ failed });
    const abort = () => fail("aborted");
    /** @type {ReturnType<typeof setTimeout>[]} */
    const timers = [];
    const limit = (/** @type {number} */ ms) => timers.push(setTimeout(() => fail("frame"), ms));
    const blocked = (/** @type {SecurityPolicyViolationEvent} */ event) => { if (!asked && forbids(event, frame.src)) fail("csp"); };

    port.onmessage = ({ data }) => {
      const [what, value] = Array.isArray(data) ? data : [];
      if (asked) {
        const isText = typeof value === "string" && value.length <= LIMIT;
        if (what === "reply" && isText) end({ text: value });
        else fail(FAILURES.includes(value) ? value : "shape");
      } else if (what === "ready" && value === 1) {
        asked = true;
        timers.forEach((timer) => clearTimeout(timer));
        sent();
        // A name that nobody else can guess, so that no other reply can answer this call.
        port.postMessage({ name: `p${randomHex()}`, endpoint, query });
      } else fail("frame");
    };
    frame.onload = () => {
      frame.onload = null;
      limit(GREETED_LIMIT);
      // An opaque origin has no name to address: this message holds nothing, and what matters goes over the port.
      frame.contentWindow?.postMessage("panless", "*", [port2]);
    };

    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort);
    document.addEventListener("securitypolicyviolation", blocked);
    limit(READY_LIMIT);
    frame.setAttribute("aria-hidden", "true");
    frame.style.display = "none";
    // The sandbox stands before the address; `credentialless` is known to Chromium alone.
    const settings = { sandbox: "allow-scripts", referrerPolicy: "no-referrer", credentialless: true, title: "", tabIndex: -1 };
    Object.assign(frame, settings, { src: file });
    (document.body ?? document.documentElement).append(frame);
  });
}
