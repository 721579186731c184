// Our own frame when something is wrong with it: blocked, slow, broken, of another version, taken away, led elsewhere, or not for this
// shop. Every promise settles with an error that says which, and the next call works once it is mended.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  CARD, begin, codeOf, ended, error, generate, mountAll, open, openFilled, openFrames, ready, told, type, visit,
} from "./harness/own-frame.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames();
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
const USUAL = "default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; connect-src *; frame-src";
const SHORT = { tokenizer: { timeout: 700 } };

/** The event and the next call say the same, before the deadline. */
async function saysIt(code, field = null) {
  const first = await error(driver);
  assert.deepEqual([first.code, first.field, first.outcome], [code, field, "none"]);
  const next = await generate(driver);
  assert.deepEqual([next.error?.code, next.error?.field, next.error?.outcome], [code, field, "none"]);
  assert.deepEqual(await told(driver, "ready"), []);
}

// A page's policy, and what the frame's own answer says; a frame-ancestors that forbids cannot be told from a page that never answers.
for (const [name, options, code] of [
  ["a policy of the page's that forbids the frame", { page: { policy: `${USUAL} 'none'` } }, "frame_blocked"],
  ["a frame whose frame-ancestors leaves the shop out", { ...SHORT, frame: { headers: { "Content-Security-Policy": "frame-ancestors https://other.example" } } }, "frame_failed"],
  ["a frame that may not be framed at all", { ...SHORT, frame: { headers: { "X-Frame-Options": "DENY" } } }, "frame_failed"],
]) {
  test(`${name} is ${code}`, async () => {
    await visit(tools, options);
    await saysIt(code);
  });
}

const SHOP = "https://shop.example";
const loopback = (change) => ({ config: { shop: change } });
const file = (name, fault, tokenizer) => ({ framing: { files: { [name]: fault } }, tokenizer });
const config = (value) => ({ framing: { own: { "config.json": JSON.stringify(value) } } });
const late = { timeout: 700 };

/** What is wrong; how it ends, and which option that names. What never comes can only be told by the deadline. */
const rows = () => [
  ["frame.html hangs", "frame_failed", "", file("frame.html", "hang", late)],
  ["frame.html is missing", "frame_failed", "", file("frame.html", "missing", late)],
  ["frame.html is another page", "frame_failed", "", file("frame.html", "a page", late)],
  ["frame.html has a wrong type", "frame_failed", "", file("frame.html", "wrong type", late)],
  ["frame.js hangs", "frame_failed", "", file("frame.js", "hang", late)],
  ["frame.js is missing", "frame_failed", "", file("frame.js", "missing", late)],
  ["frame.js is a page", "frame_failed", "", file("frame.js", "a page", late)],
  ["config.json hangs", "frame_failed", "", file("config.json", "hang", late)],
  ["config.json is missing", "frame_failed", "", file("config.json", "missing")],
  ["config.json is a page", "frame_failed", "", file("config.json", "a page")],
  ["config.json is null", "frame_failed", "", config(null)],
  ["config.json is a text", "frame_failed", "", config("x")],
  ["config.json is a list", "frame_failed", "", config([])],
  ["config.json names no shops", "frame_failed", "", config({})],
  ["config.json has shops that are no list", "frame_failed", "", config({ shops: "x" })],
  ["config.json lists nothing", "frame_refused", "", config({ shops: [null, 1, "x"] })],
  ["the words hang", "frame_failed", "", file(LABELS, "hang", late)],
  ["the words are missing", "frame_failed", "", file(LABELS, "missing")],
  ["the script of the fields is missing", "core_failed", "", file("panless-attach.js", "missing")],
  ["the wasm hangs", "frame_failed", "", file("panless-fields.wasm", "hang", late)],
  ["both cores are missing", "core_failed", "", { framing: { files: { "panless-fields.wasm": "missing", "panless-core.js": "missing" } } }],
  ["the origin is not in config.json", "frame_refused", "", loopback({ origin: SHOP })],
  ["the origin stands there with a path", "frame_refused", "", loopback({ origin: `${origin()}/` })],
  ["the origin stands there without its port", "frame_refused", "", loopback({ origin: "http://127.0.0.1" })],
  ["the origin stands there in a longer one", "frame_refused", "", loopback({ origin: `${origin()}.example` })],
  ["a star stands there", "frame_refused", "", loopback({ origin: "*" })],
  ["the key is not the shop's", "frame_refused", "publicKey", loopback({ publicKeys: ["m_AAAAAAAAAAAAAAAAAAAAAA"] })],
  ["the key is a part of a text", "frame_refused", "publicKey", loopback({ publicKeys: `${tools.stage.sandbox.publicKey},more` })],
  ["there are no keys", "frame_refused", "publicKey", loopback({ publicKeys: [] })],
  ["the keys are null", "frame_refused", "publicKey", loopback({ publicKeys: null })],
  ["the gateway's address is not listed", "frame_refused", "baseUrl", { tokenizer: { baseUrl: "https://gateway.example" } }],
  ["the key is none", "key_invalid", "publicKey", { ...loopback({ publicKeys: "m_short" }), tokenizer: { publicKey: "m_short" } }],
  ["the key is a private one", "secret_key", "publicKey", { ...loopback({ publicKeys: PRIVATE }), tokenizer: { publicKey: PRIVATE } }],
];
const PRIVATE = "sk_test_123456789012345678901234";
const LABELS = "labels/en.js";
const origin = () => new URL(tools.shop.page().url).origin;

test("what is wrong with the frame's files and its config.json, and whom it does not serve, is said by an event and to the next call", async () => {
  assert.deepEqual(await mountAll(tools, rows()), rows().map(([what, code, field]) => `${what}: ${code}${field && ` ${field}`}`));
});

test("a shop without a list of keys may use any", async () => {
  await visit(tools, { config: { shop: { publicKeys: undefined } } });
  await ready(driver);
});

test("without wasm the frame works on the other core, and without its looks it works, too", async () => {
  await openFilled(tools, { frame: { files: { "panless-fields.wasm": "missing", "frame.css": "missing" } } });
  assert.equal((await generate(driver)).error, null);
});

for (const [what, side] of [["the frame's", "frame"], ["the page's", "page"]]) {
  test(`another version at ${what} side is frame_version before anything is told`, async () => {
    const script = side === "frame" ? "frame.js" : "panless.js";
    const page = await visit(tools, { mount: null });
    const site = side === "frame" ? page.frame : page;
    const text = await (await fetch(`${site.url}${script}`)).text();
    const version = /\d+\.\d+\.\d+/.exec((await fetch(`${page.url}panless.js`).then((reply) => reply.text())).match(/"\d+\.\d+\.\d+"/)[0])[0];
    const own = { [script]: text.replaceAll(`"${version}"`, '"9.9.9"') };
    const html = { "frame.html": (await (await fetch(`${page.frame.url}frame.html`)).text()).replace(/ integrity="[^"]*"/g, "") };
    await visit(tools, side === "frame" ? { frame: { own: { ...own, ...html } } } : { page: { own } });
    await saysIt("frame_version");
  });
}

// A frame that goes, before a call, during it, and while somebody waits for it.
for (const [name, act] of [
  ["removed", () => document.querySelector("iframe").remove()],
  ["removed with its container", () => container.remove()],
  ["moved in the document", () => document.body.prepend(container)],
  ["led elsewhere by its src", () => void (document.querySelector("iframe").src = "about:blank")],
  ["led elsewhere by its location", () => void (frames[0].location = "about:blank")],
]) {
  test(`a frame that is ${name} during a call is frame_gone at once`, async () => {
    await openFilled(tools, { scenario: "delay-5000" });
    await begin(driver);
    await waitFor("it is busy", () => run(() => form.getState().busy));
    await run(act);
    const result = await ended(driver);
    assert.deepEqual(codeOf(result), ["frame_gone", "unknown"]);
    assert.ok(result.ms < 4_900, `${result.ms} ms`);
  });
}

test("a frame that was moved during a call is greeted anew, and the next call works", async () => {
  await openFilled(tools, { scenario: "delay-200" });
  await begin(driver);
  await waitFor("it is busy", () => run(() => form.getState().busy));
  await run(() => document.body.prepend(container));
  assert.deepEqual(codeOf(await ended(driver)), ["frame_gone", "unknown"]);
  await ready(driver, 2);
  await type(driver, CARD);
  assert.equal((await generate(driver)).error, null);
});

test("a frame that was removed before a call is frame_gone, to setField too, and comes back", async () => {
  await open(tools);
  await run(() => document.querySelector("iframe").remove());
  assert.equal(await run(() => form.setField("holder", { value: "x" }).catch(({ code }) => code)), "frame_gone");
  assert.deepEqual(codeOf(await generate(driver)), ["frame_gone", "none"]);
  await ready(driver, 2);
  await type(driver, CARD);
  assert.equal((await generate(driver)).error, null);
});

test("setField settles when the frame goes while it is on its way", async () => {
  await open(tools);
  const code = await run(async () => {
    const set = form.setField("holder", { value: "x" }).catch(({ code }) => code);
    for (let turn = 0; turn < 20; turn += 1) await null;
    document.querySelector("iframe").remove();
    return set;
  });
  assert.equal(code, "frame_gone");
});

test("a slow frame that is removed while a call waits for it is frame_gone at once", async () => {
  await visit(tools, { frame: { files: { "frame.html": "hang" } } });
  await waitFor("the frame is made", () => run(() => frames.length));
  await begin(driver);
  await run(() => new Promise((resolve) => setTimeout(resolve)).then(() => document.querySelector("iframe").remove()));
  assert.deepEqual(codeOf(await ended(driver)), ["frame_gone", "none"]);
});

test("a frame led elsewhere before a call is frame_failed, and the next one loads it again", async () => {
  await open(tools, SHORT);
  await run(() => void (document.querySelector("iframe").src = "about:blank"));
  await waitFor("it is not ready", () => run(() => !form.getState().ready));
  assert.equal((await generate(driver, { timeout: 5_000 })).error.code, "frame_failed");
  assert.equal((await generate(driver)).error.code, "frame_failed");
  await ready(driver, 2);
});

test("a failed frame is not kept: once it is mended, the next call works", async () => {
  const page = await visit(tools, { frame: { files: { "frame.html": "hang" } }, tokenizer: { timeout: 1_500 } });
  assert.equal((await error(driver)).code, "frame_failed");
  delete page.frame.files["frame.html"];
  assert.equal((await generate(driver)).error.code, "frame_failed");
  await ready(driver);
  await type(driver, CARD);
  assert.equal((await generate(driver, { timeout: 10_000 })).error, null);
});

test("a frame that comes after its deadline works from then on", async () => {
  const page = await visit(tools, { frame: { files: { "frame.js": "after go" } }, tokenizer: { timeout: 400 } });
  assert.equal((await error(driver)).code, "frame_failed");
  await fetch(`${page.frame.url}go`).catch(() => {});
  await ready(driver);
  await type(driver, CARD);
  assert.equal((await generate(driver, { timeout: 10_000 })).error, null);
});

test("a call right after mounting waits for the frame", async () => {
  const page = await visit(tools, { frame: { files: { "frame.js": "after go" } } });
  await begin(driver);
  await fetch(`${page.frame.url}go`).catch(() => {});
  assert.equal((await ended(driver)).error.category, "customer");
});

test("destroyed at any moment everything settles and nothing stays", async () => {
  const page = await visit(tools, { mount: null });
  const left = await run(async (given, frameUrl) => {
    const container = document.getElementById("fields");
    const tokenizer = panless.createTokenizer(given);
    const codes = [];
    // After so many turns: before the code has come, while it loads, while it is greeted, when it is there, during a call.
    for (const turns of [0, 1, 5, 20, 60, 150, 400]) {
      const form = tokenizer.mount(container, { frameUrl });
      const calls = [form.generateToken(), form.setField("holder", { value: "x" })];
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => resolve(port1.close()); port2.postMessage(0); });
      form.destroy();
      for (const act of [() => form.generateToken(), () => form.setField("cvv", {}), async () => form.clear(), async () => form.focus()]) calls.push(act());
      codes.push(...(await Promise.allSettled(calls)).map(({ reason, value }) => reason?.code ?? `${value}`));
      codes.push(container.childNodes.length);
    }
    return codes;
  }, page.tokenizer, `${page.frame.url}frame.html`);
  assert.deepEqual(left.filter((_, at) => at % 7 > 1), Array.from({ length: 7 }, () => ["destroyed", "destroyed", "destroyed", "destroyed", 0]).flat());
  const early = left.filter((_, at) => at % 7 < 2);
  assert.deepEqual(early.filter((code) => !["destroyed", "undefined", "number_missing"].includes(code)), []);
});

test("destroy ends a call", async () => {
  await openFilled(tools, { scenario: "delay-5000" });
  await begin(driver);
  await waitFor("it is busy", () => run(() => form.getState().busy));
  await run(() => tokenizer.destroy());
  assert.deepEqual(codeOf(await ended(driver)), ["destroyed", "unknown"]);
  assert.deepEqual(await run(() => [frames.length, container.childNodes.length]), [0, 0]);
});
