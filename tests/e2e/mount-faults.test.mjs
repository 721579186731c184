// tokenizer.mount with a hosted frame that does not do what it should: each scenario of the sandbox Pepper ends in its own way.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addHelpers } from "./harness/calls.mjs";
import {
  CARD, TOKEN, begin, codeOf, ended, generate, mountHere, openFilled, openMount, pepperOptions, ready, state, told, typed,
} from "./harness/mount.mjs";
import { startSite } from "./harness/site.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;
let pepper;

before(async () => {
  stage = await openStage();
  ({ driver } = stage);
  ({ pepper } = stage.sandbox);
});
after(() => stage?.close());

// How a call ends under each scenario in which the page comes and answers.
const answered = {
  "delay-200": null,
  "slow-load-200": null,
  "double-encoded": null,
  junk: null,
  twice: null,
  unasked: null,
  tall: null,
  "no-answer": ["timeout", "unknown"],
  "no-status": ["reply_invalid", "unknown"],
  "bad-status": ["reply_invalid", "unknown"],
  "bad-token": ["reply_invalid", "unknown"],
  "empty-token": ["reply_invalid", "unknown"],
  "long-token": ["reply_invalid", "unknown"],
  "no-token": ["reply_invalid", "unknown"],
  "no-data": ["timeout", "unknown"],
  "error-msg": ["request_refused", "none"],
  "error-message": ["request_refused", "none"],
  "error-empty": ["request_refused", "none"],
  "error-echo": ["request_refused", "none"],
  "validation-cc-cvv": ["number_invalid", "none"],
  "validation-account-routing": ["account_number_invalid", "none"],
  "validation-unknown": ["request_refused", "none"],
  "validation-empty": ["request_refused", "none"],
  "validation-odd": ["request_refused", "none"],
  leaves: ["frame_gone", "unknown"],
};

for (const [scenario, expected] of Object.entries(answered)) {
  test(`${scenario}: ${expected?.[0] ?? "a token"}`, async () => {
    await openFilled(stage, scenario, { tokenizer: { timeout: expected?.[0] === "timeout" ? 1_500 : 15_000 } });
    const result = await generate(driver);
    if (!expected) {
      assert.match(result.token?.id ?? JSON.stringify(result.error), TOKEN);
      assert.doesNotMatch(result.token.id, /^(second|unasked)/);
    } else {
      assert.deepEqual(codeOf(result), expected);
      assert.deepEqual((await told(driver, "error")).map(({ code }) => code), [expected[0]]);
      assert.equal(/\d{7}/.test(result.error.printed.replace(/:\d+:\d+/g, "").replaceAll(pepper.publicKey, "")), false, result.error.printed);
    }
  });
}

// Where no page of the gateway's ever answers.
for (const scenario of ["hang", "drop", "broken-page", "empty-page", "silent", "wrong-id", "no-id", "object-messages", "wrong-origin", "moved"]) {
  test(`${scenario}: frame_failed before the deadline, told once by an event and to each call`, async () => {
    await openMount(stage, scenario, { tokenizer: { timeout: 600 } });
    await waitFor("the error is told", async () => (await told(driver, "error")).length > 0);
    assert.deepEqual((await told(driver, "error")).map(({ code, outcome }) => [code, outcome]), [["frame_failed", "none"]]);
    const { error, ms } = await generate(driver);
    assert.deepEqual([error.code, error.outcome, error.category], ["frame_failed", "none", "network"]);
    assert.ok(ms < 700, `${ms} ms`);
    // Before it moves, the page is the gateway's.
    if (scenario !== "moved") assert.deepEqual(await told(driver, "ready"), []);
  });
}

test("a call right after mounting waits for the frame, and says so when it does not come", async () => {
  await openMount(stage, "hang", { tokenizer: { timeout: 5_000 } });
  assert.deepEqual(codeOf(await generate(driver, { timeout: 300 })), ["timeout", "none"]);
  const { token, error } = await driver.executeScript(async (options) => {
    const form = panless.createTokenizer(options).mount(document.body);
    return settled(() => form.generateToken());
  }, pepperOptions(stage.sandbox));
  // The empty form says what it wants.
  assert.deepEqual([token, error.category], [null, "customer"]);
});

test("a failed frame is not kept: it is loaded anew, and the next call works", async () => {
  await openMount(stage, "hang", { tag: "mended", tokenizer: { timeout: 1_000 } });
  await waitFor("the error is told", async () => (await told(driver, "error")).length > 0);
  await pepper.mend("mended");
  assert.equal((await generate(driver)).error.code, "frame_failed");
  await ready(driver);
  await typed(driver, CARD);
  assert.match((await generate(driver)).token.id, TOKEN);
});

test("a trap of the core while the frame speaks fails the call as internal, and the next call works", async () => {
  const dist = process.env.PANLESS_TRAPPING;
  assert.ok(dist, "PANLESS_TRAPPING must name a build that traps; `cargo xtask e2e` sets it");
  const site = await startSite();
  try {
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-src ${pepper.base}`;
    await driver.get(site.page({ dist, policy }).url);
    await driver.executeScript(() => panless.loadCore().then(() => undefined));
    await driver.executeScript(addHelpers);
    await mountHere(driver, pepperOptions(stage.sandbox, "delay-2000"));
    await ready(driver);
    await typed(driver, CARD);
    await waitFor("the card is good", async () => (await state(driver)).valid === true);
    const id = await driver.executeScript(() => heard.map(([, text]) => /"id":"([0-9a-f-]{36})"/.exec(text)?.[1]).find(Boolean));
    await begin(driver);
    await driver.switchTo().frame(0);
    const data = JSON.stringify({ id, event: "setHeight", data: { note: "panless-test-trap" } });
    await driver.executeScript((text) => parent.postMessage(text, "*"), data);
    await driver.switchTo().defaultContent();
    const result = await ended(driver);
    assert.deepEqual(codeOf(result), ["internal", "unknown"]);
    assert.ok(result.ms < 1_900, `${result.ms} ms`);
    await ready(driver, 2);
    await typed(driver, CARD);
    assert.match((await generate(driver)).token?.id ?? "none", TOKEN);
  } finally {
    site.stop();
  }
});
