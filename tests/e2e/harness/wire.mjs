// A proxy between the browser and everybody else: whatever leaves any of the browser's processes over HTTP passes here.

import { once } from "node:events";
import { createServer, request as send } from "node:http";

// Hop-by-hop, and nothing of the page's.
const without = ({ "proxy-connection": _, connection: __, ...headers }) => headers;

/** Hosts that Chromium asks by itself: its start page, clock, updates, autofill. Were it the page that asked, its own log would tell. */
const OWN_HOSTS = /(^|\.)(duckduckgo|google|googleapis|gstatic)\.com$/;

/**
 * Starts it; `sent` lists every request: address, method, headers, body. A tunnel, as for https or a WebSocket, is
 * listed and refused.
 */
export async function startWire() {
  const sent = [];
  const server = createServer((request, response) => {
    const { url, method, headers } = request;
    const entry = { url, method, headers, body: "" };
    if (!OWN_HOSTS.test(new URL(url).hostname)) sent.push(entry);
    // A connection of its own for each: how one ends is the other's matter too.
    const onward = send(url, { method, headers: without(headers), agent: false });
    const broken = () => request.socket.destroy();
    onward.on("response", (reply) => {
      response.writeHead(reply.statusCode, reply.headers);
      response.flushHeaders();
      reply.on("error", broken).on("aborted", broken).pipe(response);
    });
    onward.on("error", broken);
    response.on("close", () => onward.destroy());
    request.on("data", (chunk) => (entry.body += chunk.toString("latin1"))).pipe(onward);
  });
  server.on("connect", (request, socket) => {
    const entry = { url: `tunnel://${request.url}`, method: "CONNECT", headers: request.headers, body: "" };
    if (!OWN_HOSTS.test(request.url.split(":")[0])) sent.push(entry);
    socket.on("error", () => {}).end("HTTP/1.1 502 Refused\r\n\r\n");
  });
  server.on("clientError", (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}`;
  return {
    sent,
    /** What a browser is to be started with; hosts of this machine are not left out. */
    flags: [`--proxy-server=${address}`, "--proxy-bypass-list=<-loopback>"],
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
