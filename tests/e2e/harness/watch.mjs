// What a call could change in a page, or leave in it.

import { waitFor } from "./wait.mjs";

/** Runs in a page: from now on what reaches its listeners is in `heard`, and what its policy stopped in `violations`. */
export function listen() {
  window.heard = [];
  window.violations = [];
  addEventListener("message", ({ data }) => heard.push(["message", String(data)]));
  addEventListener("error", ({ message }) => heard.push(["error", message]));
  addEventListener("unhandledrejection", ({ reason }) => heard.push(["rejection", String(reason)]));
  addEventListener("hashchange", () => heard.push(["hashchange", location.hash]));
  addEventListener("blur", () => heard.push(["blur", ""]));
  new BroadcastChannel("shop").onmessage = ({ data }) => heard.push(["broadcast", String(data)]);
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violations.push(effectiveDirective));
}

// `abort` is what a page of harness/jsonp.mjs ends its call by.
const readState = async () => ({
  html: document.documentElement.outerHTML,
  address: location.href,
  steps: history.length,
  globals: Object.getOwnPropertyNames(window).filter((name) => name !== "abort").sort(),
  frames: frames.length,
  focus: document.activeElement.id,
  cookie: document.cookie,
  storage: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  databases: (await indexedDB.databases()).length,
  locks: JSON.stringify(await navigator.locks?.query()),
  heard: [...heard],
  violations: [...violations],
});

/** All of a page that a reply could have changed; it listens already. */
export const pageState = (driver) => driver.executeScript(readState);

// Every port and timer that the page makes from now on is watched.
function watch() {
  window.ports = [];
  window.timers = new Set();
  const { MessageChannel: Channel, setTimeout: start, clearTimeout: stop } = window;
  window.MessageChannel = function () {
    const made = new Channel();
    ports.push(new WeakRef(made.port1), new WeakRef(made.port2));
    return made;
  };
  window.setTimeout = (call, ...given) => {
    const id = start((...values) => {
      timers.delete(id);
      call(...values);
    }, ...given);
    // WebKit's driver ends its scripts by a timer of the page, after the time that browser.mjs gives them.
    if (given[0] !== 30_000) timers.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    timers.delete(id);
    stop(id);
  };
}

/** From now on `leftovers` sees the page's ports and timers. */
export const watchLeftovers = (driver) => driver.executeScript(watch);

/** How many timers of the page still run. */
export const openTimers = (driver) => driver.executeScript(() => timers.size);

/** What the page still holds after a collection of its garbage: nodes, listeners, frames, documents, ports, timers. */
export async function leftovers(driver) {
  await driver.sendDevToolsCommand("Performance.enable");
  await driver.sendDevToolsCommand("HeapProfiler.collectGarbage");
  const { metrics } = await driver.sendAndGetDevToolsCommand("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  const own = await driver.executeScript(() => [ports.filter((port) => port.deref()).length, timers.size]);
  return [...["Nodes", "JSEventListeners", "Frames", "Documents"].map(of), ...own];
}

/** Waits until no port and no timer is left, and of everything else no more than there was `before`. */
export async function leavesNothing(driver, before) {
  let now;
  const isClean = async () => {
    now = await leftovers(driver);
    return now.slice(-2).every((count) => count === 0) && now.every((count, index) => count <= before[index] || index > 3);
  };
  await waitFor("everything is freed", isClean).catch(({ message }) => {
    throw new Error(`${message}: ${before} before, ${now} now`);
  });
}
