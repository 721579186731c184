// A small web site whose pages have the policy and the files that a test wants: missing ones, hanging ones, wrong types.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const TYPES = { html: "text/html", js: "text/javascript", wasm: "application/wasm", css: "text/css", json: "application/json" };

/** Where the published jsonp.html calls. */
export const ENDPOINT = "https://api.paymentspring.com/api/v1/tokens/jsonp";

/** Where the published frame.html may connect to. */
export const GATEWAY = "https://api.chargeio.com";

/** What can be wrong with a file: how it is answered instead. Beside these, "after panless-core.js" waits until that is asked for. */
const FAULTS = {
  missing: (response) => response.writeHead(404, { "Content-Type": "text/html" }).end("<h1>There is no such file.</h1>"),
  hang: () => {},
  "wrong type": (response, body) => response.writeHead(200, { "Content-Type": "text/plain" }).end(body),
  "a page": (response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Log in</h1>"),
  "another file": (response) => response.writeHead(200, { "Content-Type": "application/wasm" }).end("<h1>Log in</h1>"),
};

const html = (name, { setup, module, whole, body = "" }) => whole ?? `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>
${setup ? `<script nonce="n0nce" src="/${name}/setup.js"></script>` : ""}
${module ? `<script nonce="n0nce" type="module" src="/${name}/entry.js"></script>` : `<script nonce="n0nce" src="/${name}/panless.js"></script>`}
${body}`;

/** The folder of the highest version below `dist/cdn`; there is one. */
const cdn = async (dist) => join(dist, "cdn", JSON.parse(await readFile(join(dist, "npm/package.json"), "utf8")).version);

/**
 * Starts it. `page(options)` adds a page: `policy` is its Content-Security-Policy, `files` tells by name what is wrong with a file and may
 * change later, `setup` is a script that runs first, `module` takes the npm package by a module script, `body` is what stands on the page,
 * `dist` is the build, `endpoint` is where jsonp.html calls, and may change later, `gateway` is where frame.html may connect to, `own` has
 * files beside the build's by name, `headers` those of every file, or a function that gives a file's, `sends` those of the page itself
 * beside its policy, `whole` is its HTML, and may change later. The answer is the page: it has its `url`, `files`, the names that were `asked` for, and what was `posted` to it: `{file, type, body}`.
 */
export async function startSite() {
  const pages = new Map();
  const answer = async (request, response) => {
    const [, name, ...path] = new URL(request.url, "http://site").pathname.split("/");
    const file = path.join("/");
    const page = pages.get(name);
    if (!page) return FAULTS.missing(response);
    if (!file) {
      const policy = page.policy ? { "Content-Security-Policy": page.policy } : {};
      return response.writeHead(200, { "Content-Type": "text/html", ...policy, ...page.sends }).end(html(name, page));
    }
    if (request.method === "POST") {
      const body = await text(request);
      // Firefox asks each page for an icon, which no policy here allows.
      if (!(file === "reports" && body.includes("/favicon.ico"))) page.posted.push({ file, type: request.headers["content-type"], body });
      return response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>thanks</title><h1>Thank you</h1>");
    }
    page.asked.push(file);
    for (const go of page.waiting.get(file) ?? []) go();
    const made = { "setup.js": page.setup, "entry.js": 'import * as panless from "./index.js"; globalThis.panless = panless;' }[file];
    const whole = made ?? page.own[file] ?? (await readFile(join(page.module ? join(page.dist, "npm") : await cdn(page.dist), file)));
    const body = file.endsWith(".html") ? String(whole).replace(ENDPOINT, page.endpoint ?? ENDPOINT).replace(GATEWAY, page.gateway ?? GATEWAY) : whole;
    // A file after another one: when that has been asked for, this one comes.
    const [, first] = /^after (.*)$/.exec(page.files[file] ?? "") ?? [];
    if (first && !page.asked.includes(first)) await new Promise((go) => page.waiting.set(first, [...(page.waiting.get(first) ?? []), go]));
    const fault = FAULTS[page.files[file]];
    if (fault) return fault(response, body);
    const headers = typeof page.headers === "function" ? page.headers(file) : page.headers;
    return response.writeHead(200, { "Content-Type": TYPES[file.split(".").pop()], "Cache-Control": "no-store", ...headers }).end(body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => FAULTS.missing(response)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    page(options = {}) {
      const name = `p${pages.size}`;
      const page = { url: `${origin}/${name}/`, dist: process.env.PANLESS_DIST, files: {}, own: {}, asked: [], posted: [], waiting: new Map(), ...options };
      pages.set(name, page);
      return page;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
