// The installed package in Node starts the core that is asked for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { installed, installedCore, printed } from "./installed.mjs";

test("the core has the name that this run wants", async () => {
  const wanted = process.env.PANLESS_CORE ?? "wasm";
  assert.equal((await installedCore()).name, wanted);
});

test("is WebAssembly unless something else is asked for", async () => {
  const { loadCore } = await installed();
  assert.equal((await loadCore()).name, "wasm");
  assert.equal((await loadCore({ core: "js" })).name, "js");
});

test("is JavaScript where there is no WebAssembly", async () => {
  const told = await printed(`import { loadCore } from "panless";
    delete globalThis.WebAssembly;
    console.log(await loadCore({ core: "wasm" }).catch(({ code }) => code), (await loadCore()).name);`);
  assert.equal(told.trim(), "core_failed js");
});

test("an unknown core is refused by name", async () => {
  const { loadCore, isTokenizerError } = await installed();
  await assert.rejects(loadCore({ core: "asm" }), (error) => isTokenizerError(error) && error.code === "option_invalid" && error.field === "core");
});
