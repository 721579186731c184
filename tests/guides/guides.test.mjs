// Every code block of every document does what it says: those that stand by themselves.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { blocksOf, groups, root } from "./blocks.mjs";
import { blocks, kindOf, of, only, openGuides } from "./kinds.mjs";
import { runPage } from "./pages.mjs";
import { assertShown, checkHeaders, runServer } from "./server.mjs";
import { cdn } from "./table.mjs";

const world = openGuides();

test("every block has somebody who runs it", () => {
  assert.deepEqual(blocks.filter((block) => !kindOf(block)).map(({ name }) => name), []);
  assert.ok(only || blocks.length > 0);
});

test("every reason for not running a block is a sentence", (t) => {
  for (const { name, options } of of("reason")) {
    assert.match(options.reason, /^\S+( \S+){2,}$/, name);
    t.diagnostic(`not run: ${name}`);
  }
});

for (const group of groups(of("page"), "page")) test(group.map(({ name }) => name).join(" + "), () => runPage(group, world.stage, world.site));

for (const block of of("server")) {
  const next = blocks[blocks.indexOf(block) + 1];
  test(block.name, async () => {
    const output = await runServer(block, world.stage);
    if (next && kindOf(next) === "output") assertShown(JSON.parse(output), JSON.parse(next.code));
  });
}

test("every output stands after the program that prints it", () => {
  for (const block of of("output")) assert.equal(kindOf(blocks[blocks.indexOf(block) - 1] ?? {}), "server", block.name);
});

for (const block of of("json")) test(block.name, () => void JSON.parse(block.code));
for (const block of of("headers")) test(block.name, () => checkHeaders(block, world.stage));

test("the guide of the files names each file of the script tag", async () => {
  const guide = await readFile(`${root}/docs/core.md`, "utf8");
  const entries = await readdir(cdn, { withFileTypes: true });
  const files = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/<language>.js` : entry.name));
  assert.deepEqual(files.filter((name) => !guide.includes(`\`${name}\``)), []);
});

test("a block is found wherever it stands, with what its info string says", () => {
  const text = '- item\n  ```js page=a reason="it is long"\n  const x = 1;\n    y();\n  ```\n\n````md\n```sh\n```\n````';
  const [first, second, ...rest] = blocksOf("x.md", text);
  assert.deepEqual([first.lang, first.options, first.code, first.line], ["js", { page: "a", reason: "it is long" }, "const x = 1;\n  y();", 2]);
  assert.deepEqual([second.lang, second.code, rest], ["md", "```sh\n```", []]);
});

test("a block without an end is a fault", () => assert.throws(() => blocksOf("x.md", "```js\nx"), /has no end/));
