// Each of the sandbox Pepper's scenarios does in a browser what its name says: else a test that passes under one would say nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { ID, heard, inside, next, openFrame, send, told, withCard } from "./harness/embed.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;
let pepper;
const checked = new Set();

before(async () => {
  stage = await openStage();
  ({ driver } = stage);
  ({ pepper } = stage.sandbox);
});
after(() => stage?.close());

const NUMBER = "4111111111111111";
const TOKEN = /^[A-Za-z0-9]{32}$/;
const FORGED = { unasked: "unasked".padEnd(32, "0"), second: "second".padEnd(32, "0") };
const loads = () => driver.executeScript(() => window.loads);

/** A test of one scenario, which is played with its own name as the tag. */
function plays(name, what, check) {
  const [plain] = name.split("?");
  test(`${plain} ${what}`, async () => {
    checked.add(plain);
    await check(pepper.scenario(plain, plain));
  });
}

/** A good card in the page, and a submit. */
async function submit(base) {
  await withCard(stage, base);
  await send(driver, "submit", {});
}

/** Waits until the page has its token: what it says of it, it has said by then, or says at once. */
const hasToken = () =>
  waitFor("the page has its token", () =>
    inside(driver, () => driver.executeScript(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/sandbox/keep")))),
  );

const isToken = ({ status, token }) => assert.ok(status === "success" && TOKEN.test(token));
const same = (wanted) => (data) => assert.deepEqual(data, wanted);

// The one submission that a good submit gets.
for (const [name, check] of [
  ["ok", isToken],
  ["delay-200", isToken],
  ["slow-load-200", isToken],
  ["tall", isToken],
  ["no-status", (data) => assert.deepEqual(Object.keys(data), ["token"])],
  ["bad-status", ({ status, token }) => assert.ok(status === "splendid" && TOKEN.test(token))],
  ["bad-token", same({ status: "success", token: 7 })],
  ["empty-token", same({ status: "success", token: "" })],
  ["long-token", ({ status, token }) => assert.ok(status === "success" && token.length === 10_000)],
  ["no-token", same({ status: "success" })],
  ["error-msg", same({ status: "error", msg: "Something in the sandbox went wrong." })],
  ["error-message", same({ status: "error", message: "Something in the sandbox went wrong." })],
  ["error-empty", same({ status: "error" })],
  ["error-echo", ({ status, msg }) => assert.ok(status === "error" && msg.includes(NUMBER))],
  ["validation-cc-cvv", same({ status: "validation", invalid: ["cc", "cvv"] })],
  ["validation-account", same({ status: "validation", invalid: ["account"] })],
  ["validation-unknown", same({ status: "validation", invalid: ["favourite_colour"] })],
  ["validation-empty", same({ status: "validation", invalid: [] })],
  ["validation-odd", same({ status: "validation", invalid: "cc" })],
  ["echo", ({ status, token, user, card }) => assert.deepEqual([status, token.length, user.first_name, card.number], ["success", 32, NUMBER, NUMBER])],
]) {
  plays(name, "gives the submission that it is named for", async (base) => {
    await submit(base);
    check(await next(driver, "submission"));
    assert.equal((await told(driver, "submission")).length, 1);
  });
}

plays("tall", "is as high as it says", async (base) => {
  await openFrame(stage, base);
  assert.deepEqual(await next(driver, "setHeight"), { height: 100_000 });
});

plays("no-data", "gives a submission without data", async (base) => {
  await submit(base);
  const all = () => heard(driver).then((messages) => messages.map(({ value }) => JSON.parse(value)));
  await waitFor("a submission", async () => (await all()).some(({ event }) => event === "submission"));
  assert.deepEqual((await all()).filter(({ event }) => event === "submission"), [{ id: ID, event: "submission" }]);
});

plays("twice", "gives two submissions, the second with another token", async (base) => {
  await submit(base);
  assert.deepEqual(await next(driver, "submission", 2), { status: "success", token: FORGED.second });
  isToken((await told(driver, "submission"))[0]);
});

plays("unasked", "gives a submission before any submit, and then its own", async (base) => {
  await openFrame(stage, base);
  assert.deepEqual(await next(driver, "submission"), { status: "success", token: FORGED.unasked });
  await submit(base);
  isToken(await next(driver, "submission", 2));
});

plays("silent", "says nothing, whatever it has done", async (base) => {
  await submit(base);
  await hasToken();
  assert.deepEqual(await heard(driver), []);
});

plays("no-answer", "says all but the answer to a submit", async (base) => {
  await submit(base);
  await hasToken();
  assert.deepEqual(await told(driver, "submission"), []);
  assert.deepEqual(await next(driver, "validCard"), { isValid: true, bin: { card_type: "debit" } });
});

// How everything is said.
for (const [name, isSo] of [
  ["wrong-id", (value) => JSON.parse(value).id === "00000000-0000-4000-8000-000000000000"],
  ["no-id", (value) => !Object.hasOwn(JSON.parse(value), "id")],
  ["double-encoded", (value) => JSON.parse(JSON.parse(value)).id === ID],
  ["object-messages", (value) => value.id === ID],
]) {
  plays(name, "is so of every message, the answer to a submit included", async (base) => {
    await submit(base);
    const last = await waitFor("an answer", async () => (await heard(driver)).find(({ value }) => JSON.stringify(value).includes("success")));
    assert.equal(last.origin, pepper.base);
    for (const { value } of await heard(driver)) assert.ok(isSo(value), JSON.stringify(value));
  });
}

plays("junk", "surrounds the true messages, and forges no submission", async (base) => {
  await submit(base);
  isToken(await next(driver, "submission"));
  const all = (await heard(driver)).map(({ value }) => value);
  for (const junk of ["random text", "{", 7, null, true, "1000000 characters"]) assert.ok(all.includes(junk), `${junk}`);
  const heights = (await told(driver, "setHeight")).map((data) => data?.height);
  for (const height of ["x", -5, 1e9]) assert.ok(heights.includes(height), `${height}`);
  assert.equal((await told(driver, "submission")).length, 1);
});

plays("wrong-origin", "has the right id, from a frame that is not the page's", async (base) => {
  await submit(base);
  const isAnswer = ({ value }) => JSON.parse(value).event === "submission";
  const { origin, isOwn, value } = await waitFor("an answer", async () => (await heard(driver)).find(isAnswer));
  assert.deepEqual([origin, isOwn], [pepper.base.replace("127.0.0.1", "localhost"), false]);
  isToken(JSON.parse(value).data);
  assert.ok((await heard(driver)).every((message) => !message.isOwn));
});

plays("moved", "goes to another origin, which then speaks like the first", async (base) => {
  await openFrame(stage, base, {}, "/blank?csp=off");
  const elsewhere = pepper.base.replace("127.0.0.1", "localhost");
  const { isOwn, value } = await waitFor("another origin", async () => (await heard(driver)).find(({ origin }) => origin === elsewhere));
  assert.deepEqual([isOwn, JSON.parse(value).id, await loads()], [true, ID, 2]);
});

plays("moved?policy", "is stopped by the shop's policy", async (base) => {
  await openFrame(stage, base);
  await waitFor("the policy stops it", () => driver.executeScript(() => stopped.includes("frame-src")));
  assert.ok((await heard(driver)).every(({ origin }) => origin === pepper.base));
});

plays("leaves", "goes elsewhere on a submit", async (base) => {
  await submit(base);
  await waitFor("another page", async () => (await loads()) === 2);
  assert.match(await inside(driver, () => driver.findElement(By.css("body")).getText()), /has left/);
  assert.deepEqual(await told(driver, "submission"), []);
  assert.equal((await pepper.requests("leaves")).length, 2);
});

for (const name of ["broken-page", "empty-page"]) {
  plays(name, "loads, and nobody is in it", async (base) => {
    await openFrame(stage, base);
    await waitFor("it loads", async () => (await loads()) === 1);
    assert.deepEqual(await heard(driver), []);
  });
}

// Whether a frame without a page loads is the engine's affair, and on a reused connection a browser may ask again.
plays("drop", "ends the connection, and nobody is there", async (base) => {
  await openFrame(stage, base);
  await waitFor("the request", async () => (await pepper.requests("drop")).length >= 1);
  assert.ok((await pepper.requests("drop")).every(({ aborted }) => !aborted));
  assert.deepEqual(await heard(driver), []);
});

for (const name of ["hang", "slow-headers", "headers-only", "drip", "byte-a-second"]) {
  plays(name, "does not load until it is given up", async (base) => {
    await openFrame(stage, base);
    await waitFor("the request", async () => (await pepper.requests(name)).length === 1);
    assert.equal(await loads(), 0);
    await driver.executeScript(() => document.querySelector("iframe").remove());
    await waitFor("the browser hangs up", async () => (await pepper.requests(name))[0].aborted);
  });
}

for (const name of ["portal", "portal-elsewhere", "gzip-bomb", "brotli-bomb"]) {
  plays(name, "loads another page, which says nothing", async (base) => {
    await openFrame(stage, base, {}, "/blank?csp=off");
    await waitFor("it loads", async () => (await loads()) === 1);
    assert.deepEqual(await heard(driver), []);
  });
}

test("no scenario is left out", async () => {
  const patterns = { "delay-N": "delay-200", "slow-load-N": "slow-load-200", "validation-NAMES": "validation-cc-cvv" };
  const names = (await pepper.scenarios()).map(({ name }) => patterns[name] ?? name);
  assert.deepEqual(names.filter((name) => !checked.has(name)), []);
});
