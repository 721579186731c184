// A scripted JSONP gateway, a host for jsonp.html, a shop and a third party, each an origin of its own.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./browser.mjs";
import { listen as listenInPage } from "./watch.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const published = await readFile(`${process.env.PANLESS_DIST ?? `${root}/dist`}/npm/jsonp.html`, "utf8");

/** The one address in the published file. */
export const ENDPOINT = "https://api.paymentspring.com/api/v1/tokens/jsonp";
const PATH = new URL(ENDPOINT).pathname;

const sha256 = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The published file for another address. */
export const forEndpoint = (endpoint) => published.replace(ENDPOINT, endpoint);
/** The same with its policy taken away; the address stays where the script reads it. */
export const withoutPolicy = (file) => file.replace("Content-Security-Policy", "x-no-policy");
/** The same with a script before its own, which the policy then names too. */
export const withScript = (file, script) =>
  file.replace("script-src", `script-src ${sha256(script)}`).replace("<script>", `<script>${script}</script><script>`);

async function listen(handler) {
  const server = createServer(handler);
  let connections = 0;
  server.on("connection", () => (connections += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    server,
    origin: `http://127.0.0.1:${server.address().port}`,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Answers with the reply that the query names by `as`; `requests` lists every one with what it carried. */
async function startGateway(replies) {
  const requests = [];
  const host = await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://gateway");
    const seen = { as: searchParams.get("as"), callback: searchParams.get("callback"), query: searchParams, headers: request.headers, closed: false };
    response.on("close", () => (seen.closed = true));
    if (pathname !== PATH) return response.writeHead(404).end();
    requests.push(seen);
    const reply = replies[seen.as] ?? ((callback) => `${callback}(${JSON.stringify({ id: seen.as })})`);
    const answer = typeof reply === "function" ? reply(seen.callback, response, request) : reply;
    if (typeof answer !== "string") return undefined;
    return response.writeHead(200, { "content-type": "text/javascript" }).end(answer);
  });
  return { ...host, endpoint: host.origin + PATH, requests, of: (as) => requests.filter((request) => request.as === as) };
}

/** Counts what arrives, and lets everybody read it. */
async function startThird() {
  const paths = [];
  const host = await listen((request, response) => {
    paths.push(new URL(request.url, "http://third").pathname);
    response.writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" }).end("0");
  });
  host.server.on("upgrade", (request, socket) => {
    paths.push(new URL(request.url, "http://third").pathname);
    socket.destroy();
  });
  return { ...host, paths };
}

/** Serves `files[name]`: text, or `{ headers, status, body }`. */
const startFiles = (files) =>
  listen((request, response) => {
    const given = files[new URL(request.url, "http://files").pathname.slice(1)];
    if (given === undefined) return response.writeHead(404, { "content-type": "text/html" }).end("<title>not here</title>");
    const { headers = {}, status = 200, body } = typeof given === "string" ? { body: given } : given;
    return response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers }).end(body);
  });

const page = `<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"><p>Shop</p><input id="card" autofocus>
<script type="module" nonce="n">
import { jsonp } from "/jsonp.js";
globalThis.jsonp = jsonp;
(${listenInPage})();
globalThis.entries = [];
new PerformanceObserver((list) => entries.push(...list.getEntries().map(({ name }) => name)))
  .observe({ entryTypes: PerformanceObserver.supportedEntryTypes.filter((type) => type !== "longtask") });
globalThis.call = async (request) => {
  const controller = new AbortController();
  let sent = 0;
  globalThis.abort = () => controller.abort();
  const deadline = request.deadline && setTimeout(abort, request.deadline);
  const answer = await jsonp(request, controller.signal, () => (sent += 1));
  clearTimeout(deadline);
  return { ...answer, sent, frames: document.querySelectorAll("iframe").length };
};
</script>`;

// The icon is the page's own, so that no browser asks for one.
const STRICT = "default-src 'none'; img-src data:; script-src 'nonce-n' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'";

async function startShop(frameSources) {
  const names = ["/jsonp.js", "/hex.js", "/policy.js"];
  const scripts = new Map(await Promise.all(names.map(async (name) => [name, await readFile(`${root}/www${name}`)])));
  const shop = await listen((request, response) => {
    const { pathname } = new URL(request.url, "http://shop");
    const html = (headers) => response.writeHead(200, { "content-type": "text/html; charset=utf-8", "referrer-policy": "unsafe-url", ...headers }).end(page);
    if (scripts.has(pathname)) return response.writeHead(200, { "content-type": "text/javascript" }).end(scripts.get(pathname));
    if (pathname === "/jsonp.html") return response.writeHead(200, { "content-type": "text/html" }).end(shop.file);
    if (pathname === "/strict") return html({ "content-security-policy": `${STRICT}; frame-src ${frameSources()}` });
    if (pathname === "/exact") return html({ "content-security-policy": `${STRICT}; frame-src ${frameSources().split(" ")[0]}/jsonp` });
    if (pathname === "/forbidden") return html({ "content-security-policy": STRICT });
    if (pathname === "/reporting") return html({ "content-security-policy-report-only": "frame-src 'none'" });
    if (pathname === "/isolated") return html({ "cross-origin-embedder-policy": "require-corp" });
    if (pathname === "/plain") return html({});
    return response.writeHead(404).end();
  });
  return shop;
}

/**
 * Starts the four hosts and one browser. `replies` and `files` may be filled while it runs; `open(page)` opens one of the
 * shop's pages, `call(as, file, deadline)` makes one call there and gives `{ text | failed, sent, frames }`.
 */
export async function openJsonpStage(replies) {
  const files = {};
  const gateway = await startGateway(replies);
  const third = await startThird();
  const host = await startFiles(files);
  const shop = await startShop(() => `${host.origin} ${shop.origin}`);
  files.jsonp = shop.file = forEndpoint(gateway.endpoint);
  const browser = await openBrowser();
  const { driver } = browser;
  const request = (as, file = "jsonp") => ({ file: `${host.origin}/${file}`, endpoint: gateway.endpoint, query: `as=${as}` });
  return {
    gateway, third, files, host, shop, browser, driver, request,
    async open(name) {
      await driver.get(`${shop.origin}/${name}`);
    },
    call: (as, file, deadline) => driver.executeScript((given) => call(given), { ...request(as, file), deadline }),
    /** All at once; once more where a loaded machine did not start every frame in the time that one is given. */
    async callAll(requests) {
      let told = [];
      for (let turn = 0; turn < 4 && (!turn || told.some(({ failed }) => failed === "frame")); turn += 1) {
        told = await driver.executeScript((all) => Promise.all(all.map((one) => call(one))), requests);
      }
      return told;
    },
    async close() {
      await Promise.allSettled([browser.close(), ...[gateway, third, host, shop].map((one) => one.close())]);
    },
  };
}
