// The script of jsonp.html: takes one request from the page around it and has the gateway's reply run one step further in.
// @ts-check

// Made by the build: the minified texts of jsonp.worker.js and jsonp.inner.js.
import { inner, worker } from "panless-jsonp";
import { LIMIT } from "../jsonp.js";

// Whoever opened this file without a sandbox would have a loader of foreign scripts in the origin that serves it.
if (self.origin === "null") addEventListener("message", greet);

/** @param {MessageEvent} event */
function greet({ source, ports: [page, more] }) {
  if (source !== parent || !page || more) return;
  removeEventListener("message", greet);
  page.onmessage = ({ data }) => {
    page.onmessage = null;
    run(page, data);
  };
  page.postMessage(["ready", 1]);
}

/**
 * @param {MessagePort} page
 * @param {{ name: string, endpoint: string, query: string }} request
 */
function run(page, { name, endpoint, query }) {
  // The policy is the only place that holds the address, so that the two cannot differ.
  const policy = /** @type {HTMLMetaElement} */ (document.querySelector("meta[http-equiv]")).content;
  if (endpoint !== policy.match(/https?:[^ ;]+/)?.[0] || !/^p[0-9a-f]{32}$/.test(name)) return page.postMessage(["failed", "request"]);
  const job = [name, `${endpoint}?${query}&callback=${name}`];

  // What the reply says of itself: it may lie about its own call, but not say that nothing was sent.
  const pass = (/** @type {unknown} */ data) => {
    const [what, value] = Array.isArray(data) ? data : [];
    const isText = typeof value === "string" && value.length <= LIMIT;
    const code = ["load", "silent", "large"].includes(value) ? value : "shape";
    page.postMessage(what === "reply" && isText ? [what, value] : ["failed", code]);
  };
  inWorker(job, pass);
}

/** @typedef {(data: unknown) => void} Pass */

/** @param {string[]} job @param {Pass} pass */
function inWorker(job, pass) {
  // An error's text may hold the address with the number.
  const hush = (/** @type {Event} */ event) => event.preventDefault();
  try {
    const url = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
    const thread = new Worker(url);
    // The worker gets its job only after it has said that it runs: until then nothing was sent, and another way may be tried.
    thread.onmessage = () => {
      thread.onerror = hush;
      thread.onmessage = ({ data }) => {
        thread.terminate();
        pass(data);
      };
      URL.revokeObjectURL(url);
      thread.postMessage(job);
    };
    thread.onerror = (event) => {
      hush(event);
      thread.onmessage = thread.onerror = null;
      thread.terminate();
      inFrame(job, pass);
    };
  } catch { inFrame(job, pass); }
}

/** @param {string[]} job @param {Pass} pass */
function inFrame(job, pass) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc = `<!doctype html><meta charset="utf-8"><script>${inner}</script>`;
  frame.onload = () => {
    frame.onload = null;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => pass(data);
    frame.contentWindow?.postMessage(job, "*", [port2]);
  };
  document.body.append(frame);
}
