// Stands before a sandbox gateway and makes something of its replies otherwise: a gateway that is not as we think.

import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { buffer } from "node:stream/consumers";

/** The sandbox's answer to a request, whole. */
async function ask(target, { method, url, headers }, body) {
  const onward = send(target + url, { method, headers, agent: false });
  onward.end(body);
  const [answer] = await once(onward, "response");
  // The length is another one once somebody has changed the text.
  const { "content-length": _, "transfer-encoding": __, ...kept } = answer.headers;
  return { status: answer.statusCode, headers: kept, text: (await buffer(answer)).toString() };
}

/** Starts it; `change(reply, request)` may change status, headers and text of every reply. */
export async function startProxy(target, change) {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const answer = await ask(target, request, body);
    change(answer, { method: request.method, url: decodeURIComponent(request.url), body: body.toString() });
    response.writeHead(answer.status, answer.headers).end(answer.status === 204 ? undefined : answer.text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
