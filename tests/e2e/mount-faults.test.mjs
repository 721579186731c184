// tokenizer.mount with a hosted frame that does not do what it should: each scenario of the sandbox Pepper ends in its own way.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engineName } from "./harness/browser.mjs";
import { addHelpers, openBlank } from "./harness/calls.mjs";
import { ANSWERS, FAILED, MUTE, PAGES } from "./harness/frame-faults.mjs";
import { needs } from "./harness/needs.mjs";
import {
  CARD, TOKEN, begin, codeOf, ended, generate, mountHere, openFilled, openMount, pepperOptions, ready, state, told, typed,
} from "./harness/mount.mjs";
import { setOffline } from "./harness/page.mjs";
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

for (const [scenario, expected] of Object.entries(ANSWERS)) {
  test(`${scenario}: ${expected?.[0] ?? "a token"}`, async () => {
    await openFilled(stage, scenario);
    const result = await generate(driver, expected?.[0] === "timeout" ? { timeout: 600 } : undefined);
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

/** Firefox tells the page that its policy has stopped a frame also where that was on its way to another address. */
const endOf = (scenario) => (engineName === "firefox" && scenario === "portal-elsewhere" ? ["frame_blocked", "none", "merchant"] : [...FAILED, "network"]);

/** A frame in which nobody ever answers says so by itself, and to each call; the next one starts it anew. */
async function failsAlone(tokenizer, scenario = "ok", offline = false) {
  await driver.switchTo().defaultContent();
  // The shop's policy lets its own gateways through, and no other address.
  await openBlank(driver, stage.sandbox, undefined, tokenizer.baseUrl || scenario === "moved" ? "/blank?csp=off" : "/blank");
  // What works a form has come before: without the network the frame alone is missing.
  if (offline) await mountHere(driver, pepperOptions(stage.sandbox)).then(() => ready(driver)).then(() => driver.executeScript(() => form.destroy()));
  if (offline) await setOffline(driver, true);
  await mountHere(driver, { ...pepperOptions(stage.sandbox, scenario), timeout: 600, ...tokenizer });
  await waitFor("the error is told", async () => (await told(driver, "error")).length > 0);
  const [code, outcome, category] = endOf(scenario);
  assert.deepEqual((await told(driver, "error")).map((one) => [one.code, one.outcome]), [[code, outcome]]);
  const { error, ms } = await generate(driver);
  assert.deepEqual([error.code, error.outcome, error.category], [code, outcome, category]);
  assert.ok(ms < 5_000, `${ms} ms`);
  // Before it moves, the page is the gateway's.
  if (scenario !== "moved") assert.deepEqual(await told(driver, "ready"), []);
}

for (const [fault, { play, unreachable, unread, offline }] of Object.entries(PAGES)) {
  test(`${fault}: frame_failed, told once by an event and to each call`, needs(offline && "offline"), async () => {
    const { refused, silent } = stage.sandbox;
    await failsAlone(unreachable || unread ? { baseUrl: unreachable ? refused : silent } : {}, play, offline).finally(() => offline && setOffline(driver, false));
  });
}
for (const scenario of MUTE) test(`${scenario}: frame_failed, told once by an event and to each call`, () => failsAlone({}, scenario));

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
    await mountHere(driver, pepperOptions(stage.sandbox, "delay-5000"));
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
    assert.ok(result.ms < 4_900, `${result.ms} ms`);
    await ready(driver, 2);
    await typed(driver, CARD);
    assert.match((await generate(driver)).token?.id ?? "none", TOKEN);
  } finally {
    site.stop();
  }
});
