// A page of a shop on a loopback port, with the built panless beside it and no policy in the way.

import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, join } from "node:path";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", wasm: "application/wasm" };
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>panless live</title><script src="/panless/panless.js"></script><body></body></html>';
/** The address in the published jsonp.html. */
const PUBLISHED = "https://api.paymentspring.com/api/v1/tokens/jsonp";

/** Serves the one version below `dist/cdn`; jsonp.html calls the gateway that is asked. */
export async function startSite(dist, baseUrl) {
  const [version] = await readdir(join(dist, "cdn"));
  const answer = async (request, response) => {
    const path = new URL(request.url, "http://site").pathname;
    if (path === "/") return response.writeHead(200, { "content-type": TYPES.html }).end(PAGE);
    const file = basename(path);
    const bytes = await readFile(join(dist, "cdn", version, file));
    const body = file === "jsonp.html" ? String(bytes).replace(PUBLISHED, `${baseUrl}/api/v1/tokens/jsonp`) : bytes;
    return response.writeHead(200, { "content-type": TYPES[file.split(".").pop()] ?? "application/octet-stream" }).end(body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.writeHead(404).end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
