// What a customer sees, and can do next, when the gateway, the way to it, or a file of ours fails under a form whose inputs are attached.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coreName } from "./harness/browser.mjs";
import {
  CARD, FIELDS, TOKEN, checkout, errors, faults, formOf, isBusy, open, openCheckouts, order, pay, ready, sentence, sentences, told,
} from "./harness/checkout.mjs";
import { focused, type } from "./harness/demo.mjs";
import { needs } from "./harness/needs.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;
let driver;

before(async () => {
  shop = await openCheckouts();
  ({ driver } = shop);
});
after(() => shop?.close());

const HOLDER = '<p><label>Name <input id="holder" data-panless="holder"></label> <span data-panless-error="holder"></span></p>';
const POSTAL = '<p><label>Postal code <input id="postalCode" data-panless="postalCode"></label> <span data-panless-error="postalCode"></span></p>';
const WHOLE = formOf(FIELDS + HOLDER + POSTAL);
const PAYER = { ...CARD, holder: "Rosa Marlowe", postalCode: "97205" };

const run = (script, ...given) => driver.executeScript(script, ...given);
const typed = () => run(() => ["number", "expiry", "cvv"].map((id) => document.getElementById(id).value.replace(/\D/g, "")).join(" "));
const tokenInput = () => run(() => document.getElementsByName("payment_token")[0]?.value ?? "");
const noteOf = (name) => run((field) => document.querySelector(`[data-panless-error="${field}"]`).textContent, name);

/** The form has failed and is whole: it says so, keeps the card, holds no token, and is on the page that it was on. */
async function hasFailed(page, times = 1) {
  await waitFor("the form is free again", async () => (await errors(driver)).length >= times && !(await isBusy(driver)));
  await sentence(driver);
  assert.deepEqual([await driver.getCurrentUrl(), page.orders(), await tokenInput()], [page.url, [], ""]);
  assert.equal(await typed(), "4242424242424242 1230 123");
}

/** The next press of the button works, without anything typed again. */
async function paysNow(page) {
  await pay(driver);
  assert.match((await order(page)).payment_token, TOKEN);
}

for (const [what, scenario, code, category] of [
  ["a decline", "code-card_declined", "declined", "customer"],
  ["a key that the gateway does not know", "unauthorized", "key_rejected", "merchant"],
  ["status 500", "server-error", "gateway_error", "gateway"],
  ["status 502 with a page", "bad-gateway", "gateway_error", "gateway"],
  ["a page with status 200", "html", "reply_invalid", "gateway"],
  ["a connection that is reset", "reset", "network_failed", "network"],
  ["a gateway that never answers", "hang", "timeout", "network"],
]) {
  test(`${what} is told to the customer by a sentence, to the shop by its error, and the next payment works`, async () => {
    const page = await open(shop, { scenario, html: WHOLE, tokenizer: { timeout: scenario === "hang" ? 500 : 15_000 } });
    await type(driver, PAYER);
    await pay(driver);
    await hasFailed(page);
    assert.deepEqual(await told(driver, "error"), [{ code, field: null, category }]);
    assert.notEqual(await noteOf(""), "");
    await page.mend();
    await paysNow(page);
  });
}

for (const [scenario, code, field] of [
  ["error-bare", "number_invalid", "number"],
  ["error-dotted", "holder_missing", "holder"],
  ["error-backtick", "postal_code_invalid", "postalCode"],
  ["error-no-context", "expiry_past", "expiry"],
]) {
  test(`the gateway's ${code} stands at its field, which has the focus, and is gone with the next payment`, async () => {
    const page = await open(shop, { scenario, html: WHOLE, attach: { submit: false } });
    await type(driver, PAYER);
    await pay(driver);
    await hasFailed(page);
    assert.deepEqual([await errors(driver), await focused(driver), await noteOf("")], [[code], field, ""]);
    const described = () => run((id) => {
      const input = document.getElementById(id);
      const texts = input.getAttribute("aria-describedby").split(" ").map((note) => document.getElementById(note).textContent);
      return [input.getAttribute("aria-invalid"), texts.join("") !== ""];
    }, field);
    assert.deepEqual(await described(), ["true", true]);
    await page.mend();
    await pay(driver);
    await waitFor("a token", async () => (await told(driver, "token")).length);
    assert.deepEqual([await described(), await sentences(driver)], [["false", false], []]);
  });
}

test("a field that the gateway names and the page does not have is told for the whole form", async () => {
  const page = await open(shop, { scenario: "error-dotted" });
  await type(driver, CARD);
  await pay(driver);
  await hasFailed(page);
  assert.notEqual(await noteOf(""), "");
  await page.mend();
  await paysNow(page);
});

test("several fields that the gateway names all say so, and the first on the page has the focus", async () => {
  const page = await open(shop, { scenario: "error-many", html: WHOLE });
  await type(driver, PAYER);
  await pay(driver);
  await hasFailed(page);
  assert.equal(await focused(driver), "number");
  for (const field of ["number", "cvv", "postalCode"]) assert.notEqual(await noteOf(field), "", field);
});

test("without a connection a sentence comes at once, and the payment works when it is back", needs("offline"), async () => {
  const page = await open(shop);
  await type(driver, CARD);
  const connect = (offline) => driver.sendDevToolsCommand("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await driver.sendDevToolsCommand("Network.enable");
  await connect(true);
  await pay(driver);
  await hasFailed(page);
  await connect(false);
  assert.deepEqual(await errors(driver), ["offline"]);
  await paysNow(page);
});

/** The files of the core that this browser takes; where one fails, the other is tried. */
const CORE = coreName() === "js" ? ["panless-core.js"] : ["panless-fields.wasm", "panless-core.js"];
const all = (fault, files) => Object.fromEntries(files.map((file) => [file, fault]));

/** Without what works the fields, a payment has nobody who tells its error: only the start does. */
for (const [what, files, failures] of [["the core", CORE, 2], ["what works the fields", ["panless-attach.js"], 1]]) {
  test(`a form sent before ${what} has come stays, and goes out with a token when it is there`, async () => {
    const page = checkout(shop, { files: all("after go", files) });
    await driver.get(page.url);
    await type(driver, CARD);
    await pay(driver);
    await pay(driver);
    await waitFor("the file is asked for", () => files.some((file) => page.asked.includes(file)));
    assert.deepEqual([await driver.getCurrentUrl(), page.orders(), await errors(driver)], [page.url, [], []]);
    await fetch(`${page.url}go`);
    const { payment_token: token, ...rest } = await order(page);
    assert.match(token, TOKEN);
    assert.deepEqual(rest, { order: "A7", action: "pay" });
    await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
    assert.deepEqual([(await page.asks()).length, page.orders().length], [1, 1]);
  });

  test(`a form sent while ${what} hangs says so within the deadline, and stays`, async () => {
    const page = checkout(shop, { files: all("hang", files), tokenizer: { timeout: 1_000 } });
    await driver.get(page.url);
    await type(driver, CARD);
    await pay(driver);
    // Long before the deadline that holds where none is given.
    await sentence(driver, 10_000);
    assert.deepEqual([await driver.getCurrentUrl(), page.orders(), await isBusy(driver)], [page.url, [], false]);
  });

  test(`a form sent where ${what} is missing says so, and goes out once it is there`, async () => {
    const page = checkout(shop, { files: all("missing", files) });
    await driver.get(page.url);
    // Sent earlier, the form might go out by the file's second request, once the fault is gone.
    await waitFor("the start fails", async () => (await errors(driver)).length);
    await type(driver, CARD);
    await pay(driver);
    await waitFor("the payment fails", async () => (await errors(driver)).length === failures && !(await isBusy(driver)));
    await sentence(driver);
    assert.deepEqual([await driver.getCurrentUrl(), page.orders()], [page.url, []]);
    assert.deepEqual([...new Set(await errors(driver))], ["core_failed"]);
    for (const file of files) delete page.files[file];
    await paysNow(page);
  });
}

for (const fault of ["missing", "hang"]) {
  test(`without the language's words (${fault}) a card is taken, and an error is told in English`, async () => {
    const page = checkout(shop, { files: { "messages/en.js": fault } });
    await driver.get(page.url);
    await ready(driver);
    await pay(driver);
    assert.match(await sentence(driver), /card/i);
    assert.deepEqual(await run(() => violations), []);
    await type(driver, CARD);
    await paysNow(page);
  });
}

test("no page's policy stopped anything", async () => {
  assert.deepEqual(await faults(shop), []);
});
