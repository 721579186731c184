// Every entry of the installed package: importing it does nothing, and what is not an entry cannot be imported.

import assert from "node:assert/strict";
import { test } from "node:test";
import { printed } from "./installed.mjs";

const ENTRIES = ["panless", "panless/slim", "panless/inline", "panless/messages/de", "panless/element", "panless/panless-core.js"];

/** What importing it adds to the page's names, and what it fetches. */
const effects = (entry) => `
const before = new Set(Object.getOwnPropertyNames(globalThis));
const done = [];
globalThis.fetch = () => done.push("fetch");
for (const name of ["compile", "instantiate", "Module", "Instance"]) {
  const real = WebAssembly[name];
  WebAssembly[name] = function (...given) { done.push(name); return new.target ? new real(...given) : real(...given); };
}
await import("${entry}");
console.log(JSON.stringify([Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name)), done]));
`;

test("importing an entry defines no global, fetches nothing and starts no core", async () => {
  for (const entry of ENTRIES) assert.deepEqual(JSON.parse(await printed(effects(entry))), [[], []], entry);
});

const RAW = ["panless.wasm", "panless-fields.wasm", "panless-core.js", "jsonp.html", "package.json"];

test("the raw files have entries, and the package's own modules have none", async () => {
  const found = (name) => `console.log(await import.meta.resolve("panless/${name}").endsWith("/node_modules/panless/${name}"));`;
  for (const name of RAW) assert.equal((await printed(found(name))).trim(), "true", name);
  const refused = (name) => `import("panless/${name}").then(() => console.log("imported"), ({ code }) => console.log(code));`;
  for (const name of ["index.js", "node.js", "slim.js"]) assert.equal((await printed(refused(name))).trim(), "ERR_PACKAGE_PATH_NOT_EXPORTED", name);
});

test("a source that is no function is refused by the name of its member", async () => {
  const refused = (source) => `import { setup } from "panless/slim"; try { setup(${source}); } catch ({ code, field }) { console.log(code, field); }`;
  assert.equal((await printed(refused('{ wasm: "/panless.wasm" }'))).trim(), "option_invalid wasm");
  assert.equal((await printed(refused("{}"))).trim(), "option_invalid wasm");
  assert.equal((await printed(refused("{ wasm() {}, js: 1 }"))).trim(), "option_invalid js");
});

test("a source that fails is asked again by the next call, and nothing is asked of it before", async () => {
  const source = `
import { setup } from "panless/slim";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
let asked = 0;
const file = fileURLToPath(import.meta.resolve("panless/panless-fields.wasm"));
const { loadCore } = setup({ wasm: async () => { asked += 1; if (asked === 1) throw new Error("none"); return readFile(file); } });
const before = asked;
const first = await loadCore().catch(({ code }) => code);
const { name } = await loadCore();
console.log(before, first, name, asked);`;
  assert.equal((await printed(source)).trim(), "0 core_failed wasm 2");
});
