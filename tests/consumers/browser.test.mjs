// Each consumer's page, built with its own tools from the packed package, in a browser, against the sandbox gateways.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openStage } from "../e2e/harness/stage.mjs";
import { emitted, look } from "./harness/look.mjs";
import { build, filesBelow, installed, lay, place, queue } from "./harness/project.mjs";
import { serve, serveBy } from "./harness/serve.mjs";

const EACH_ONCE = { "panless.wasm": 1, "panless-fields.wasm": 1, "the JavaScript core": 1 };
const PAGE = ["page.js", "main.js", "index.html"];

/** What is built, the slowest first: by name, what it shares with others, and where its output lies. */
const BUILT = [
  ["next", ["page.js"], ".next/static"],
  ["sveltekit", ["page.js"], "build"],
  ["webpack", PAGE, "dist"],
  ["vite", PAGE, "dist"],
  ["rollup", PAGE, "dist"],
  ["esbuild", PAGE, "dist"],
  ["inline", PAGE, "dist"],
  ["slim", PAGE, "dist"],
];

let stage;
const builds = queue(2, BUILT.map(([name, shared]) => [name, async () => {
  const folder = lay(name, shared);
  return { folder, ms: await build(folder) };
}]));

before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

/** A page from a server, which ends with it. */
async function visit(server, wasms) {
  try {
    return await look(stage, server.url, wasms);
  } finally {
    await server.stop();
  }
}

async function built(name, context) {
  const { folder, ms } = await builds.get(name);
  context.diagnostic(`${name}: built in ${(ms / 1000).toFixed(1)} s`);
  return { folder, output: join(folder, BUILT.find(([one]) => one === name)[2]) };
}

/** The scripts of pages whose policy names scripts by their hashes: whether it names them. One that a minifier has changed would not run. */
function frames(output) {
  const hash = (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  const pages = filesBelow(output).filter((file) => file.endsWith(".html")).map((file) => readFileSync(file, "utf8"));
  return pages.filter((page) => page.includes("'sha256-")).map((page) => page.includes(hash(/<script>([^]*?)<\/script>/.exec(page)[1])));
}

for (const name of ["vite", "webpack", "rollup", "esbuild", "sveltekit"]) {
  test(`${name} builds a page that works and emits each core once`, async (context) => {
    const { output } = await built(name, context);
    assert.deepEqual([emitted(output), frames(output)], [EACH_ONCE, [true]]);
    await visit(await serve(output));
  });
}

test("vite serves a page that works while somebody writes it", async () => {
  const folder = lay("vite", PAGE);
  await visit(await serveBy(folder, process.execPath, [join(place, "node_modules/vite/bin/vite.js"), "--port", "0", "--host", "127.0.0.1"]));
});

test("next renders on the server, builds a page that works and emits each core once", async (context) => {
  const { folder, output } = await built("next", context);
  assert.deepEqual([emitted(output), frames(output)], [EACH_ONCE, [true]]);
  const next = join(place, "node_modules/next/dist/bin/next");
  const server = await serveBy(folder, process.execPath, [next, "start", "--port", "0", "--hostname", "127.0.0.1"]);
  assert.match(await (await fetch(server.url)).text(), /data-server="valid"/);
  await visit(server);
});

test("panless/inline needs no file beside the bundle", async (context) => {
  const { output } = await built("inline", context);
  assert.deepEqual(emitted(output), { "a wasm as text": 1, "the JavaScript core": 1 });
  await visit(await serve(output), ["a wasm as text"]);
});

test("panless/slim takes a download whose hash is known", async (context) => {
  const { output } = await built("slim", context);
  assert.deepEqual(emitted(output), EACH_ONCE);
  await visit(await serve(output));
});

test("a page imports the package's modules as they are", async () => {
  await visit(await serve(lay("plain", PAGE)));
});

test("a page takes the script-tag file", async () => {
  const folder = lay("classic", PAGE);
  const dist = join(process.env.PANLESS_DIST, "cdn");
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  cpSync(join(dist, version), join(folder, "panless"), { recursive: true });
  await visit(await serve(folder));
});
