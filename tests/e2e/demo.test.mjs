// The checkout pages, used by keys and searched for what they could leave behind.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { openBlank } from "./harness/calls.mjs";
import {
  account, choose, filled, focused, hostedAccount, hostedCard, isBusy, judging, note, notes, openDemo, openHosted, openPage, pay, press, receipt,
  splitAccount, tabTo, type, typeHosted, valueOf,
} from "./harness/demo.mjs";
import { inside } from "./harness/embed.mjs";
import { onAll, onOneCore } from "./harness/extent.mjs";
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

beforeEach(() => consoleEntries(driver));

/** The inputs whose job it is to hold what is searched. */
const OWN = "#number, #cvv, #accountNumber";
const CARD = filled("4242424242424242", "123");

/** Keeps the form from leaving when it has its token, so that the page can be searched. */
const keepPage = () => driver.executeScript(() =>
  document.getElementById("checkout").addEventListener("submit", (event) => event.preventDefault(), { once: true }));
const hasToken = () => waitFor("the token", () => driver.executeScript(() => Boolean(document.querySelector("[name=payment_token]")?.value)));
const toGateways = () => stage.wire.sent.filter(({ url }) => stage.gateways.includes(new URL(url).origin));

async function paysAndLeavesNothing(secrets, values, method = "POST") {
  // The drawer of sample cards shows published numbers; what is there before does not count.
  const search = await stage.search(secrets, { own: OWN });
  stage.wire.sent.length = 0;
  await type(driver, values);
  await keepPage();
  await pay(driver);
  await hasToken();
  assert.deepEqual(await search.found(), []);
  await driver.executeScript(() => document.getElementById("checkout").submit());
  const paid = await receipt(driver);
  assert.match(paid.title, /^Paid/);
  assert.deepEqual(await search.found(), []);
  assert.deepEqual(toGateways().map((request) => request.method), [method]);
  return paid;
}

for (const [brand, number, cvv] of [
  ["Visa", "4242424242424242", "123"],
  ["American Express", "378282246310005", "1234"],
  ["Mastercard", "5555555555554444", "123"],
]) {
  test(`a typed ${brand} card is paid by its token and leaves no seven digits of its number anywhere`, async () => {
    await openDemo(stage);
    const paid = await paysAndLeavesNothing({ number }, filled(number, cvv));
    assert.deepEqual([paid.brand, paid.last4, paid.isClean], [brand, number.slice(-4), true]);
    assert.deepEqual(Object.keys(paid.order), ["gateway", "method", "payment_token"]);
  });
}

test("a typed bank account is paid by its token and leaves no seven digits of its number anywhere", async () => {
  await openDemo(stage);
  await choose(driver, "bank");
  const paid = await paysAndLeavesNothing({ account: account.accountNumber }, account);
  assert.deepEqual([paid.brand, paid.last4, paid.order.method], ["Bank account", "7890", "bank"]);
});

test("with Nelnet a card is paid and leaves no seven digits of its number anywhere", async () => {
  await openDemo(stage, "nelnet");
  const paid = await paysAndLeavesNothing({ number: "4111111111111111" }, filled("4111111111111111", "999"), "GET");
  assert.deepEqual([paid.last4, paid.order.gateway], ["1111", "nelnet"]);
});

test("with Nelnet a bank account is paid and leaves no seven digits of its number anywhere", async () => {
  await openDemo(stage, "nelnet");
  await choose(driver, "bank");
  const paid = await paysAndLeavesNothing({ account: splitAccount.accountNumber }, splitAccount, "GET");
  assert.deepEqual([paid.brand, paid.last4], ["Bank account", "7890"]);
});

test("with Stripe a card is paid and leaves no seven digits of its number anywhere", async () => {
  await openDemo(stage, "stripe");
  const paid = await paysAndLeavesNothing({ number: "378282246310005" }, filled("378282246310005", "1234"));
  assert.deepEqual([paid.brand, paid.last4, paid.isClean], ["American Express", "0005", true]);
  assert.deepEqual(Object.keys(paid.order), ["gateway", "payment_token"]);
  assert.match(paid.order.payment_token, /^tok_/);
});

onOneCore("with Stripe an account that takes no cards from web pages is told below the button", async () => {
  await openDemo(stage, "stripe", { scenario: "not-enabled" });
  await type(driver, CARD);
  await pay(driver);
  assert.ok(await note(driver));
  assert.deepEqual(Object.keys(await notes(driver)), [""]);
});

for (const [scenario, field, message] of [["code-11112", "number", /card number/], ["status-500", "", /You have not been charged/]]) {
  onOneCore(`with Nelnet what goes wrong stands ${field ? "at its field" : "below the button"}`, async () => {
    await openDemo(stage, "nelnet", { scenario });
    await type(driver, filled("4111111111111111", "999"));
    await pay(driver);
    assert.match(await note(driver, field), message);
    assert.deepEqual(Object.keys(await notes(driver)), [field]);
  });
}

for (const [what, secrets, values, last4] of [
  ["card", { number: "378282246310005", cvv: "1234" }, hostedCard("378282246310005", "1234"), "0005"],
  ["bank account", { account: hostedAccount.account }, hostedAccount, "7890"],
]) {
  test(`with Pepper a ${what} typed into its frame is paid, and the page never has a digit of it`, async () => {
    await openHosted(stage);
    const search = await stage.search(secrets);
    stage.wire.sent.length = 0;
    await typeHosted(driver, values);
    await pay(driver);
    const paid = await receipt(driver);
    assert.match(paid.title, /^Paid/);
    assert.deepEqual(await search.found(), []);
    assert.deepEqual([paid.last4, Object.keys(paid.order)], [last4, ["gateway", "payment_token"]]);
    assert.deepEqual(toGateways().map(({ method, url }) => `${method} ${new URL(url).origin}`), [`POST ${stage.sandbox.pepper.base}`]);
    assert.deepEqual(await consoleEntries(driver), []);
  });
}

onOneCore("with Pepper what is wrong stands below the button in the page's language, and the focus goes into the fields", async () => {
  await openHosted(stage, { lang: "de" });
  await typeHosted(driver, hostedCard("5555555555554445", "12"));
  await pay(driver);
  assert.match(await note(driver), /Kartennummer.*\n.*Prüfnummer|Kartennummer.*\n.*Sicherheitscode/);
  await waitFor("the focus", async () => (await driver.executeScript(() => document.activeElement.localName)) === "iframe");
  await typeHosted(driver, hostedCard("5555555555554444", "123"));
  await pay(driver);
  assert.match((await receipt(driver)).title, /^Paid/);
});

onAll("with Pepper a failure is told, and the fields keep what was typed", async () => {
  await openHosted(stage, { scenario: "error-msg" });
  await typeHosted(driver, hostedCard("5555555555554444", "123"));
  await pay(driver);
  await note(driver);
  assert.equal(await isBusy(driver), false);
  assert.equal(await inside(driver, () => valueOf(driver, "cc")), "5555555555554444");
});

onOneCore("with Pepper keys alone pay, and start again", async () => {
  await openHosted(stage);
  await driver.executeScript(() => document.querySelector(".try summary").focus());
  await press(driver, Key.TAB, Key.TAB, "5555555555554444", Key.TAB, "1230", Key.TAB, "123", Key.TAB);
  assert.equal(await focused(driver), "pay");
  await press(driver, Key.ENTER);
  assert.match((await receipt(driver)).title, /^Paid/);
  await tabTo(driver, "back");
  await press(driver, Key.ENTER);
  await waitFor("the fields again", () => driver.executeScript(() => document.querySelector("#hosted iframe") !== null));
});

for (const [gateway, open, fill] of [
  ["affinipay", openDemo, () => type(driver, filled("4000000000000002", "123"))],
  ["pepper", openHosted, () => typeHosted(driver, hostedCard("4000000000000002", "123"))],
]) {
  onOneCore(`a card that is declined when it is charged is not shown as paid, and its page leads back: ${gateway}`, async () => {
    await open(stage);
    await fill();
    await pay(driver);
    const answer = await receipt(driver);
    assert.deepEqual([answer.title, answer.last4], ["Not paid", ""]);
    const back = new URL(await driver.findElement(By.id("back")).getAttribute("href"));
    assert.equal(back.pathname, gateway === "pepper" ? "/pepper" : "/");
  });
}

test("whoever goes back after paying finds the card gone and can pay again", async () => {
  await openDemo(stage);
  await type(driver, CARD);
  await pay(driver);
  const first = await receipt(driver);
  await driver.navigate().back();
  await judging(driver);
  assert.deepEqual(await Promise.all(["number", "expiry", "cvv"].map((id) => valueOf(driver, id))), ["", "", ""]);
  assert.equal(await isBusy(driver), false);
  for (const id of ["holder", "postalCode"]) await driver.findElement(By.id(id)).clear();
  await type(driver, CARD);
  await pay(driver);
  const second = await receipt(driver);
  assert.match(second.title, /^Paid/);
  assert.notEqual(second.order.payment_token, first.order.payment_token);
});

for (const gateway of ["affinipay", "nelnet"]) {
  test(`the page breaks no rule of its Content-Security-Policy and logs nothing: ${gateway}`, async () => {
    await openDemo(stage, gateway);
    await type(driver, CARD);
    await pay(driver);
    await receipt(driver);
    assert.deepEqual(await consoleEntries(driver), []);
  });
}

onOneCore("no script of the shop takes part in a payment by the script tag", async () => {
  await driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: ["*/try.js"] });
  await openDemo(stage);
  await type(driver, CARD);
  await pay(driver);
  assert.match((await receipt(driver)).title, /^Paid/);
  await driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: [] });
});

onOneCore("the form can be filled, sent and left again by keyboard alone", async () => {
  const { number, expiry, cvv, holder, postalCode } = CARD;
  await openDemo(stage);
  await tabTo(driver, "number");
  await press(driver, number, Key.TAB, expiry, Key.TAB, cvv, Key.TAB, holder, Key.TAB, "United States", Key.TAB, postalCode);
  await press(driver, Key.ENTER);
  await receipt(driver);
  await tabTo(driver, "back");
  await press(driver, Key.ENTER);
  await waitFor("the form", () => driver.executeScript(() => document.getElementById("method-card") !== null));
  await tabTo(driver, "method-card");
  await press(driver, Key.ARROW_RIGHT);
  await tabTo(driver, "routingNumber");
});

test("the number is grouped while it is typed, and the brand is shown beside it", async () => {
  await openDemo(stage);
  const mark = () => driver.executeScript(() => document.querySelector(".brand").innerHTML);
  const none = await mark();
  await type(driver, { number: "378282246310005" });
  assert.equal(await valueOf(driver, "number"), "3782 822463 10005");
  await waitFor("a mark", async () => (await mark()) !== none);
  assert.equal(await driver.executeScript(() => document.querySelector("#checkout [role=status]").textContent), "American Express");
});

onAll("nobody is scolded while typing, but on leaving the field", async () => {
  await openDemo(stage);
  await type(driver, { number: "4242" });
  assert.deepEqual(await notes(driver), {});
  await press(driver, Key.TAB);
  assert.match(await note(driver, "number"), /digits are missing/);
  assert.equal(await driver.findElement(By.id("number")).getAttribute("aria-invalid"), "true");
});

onAll("what no further digit can mend is said at once", async () => {
  await openDemo(stage);
  await type(driver, { number: "5555555555554445" });
  assert.match(await note(driver, "number"), /not valid/);
  assert.equal(await focused(driver), "number");
});

onAll("bad fields show their errors, the first gets the focus, and nothing is sent", async () => {
  await openDemo(stage);
  await stage.sandbox.forget();
  await type(driver, { number: "5555555555554445", expiry: "0121", cvv: "12" });
  await pay(driver);
  await note(driver, "postalCode");
  assert.deepEqual(Object.keys(await notes(driver)).sort(), ["cvv", "expiry", "holder", "number", "postalCode"]);
  assert.equal(await focused(driver), "number");
  assert.match((await notes(driver)).expiry, /expired/);
  assert.deepEqual(await stage.sandbox.requests(), []);
});

onAll("a card number typed as a name is refused in place", async () => {
  await openDemo(stage);
  await type(driver, { holder: "4242424242424242" });
  assert.match(await note(driver, "holder"), /looks like a card number/);
});

onOneCore("a field that the gateway refuses shows its error, and the form can be sent again", async () => {
  await openDemo(stage, "affinipay", { scenario: "error-card~mended" });
  await type(driver, CARD);
  await pay(driver);
  await waitFor("an error", async () => Object.keys(await notes(driver)).length > 0);
  await stage.sandbox.mend("mended");
  await pay(driver);
  assert.match((await receipt(driver)).title, /^Paid/);
});

onAll("a failing gateway is told, and the form keeps what was typed", async () => {
  await openDemo(stage, "affinipay", { scenario: "server-error" });
  await type(driver, CARD);
  await pay(driver);
  assert.match(await note(driver), /You have not been charged/);
  assert.equal(await valueOf(driver, "number"), "4242 4242 4242 4242");
  assert.equal(await isBusy(driver), false);
});

onAll("a second press while paying sends nothing", async () => {
  await openDemo(stage, "affinipay", { scenario: "delay-400~twice" });
  await type(driver, CARD);
  // In one go: the shop's page is gone half a second later.
  await driver.actions().doubleClick(driver.findElement(By.id("pay"))).sendKeys(Key.ENTER).perform();
  await receipt(driver);
  assert.equal((await stage.sandbox.requests("twice")).filter(({ method }) => method === "POST").length, 1);
});

for (const gateway of ["affinipay", "nelnet"]) {
  onOneCore(`no field of a payment has a name that a form would send: ${gateway}`, async () => {
    await openPage(stage, gateway);
    const named = await driver.executeScript(() => [...document.querySelectorAll("#checkout [name]:not([type=hidden])")].map(({ name }) => name));
    assert.deepEqual([...new Set(named)], ["method"]);
  });
}

onOneCore("a sample card or account fills the form, which is then paid", async () => {
  for (const [gateway, sample] of [["affinipay", 2], ["nelnet", 8]]) {
    await openDemo(stage, gateway);
    await driver.findElement(By.css(".try summary")).click();
    await driver.findElement(By.css(`.samples li:nth-child(${sample}) button`)).click();
    await pay(driver);
    assert.match((await receipt(driver)).title, /^Paid/, gateway);
  }
});

onOneCore("a scenario and a language are chosen on the page itself", async () => {
  await openPage(stage, "nelnet", { lang: "fr" });
  await driver.findElement(By.css(".try summary")).click();
  await driver.findElement(By.css("#scenario option[value=hang]")).click();
  await driver.findElement(By.css(".scenarios button")).click();
  await waitFor("the page for it", async () => (await driver.getCurrentUrl()).endsWith("/nelnet?lang=fr&scenario=hang"));
  assert.equal(await valueOf(driver, "scenario"), "hang");
  await driver.findElement(By.css(".languages summary")).click();
  await driver.findElement(By.css(".languages [hreflang=ar]")).click();
  await waitFor("the page in it", () => driver.executeScript(() => document.documentElement.lang === "ar"));
  assert.equal(await driver.executeScript(() => document.documentElement.dir), "rtl");
});

onOneCore("in Arabic the errors and the receipt are Arabic, and digits read from the left", async () => {
  await openDemo(stage, "affinipay", { lang: "ar" });
  await type(driver, { number: "4242" });
  await press(driver, Key.TAB);
  assert.match(await note(driver, "number"), /رقم البطاقة/);
  assert.equal(await driver.executeScript(() => getComputedStyle(document.getElementById("number")).direction), "ltr");
  await driver.findElement(By.id("number")).clear();
  await type(driver, CARD);
  await pay(driver);
  assert.match((await receipt(driver)).title, /تم الدفع/);
});

onOneCore("in a page from the right the words of a brand's mark stand inside it", async () => {
  await openBlank(driver, stage.sandbox);
  const { publicKey, base: baseUrl } = stage.sandbox;
  await driver.executeScript((options) => {
    const input = Object.assign(document.createElement("input"), { id: "number", autocomplete: "cc-number" });
    const form = Object.assign(document.createElement("form"), { dir: "rtl" });
    form.append(input);
    document.body.append(form);
    panless.createTokenizer(options).attach(form);
  }, { publicKey, baseUrl });
  await type(driver, { number: "4242" });
  const [mark, word] = await waitFor("the mark", () => driver.executeScript(() => {
    const places = ["form svg", "form svg text"].map((query) => document.querySelector(query)?.getBoundingClientRect().toJSON());
    return places.every(Boolean) && places;
  }));
  assert.ok(word.left >= mark.left - 1 && word.right <= mark.right + 1, `${word.left} to ${word.right}, in ${mark.left} to ${mark.right}`);
});
