// Blocks that are the files and the commands of one folder, as a reader makes it; at the end its page is opened.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { waitFor } from "../e2e/harness/wait.mjs";
import { installed } from "./install.mjs";
import { play } from "./pages.mjs";
import { FOLDER, TOKENS, cdn, charge, filledIn, gatewayOf, onPage, sandboxOf } from "./table.mjs";

const run = promisify(execFile);

/** Runs a command of the guide; what it installs is there. */
async function command(line, folder, own) {
  // The site has other pages too, so what is built lies below an address of its own.
  if (line === "npx vite build") line += ` --base=${own}`;
  if (!/^npm install\b/.test(line)) await run("bash", ["-euo", "pipefail", "-c", line], { cwd: folder, timeout: 120_000 });
}

/** Writes files and runs commands in the order of the document; a server among them goes on running. */
async function follow(blocks, folder, page, { sandbox }, port) {
  const gateway = gatewayOf(blocks.map(({ code }) => code).join("\n"));
  for (const { options, lang, code } of blocks) {
    const file = join(folder, options.file ?? "");
    if (lang !== "sh") {
      const text = filledIn(withHost(code, sandbox, gateway), sandbox);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, port ? text : onPage(text, sandbox, page));
      continue;
    }
    for (const line of code.split("\n").filter((one) => one && !one.startsWith("#"))) {
      if (line.startsWith("node ")) return spawn(process.execPath, line.split(" ").slice(1), { cwd: folder, env: { ...process.env, PORT: port }, stdio: "inherit" });
      await command(line, folder, new URL(page.url).pathname);
    }
  }
  return undefined;
}

/** Makes the folder, opens what it built or serves, and pays. */
export async function runProject(blocks, stage, site) {
  const { sandbox } = stage;
  const text = blocks.map(({ code }) => code).join("\n");
  const folder = await mkdtemp(join(/^npm install /m.test(text) ? await installed("project") : tmpdir(), "panless-project-"));
  const gateway = gatewayOf(text);
  const page = site.page({ module: true, dist: folder, endpoint: `${sandbox.nelnet.base}/api/v1/tokens/jsonp`, text: "<button", gateway });
  const port = /^node /m.test(text) ? await freePort() : undefined;
  if (text.includes(FOLDER)) await cp(cdn, join(folder, FOLDER), { recursive: true });
  let server;
  try {
    server = await follow(blocks, folder, page, stage, port);
    if (server) page.url = `http://127.0.0.1:${port}/`;
    else await cp(join(folder, "dist"), join(folder, "npm"), { recursive: true });
    if (server) await waitFor("the server answers", () => fetch(page.url).then(({ ok }) => ok, () => false));
    else page.whole = await readFile(join(folder, "npm/index.html"), "utf8");
    const shown = () => stage.driver.executeScript(() => /token=([\w-]+)$/.exec(document.body.textContent)?.[1]);
    const end = await play(page, stage, { isDone: server && shown });
    assert.deepEqual(end.failures, []);
    const token = server ? await shown() : end.token;
    assert.match(token, TOKENS[gateway]);
    await charge(sandbox, gateway, token);
  } finally {
    server?.kill();
    await rm(folder, { recursive: true });
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/** A project's package is the real one, so that the sandbox's address stands in its options. */
const withHost = (code, sandbox, gateway) => code.replaceAll(/publicKey: "\w+_yourPublicKey"/g, (key) => `${key}, baseUrl: "${sandboxOf(sandbox, gateway).base}"`);
