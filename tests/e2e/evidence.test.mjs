// What is published beside the files is true, and a browser that is held to it runs no changed file.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { engineName } from "./harness/browser.mjs";
import { addHelpers, card } from "./harness/calls.mjs";
import { needs } from "./harness/needs.mjs";
import { startSite } from "./harness/site.mjs";
import { openStage } from "./harness/stage.mjs";

const dist = process.env.PANLESS_DIST;
const { version } = JSON.parse(await readFile(join(dist, "npm/package.json"), "utf8"));
const cdn = join(dist, "cdn", version);
const json = async (name) => JSON.parse(await readFile(join(cdn, name), "utf8"));
const sri = await json("sri.json");
const sha384 = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

let stage;
let driver;
let site;
before(async () => {
  stage = await openStage(undefined, "auto");
  ({ driver } = stage);
  site = await startSite();
});
after(() => {
  site?.stop();
  return stage?.close();
});

const run = (script, ...given) => driver.executeScript(script, ...given);

/** Opens a page with tags of its own; `own` has files in place of the built ones. */
async function open(htmlOf, options) {
  const page = site.page(options);
  page.whole = `<!doctype html><html lang="en"><meta charset="utf-8"><title>shop</title>${htmlOf(new URL(page.url).pathname)}`;
  await driver.get(page.url);
  await run(addHelpers);
  return page;
}
const tag = (name, integrity = sri[name]) => (folder) => `<script src="${folder}${name}" integrity="${integrity}"></script>`;
// With the longest deadline: nothing here waits for it.
const pay = (core = "auto") => run((options, payment) => settled(() => panless.createTokenizer(options).generateToken(payment)), { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.base, core, timeout: 600_000 }, card);

describe("sri.json", () => {
  test("has the SHA-384 of every file in the folder, by another program's reckoning", async () => {
    const files = (await readdir(cdn, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    const reckoned = await Promise.all(files.map(async (file) => [file.slice(cdn.length + 1), sha384(await readFile(file))]));
    assert.deepEqual(sri, Object.fromEntries(reckoned.filter(([name]) => name !== "sri.json").sort()));
    assert.ok(["panless.js", "panless.wasm", "frame.html", "messages/en.js", "scripts.json", "bom.json"].every((name) => sri[name]));
  });

  for (const name of ["panless.js", "paymentspring.js", "chargeio.js", "tokenizer.js"]) {
    test(`lets a browser run ${name} by its tag, and not a changed one`, async () => {
      const global = { "panless.js": "panless", "tokenizer.js": "Tokenizer", "chargeio.js": "ChargeIO" }[name] ?? "paymentspring";
      await open(tag(name));
      assert.equal(await run((one) => typeof window[one] !== "undefined", global), true);
      await open(tag(name), { own: { [name]: `${await readFile(join(cdn, name), "utf8")} ` } });
      assert.equal(await run((one) => typeof window[one], global), "undefined");
    });
  }
});

describe("an import map with sri.json's hashes", () => {
  const map = (folder) => {
    const scripts = Object.entries(sri).filter(([name]) => name.endsWith(".js"));
    return `<script type="importmap">${JSON.stringify({ integrity: Object.fromEntries(scripts.map(([name, hash]) => [folder + name, hash])) })}</script>${tag("panless.js")(folder)}`;
  };
  const judged = () => run(() => settled(async () => (await panless.loadCore({ core: "js" })).judge("number", "4242").status));

  test("lets panless load what it needs", async () => {
    await open(map);
    assert.equal((await judged()).token, "incomplete");
  });

  for (const name of ["panless-judge.js", "panless-core.js"]) {
    test(`keeps a changed ${name} from running, at the next call, too, which works when the file is whole again`, async () => {
      const changed = `globalThis.ran = true;\n${await readFile(join(cdn, name), "utf8")}`;
      const page = await open(map, { own: { [name]: changed } });
      for (let call = 0; call < 3; call += 1) assert.equal((await judged()).error?.code, "core_failed");
      assert.equal(await run(() => window.ran ?? false), false);
      delete page.own[name];
      // Firefox asks once per page for a file that has failed its hash.
      if (engineName !== "firefox") assert.equal((await judged()).token, "incomplete");
    });
  }

  const preload = (folder) => `<link rel="modulepreload" href="${folder}panless-judge.js" integrity="${sri["panless-judge.js"]}">`;
  for (const [what, head, wanted] of [["without the map it runs", () => ""], ["with a preload by its hash it runs, too", preload, "preload"]]) {
    test(`is what keeps it: ${what}`, needs(wanted), async () => {
      const name = "panless-judge.js";
      await open((folder) => head(folder) + tag("panless.js")(folder), { own: { [name]: `globalThis.ran = true;\n${await readFile(join(cdn, name), "utf8")}` } });
      assert.equal((await judged()).token, "incomplete");
      assert.equal(await run(() => window.ran), true);
    });
  }
});

const whole = await readFile(join(cdn, "panless.wasm"));
describe("a wasm", () => {
  const name = "panless.wasm";
  // Counts modules and instances, whatever makes them.
  const WATCH = `<script>window.made = [];
    for (const way of ["compile", "compileStreaming", "instantiate", "instantiateStreaming"]) {
      const real = WebAssembly[way];
      WebAssembly[way] = async (...given) => { const done = await real.call(WebAssembly, ...given); made.push(way); return done; };
    }</script>`;

  /** Another letter in the data, so that it is a module still, but another one. */
  function oneBitChanged() {
    const at = whole.lastIndexOf("number");
    assert.ok(at > 0);
    const bytes = Buffer.from(whole);
    bytes[at] ^= 1;
    return bytes;
  }

  test("is compiled as it was built, and runs", async () => {
    await open((folder) => WATCH + tag("panless.js")(folder));
    assert.equal((await pay()).token.last4, "4242");
    assert.deepEqual(await run(() => made), ["compileStreaming", "instantiate"]);
  });

  for (const [what, change, isModule] of [["with one bit changed", oneBitChanged, true], ["that was cut", () => whole.subarray(0, -7), false]]) {
    test(`${what} is refused before anything of it is compiled, and JavaScript takes its place`, async () => {
      const bytes = change();
      assert.equal(WebAssembly.validate(bytes), isModule);
      const page = await open((folder) => WATCH + tag("panless.js")(folder), { own: { [name]: bytes } });
      assert.equal((await pay()).token.last4, "4242");
      assert.deepEqual([await run(() => made), page.asked.includes("panless-core.js")], [[], true]);
      assert.equal((await pay("wasm")).error.code, "core_failed");
      assert.deepEqual(await run(() => made), []);
    });

    test(`${what} is refused from the npm package, too`, async () => {
      const page = site.page({ module: true, own: { [name]: change() } });
      await driver.get(page.url);
      await run(addHelpers);
      assert.equal((await pay()).token.last4, "4242");
      assert.ok(page.asked.includes("panless-core.js"));
    });
  }
});

for (const name of ["frame.js", "frame.css"]) {
  test(`a changed ${name} is not taken by the frame's document, because of the hash in it`, async () => {
    const added = name.endsWith("js") ? "globalThis.ran = true;" : "body { --ran: 1 }";
    const page = site.page({ own: { [name]: `${await readFile(join(cdn, name), "utf8")}\n${added}` } });
    const ran = async () => {
      await driver.get(`${page.url}frame.html`);
      return run(() => Boolean(window.ran || getComputedStyle(document.body).getPropertyValue("--ran")));
    };
    assert.equal(await ran(), false);
    page.own["frame.html"] = (await readFile(join(cdn, "frame.html"), "utf8")).replace(/ integrity="[^"]*"/g, "");
    assert.equal(await ran(), true);
  });
}

describe("bom.json", () => {
  test("fits the schema of CycloneDX 1.6, and has nothing of the run that made it", async () => {
    const schemas = join(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json"), "../res/schema");
    const read = async (file) => JSON.parse(await readFile(join(schemas, `${file}.SNAPSHOT.schema.json`), "utf8"));
    const ajv = new Ajv({ strict: false, formats: { "idn-email": true, "iri-reference": true } });
    addFormats(ajv);
    for (const file of ["spdx", "jsf-0.82"]) ajv.addSchema(await read(file), `http://cyclonedx.org/schema/${file}.SNAPSHOT.schema.json`);
    const isValid = ajv.compile(await read("bom-1.6"));
    const bom = await json("bom.json");
    assert.ok(isValid(bom), JSON.stringify(isValid.errors));
    assert.deepEqual([bom.specVersion, bom.serialNumber, bom.metadata.timestamp], ["1.6", undefined, undefined]);
    assert.equal(isValid({ ...bom, components: [{ name: "x" }] }), false);
  });

  test("names each crate of the wasm once, with licence and hash, and the tools with the versions that are installed", async () => {
    const { components, metadata, dependencies } = await json("bom.json");
    const names = components.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
    for (const name of ["zeroize", "wasm-bindgen", "lol_alloc", "spin", "rust-std"]) assert.ok(names.includes(name), name);
    for (const { name, licenses, hashes } of components) assert.ok(licenses[0].expression && (hashes?.[0].content.length === 64 || name === "rust-std"), name);
    for (const { name, version } of metadata.tools.components.slice(-3)) {
      assert.equal(JSON.parse(await readFile(join(process.env.PANLESS_TOOLS, "node_modules", name, "package.json"), "utf8")).version, version);
    }
    const known = [metadata.component, ...components].map((one) => one["bom-ref"]);
    for (const { ref, dependsOn } of dependencies) for (const one of [ref, ...dependsOn]) assert.ok(known.includes(one), one);
  });
});
