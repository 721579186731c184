// Sealed fields of a form whose inputs are attached: from the pay button through the merchant's server to the relay and the gateway behind it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CARD, FIELDS, checkout, errors, faults, formOf, openCheckouts, order, pay, strictPolicy, told, valueOf } from "./harness/checkout.mjs";
import { note, notes, type } from "./harness/demo.mjs";
import { headerOf, keysAt, openAtRelay, sealFor } from "./harness/sealed.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;
let driver;
let relay;

before(async () => {
  shop = await openCheckouts();
  ({ driver, stage: { sandbox: { relay } } } = shop);
});
after(() => shop?.close());

const input = (name, more = "") => `<p><label>${name} <input id="${name}" data-panless="${name}" ${more}></label> <span id="${name}-note" data-panless-error="${name}"></span></p>`;
const choice = (name, ...values) => `<p><label>${name} <select id="${name}" data-panless="${name}">${values.map((value) => `<option>${value}</option>`).join("")}</select></label></p>`;
const WHOLE = '<p id="note" data-panless-error=""></p>';
const BANK_FORM = formOf(["holder", "routingNumber", "accountNumber"].map((name) => input(name)).join("") +
  choice("accountType", "checking", "savings") + choice("accountHolderType", "individual", "company") + WHOLE);
const BANK = { holder: "Ada Byron", routingNumber: "110000000", accountNumber: "000123456789" };
const NETWORK = "The payment service could not be reached. Please check your connection and try again. You have not been charged.";
const MERCHANT = "The shop cannot take this payment right now. Please contact the shop. You have not been charged.";
const focused = () => driver.executeScript(() => document.activeElement.id);

/** Opens a form that seals for this gateway to the relay, or to what stands in its place, and waits until it begins or fails to. */
async function openSealed(gateway, { audience = relay.url, seal, begins = "ready", ...more } = {}) {
  const tokenizer = { publicKey: undefined, baseUrl: undefined, gateway, seal: { ...(await sealFor(relay)), audience, ...seal } };
  const page = checkout(shop, { tokenizer, policy: (page) => strictPolicy({ ...page, gateway: new URL(audience).origin }), ...more });
  await driver.get(page.url);
  await waitFor(`the form's ${begins}`, async () => (await told(driver, begins)).length);
  return page;
}

for (const [gateway, action] of [["chargezoom", "create"], ["ontraport", "charge"]]) {
  test(`${gateway}: a card leaves the form as a string that the merchant's server carries to the relay`, async () => {
    const page = await openSealed(gateway, { html: formOf(FIELDS + input("postalCode")), attach: { brandInput: "brand", last4Input: "last4" } });
    await type(driver, { ...CARD, postalCode: "78701" });
    await pay(driver);
    const { payment_token: sealed, ...rest } = await order(page);
    assert.deepEqual(rest, { order: "A7", brand: "visa", last4: "4242", action: "pay" });
    const answer = await openAtRelay(shop.stage, sealed, action);
    assert.equal(answer.status, 200, JSON.stringify(answer));
    assert.deepEqual([await page.asks(), page.reports()], [[], []]);
  });
}

test("chargezoom: a bank account leaves the form as a string that the merchant's server carries to the relay", async () => {
  const page = await openSealed("chargezoom", { html: BANK_FORM });
  await type(driver, BANK);
  await pay(driver);
  const { payment_token: sealed } = await order(page);
  assert.equal(headerOf(sealed).shape, "chargezoom.ach.v1");
  const { status, reply } = await openAtRelay(shop.stage, sealed, "create");
  assert.equal(status, 200);
  assert.ok(reply.cardId);
  assert.deepEqual(page.reports(), []);
});

test("keys that cannot be loaded are a sentence in the form, the card stays, and once they can the next payment leaves", async () => {
  const keys = await keysAt(shop.site, relay);
  keys.files[keys.file] = "missing";
  const page = await openSealed("chargezoom", { audience: keys.audience, begins: "error" });
  assert.deepEqual([await errors(driver), await note(driver)], [["key_unavailable"], NETWORK]);
  await type(driver, CARD);
  await pay(driver);
  await waitFor("the call fails, too", async () => (await errors(driver)).length === 2);
  assert.deepEqual([await notes(driver), await valueOf(driver, "number"), page.orders()], [{ "": NETWORK }, "4242 4242 4242 4242", []]);
  delete keys.files[keys.file];
  await pay(driver);
  const { payment_token: sealed } = await order(page);
  assert.equal(headerOf(sealed).aud, keys.audience);
});

test("a key that is not pinned is no mistake of the customer's, and no field is called wrong", async () => {
  const [current] = await relay.keys();
  await openSealed("chargezoom", { seal: { keys: [current], pins: ["A".repeat(43)] }, begins: "error" });
  assert.deepEqual([await errors(driver), await notes(driver)], [["key_unpinned"], { "": MERCHANT }]);
  assert.equal(await driver.executeScript(() => document.querySelectorAll("[aria-invalid=true]").length), 0);
});

for (const optional of [[], ["cvv"]]) {
  test(`ontraport wants the code: that it is missing is said at its input${optional.length ? ", also where the page calls it optional" : ""}`, async () => {
    const page = await openSealed("ontraport", { attach: { optional } });
    await type(driver, { number: CARD.number, expiry: CARD.expiry });
    await pay(driver);
    assert.equal(await note(driver, "cvv"), "Enter the security code.");
    assert.deepEqual([await errors(driver), await notes(driver), await focused()], [["cvv_missing"], { cvv: "Enter the security code." }, "cvv"]);
    assert.deepEqual(page.orders(), []);
  });
}

test("a subscription wants a name: that it is missing is said at its input in the page's words, and with one the relay makes it", async () => {
  const attach = { messages: { field_invalid: "Give the card a name." } };
  const page = await openSealed("chargezoom", { seal: { shape: "chargezoom.sub.card.v1" }, html: formOf(FIELDS + input("description")), attach });
  await type(driver, CARD);
  await pay(driver);
  assert.equal(await note(driver, "description"), "Give the card a name.");
  assert.deepEqual([await errors(driver), Object.keys(await notes(driver)), await focused()], [["field_invalid"], ["description"], "description"]);
  assert.deepEqual(page.orders(), []);
  await type(driver, { description: "Ada's card" });
  await pay(driver);
  const { payment_token: sealed } = await order(page);
  const { status, code } = await openAtRelay(shop.stage, sealed, "subscribe");
  assert.deepEqual([status, code], [200, undefined]);
});

test("a page that has no input for the name, and does not give it, hears so before somebody pays", async () => {
  const html = formOf(FIELDS + '<input type="hidden" data-panless="description" value="Ada\'s card">');
  const seal = { shape: "chargezoom.sub.card.v1" };
  await openSealed("chargezoom", { seal, html });
  await openSealed("chargezoom", { seal, begins: "error" });
  assert.deepEqual((await told(driver, "error")).map(({ code, field }) => [code, field]), [["field_invalid", "description"]]);
});

test("no page's policy stopped anything but what it should", async () => assert.deepEqual(await faults(shop), []));
