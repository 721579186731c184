// What can be set on <panless-card>, and when: before it is known, later, wrongly, not at all; several elements on one page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { CARD, MODES, among, card, checkout, isValid, open, openFrames, order, pay, ready, told, type, validity } from "./harness/element.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames();
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);

test("an element that is known late takes what was set before, and its form waits from then on", async () => {
  const own = (page) => `const early = document.getElementById("card");
Object.assign(early, ${JSON.stringify({ ...page.tokenizer, frameUrl: page.frameUrl, name: "late" })}, { fields: ["number", "cvv", "expiry"], fieldLabels: { number: "Long number" } });`;
  const page = checkout(tools, { own, html: () => '<panless-card id="card"></panless-card>' });
  await driver.get(page.url);
  await ready(driver);
  assert.deepEqual(await run(() => [document.getElementById("card").getAttribute("fields"), document.getElementById("card").fields, Object.keys(document.getElementById("card"))]), ["number cvv expiry", ["number", "cvv", "expiry"], []]);
  assert.equal(await among(driver, "framed", () => driver.findElement(By.css("label")).getText()), "Long number");
  await type(driver, "framed");
  await isValid(driver);
  await pay(driver);
  assert.match((await order(page)).late, /^[\w-]{22}$/);
});

test("options that change begin the fields anew once, the same object again does not, and a call ends first", async () => {
  await open(tools, { mode: "framed", scenario: "delay-500" });
  const change = () => run(() => {
    const it = document.getElementById("card");
    it.fields = ["number", "expiry", "cvv", "holder"];
    it.setAttribute("optional", "holder");
    it.styles = { label: { "font-weight": "600" } };
    it.language = "de";
  });
  const count = () => run(() => told.filter(([name]) => name === "ready").length);
  await change();
  await ready(driver, 2);
  await change();
  assert.equal(await among(driver, "framed", () => driver.findElement(By.css("label")).getText()), "Kartennummer");
  await type(driver, "framed");
  await isValid(driver);
  await run(() => {
    window.running = document.getElementById("card").generateToken().then(() => "done", ({ code }) => code);
    document.getElementById("card").language = "fr";
  });
  assert.equal(await run(() => running), "done");
  assert.equal(await count(), 2);
  await ready(driver, 3);
  assert.match(await among(driver, "framed", () => driver.findElement(By.css("label")).getText()), /carte/);
  assert.equal(await count(), 3);
});

for (const mode of MODES) {
  test(`${mode}: options that change while the form waits for its token do not keep it from leaving with it`, async () => {
    const page = await open(tools, { mode, scenario: "delay-2000" });
    await type(driver, mode);
    await isValid(driver);
    await pay(driver);
    await waitFor("the token is made", () => run(() => document.getElementById("card").state.busy));
    await run(() => { document.getElementById("card").language = "fr"; });
    assert.match((await order(page)).payment_token, /^[\w-]{22}$/);
  });

  test(`${mode}: disabled from the beginning it says nothing, and works once it is not`, async () => {
    const page = checkout(tools, { mode, more: { disabled: "" } });
    await driver.get(page.url);
    await waitFor("the element is known", () => run(() => document.getElementById("card").willValidate === false));
    // Not by the pointer: the frame that is about to come moves the button.
    await run(() => document.getElementById("pay").click());
    assert.deepEqual(await order(page), { order: "A7", action: "pay" });
    await driver.get(page.url);
    if (mode === "framed") await ready(driver);
    await run(() => { document.getElementById("card").disabled = false; });
    await ready(driver);
    assert.deepEqual(await told(driver, "error"), []);
    await type(driver, mode);
    await isValid(driver);
    await pay(driver);
    assert.match((await order({ orders: () => page.orders().slice(1) })).payment_token, /^[\w-]{22}$/);
  });
}

test("from direct to framed and back, on the same page", async () => {
  const page = await open(tools, {});
  await run((frameUrl) => { document.getElementById("card").frameUrl = frameUrl; }, page.frameUrl);
  await ready(driver, 2);
  assert.equal(await run(() => document.getElementById("number").checkVisibility()), false);
  await run(() => { document.getElementById("card").frameUrl = null; });
  await ready(driver, 3);
  await type(driver, "direct");
  await isValid(driver);
  await pay(driver);
  assert.match((await order(page)).payment_token, /^[\w-]{22}$/);
});

test("two elements on a page are two forms' own; a second one in the same form is refused by name", async () => {
  const page = await open(tools, {
    mode: "framed",
    body: '<form id="two" action="two" method="post"><button id="send">Send</button></form>',
  });
  await run(() => {
    const copy = document.getElementById("card").cloneNode(false);
    copy.id = "other";
    document.getElementById("two").prepend(copy);
  });
  await ready(driver, 2);
  await type(driver, "framed", CARD, "other");
  await waitFor("the other is valid", async () => (await validity(driver, "other")).valid);
  assert.equal((await validity(driver)).valid, false);
  // By the page itself: in the midst of a script of WebKit's driver microtasks run.
  await run(() => void setTimeout(() => {
    const third = document.getElementById("card").cloneNode(false);
    third.id = "third";
    document.getElementById("checkout").append(third);
  }));
  await waitFor("it is refused", async () => (await told(driver, "error", "third")).length);
  assert.deepEqual(await told(driver, "error"), [{ code: "option_invalid", field: "container" }]);
  await run(() => document.getElementById("third").remove());
  await driver.findElement(By.id("send")).click();
  await waitFor("the second form is sent", () => page.posted.find(({ file, body }) => file === "two" && /^payment_token=[\w-]{22}$/.test(body)));
});

test("without a key the element waits and keeps its form, and begins when it gets one", async () => {
  const page = checkout(tools, { html: (page) => card({ ...page, tokenizer: { ...page.tokenizer, publicKey: undefined } }, "direct") });
  await driver.get(page.url);
  await isValid(driver, false);
  await waitFor("it says why", async () => /shop cannot take this payment/.test((await validity(driver)).validationMessage));
  await pay(driver);
  assert.deepEqual([page.orders(), await told(driver, "error")], [[], []]);
  await run((key) => document.getElementById("card").setAttribute("public-key", key), page.tokenizer.publicKey);
  await ready(driver);
  await type(driver, "direct");
  await isValid(driver);
  await pay(driver);
  assert.match((await order(page)).payment_token, /^[\w-]{22}$/);
});

test("what is wrong with an option is told by name, and the page's form stays", async () => {
  const page = checkout(tools, { more: { timeout: "soon" } });
  await driver.get(page.url);
  await waitFor("the error is told", async () => (await told(driver, "error")).length);
  assert.deepEqual(await told(driver, "error"), [{ code: "option_invalid", field: "timeout" }]);
  await pay(driver);
  assert.deepEqual([page.orders(), (await validity(driver)).valid], [[], false]);
});

test("hosted it is the gateway's own frame, and its form leaves with the token", async () => {
  const page = await open(tools, { gateway: "pepper", more: { hosted: "", amount: "12.50" }, html: (page) => card(page, "framed", { hosted: "", frameUrl: undefined, fields: undefined }) });
  await type(driver, "framed", { cc: "4111111111111111", exp: "12/30", cvv: "999" });
  await isValid(driver);
  await pay(driver);
  assert.match((await order(page)).payment_token, /^[A-Za-z0-9]{32}$/);
});
