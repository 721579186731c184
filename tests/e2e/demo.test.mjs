// The checkout page, used by keys and searched for what it could leave behind.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import {
  account, choose, chooseGateway, filled, focused, hostedAccount, hostedCard, hostedFields, openDemo, openHosted, pay, play, press, receipt,
  splitAccount, tabTo, textOf, type, typeHosted, valueOf,
} from "./harness/demo.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { consoleEntries } from "./harness/page.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;

before(async () => {
  stage = await openWatched();
  driver = stage.driver;
  await stage.browser.size({ width: 1280, height: 900 });
});
after(() => stage?.close());

beforeEach(async () => {
  await openDemo(stage);
  await consoleEntries(driver);
});

/** The inputs whose job it is to hold what is searched. */
const OWN = "#number, #cvv, #accountNumber";

async function paysAndLeavesNothing(secrets, fill, method = "POST") {
  // The drawer of sample cards shows published numbers; what is there before does not count.
  const search = await stage.search(secrets, { own: OWN });
  stage.wire.sent.length = 0;
  await fill();
  await pay(driver);
  const paid = await receipt(driver);
  assert.match(paid.title, /^Paid/);
  assert.deepEqual(await search.found(), []);
  const toGateways = stage.wire.sent.filter(({ url }) => stage.gateways.includes(new URL(url).origin));
  assert.deepEqual(toGateways.map((request) => request.method), [method]);
  return paid;
}

for (const [brand, number, cvv] of [
  ["visa", "4242424242424242", "123"],
  ["american-express", "378282246310005", "1234"],
  ["mastercard", "5555555555554444", "123"],
]) {
  test(`a typed ${brand} card becomes a token and leaves no seven digits of its number anywhere`, async () => {
    const { token, log } = await paysAndLeavesNothing({ number }, () => type(driver, filled(number, cvv)));
    assert.equal(token.brand, brand);
    assert.equal(token.last4, number.slice(-4));
    assert.ok(log.includes(token.id), "the shop's server got the token");
  });
}

test("a typed bank account becomes a token and leaves no seven digits of its number anywhere", async () => {
  const { token, check } = await paysAndLeavesNothing({ account: account.accountNumber }, async () => {
    await choose(driver, "bank");
    await type(driver, account);
  });
  assert.equal(token.kind, "bank");
  assert.match(check, /^No account number/);
});

test("with Nelnet a card is paid and leaves no seven digits of its number anywhere", async () => {
  await chooseGateway(driver, "nelnet");
  const number = "4111111111111111";
  const { token, check } = await paysAndLeavesNothing({ number }, () => type(driver, filled(number, "999")), "GET");
  assert.equal(token.gateway, "nelnet");
  assert.match(check, /^No card number/);
});

test("with Nelnet a bank account is paid and leaves no seven digits of its number anywhere", async () => {
  await chooseGateway(driver, "nelnet");
  await choose(driver, "bank");
  const { token, check } = await paysAndLeavesNothing({ account: splitAccount.accountNumber }, () => type(driver, splitAccount), "GET");
  assert.equal(token.gateway, "nelnet");
  assert.match(check, /^No account number/);
});

test("with Nelnet a refusal stands at its field, and a failure above the form", async () => {
  await chooseGateway(driver, "nelnet");
  await type(driver, filled("4111111111111111", "999"));
  await driver.findElement(By.css("#scenario option[value=code-11112]")).click();
  await pay(driver);
  await waitFor("the message", () => textOf(driver, "number-error"));
  await driver.findElement(By.css("#scenario option[value=status-500]")).click();
  await pay(driver);
  await waitFor("the alert", () => textOf(driver, "alert"));
  assert.match(await textOf(driver, "alert"), /Nothing was charged/);
});

for (const [what, secrets, values] of [
  ["card", { number: "378282246310005", cvv: "1234" }, hostedCard("378282246310005", "1234")],
  ["bank account", { account: hostedAccount.account }, hostedAccount],
]) {
  test(`with Pepper a ${what} typed into its frame is paid, and the page never has a digit of it`, async () => {
    await openHosted(driver);
    await consoleEntries(driver);
    const search = await stage.search(secrets);
    stage.wire.sent.length = 0;
    await typeHosted(driver, values);
    await pay(driver);
    const { title, token, log, check, result } = await receipt(driver);
    assert.match(title, /^Paid/);
    assert.deepEqual(await search.found(), []);
    assert.deepEqual([token.gateway, token.kind, token.last4], ["pepper", secrets.number ? "card" : "bank", null]);
    assert.ok(log.includes(token.id), "the shop's server got the token");
    assert.match(check, /^This page never had your/);
    assert.match(result, /"paid"/);
    const toGateways = stage.wire.sent.filter(({ url }) => stage.gateways.includes(new URL(url).origin));
    assert.deepEqual(toGateways.map(({ method, url }) => `${method} ${new URL(url).origin}`), [`POST ${stage.sandbox.pepper.base}`]);
    assert.equal(await frames(), 0);
    assert.deepEqual(await consoleEntries(driver), []);
  });
}

const frames = () => driver.executeScript(() => document.querySelectorAll("iframe").length);

test("with Pepper what is wrong stands above the fields, and the focus goes into them", async () => {
  await openHosted(driver);
  await typeHosted(driver, hostedCard("5555555555554445", "12"));
  await pay(driver);
  await waitFor("the alert", () => textOf(driver, "alert"));
  assert.equal(await textOf(driver, "alert"), "This is not a card number. Check the digits.\nThe security code has only a few digits.");
  assert.equal(await driver.executeScript(() => document.activeElement.localName), "iframe");
  await typeHosted(driver, hostedCard("5555555555554444", "123"));
  await pay(driver);
  assert.match((await receipt(driver)).title, /^Paid/);
});

test("a card that is declined when it is charged is not shown as paid", async () => {
  await type(driver, filled("4000000000000002", "123"));
  await pay(driver);
  assert.equal((await receipt(driver)).title, "Not paid");
  await openDemo(stage);
  await openHosted(driver);
  await typeHosted(driver, hostedCard("4000000000000002", "123"));
  await pay(driver);
  assert.equal((await receipt(driver)).title, "Not paid");
});

test("with Pepper a failure is told above the fields, which keep what was typed", async () => {
  await openHosted(driver);
  await play(driver, "error-msg");
  await hostedFields(driver);
  await typeHosted(driver, hostedCard("5555555555554444", "123"));
  await pay(driver);
  await waitFor("the alert", () => textOf(driver, "alert"));
  assert.equal(await focused(driver), "alert");
  await driver.switchTo().frame(0);
  assert.equal(await valueOf(driver, "cc"), "5555555555554444");
  await driver.switchTo().defaultContent();
});

test("with Pepper keys alone pay, and start again", async () => {
  await openHosted(driver);
  await tabTo(driver, "scenario");
  await press(driver, Key.TAB, Key.TAB, "5555555555554444", Key.TAB, "1230", Key.TAB, "123", Key.TAB);
  assert.equal(await focused(driver), "submit");
  await press(driver, Key.ENTER);
  assert.match((await receipt(driver)).title, /^Paid/);
  await tabTo(driver, "again");
  await press(driver, Key.ENTER);
  assert.equal(await focused(driver), "hosted");
  await hostedFields(driver);
});

test("another gateway takes Pepper's frame away, also while it pays", async () => {
  await openHosted(driver);
  await play(driver, "no-answer");
  await hostedFields(driver);
  await typeHosted(driver, hostedCard("5555555555554444", "123"));
  await pay(driver);
  await chooseGateway(driver, "affinipay");
  assert.equal(await frames(), 0);
  await waitFor("the end of the call", () => driver.executeScript(() => document.getElementById("pay").ariaBusy === "false"));
  assert.equal(await textOf(driver, "alert"), "");
  await type(driver, filled("4242424242424242", "123"));
  await pay(driver);
  assert.match((await receipt(driver)).title, /^Paid/);
});

test("the page breaks no rule of its Content-Security-Policy and logs no error", async () => {
  await type(driver, filled("4242424242424242", "123"));
  await pay(driver);
  await receipt(driver);
  assert.deepEqual(await consoleEntries(driver), []);
});

test("the form can be filled, sent and left again by keyboard alone", async () => {
  const { number, expiry, cvv, holder, postalCode } = filled("4242424242424242", "123");
  await tabTo(driver, "number");
  await press(driver, number, Key.TAB, expiry, Key.TAB, cvv, Key.TAB, holder, Key.TAB, "United States", Key.TAB, postalCode);
  await press(driver, Key.ENTER);
  await receipt(driver);
  assert.equal(await focused(driver), "receipt-title");
  await tabTo(driver, "again");
  await press(driver, Key.ENTER);
  assert.equal(await focused(driver), "method-card");
  await press(driver, Key.ARROW_RIGHT);
  await tabTo(driver, "routingNumber");
});

test("the number is grouped while it is typed, and the brand is named", async () => {
  await type(driver, { number: "378282246310005" });
  assert.equal(await valueOf(driver, "number"), "3782 822463 10005");
  assert.equal(await textOf(driver, "brand"), "American Express");
  assert.match(await textOf(driver, "cvv-hint"), /4 digits/);
});

test("a digit typed in the middle leaves the caret behind it", async () => {
  await type(driver, { number: "42424242" });
  await press(driver, Key.HOME, Key.ARROW_RIGHT, Key.ARROW_RIGHT, "5", "6");
  assert.equal(await valueOf(driver, "number"), "4256 4242 42");
  const caret = await driver.executeScript(() => document.getElementById("number").selectionStart);
  assert.ok(caret === 4 || caret === 5, `the caret stands at ${caret}`);
});

test("nobody is scolded while typing, but on leaving the field", async () => {
  await type(driver, { number: "4242" });
  assert.equal(await textOf(driver, "number-error"), "");
  await press(driver, Key.TAB);
  assert.match(await textOf(driver, "number-error"), /too short/);
  assert.equal(await driver.executeScript(() => document.getElementById("number").ariaInvalid), "true");
});

test("what no further digit can mend is said at once", async () => {
  await type(driver, { number: "5555555555554445" });
  assert.match(await textOf(driver, "number-error"), /not a card number/);
  assert.equal(await focused(driver), "number");
});

test("bad fields show messages, the first gets the focus, and nothing is sent", async () => {
  await stage.sandbox.forget();
  await type(driver, { number: "5555555555554445", expiry: "0121", cvv: "12" });
  await pay(driver);
  assert.equal(await focused(driver), "number");
  for (const id of ["number", "expiry", "cvv", "holder", "postalCode"]) {
    assert.notEqual(await textOf(driver, `${id}-error`), "", id);
  }
  assert.match(await textOf(driver, "expiry-error"), /expired/);
  assert.deepEqual(await stage.sandbox.requests(), []);
});

test("a card number typed as a name is refused in place", async () => {
  await type(driver, { holder: "4242424242424242" });
  assert.match(await textOf(driver, "holder-error"), /belongs in the card number field/);
});

test("a field that the gateway refuses shows its message, and the form can be sent again", async () => {
  await type(driver, filled("4242424242424242", "123"));
  await play(driver, "error-card");
  await pay(driver);
  await waitFor("the message", () => driver.executeScript(() => document.querySelector("[aria-invalid=true]") !== null));
  await play(driver, "");
  await pay(driver);
  assert.match((await receipt(driver)).title, /^Paid/);
});

test("a failing gateway is told above the form, which keeps what was typed", async () => {
  await type(driver, filled("4242424242424242", "123"));
  await play(driver, "server-error");
  await pay(driver);
  await waitFor("the alert", () => textOf(driver, "alert"));
  assert.match(await textOf(driver, "alert"), /Nothing was charged/);
  assert.equal(await valueOf(driver, "number"), "4242 4242 4242 4242");
  assert.equal(await driver.executeScript(() => document.getElementById("pay").ariaBusy), "false");
});

test("a second press while paying sends nothing", async () => {
  await type(driver, filled("4242424242424242", "123"));
  await play(driver, "delay-400~twice");
  await pay(driver);
  await pay(driver);
  await press(driver, Key.ENTER);
  await receipt(driver);
  assert.equal((await stage.sandbox.requests("twice")).filter(({ method }) => method === "POST").length, 1);
});

test("no input of the card has a name that a form would send", async () => {
  const named = await driver.executeScript(() => [...document.querySelectorAll("input:not([type=radio])")].filter(({ name }) => name).length);
  assert.equal(named, 0);
});
