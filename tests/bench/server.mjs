// A web server as a shop would run it: brotli made beforehand, files that a browser may keep for a year.

import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = { html: "text/html", js: "text/javascript", wasm: "application/wasm", json: "application/json" };

/** As `brotli -q 11` makes it. */
export const brotli = (body) =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });

// A page that nobody else shares a process with gets a clock of five microseconds instead of a hundred.
const ALONE = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const KEPT = { "Cache-Control": "public, max-age=31536000, immutable" };

/** Every file of a folder, by its path below it. */
async function filesOf(folder) {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Promise.all(files.map(async (file) => [file.slice(folder.length + 1), await readFile(file)]));
}

/**
 * Starts it. `page(path, html)` and `file(path, body)` add what it serves; `folder(path, place)` adds a whole folder. `at(path, site)` is the
 * address, on a site of its own: a browser has a process for each site. `sent` lists what went out: `{ path, bytes }`, bodies alone.
 */
export async function startServer() {
  const served = new Map();
  const sent = [];
  const add = (path, body, headers) => served.set(path, { body: brotli(Buffer.from(body)), headers });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    const entry = served.get(pathname);
    if (!entry) return response.writeHead(404).end();
    if (!/\bbr\b/.test(request.headers["accept-encoding"])) return response.writeHead(406).end();
    sent.push({ path: pathname, bytes: entry.body.length });
    return response.writeHead(200, { ...entry.headers, "Content-Encoding": "br", "Content-Length": entry.body.length }).end(entry.body);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const file = (path, body) => add(path, body, { "Content-Type": TYPES[path.split(".").pop()], ...KEPT, ...ALONE });
  return {
    sent,
    file,
    page: (path, html, isAlone = true) =>
      add(path, html, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", ...(isAlone ? ALONE : {}) }),
    async folder(path, place) {
      for (const [name, body] of await filesOf(place)) file(`${path}${name}`, body);
    },
    at: (path, site) => `http://${site}.localhost:${port}${path}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
