// A gateway's hosted frame in whichever engine PANLESS_ENGINE names: tokens, errors, an end from outside, strangers' messages, the keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engineName } from "../e2e/harness/browser.mjs";
import {
  BANK, CARD, TOKEN, begin, ended, generate, openFilled, openMount, ready, state, tabStops, told, typed,
} from "../e2e/harness/mount.mjs";
import { openStage } from "../e2e/harness/stage.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";

let stage;
let driver;

before(async () => {
  stage = await openStage(engineName, "wasm");
  ({ driver } = stage);
});
after(() => stage?.close());

test("a card and a bank account become tokens, under the page's policy", async () => {
  await openFilled(stage, "ok");
  assert.match((await generate(driver)).token.id, TOKEN);
  assert.deepEqual(await driver.executeScript(() => violations), []);
  await openFilled(stage, "ok", { options: { settings: { payment: { types: ["ach"] } } } }, BANK);
  assert.equal((await generate(driver)).token.kind, "bank");
});

test("wrong fields are named, and the next call works", async () => {
  await openFilled(stage, "ok", {}, { ...CARD, cc: "4111111111111112" });
  assert.equal((await generate(driver)).error.code, "number_invalid");
  await typed(driver, CARD);
  assert.match((await generate(driver)).token.id, TOKEN);
});

for (const [scenario, code, outcome] of [["hang", "frame_failed", "none"], ["drop", "frame_failed", "none"], ["wrong-origin", "frame_failed", "none"]]) {
  test(`${scenario} is ${code}`, async () => {
    await openMount(stage, scenario, { tokenizer: { timeout: 600 } });
    await waitFor("the error is told", async () => (await told(driver, "error")).length > 0);
    assert.deepEqual((await told(driver, "error")).map((error) => [error.code, error.outcome]), [[code, outcome]]);
  });
}

test("a submit that is never answered is timeout, and the fields come back empty", async () => {
  await openFilled(stage, "no-answer", { tokenizer: { timeout: 2_000 } });
  const { error } = await generate(driver);
  assert.deepEqual([error.code, error.outcome], ["timeout", "unknown"]);
  await ready(driver, 2);
});

test("a frame that is removed during a call is frame_gone", async () => {
  await openFilled(stage, "delay-2000");
  await begin(driver);
  await driver.executeScript(() => document.querySelector("iframe").remove());
  assert.equal((await ended(driver)).error.code, "frame_gone");
});

test("a policy that forbids the frame is frame_blocked", async () => {
  await openMount(stage, "ok", { tokenizer: { baseUrl: "http://localhost:4899" } });
  await waitFor("the error is told", async () => (await told(driver, "error")).length > 0);
  assert.deepEqual((await told(driver, "error")).map(({ code }) => code), ["frame_blocked"]);
});

test("what a stranger says in the frame's name changes nothing", async () => {
  await openFilled(stage, "ok");
  const before = await state(driver);
  const id = await waitFor("the id is heard", () => driver.executeScript(() => heard.map(([, text]) => /"id":"([0-9a-f-]{36})"/.exec(text)?.[1]).find(Boolean)));
  await driver.executeScript((known) => {
    for (const [event, data] of [["submission", { status: "success", token: "x".repeat(32) }], ["setHeight", { height: 7 }], ["validCard", { isValid: false }]]) {
      postMessage(JSON.stringify({ id: known, event, data }), "*");
    }
    postMessage("last", "*");
  }, id);
  await waitFor("all of it was heard", () => driver.executeScript(() => heard.some(([, text]) => text === "last")));
  assert.deepEqual(await state(driver), before);
  assert.deepEqual(await told(driver, "token"), []);
});

test("Tab goes from the page through the frame's fields and on", async () => {
  await openMount(stage, "ok");
  await ready(driver);
  assert.deepEqual(await tabStops(driver, ["forward"]), ["cc", "exp", "cvv", "last"]);
});

test("destroy leaves nothing", async () => {
  await openFilled(stage, "ok");
  await driver.executeScript(() => tokenizer.destroy());
  assert.deepEqual(await driver.executeScript(() => [frames.length, container.childNodes.length]), [0, 0]);
});
