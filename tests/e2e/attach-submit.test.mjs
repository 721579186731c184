// What becomes of a form whose inputs are attached, from the pay button to the merchant's server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { CARD, FIELDS, TOKEN, errors, faults, formOf, isBusy, open, openCheckouts, order, pay, ready, sentences, told, valueOf } from "./harness/checkout.mjs";
import { focused, type } from "./harness/demo.mjs";
import { needs } from "./harness/needs.mjs";
import { holdRequests } from "./harness/page.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;
let driver;

before(async () => {
  shop = await openCheckouts();
  ({ driver } = shop);
});
after(() => shop?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
/** What is left of a card in the page's inputs. */
const left = () => run(() => ["number", "expiry", "cvv"].map((id) => document.getElementById(id).value).join(""));
const isHere = async (page) => (await driver.getCurrentUrl()) === page.url;

test("a card reaches the merchant's server as a token, and nothing but it", async () => {
  const page = await open(shop);
  await type(driver, CARD);
  await pay(driver);
  const { payment_token: token, ...rest } = await order(page);
  assert.match(token, TOKEN);
  assert.deepEqual(rest, { order: "A7", action: "pay" });
  assert.equal((await page.asks()).length, 1);
  assert.deepEqual(page.reports(), []);
});

test("the sandbox shop charges the token, and its log holds no digits of the number", async () => {
  const { sandbox } = shop.stage;
  await open(shop, { html: formOf(FIELDS, `${sandbox.shop}/orders`), attach: { brandInput: "brand", last4Input: "last4" } });
  const before = (await sandbox.orderLog()).length;
  await type(driver, CARD);
  await pay(driver);
  const receipt = await waitFor("the shop answers", () => run(() => location.pathname === "/orders" && document.querySelector(".slip")?.innerText));
  assert.match(receipt, /VISA.*4242/is);
  const log = (await sandbox.orderLog()).slice(before);
  assert.match(log, /payment_token=[\w-]{22}&brand=visa&last4=4242/);
  assert.doesNotMatch(log.replace(/payment_token=[\w-]+/, ""), /424242/);
});

test("hidden inputs of the page's own take the token, the brand and the last four digits", async () => {
  const hidden = '<input type="hidden" name="method[token]" value="old"><input type="hidden" name="method[brand]"><input type="hidden" name="method[end]">';
  const names = { tokenInput: "method[token]", brandInput: "method[brand]", last4Input: "method[end]" };
  const page = await open(shop, { html: formOf(FIELDS + hidden), attach: names });
  assert.equal(await run(() => document.querySelectorAll("input[type=hidden]").length), 3);
  await type(driver, { ...CARD, number: "378282246310005", cvv: "1234" });
  await pay(driver);
  const { "method[token]": token, ...rest } = await order(page);
  assert.match(token, TOKEN);
  assert.deepEqual(rest, { order: "A7", "method[brand]": "american-express", "method[end]": "0005", action: "pay" });
});

test("two clicks and Enter while a token is made are one request and one order, and the form says that it is busy", needs("hold"), async () => {
  const page = await open(shop);
  await type(driver, CARD);
  assert.equal(await isBusy(driver), false);
  const release = await holdRequests(driver);
  await driver.actions().doubleClick(driver.findElement(By.id("pay"))).perform();
  await driver.findElement(By.id("order")).sendKeys(Key.ENTER);
  assert.equal(await isBusy(driver), true);
  await release();
  await order(page);
  await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
  assert.deepEqual([(await page.asks()).length, page.orders().length], [1, 1]);
});

test("a click between the token and the next page brings neither a second order nor an error, and the form is busy to the end", async () => {
  const own = `addEventListener("submit", () => setTimeout(() => {
  document.getElementById("pay").click();
  sessionStorage.setItem("busy", document.getElementById("checkout").getAttribute("aria-busy"));
}));
document.addEventListener("panless:error", ({ detail }) => sessionStorage.setItem("error", detail.code));`;
  const page = await open(shop, { own });
  await type(driver, CARD);
  await pay(driver);
  await order(page);
  await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
  assert.deepEqual(await run(() => [sessionStorage.getItem("busy"), sessionStorage.getItem("error")]), ["true", null]);
  assert.deepEqual([(await page.asks()).length, page.orders().length], [1, 1]);
});

/** Handlers of a page's own, which keep what they see in `seen`; the form stays if `stays`. */
const watching = (stays) => `window.seen = [];
const watch = (where) => (event) => {
  seen.push([where, event.submitter?.id, Object.keys(Object.fromEntries(new FormData(event.target))).join(), document.getElementById("number").value]);
  if (where === "form") ${stays ? "event.preventDefault()" : "sessionStorage.setItem('seen', JSON.stringify(seen))"};
};
document.getElementById("checkout").addEventListener("submit", watch("form"));
document.addEventListener("submit", watch("document"));`;

test("the page's own submit handlers run once, see the token and no card, and may keep the form", async () => {
  const page = await open(shop, { own: watching(true) });
  for (const times of [1, 2]) {
    await type(driver, CARD);
    await pay(driver);
    const seen = await waitFor("the handlers run", async () => {
      const all = await run(() => seen);
      return all.length === 2 * times && all;
    });
    assert.deepEqual(seen.slice(-2), ["form", "document"].map((where) => [where, "pay", "order,payment_token", ""]));
    await waitFor("the form is free", async () => !(await isBusy(driver)));
    assert.equal(await left(), "");
  }
  const [first, second] = (await told(driver, "token")).map(({ id }) => id);
  assert.notEqual(first, second);
  assert.equal(await run(() => document.getElementsByName("payment_token")[0].value), second);
  assert.deepEqual([(await page.asks()).length, page.orders()], [2, []]);
  assert.equal(await isHere(page), true);
});

test("a handler that throws keeps no order back", async () => {
  const page = await open(shop, { own: 'document.getElementById("checkout").onsubmit = () => { throw new Error("of the page"); };' });
  await type(driver, CARD);
  await pay(driver);
  assert.match((await order(page)).payment_token, TOKEN);
});

test("with submit: false the token stays in the form, the card does not, and the next payment works", async () => {
  const page = await open(shop, { attach: { submit: false }, own: watching(true) });
  for (const times of [1, 2]) {
    await type(driver, CARD);
    await pay(driver);
    const tokens = await waitFor("a token", async () => {
      const all = await told(driver, "token");
      return all.length === times && all;
    });
    await waitFor("the inputs are empty", async () => (await left()) === "");
    assert.equal(await valueOf(driver, await run(() => (document.getElementsByName("payment_token")[0].id = "token"))), tokens.at(-1).id);
    assert.equal(await isBusy(driver), false);
  }
  assert.deepEqual([await run(() => seen), page.orders(), await isHere(page)], [[], [], true]);
});

test("the button that was pressed goes along with its name, its value and its formaction", async () => {
  const later = '<button id="later" name="when" value="later" formaction="later">Pay later</button>';
  const page = await open(shop, { html: formOf(FIELDS + later) });
  await type(driver, CARD);
  await driver.findElement(By.id("later")).click();
  const { payment_token: token, ...rest } = await order(page);
  assert.deepEqual([page.orders()[0].file, rest], ["later", { order: "A7", when: "later" }]);
  assert.match(token, TOKEN);
});

test("Enter in a field pays by the form's first button", async () => {
  const page = await open(shop);
  await type(driver, { ...CARD, cvv: `123${Key.ENTER}` });
  const { payment_token: token, ...rest } = await order(page);
  assert.match(token, TOKEN);
  assert.deepEqual(rest, { order: "A7", action: "pay" });
});

test("a button outside the form that belongs to it pays, too", async () => {
  const page = await open(shop, { html: `${formOf(FIELDS)}<button id="outside" form="checkout" name="from" value="outside">Pay</button>` });
  await type(driver, CARD);
  await driver.findElement(By.id("outside")).click();
  assert.equal((await order(page)).from, "outside");
});

for (const [what, control] of [
  ["submit", '<input name="submit" type="hidden" value="1">'],
  ["requestSubmit", '<input name="requestSubmit" type="hidden" value="1">'],
]) {
  test(`controls called ${what} are in nobody's way`, async () => {
    const page = await open(shop, { html: formOf(FIELDS + control) });
    await type(driver, CARD);
    await pay(driver);
    assert.match((await order(page)).payment_token, TOKEN);
  });
}

test("the browser still checks the page's other inputs, before any card is sent", async () => {
  const page = await open(shop, { html: formOf(`${FIELDS}<input id="email" name="email" type="email" required>`) });
  await type(driver, CARD);
  await pay(driver);
  assert.deepEqual([await focused(driver), await page.asks(), page.orders()], ["email", [], []]);
  await type(driver, { email: "rosa@example.com" });
  await pay(driver);
  const { payment_token: token, email } = await order(page);
  assert.match(token, TOKEN);
  assert.equal(email, "rosa@example.com");
  assert.equal((await page.asks()).length, 1);
});

test("a form that is not whole asks no gateway: each bad field says so, and the first has the focus", async () => {
  const page = await open(shop);
  await type(driver, { expiry: "1220" });
  await pay(driver);
  await waitFor("the sentences", async () => (await sentences(driver)).length >= 3);
  assert.equal(await focused(driver), "number");
  const notes = await run(() => ["number", "expiry", "cvv"].map((id) => document.getElementById(`${id}-note`).textContent !== ""));
  assert.deepEqual(notes, [true, true, true]);
  const [error] = await waitFor("the error is told", async () => (await told(driver, "error")).length && told(driver, "error"));
  await waitFor("the form is free", async () => !(await isBusy(driver)));
  assert.deepEqual(error, { code: "number_missing", field: "number", category: "customer" });
  assert.deepEqual([await page.asks(), page.orders()], [[], []]);
  await driver.findElement(By.id("expiry")).clear();
  await type(driver, CARD);
  await pay(driver);
  assert.match((await order(page)).payment_token, TOKEN);
});

test("a form that the page sends by requestSubmit waits for its token, too", async () => {
  const page = await open(shop);
  await type(driver, CARD);
  await run(() => document.getElementById("checkout").requestSubmit());
  const { payment_token: token, ...rest } = await order(page);
  assert.match(token, TOKEN);
  assert.deepEqual(rest, { order: "A7" });
});

test("fields of a container inside a form hold that form, and no other", async () => {
  const other = '<form action="search" method="post"><input name="words" value="socks"><button id="search">Search</button></form>';
  const html = formOf(`<section id="card">${FIELDS}</section>`).replace('id="checkout"', 'id="whole"') + other;
  const page = await open(shop, { html, container: "#card" });
  await type(driver, CARD);
  await driver.findElement(By.id("search")).click();
  await waitFor("the search reaches the shop", () => page.orders().length);
  assert.deepEqual([page.orders()[0].file, page.orders()[0].body, await page.asks()], ["search", "words=socks", []]);
  await driver.get(page.url);
  await ready(driver);
  await type(driver, CARD);
  await pay(driver);
  assert.match((await order(page, 2)).payment_token, TOKEN);
});

test("inputs without a form give their token to the page's own code, and no form is made for it", async () => {
  const page = await open(shop, { html: `<div id="checkout">${FIELDS}</div>` });
  await type(driver, CARD);
  const token = await run(() => form.generateToken());
  assert.deepEqual([token.kind, token.brand, token.last4], ["card", "visa", "4242"]);
  assert.match(token.id, TOKEN);
  assert.equal(await run(() => document.querySelectorAll("form, input[type=hidden]").length), 0);
  assert.deepEqual([page.orders(), (await page.asks()).length], [[], 1]);
});

test("no page's policy stopped anything", async () => {
  assert.deepEqual(await faults(shop), []);
});
