// A customer comes back to a form whose inputs are attached: from the next page, by a reload, or without ever having left.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engineName } from "./harness/browser.mjs";
import { CARD, FIELDS, formOf, isBusy, open, openCheckouts, order, pay, ready, strictPolicy, told } from "./harness/checkout.mjs";
import { type } from "./harness/demo.mjs";
import { needs } from "./harness/needs.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;
let driver;

before(async () => {
  shop = await openCheckouts();
  ({ driver } = shop);
});
after(() => shop?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
/** A form with a hidden input of the page's own: what browsers restore. */
const html = formOf(`${FIELDS}<input type="hidden" name="payment_token">`);
const token = () => run(() => document.getElementsByName("payment_token")[0].value);
const card = () => run(() => ["number", "expiry", "cvv"].map((id) => document.getElementById(id).value).join(""));
const SHOWN = 'addEventListener("pageshow", ({ persisted }) => { window.persisted = persisted; });';

async function paysAndComesBack(page, times = 1) {
  await type(driver, CARD);
  await pay(driver);
  const { payment_token: first } = await order(page, times);
  await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
  await driver.navigate().back();
  await waitFor("the form is back", async () => (await driver.getTitle()) === "Checkout");
  await waitFor("it is shown", () => run(() => window.persisted !== undefined));
  return first;
}

/** Empty, free, and without the old token. */
const isFresh = async () => (await token()) === "" && (await card()) === "" && !(await isBusy(driver));

test("back from the next page by the browser's cache the old token is dropped, and the form pays once more", async (t) => {
  const page = await open(shop, { html, own: SHOWN });
  await run(() => { window.persisted = undefined; });
  const first = await paysAndComesBack(page);
  if (!(await run(() => persisted))) return t.skip(`${engineName} did not keep the page`);
  assert.equal(await isFresh(), true);
  const second = await paysAndComesBack(page, 2);
  assert.notEqual(second, first);
  assert.deepEqual([page.orders().length, (await page.asks()).length], [2, 2]);
});

test("back from the next page without that cache the old token is dropped, and the form pays once more", needs("unload"), async () => {
  // A page that is asked when it is left is not kept.
  const page = await open(shop, { html, own: `${SHOWN} addEventListener("unload", () => {});` });
  const first = await paysAndComesBack(page);
  assert.equal(await run(() => persisted), false);
  await ready(driver);
  await waitFor("the form is fresh", isFresh);
  assert.notEqual(await paysAndComesBack(page, 2), first);
});

test("a page that is shown again drops its token however the browser kept it", async () => {
  const page = await open(shop, { html, attach: { submit: false, brandInput: "brand", last4Input: "last4" } });
  await type(driver, CARD);
  await pay(driver);
  await waitFor("a token", token);
  const hidden = () => run(() => [...document.querySelectorAll("input[type=hidden]")].map(({ value }) => value !== ""));
  await run(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false })));
  assert.deepEqual(await hidden(), [true, true, true], "the first time that a page is shown nothing is old");
  await run(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  assert.deepEqual(await hidden(), [false, false, false]);
  assert.deepEqual(page.orders(), []);
});

test("a reload drops the token", async () => {
  const page = await open(shop, { html, attach: { submit: false } });
  await type(driver, CARD);
  await pay(driver);
  await waitFor("a token", token);
  await driver.navigate().refresh();
  await ready(driver);
  await waitFor("the form is fresh", isFresh);
  await type(driver, CARD);
  await pay(driver);
  await waitFor("another token", token);
  assert.equal((await page.asks()).length, 2);
});

test("a form whose answer comes elsewhere is free again as soon as somebody types, and pays once more", async () => {
  const html = `${formOf(FIELDS, "orders", 'target="answer"')}<iframe name="answer" title="answer"></iframe>`;
  const page = await open(shop, { html, policy: (own) => `${strictPolicy(own)}; frame-src 'self'` });
  const tokens = [];
  for (const times of [1, 2]) {
    await type(driver, CARD);
    assert.equal(await isBusy(driver), false);
    await pay(driver);
    tokens.push((await order(page, times)).payment_token);
  }
  assert.equal(new Set(tokens).size, 2);
  assert.deepEqual((await told(driver, "token")).map(({ id }) => id), tokens);
});
