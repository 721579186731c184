// Our own frame in whichever engine PANLESS_ENGINE names: tokens, errors, ends from outside, the keyboard, strangers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { engineName } from "../e2e/harness/browser.mjs";
import { inside } from "../e2e/harness/embed.mjs";
import { tabStops } from "../e2e/harness/mount.mjs";
import {
  BANK, CARD, begin, codeOf, ended, error, errors, faults, generate, look, notes, open, openFilled, openFrames, ready, state, told, type, values, visit,
} from "../e2e/harness/own-frame.mjs";
import { openStage } from "../e2e/harness/stage.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames(() => openStage(engineName, "wasm"));
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);

for (const gateway of ["affinipay", "nelnet"]) {
  const named = gateway === "nelnet" ? { gateway } : {};

  test(`${gateway}: a card and a bank account become tokens, under the policies of both pages`, async () => {
    await openFilled(tools, named);
    assert.equal((await generate(driver)).token.kind, "card");
    await openFilled(tools, { ...named, mount: { kind: "bank" }, tokenizer: { sendCvv: undefined } }, BANK);
    assert.equal((await generate(driver)).token.kind, "bank");
    assert.deepEqual(await faults(tools), []);
  });
}

test("wrong fields are named, the focus goes to the first, and the next call works", async () => {
  await openFilled(tools, {}, { ...CARD, number: "4242", cvv: "12" });
  assert.deepEqual((await generate(driver)).error.issues.map(({ field }) => field), ["number", "cvv"]);
  assert.deepEqual(Object.keys(await notes(driver)).sort(), ["cvv", "number"]);
  assert.equal(await look(driver, () => document.activeElement.id), "number");
  await type(driver, { number: "424242424242", cvv: "3" });
  assert.equal((await values(driver)).number, "4242 4242 4242 4242");
  assert.equal((await generate(driver)).error, null);
});

test("Enter in a field makes the token", async () => {
  await openFilled(tools);
  await inside(driver, () => driver.findElement(By.id("cvv")).sendKeys(Key.ENTER));
  await waitFor("the token is told", async () => (await told(driver, "token")).length);
});

test("a policy of the page's that forbids the frame is frame_blocked", async () => {
  await visit(tools, { page: { policy: "default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; frame-src 'none'" } });
  assert.equal((await error(driver)).code, "frame_blocked");
});

test("a frame that its own headers forbid, and one that does not serve the shop, say so", async () => {
  await visit(tools, { tokenizer: { timeout: 1_500 }, frame: { headers: { "Content-Security-Policy": "frame-ancestors 'none'" } } });
  assert.equal((await error(driver)).code, "frame_failed");
  await visit(tools, { config: { shop: { origin: "https://shop.example" } } });
  assert.equal((await error(driver)).code, "frame_refused");
});

for (const [name, act] of [
  ["removed", () => document.querySelector("iframe").remove()],
  ["moved", () => document.body.prepend(container)],
  ["led elsewhere", () => void (document.querySelector("iframe").src = "about:blank")],
]) {
  test(`a frame that is ${name} during a call is frame_gone`, async () => {
    await openFilled(tools, { scenario: "delay-3000" });
    await begin(driver);
    await waitFor("it is busy", () => run(() => form.getState().busy));
    await run(act);
    assert.deepEqual(codeOf(await ended(driver)), ["frame_gone", "unknown"]);
  });
}

test("a frame that is moved is greeted again and works", async () => {
  await open(tools);
  await run(() => document.body.prepend(container));
  await ready(driver, 2);
  await type(driver, CARD);
  assert.equal((await generate(driver)).error, null);
});

test("what a stranger says in the frame's name, or to it, changes nothing", async () => {
  await openFilled(tools);
  const before = await waitFor("the card is good", async () => { const now = await state(driver); return now.valid && now; });
  await run(() => {
    for (const what of ["answer", "ready", "change", "hello", "submit", "clear"]) {
      postMessage([what, { valid: false }, 1], "*");
      frames[0].postMessage([what, {}, 1], "*");
      frames[0].postMessage({ panless: what }, "*", [new MessageChannel().port2]);
    }
  });
  await look(driver, () => new Promise((resolve) => setTimeout(resolve)));
  assert.deepEqual([await state(driver), await errors(driver)], [before, []]);
  assert.equal((await generate(driver)).error, null);
});

test("Tab goes from the page through the frame's fields and on", async () => {
  await open(tools, { mount: { values: { country: "US" } } });
  assert.deepEqual(await tabStops(driver, ["forward"], 6), ["number", "expiry", "cvv", "holder", "postalCode", "last"]);
});

test("a mounted form in Arabic is one from the right, with its digits from the left", async () => {
  await open(tools, { lang: "ar" });
  assert.deepEqual(await look(driver, () => [document.documentElement.dir, getComputedStyle(document.getElementById("number")).direction]), ["rtl", "ltr"]);
});

test("destroy leaves nothing", async () => {
  await openFilled(tools);
  await run(() => tokenizer.destroy());
  assert.deepEqual(await run(() => [frames.length, container.childNodes.length]), [0, 0]);
});
