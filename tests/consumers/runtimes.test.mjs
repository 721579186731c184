// The packed package without a browser: Node, Deno and Bun against the sandbox gateways, and the README's first lines in an empty folder.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { TOKEN } from "../e2e/harness/checkout.mjs";
import { startSandbox } from "../e2e/harness/sandbox.mjs";
import { lay, place, ran } from "./harness/project.mjs";

let sandbox;
let folder;

before(async () => {
  sandbox = await startSandbox();
  folder = lay("runtimes");
});
after(() => sandbox?.stop());

/** The program itself, out of the package for this platform: the packages' install scripts would do no more than copy it. */
function program(scope, path) {
  const packages = join(place, "node_modules", scope);
  const found = readdirSync(packages).map((name) => join(packages, name, path)).find(existsSync);
  assert.ok(found, `${scope} has no program for this platform`);
  return found;
}

/** Runs a file of the project; each line that it prints is a word and a token. */
async function tokens(runtime, args, file) {
  const out = await ran(folder, runtime, [...args, file, sandbox.publicKey, sandbox.base]);
  return out.trim().split("\n").map((line) => {
    const [, word, id] = /^(.*) (\S+)$/.exec(line);
    assert.match(id, TOKEN);
    return word;
  });
}

test("node imports it", async () => assert.deepEqual(await tokens(process.execPath, [], "main.mjs"), ["wasm", "js"]));

test("node takes it by require", { skip: !process.features.require_module && "this Node takes no module by require" }, async () => {
  assert.deepEqual(await tokens(process.execPath, [], "required.cjs"), ["wasm"]);
});

test("deno imports it", async () => {
  const allowed = ["run", "--no-prompt", "--node-modules-dir=manual", "--allow-read", "--allow-net=127.0.0.1"];
  assert.deepEqual(await tokens(program("@deno", "deno"), allowed, "main.mjs"), ["wasm", "js"]);
});

test("bun imports it", async () => assert.deepEqual(await tokens(program("@oven", "bin/bun"), ["run"], "main.mjs"), ["wasm", "js"]));

test("node takes panless/inline, and panless/slim with a wasm of each kind", async () => {
  const ways = ["inline", "bytes", "response", "module"].flatMap((way) => [`${way} wasm`, `${way} js`]);
  assert.deepEqual(await tokens(process.execPath, [], "entries.mjs"), ways);
});

test("the README's first lines give a token of the sandbox in an empty folder, as they stand, with types in the editor", async () => {
  const empty = mkdtempSync(join(tmpdir(), "panless-readme-"));
  try {
    await ran(empty, "npm", ["init", "-y"]);
    await ran(empty, "npm", ["install", process.env.PANLESS_TARBALL, "--no-audit", "--no-fund"]);
    const readme = readFileSync(join(empty, "node_modules/panless/README.md"), "utf8");
    const [, own] = /```js .*\n([^]*?)```/.exec(readme);
    assert.ok(own.trim().split("\n").length <= 10, "ten lines");
    writeFileSync(join(empty, "pay.mjs"), own);
    const said = await ran(empty, process.execPath, ["pay.mjs"]);
    assert.match(said, /^sandbox\S{15} visa 4242\n$/);

    const tsc = ["typescript", "bin/tsc"].reduce((path, name) => join(path, name), join(process.env.PANLESS_TOOLS, "node_modules"));
    const strict = ["--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext"];
    const check = [...strict, "--types", "", "--pretty", "false"];
    await ran(empty, process.execPath, [tsc, ...check, "pay.mjs"]);
    writeFileSync(join(empty, "wrong.mjs"), own.replace("generateToken(", "generateTokens("));
    await assert.rejects(ran(empty, process.execPath, [tsc, ...check, "wrong.mjs"]), /Property 'generateTokens' does not exist on type 'Tokenizer'/);
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
});
