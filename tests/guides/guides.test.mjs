// Every code block of every document does what it says.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openStage } from "../e2e/harness/stage.mjs";
import { startSite } from "../e2e/harness/site.mjs";
import { allBlocks, blocksOf, groups, root } from "./blocks.mjs";
import { runPage, runPolicy } from "./pages.mjs";
import { runProject } from "./project.mjs";
import { runTests } from "./runners.mjs";
import { assertShown, checkHeaders, isServers, runServer } from "./server.mjs";
import { standIn } from "./stand-in.mjs";
import { cdn } from "./table.mjs";

const only = process.env.PANLESS_GUIDE;
const blocks = (await allBlocks()).filter(({ file }) => !only || file.includes(only));
let stage;
let site;
before(async () => {
  stage = await openStage();
  site = await startSite();
  site.frames = await startSite();
  const { sandbox } = stage;
  sandbox.relay.known = await sandbox.relay.keys();
  await stage.browser.beforePage(standIn({ m_: sandbox.base, test_: sandbox.nelnet.base, live_: sandbox.nelnet.base, pub_: sandbox.pepper.base, pk_: sandbox.stripe.base }));
});
after(async () => {
  site?.frames?.stop();
  site?.stop();
  await stage?.close();
});

/** Who runs a block; blocks that nobody runs are a fault. */
const kinds = {
  reason: ({ options }) => options.reason !== undefined,
  project: ({ options }) => options.project !== undefined,
  tests: ({ options }) => options.tests !== undefined,
  policy: ({ lang, words, options }) => lang === "txt" && (words.includes("csp") || options.csp !== undefined),
  output: ({ lang, words }) => lang === "json" && words.includes("output"),
  json: ({ lang, options }) => lang === "json" && !options.page,
  headers: ({ lang }) => lang === "http",
  server: isServers,
  page: ({ lang }) => ["html", "js", "ts", "json"].includes(lang),
};
const kindOf = (block) => Object.keys(kinds).find((kind) => kinds[kind](block));
const of = (kind) => blocks.filter((block) => kindOf(block) === kind);

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

for (const group of groups(of("page"), "page")) test(group.map(({ name }) => name).join(" + "), () => runPage(group, stage, site));

for (const block of of("policy")) {
  const mates = of("page").filter(({ file, options }) => file === block.file && options.page && options.page === block.options.page);
  test(block.name, () => runPolicy(block, mates, stage, site));
}

for (const block of of("server")) {
  const next = blocks[blocks.indexOf(block) + 1];
  test(block.name, async () => {
    const output = await runServer(block, stage);
    if (next && kindOf(next) === "output") assertShown(JSON.parse(output), JSON.parse(next.code));
  });
}

test("every output stands after the program that prints it", () => {
  for (const block of of("output")) assert.equal(kindOf(blocks[blocks.indexOf(block) - 1] ?? {}), "server", block.name);
});

for (const block of of("json")) test(block.name, () => void JSON.parse(block.code));
for (const block of of("headers")) test(block.name, () => checkHeaders(block, stage));
for (const group of groups(of("project"), "project")) test(group.map(({ name }) => name).join(" + "), () => runProject(group, stage, site));

const runners = groups(of("tests"), "tests").filter(([{ options }]) => options.tests !== "all");
const common = of("tests").filter(({ options }) => options.tests === "all");
for (const group of runners) test(group.map(({ name }) => name).join(" + "), () => runTests(group[0].options.tests, [...common, ...group]));

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
