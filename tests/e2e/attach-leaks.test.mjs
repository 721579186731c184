// After a payment by attached fields, however it ends, nothing of the card is left anywhere but at the gateway.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FIELDS, errors, formOf, open, openCheckouts, order, pay, sentence, told } from "./harness/checkout.mjs";
import { type } from "./harness/demo.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;
let driver;

before(async () => {
  shop = await openCheckouts(openWatched);
  ({ driver } = shop);
});
after(() => shop?.close());

/** Published test numbers; no seven digits of one stand twice in it. */
const CARD = { number: "378282246310005", expiry: "1230", cvv: "9174" };
const BANK = { routingNumber: "000000013", accountNumber: "000123456789" };
const BANK_FIELDS = `<p><label>Routing number <input id="routingNumber" data-panless="routingNumber"></label></p>
<p><label>Account number <input id="accountNumber" data-panless="accountNumber"></label></p>
<p><select data-panless="accountType" aria-label="Type"><option value="checking">Checking</select><input data-panless="holder" value="Rosa Marlowe" aria-label="Name"></p>`;
const OWN = "#number, #cvv, #accountNumber";
const run = (script, ...given) => driver.executeScript(script, ...given);
const secretsOf = (values) => (values === CARD ? { number: CARD.number, cvv: CARD.cvv } : { account: BANK.accountNumber });

/** Types, acts, hands the form's events and state to the search, and gives what was found. */
async function search(page, values, act) {
  const started = await shop.stage.search(secretsOf(values), { own: OWN, tags: [] });
  await type(driver, values);
  await act();
  // A form that has left can say nothing more.
  await run(() => window.form && [told, form.getState(), document.querySelector("form")].forEach((one) => leakWatch.tell(one)));
  return started.found();
}

const paid = async () => {
  await pay(driver);
  await waitFor("a token", async () => (await told(driver, "token")).length);
};
const failed = async () => {
  await pay(driver);
  await waitFor("an error", async () => (await errors(driver)).length);
  await sentence(driver);
};

for (const [what, options, values, act] of [
  ["a card's token", {}, CARD, paid],
  ["a bank account's token", { html: formOf(BANK_FIELDS) }, BANK, paid],
  ["a reply that repeats the number", { scenario: "echo" }, CARD, paid],
  ["a decline", { scenario: "code-card_declined" }, CARD, failed],
  ["a refused number", { scenario: "error-bare" }, CARD, failed],
  ["a gateway that never answers", { scenario: "hang", tokenizer: { timeout: 400 } }, CARD, failed],
  ["clear", {}, CARD, () => run(() => form.clear())],
  ["destroy", {}, CARD, () => run(() => form.destroy())],
]) {
  test(`${what} leaves nothing of what was typed`, async () => {
    const page = await open(shop, { attach: { submit: false, brandInput: "brand" }, ...options });
    assert.deepEqual(await search(page, values, act), []);
    assert.deepEqual(page.orders(), []);
  });
}

test("a number that was typed over, undone and typed into other fields is nowhere but in the inputs", async () => {
  const page = await open(shop, { html: formOf(`${FIELDS}<p><input id="holder" data-panless="holder" aria-label="Name"></p>`), attach: { submit: false } });
  const found = await search(page, CARD, async () => {
    await run((number) => form.setField("number", { value: number }), CARD.number);
    await type(driver, { holder: CARD.number });
    await failed();
    await run(() => { document.getElementById("holder").value = ""; });
  });
  assert.deepEqual(found, []);
});

test("the order that leaves, and the next page, know nothing of the card", async () => {
  const page = await open(shop, { html: formOf(FIELDS.replaceAll('<input id="', '<input name="x" id="')) });
  const found = await search(page, CARD, async () => {
    await pay(driver);
    await order(page);
    await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
  });
  assert.deepEqual(found, []);
  assert.doesNotMatch(JSON.stringify(page.posted), /8282246|9174/);
});

test("an order of the sandbox shop leaves nothing in its log", async () => {
  const { sandbox } = shop.stage;
  const page = await open(shop, { html: formOf(FIELDS, `${sandbox.shop}/orders`) });
  const found = await search(page, CARD, async () => {
    await pay(driver);
    await waitFor("the shop answers", () => run(() => location.pathname === "/orders" && document.body?.innerText));
  });
  assert.deepEqual(found, []);
});

test("a search finds what a careless page tells", async () => {
  const page = await open(shop, { own: 'document.addEventListener("input", ({ target }) => console.log(target.value));', attach: { submit: false } });
  const found = await search(page, CARD, paid);
  assert.ok(found.some((where) => where.startsWith("console: number")), found.join());
});

test("the site and the gateway alone were asked for anything", async () => {
  const allowed = [shop.pages[0].url, shop.pages[0].gateway, shop.stage.sandbox.shop].map((url) => new URL(url).origin);
  const others = (await shop.stage.requests()).filter(({ url }) => /^https?:/.test(url) && !allowed.includes(new URL(url).origin));
  assert.deepEqual(others.map(({ url }) => new URL(url).origin), []);
});
