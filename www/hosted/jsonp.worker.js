// The worker inside jsonp.html in which the gateway's reply runs: no document, no history, no focus, a thread of its own.
// @ts-check

import { expectReply } from "./jsonp.reply.js";

const scope = /** @type {any} */ (self);
const send = scope.postMessage.bind(scope);

const run = (/** @type {MessageEvent} */ { data: [name, url] }) => {
  const fail = expectReply(name, send);
  // Some replies say `window.NAME(…)`.
  scope.window = scope;
  try {
    scope.importScripts(url);
    fail("silent");
  } catch {
    // The browser's text holds the address with the number: it stays here.
    fail("load");
  }
};
scope.addEventListener("message", run, { once: true });
send(["started"]);
