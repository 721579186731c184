// What is typed into our own frame is seen nowhere on the shop's page, however a call ends; and nothing of a form is left when it is gone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { times } from "./harness/extent.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { HEAR, begin, ended, generate, open, openFrames, ready, told, type, visit } from "./harness/own-frame.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, watchLeftovers } from "./harness/watch.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames(openWatched);
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);

// Published test numbers; no seven digits of one stand twice in it.
const CARD = { number: "378282246310005", expiry: "1230", cvv: "9174", holder: "Ada Byron", postalCode: "78701" };
const BANK = { firstName: "Ada", lastName: "Byron", routingNumber: "000000013", accountNumber: "000123456789", accountType: "checking" };
const bank = { mount: { kind: "bank" }, tokenizer: { sendCvv: undefined } };
const nelnet = { gateway: "nelnet" };

const call = () => generate(driver);
const during = (act) => async () => {
  await begin(driver);
  await waitFor("it is busy", () => run(() => form.getState().busy));
  await run(act);
  return ended(driver);
};

for (const [name, options, values, act, expected] of [
  ["a card's token", {}, CARD, call, "token"],
  ["a bank account's token", bank, BANK, call, "token"],
  ["a card's token by JSONP", nelnet, CARD, call, "token"],
  ["a bank account's token by JSONP", { ...nelnet, ...bank }, BANK, call, "token"],
  ["a reply that repeats the number", { scenario: "echo" }, CARD, call, "token"],
  ["a decline", { scenario: "code-card_declined" }, CARD, call, "declined"],
  ["a refusal that names a field", { scenario: "error-dotted" }, CARD, call, "holder_missing"],
  ["wrong fields", {}, { ...CARD, postalCode: "378282246310005" }, call, "card_number_misplaced"],
  ["a timeout", { scenario: "hang", tokenizer: { timeout: 700 } }, CARD, call, "timeout"],
  ["destroy", { scenario: "delay-5000" }, CARD, during(() => form.destroy()), "destroyed"],
  ["clear", { scenario: "delay-5000" }, CARD, during(() => form.clear()), "aborted"],
  ["a frame that is removed", { scenario: "delay-5000" }, CARD, during(() => document.querySelector("iframe").remove()), "frame_gone"],
  ["a frame that is moved", { scenario: "delay-5000" }, CARD, during(() => document.body.prepend(container)), "frame_gone"],
]) {
  test(`${name} leaves nothing of what was typed`, async () => {
    const page = await open(tools, { ...options, own: HEAR });
    const secrets = values.accountNumber ? { account: values.accountNumber } : { number: values.number, cvv: values.cvv };
    // The frame's core is searched by nobody here: its own tests do that, and the page has none.
    const search = await tools.stage.search(secrets, { tags: [], memory: false });
    await type(driver, values);
    const result = await act();
    assert.equal(result.error?.code ?? "token", expected);
    await run((value) => [value, form.getState(), told, [...container.childNodes]].forEach((one) => leakWatch.tell(one)), result);
    assert.deepEqual(await search.found(), []);
    assert.deepEqual(page.orders(), []);
  });
}

test("a search finds what a careless page would be told", async () => {
  await open(tools, { own: HEAR });
  const search = await tools.stage.search({ number: CARD.number }, { tags: [], memory: false });
  await run((number) => {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => { port1.onmessage = resolve; port2.postMessage({ value: number }); }).then(() => postMessage(number, "*"));
  }, CARD.number);
  await waitFor("it is found", async () => new Set((await search.found()).map((where) => where.split(":")[0])).size === 2);
});

test("the page's site, the frame's and the gateways were asked for anything, nobody else", async () => {
  const { sandbox } = tools.stage;
  const allowed = [tools.shop.page().url, tools.host.page().url, sandbox.scenario("ok"), sandbox.nelnet.scenario("ok")].map((url) => new URL(url).origin);
  const others = (await tools.stage.requests()).filter(({ url }) => /^https?:/.test(url) && !allowed.includes(new URL(url).origin));
  assert.deepEqual(others.map(({ url }) => new URL(url).origin), []);
});

const MANY = times(40, 200);

test(`${MANY} mounts and destroys leave no listener, node, frame, timer, port or global`, async () => {
  await driver.manage().setTimeouts({ script: 180_000 });
  const page = await visit(tools, { mount: null });
  await watchLeftovers(driver);
  const cycles = (count) => run(async (given, frameUrl, times) => {
    const container = document.getElementById("fields");
    window.kept ??= panless.createTokenizer(given);
    for (let turn = 0; turn < times; turn += 1) {
      const form = kept.mount(container, { frameUrl });
      // Most go before they are there; a strict mode does so, and mounts again at once. Some are moved first.
      if (turn % 8 === 1) await new Promise((resolve) => form.on("ready", resolve));
      if (turn % 4 === 3) await new Promise((resolve) => setTimeout(resolve)).then(() => container.parentNode.append(container));
      form.destroy();
    }
    return { globals: Object.getOwnPropertyNames(globalThis).sort(), frames: frames.length, nodes: container.childNodes.length, steps: history.length };
  }, page.tokenizer, `${page.frame.url}frame.html`, count);
  const first = await cycles(10);
  const before = await leftovers(driver);
  assert.deepEqual(await cycles(MANY), first);
  assert.deepEqual([first.frames, first.nodes], [0, 0]);
  await leavesNothing(driver, before);
});

test("forty calls one after the other on one form leave nothing but the form", async () => {
  const page = await visit(tools, { mount: null });
  await watchLeftovers(driver);
  await run((given, options) => mountForm(given, options), page.tokenizer, { frameUrl: `${page.frame.url}frame.html` });
  await ready(driver);
  await type(driver, CARD);
  const calls = (count) => run(async (times) => {
    const ids = new Set();
    for (let turn = 0; turn < times; turn += 1) ids.add((await form.generateToken()).id);
    told.length = 0;
    return ids.size;
  }, count);
  await calls(5);
  const before = await leftovers(driver);
  assert.equal(await calls(40), 40);
  // The form's own port stays.
  await waitFor("the rest is freed", async () => (await leftovers(driver)).every((count, at) => count <= before[at]));
  assert.deepEqual(await told(driver, "error"), []);
});

test("destroyed before its code has come, as React's strict mode does, a form leaves nothing and the next works", async () => {
  const page = await visit(tools, { mount: null });
  const frames = await run(async (given, options) => {
    const tokenizer = panless.createTokenizer(given);
    tokenizer.mount("#fields", options).destroy();
    const form = tokenizer.mount("#fields", options);
    await new Promise((resolve) => form.on("ready", resolve));
    return [window.frames.length, form.getState().ready];
  }, page.tokenizer, { frameUrl: `${page.frame.url}frame.html` });
  assert.deepEqual(frames, [1, true]);
});
