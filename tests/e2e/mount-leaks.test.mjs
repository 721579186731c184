// What is typed into a gateway's frame is seen nowhere on the shop's page, however a call ends, and nothing of a form is left when it
// is gone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { times } from "./harness/extent.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { begin, ended, generate, openFilled, openMount, pepperOptions, ready, told, typed } from "./harness/mount.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, watchLeftovers } from "./harness/watch.mjs";

let stage;
let driver;

before(async () => {
  stage = await openWatched();
  ({ driver } = stage);
});
after(() => stage?.close());

// Published test numbers; no seven digits of one stand twice in it.
const card = { cc: "378282246310005", exp: "12/30", cvv: "9174" };
const account = { routing: "490000018", account: "9876543210" };
const bank = { options: { settings: { payment: { types: ["ach"] } } } };

/** Opens the form, types, acts, and searches what the page can have seen of it. */
async function leaksNothing(scenario, more, values, act, expected) {
  await openMount(stage, scenario, more);
  await ready(driver);
  const secrets = values === card ? { number: card.cc, cvv: card.cvv } : { account: account.account };
  const search = await stage.search(secrets, { tags: [] });
  await typed(driver, values);
  const result = await act();
  assert.equal(result.error?.code ?? "token", expected);
  await driver.executeScript((value) => [value, form.getState(), told, [...container.childNodes]].forEach((one) => leakWatch.tell(one)), result);
  // What a gateway's frame itself says to the whole page nobody can take back; it must go no further.
  const saidByGateway = (where) => scenario.endsWith("echo") && where.startsWith("messages: ");
  assert.deepEqual((await search.found()).filter((where) => !saidByGateway(where)), []);
}

const during = (act) => async () => {
  await begin(driver);
  await driver.executeScript(act);
  return ended(driver);
};
const call = () => generate(driver);

for (const [name, scenario, more, values, act, expected] of [
  ["a card's token", "ok", {}, card, call, "token"],
  ["a bank account's token", "ok", bank, account, call, "token"],
  ["a reply that repeats the number", "echo", {}, card, call, "token"],
  ["an error that repeats the number", "error-echo", {}, card, call, "request_refused"],
  ["wrong fields", "validation-cc-cvv", {}, card, call, "number_invalid"],
  ["a timeout", "no-answer", {}, card, () => generate(driver, { timeout: 600 }), "timeout"],
  ["messages encoded twice, and junk", "junk", {}, card, call, "token"],
  ["destroy", "delay-5000", {}, card, during(() => form.destroy()), "destroyed"],
  ["clear", "delay-5000", {}, card, during(() => form.clear()), "aborted"],
  ["a frame that is removed", "delay-5000", {}, card, during(() => document.querySelector("iframe").remove()), "frame_gone"],
]) {
  test(`${name} leaves nothing of what was typed`, () => leaksNothing(scenario, more, values, act, expected));
}

test("the shop's page and the gateway alone were asked for anything", async () => {
  const allowed = [stage.sandbox.shop, stage.sandbox.pepper.scenario("ok")].map((url) => new URL(url).origin);
  const others = (await stage.requests()).filter(({ url }) => /^https?:/.test(url) && !allowed.includes(new URL(url).origin));
  assert.deepEqual(others.map(({ url }) => new URL(url).origin), []);
});

const MANY = times(40, 200);

test(`${MANY} mounts and destroys leave no listener, node, frame, timer or global`, async () => {
  await driver.manage().setTimeouts({ script: 180_000 });
  await openMount(stage, "ok");
  await ready(driver);
  await driver.executeScript(() => form.destroy());
  await watchLeftovers(driver);
  const cycles = (count) =>
    driver.executeScript(
      async (given, times) => {
        window.kept ??= panless.createTokenizer(given);
        for (let turn = 0; turn < times; turn += 1) {
          const form = kept.mount(container);
          // Half of them go before they are there.
          if (turn % 2) await new Promise((resolve) => form.on("ready", resolve));
          form.destroy();
        }
        return { globals: Object.getOwnPropertyNames(globalThis).sort(), frames: frames.length, nodes: container.childNodes.length, steps: history.length };
      },
      pepperOptions(stage.sandbox),
      count,
    );
  const first = await cycles(10);
  const before = await leftovers(driver);
  assert.deepEqual(await cycles(MANY), first);
  assert.deepEqual([first.frames, first.nodes], [0, 0]);
  await leavesNothing(driver, before);
});

test("forty calls one after the other on one form leave nothing but the form", async () => {
  await openFilled(stage, "ok", { timers: true });
  const calls = (count) =>
    driver.executeScript(async (times) => {
      const ids = new Set();
      for (let turn = 0; turn < times; turn += 1) ids.add((await form.generateToken()).id);
      told.length = 0;
      return ids.size;
    }, count);
  await calls(5);
  const before = await leftovers(driver);
  assert.equal(await calls(40), 40);
  await leavesNothing(driver, before);
  await waitFor("the form is idle", async () => !(await driver.executeScript(() => form.getState().busy)));
  assert.deepEqual(await told(driver, "error"), []);
});
