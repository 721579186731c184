// A plain web server of a folder: the right types, and an answer to nothing else.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createInterface } from "node:readline";
import { env } from "./project.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };

/** Serves it; `url` is its address, `stop` ends it. */
export async function serve(folder) {
  const answer = async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://site").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const body = await readFile(file);
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "X-Content-Type-Options": "nosniff" }).end(body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.writeHead(404).end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A server that is a program: `url` is the address that it prints. */
export async function serveBy(folder, program, args) {
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const said = [];
  const address = new Promise((good, bad) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      const [found] = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(line) ?? [];
      if (found) good(`${found}/`);
    });
    child.once("exit", (code) => bad(new Error(`${program} ended with ${code}\n${said.join("\n")}`)));
  });
  return {
    url: await address,
    async stop() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
