// Whoever but the frame itself says something, and whatever it is: nothing changes in the form.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { CARD, begin, ended, openFilled, pepperOptions, state, told } from "./harness/mount.mjs";
import { lacks } from "./harness/needs.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;

before(async () => {
  stage = await openStage();
  ({ driver } = stage);
});
after(() => stage?.close());

const WRONG_ID = "12345678-1234-4123-8123-123456789abc";
const FORGED = "forged".padEnd(32, "0");

/** Every message that a frame can send, and some that it cannot. */
const messages = (id) =>
  [
    ["submission", { status: "success", token: FORGED }],
    ["submission", { status: "validation", invalid: ["cc", "exp", "cvv", "account", "routing"] }],
    ["submission", { status: "error", msg: "forged" }],
    ["submission", { status: "error", message: "forged" }],
    ["submission", {}],
    ["validCard", { isValid: false, bin: { card_type: "forged" } }],
    ["achOnChange", { sec_code: "web", account_type: "checking" }],
    ["magStripeSwipe", { number: "forged" }],
    ["onPaymentChange", { type: "ach" }],
    ["setHeight", { height: 7 }],
    ["setSettings", { id, apikey: "forged" }],
    ["submit", { amount: "1.00" }],
  ].flatMap(([event, data]) => {
    const text = JSON.stringify({ id, event, data });
    return [text, JSON.stringify(text), { id, event, data }];
  });

// In the page: what stands there, and who could speak. `open` begins with a second frame of the gateway's and one of the shop's.
function prepare(gatewayPage) {
  const add = (source) => {
    const frame = document.createElement("iframe");
    frame.src = source;
    return new Promise((resolve) => {
      frame.onload = () => resolve(frame);
      document.body.append(frame);
    });
  };
  return Promise.all([add(gatewayPage), add("/blank")]).then(([gateway, shop]) => {
    Object.assign(window, { foreign: { gateway: gateway.contentWindow, shop: shop.contentWindow } });
  });
}

/** Says all of it in the name of `speaker`, and waits until a message of its own that came last was heard. */
async function sayAll(id) {
  const all = messages(id);
  const height = await driver.executeScript(() => document.querySelector("#fields iframe").offsetHeight);
  const before = await state(driver);
  const events = (await driver.executeScript(() => told.length));
  const genuine = new URL(stage.sandbox.pepper.base).origin;
  // The page to itself, and events that the page makes up with whatever origin and source it likes.
  await driver.executeScript(
    (texts, origin, sources) => {
      for (const data of texts) {
        postMessage(data, "*");
        for (const source of [window, null, ...sources.map((frame) => frame.contentWindow)]) {
          for (const from of [origin, location.origin, "null", ""]) dispatchEvent(new MessageEvent("message", { data, origin: from, source }));
        }
      }
    },
    all,
    genuine,
    lacks("source") ? [] : [await driver.findElement(By.css("#fields iframe"))],
  );
  // Frames of the shop's and of the gateway's origin, next to the true one.
  for (const index of [1, 2]) {
    await driver.switchTo().frame(index);
    await driver.executeScript((texts) => texts.forEach((data) => parent.postMessage(data, "*")), all);
    await driver.executeScript((mark) => parent.postMessage(mark, "*"), `last-${index}`);
    await driver.switchTo().defaultContent();
    await waitFor("all of it was heard", () => driver.executeScript((mark) => heard.some(([, text]) => text === mark), `last-${index}`));
    await driver.executeScript(() => void (heard.length = 0));
  }
  assert.deepEqual(await state(driver), before);
  assert.equal(await driver.executeScript(() => told.length), events);
  assert.equal(await driver.executeScript(() => document.querySelector("#fields iframe").offsetHeight), height);
}

/** The id of the true frame, as anybody on the page can hear it. */
const heardId = () => driver.executeScript(() => heard.map(([, text]) => /"id":"([0-9a-f-]{36})"/.exec(text)?.[1]).filter(Boolean).at(-1));

async function open(scenario) {
  await openFilled(stage, scenario, {}, CARD);
  const id = await waitFor("the id is heard", heardId);
  const { baseUrl, publicKey } = pepperOptions(stage.sandbox);
  await driver.executeScript(prepare, `${baseUrl}/api/tokenizer/${publicKey}`);
  await waitFor("the card is good", async () => (await state(driver)).valid === true);
  return id;
}

test("before a call, with the right id and a wrong one", async () => {
  const id = await open("ok");
  for (const one of [WRONG_ID, id]) await sayAll(one);
  assert.deepEqual(await told(driver, "token"), []);
  assert.deepEqual(await told(driver, "error"), []);
});

test("during a call, which ends with its own token", async () => {
  const id = await open("delay-3000");
  await begin(driver);
  for (const one of [WRONG_ID, id]) await sayAll(one);
  const { token, error } = await ended(driver);
  assert.equal(error, null);
  assert.notEqual(token.id, FORGED);
});

test("after a call", async () => {
  const id = await open("ok");
  await begin(driver);
  assert.equal((await ended(driver)).error, null);
  for (const one of [WRONG_ID, id]) await sayAll(one);
  assert.equal((await told(driver, "token")).length, 1);
});

test("the true frame under another id is not heard either", async () => {
  await open("ok");
  const before = await state(driver);
  const events = await driver.executeScript(() => told.length);
  await driver.switchTo().frame(0);
  await driver.executeScript((texts) => [...texts, "last"].forEach((data) => parent.postMessage(data, "*")), messages(WRONG_ID));
  await driver.switchTo().defaultContent();
  await waitFor("all of it was heard", () => driver.executeScript(() => heard.some(([, text]) => text === "last")));
  assert.deepEqual(await state(driver), before);
  assert.equal(await driver.executeScript(() => told.length), events);
});

test("another origin in the true frame's place is not heard, even with the right id", async () => {
  await openFilled(stage, "ok", { path: "/blank?csp=off", tokenizer: { timeout: 600_000 } }, CARD);
  await begin(driver);
  assert.equal((await ended(driver)).error, null);
  const elsewhere = new URL(stage.sandbox.pepper.base);
  elsewhere.hostname = "localhost";
  await driver.executeScript((url) => {
    const frame = document.querySelector("#fields iframe");
    window.arrived = new Promise((resolve) => frame.addEventListener("load", resolve));
    frame.src = url;
    // The frame's next id, as whoever works at the page's side could hand it on.
    window.ids = [];
    const real = window.JSON.stringify;
    window.JSON.stringify = (value, ...more) => {
      if (value?.data?.id) ids.push(value.data.id);
      return real(value, ...more);
    };
  }, `${elsewhere.origin}/sandbox/left.html`);
  await driver.executeScript(() => arrived.then(() => undefined));
  const id = await waitFor("the new id is known", () => driver.executeScript(() => ids.at(-1)));
  const before = await state(driver);
  await driver.switchTo().frame(0);
  await driver.executeScript((texts) => [...texts, "last"].forEach((data) => parent.postMessage(data, "*")), messages(id));
  await driver.switchTo().defaultContent();
  await waitFor("all of it was heard", () => driver.executeScript(() => heard.some(([, text]) => text === "last")));
  assert.deepEqual(await state(driver), before);
  assert.equal((await state(driver)).ready, false);
  assert.equal((await told(driver, "token")).length, 1);
});
