// Every attack of the sandbox Nelnet, as the reply to generateToken: none changes the page, and none tells anybody anything.
// That each of them would arrive where nothing stops it is what attacks.test.mjs shows.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { nelnetCard, nelnetOptions, openBlank, tokenize } from "./harness/calls.mjs";
import { isAll } from "./harness/extent.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";
import { listen, pageState } from "./harness/watch.mjs";

const stage = await openStage();
after(() => stage.close());
const { driver, sandbox } = stage;
const attacks = (await sandbox.nelnet.scenarios()).map(({ name }) => name).filter((name) => name.startsWith("hostile-")).map((name) => name.slice(8));
const played = [];

/** Whether the page is known to be as it was opened. After each attack all of it is looked at, so the next may have the same one; with everything wanted each has its own. */
let isUntouched = false;

// A checkout page with a page before it in the history, an input with the focus, and values that somebody could want.
await driver.get(`${sandbox.shop}/config.json`);
beforeEach(async () => {
  if (isUntouched && !isAll) return;
  await openBlank(driver, sandbox);
  await driver.executeScript(listen);
  await driver.executeScript(() => {
    const input = Object.assign(document.createElement("input"), { id: "typed" });
    document.body.append(input);
    input.focus();
    localStorage.setItem("shop", "basket");
    navigator.locks.request("shop", () => new Promise(() => {}));
  });
});

/** Which are no token: a reply that lies about itself, one that wants to call back later, and one that meets the deadline. */
const ENDS = { forge: "reply_invalid", stay: "reply_invalid", busy: "timeout" };

/**
 * Attacks that are played in one page at the same time: all that end in a token, six by six, for what one of them changes the page shows whoever
 * it was. With everything wanted each is alone.
 */
const together = attacks.filter((attack) => !isAll && !(attack in ENDS));
const batches = [
  ...attacks.filter((attack) => !together.includes(attack)).map((attack) => [attack]),
  ...together.flatMap((_, at) => (at % 6 ? [] : [together.slice(at, at + 6)])),
];

async function changesNothing(batch) {
  isUntouched = false;
  const [windows, state] = [await driver.getAllWindowHandles(), await pageState(driver)];
  const calls = batch.map((attack) => [nelnetOptions(sandbox, `hostile-${attack}`, attack), { timeout: attack === "busy" ? 300 : 15_000 }]);
  const all = (given, payment) => Promise.all(given.map(([options, limits]) => settled(() => panless.createTokenizer(options).generateToken(payment, limits))));
  const ends = await driver.executeScript(all, calls, nelnetCard);
  played.push(...batch);
  for (const [at, { token, error }] of ends.entries()) {
    assert.equal(error?.code, ENDS[batch[at]], batch[at]);
    if (!error) assert.deepEqual([token.last4, token.mode, token.raw.class], ["1111", "test", "token"], batch[at]);
  }
  // Another call in the same page comes to its own end, and what was late has had its turn.
  const next = await tokenize(driver, nelnetOptions(sandbox, "ok", batch[0]), nelnetCard);
  assert.match(next.token?.id ?? next.error.code, /^[0-9a-f]{10}$/);
  const ids = [next, ...ends].map(({ token }) => token?.id).filter(Boolean);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(await pageState(driver), state);
  assert.deepEqual(await driver.getAllWindowHandles(), windows);
  isUntouched = true;
}

/** Nothing came to the attack's trap on the third host, by whatever protocol. */
async function toldNobody(attack) {
  const { requests, packets, connections } = await sandbox.leaked(attack);
  assert.deepEqual([requests.map(({ path }) => path), packets, connections], [[], 0, 0], attack);
}

for (const batch of batches) {
  test(`nothing is changed and nobody is told by ${batch.join(", ")}`, async () => {
    await changesNothing(batch);
    for (const attack of batch) await toldNobody(attack);
  });
}

test("keys that are typed while a reply wants them arrive in the page's own field, and nowhere else", async () => {
  const calls = async (given, payment) => {
    window.done = Promise.resolve();
    for (let turn = 0; turn < 10; turn += 1) window.done = done.then(() => panless.createTokenizer(given).generateToken(payment));
  };
  await driver.executeScript(calls, nelnetOptions(sandbox, "hostile-keys", "typing"), nelnetCard);
  await waitFor("the first reply", async () => (await sandbox.nelnet.requests("typing")).length > 0);
  for (const key of "41111111") await driver.actions().sendKeys(key).perform();
  assert.ok((await sandbox.nelnet.requests("typing")).length < 10, "typed too late");
  await driver.executeScript(() => done.then(() => undefined));
  assert.equal(await driver.executeScript(() => document.getElementById("typed").value), "41111111");
  assert.deepEqual(await driver.executeScript(() => heard), []);
  await toldNobody("typing");
});

test("none of them has told anybody anything later on", async () => {
  assert.equal(played.length, attacks.length);
  for (const attack of played) await toldNobody(attack);
});
