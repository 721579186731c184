// A relay's key file with all that can go wrong with a file, by the names that the sandbox gateways give the same faults. Like theirs, an
// address is `…/scenario/NAME~TAG`, and a tag's scenario can be ended.

import { once } from "node:events";
import { createServer } from "node:http";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { isSealed } from "./faults.mjs";

const FILE = "/.well-known/sealed-jwks.json";
const CORS = { "Access-Control-Allow-Origin": "*" };
const JSON_TYPE = { "Content-Type": "application/json", "Cache-Control": "no-store", ...CORS };
const HTML_TYPE = { ...JSON_TYPE, "Content-Type": "text/html" };
const PAGE = "<!doctype html><title>Log in</title><h1>Log in</h1>";
const BOMB = 50_000_000;

/** Something every so often, until the browser has had enough. */
function every(ms, response, write) {
  const timer = setInterval(write, ms);
  response.on("close", () => clearInterval(timer));
}

/** As much as the browser takes. */
function flood(response) {
  const piece = " ".repeat(65_536);
  const write = () => { while (!response.destroyed && response.write(piece)); };
  response.on("drain", write);
  write();
}

const status = (code, body, type = JSON_TYPE) => (response) => response.writeHead(code, type).end(body);
const started = (response) => response.writeHead(200, JSON_TYPE);
const lead = (place) => (response) => response.writeHead(302, { Location: place, ...CORS }).end();
const packed = (name, pack) => {
  let made;
  return (response, keys) => response.writeHead(200, { ...JSON_TYPE, "Content-Encoding": name }).end((made ??= pack(`${keys.slice(0, -1)},"padding":"${" ".repeat(BOMB)}"}`)));
};

/** What is answered in the file's place; `keys` is what would be right. */
const PLAYS = {
  reset: (response) => response.socket.resetAndDestroy(),
  hang: () => {},
  "slow-headers": (response) => {
    response.socket.write("HTTP/1.1 200 OK\r\n");
    every(200, response, () => response.socket.write("X-Slow: 1\r\n"));
  },
  "headers-only": (response) => started(response).flushHeaders(),
  drip: (response, keys) => {
    started(response).flushHeaders();
    let at = 0;
    every(100, response, () => response.write(keys[at++] ?? " "));
  },
  "byte-a-second": (response, keys) => {
    let at = 0;
    started(response).write(keys[at++]);
    every(1_000, response, () => response.write(keys[at++] ?? " "));
  },
  "large-endless": (response) => flood(started(response)),
  "cut-body": (response, keys) => started(response).write(keys.slice(0, 40), () => response.socket.destroy()),
  "cut-json": (response, keys) => started(response).end(keys.slice(0, 40)),
  "server-error": status(500, '{"error":"internal"}'),
  "bad-gateway": status(502, PAGE, HTML_TYPE),
  "rate-limited": status(429, ""),
  unauthorized: status(401, '{"error":"unauthorized"}'),
  html: status(200, PAGE, HTML_TYPE),
  empty: status(200, ""),
  "no-content": status(204),
  "wrong-shape": status(200, "[1,2,3]"),
  "no-cors": (response, keys) => response.writeHead(200, { "Content-Type": "application/json" }).end(keys),
  portal: lead("/login"),
  "portal-elsewhere": lead("http://localhost:9/login"),
  redirect: lead("/scenario/ok/.well-known/sealed-jwks.json"),
  "redirect-foreign": (response) => lead(`http://localhost:${response.socket.localPort}/scenario/ok${FILE}`)(response),
  large: (response, keys) => started(response).end(`${keys.slice(0, -1)},"padding":"${" ".repeat(300 * 1024)}"}`),
  "gzip-bomb": packed("gzip", gzipSync),
  "brotli-bomb": packed("br", (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })),
};

/** The gateways of the matrix: where each is played, for sealed fields by the key file, and the tokenizer's options for it at an address. */
export function targetsOf(sandbox, keyFile) {
  const gatewayOf = (name) => (isSealed(name) ? keyFile : name === "affinipay" ? sandbox : sandbox[name]);
  const optionsFor = (name, address) =>
    isSealed(name) ? { gateway: name, seal: { audience: address, pins: keyFile.pins } } : { publicKey: gatewayOf(name).publicKey, baseUrl: address };
  return { gatewayOf, optionsFor };
}

/** Starts it for the keys of a relay. What it answers to is what the gateways of sandbox.mjs answer to: `scenario`, `requests`, `mend`. */
export async function startKeyFile(relay) {
  const published = await relay.keys();
  const keys = JSON.stringify({ keys: published });
  const [seen, mended] = [[], new Set()];
  const answer = (request, response) => {
    const [, play, tag] = /^\/scenario\/([a-z-]+)(?:~([\w-]+))?\/\.well-known/.exec(request.url) ?? [];
    const { referer = null, cookie = null } = request.headers;
    const one = { tag, method: request.method, referer, cookie, aborted: false };
    seen.push(one);
    response.on("close", () => (one.aborted = !response.writableFinished));
    const fault = mended.has(tag) ? undefined : PLAYS[play];
    if (fault) return fault(response, keys);
    if (!play) return response.writeHead(200, { "Content-Type": "text/html" }).end(PAGE);
    return response.writeHead(200, JSON_TYPE).end(keys);
  };
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    pins: published.map(({ kid }) => kid),
    scenario: (play, tag) => `${base}/scenario/${play}${tag ? `~${tag}` : ""}`,
    requests: async (tag) => seen.filter((one) => one.tag === tag),
    mend: async (tag) => void mended.add(tag),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
