// The sandbox Pepper's page as a shop meets it: the protocol's messages, written by hand, and a customer's keys.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { ID, fill, heard, inside, next, openFrame, post, send, told, withCard, written } from "./harness/embed.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;
let pepper;

before(async () => {
  stage = await openStage();
  ({ driver } = stage);
  ({ pepper } = stage.sandbox);
});
after(() => stage?.close());

const TOKEN = /^[A-Za-z0-9]{32}$/;
const find = (selector) => driver.findElement(By.css(selector));
const textInside = () => inside(driver, () => find("body").getText());

/** An order with a token, at the shop. */
const pay = (token, more = {}) =>
  driver.executeScript(
    async (order) => {
      const headers = { "content-type": "application/json" };
      const { received, ...answer } = await (await fetch("/orders", { method: "POST", headers, body: JSON.stringify(order) })).json();
      return answer;
    },
    { gateway: "pepper", token, ...more },
  );

/** What a submit is answered. */
async function submitted(data = {}) {
  const before = (await told(driver, "submission")).length;
  await send(driver, "submit", data);
  return next(driver, "submission", before + 1);
}

test("settings, a height, a typed card, a token, a charge: under the shop's policy", async () => {
  await withCard(stage, pepper.base);
  const { height } = await next(driver, "setHeight");
  assert.ok(height > 50 && height < 700, `${height}`);
  assert.deepEqual(await next(driver, "onPaymentChange"), { type: "card" });
  assert.deepEqual(await next(driver, "validCard"), { isValid: true, bin: { card_type: "debit" } });
  const { status, token, ...rest } = await submitted({ amount: "42.00" });
  assert.deepEqual([status, rest], ["success", {}]);
  assert.match(token, TOKEN);
  assert.deepEqual(await pay(token), { status: "paid", last4: "1111", brand: "visa" });
  assert.equal((await pay(token)).status, "declined");
});

test("all that the page says is JSON with the id that it was given, from its own origin", async () => {
  await withCard(stage, pepper.base);
  await submitted();
  for (const { origin, isOwn, value } of await heard(driver)) {
    assert.deepEqual([origin, isOwn, JSON.parse(value).id], [pepper.base, true, ID]);
    assert.deepEqual(Object.keys(JSON.parse(value)), ["id", "event", "data"]);
  }
});

test("a form without what it needs names what is wrong, and marks it", async () => {
  await withCard(stage, pepper.base, {}, { cc: "4111111111111112", exp: "13/30", cvv: "9" });
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["cc", "exp", "cvv"] });
  await inside(driver, async () => {
    for (const name of ["cc", "exp", "cvv"]) assert.equal(await find(`#${name}`).getAttribute("aria-invalid"), "true");
    assert.ok(await find("#cc-error").isDisplayed());
  });
  // A month that is over; no code, which nobody requires.
  await fill(driver, { cc: "4111111111111111", exp: "10/20", cvv: "" });
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["exp"] });
  await fill(driver, { exp: "12/30" });
  assert.equal((await submitted()).status, "success");
});

test("a required code is required", async () => {
  await withCard(stage, pepper.base, { payment: { card: { requireCVV: true } } }, { cc: "378282246310005", exp: "1230" });
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["cvv"] });
  await fill(driver, { cvv: "1234" });
  assert.equal((await submitted()).status, "success");
});

test("a card that stops being good is told once, and no digit of it", async () => {
  await withCard(stage, pepper.base, {}, { cc: "4012888888881881", exp: "12/30" });
  assert.deepEqual(await next(driver, "validCard"), { isValid: true, bin: { card_type: "credit" } });
  await inside(driver, () => find("#cc").sendKeys(Key.BACK_SPACE));
  assert.deepEqual(await next(driver, "validCard", 2), { isValid: false, bin: {} });
  await inside(driver, () => find("#cc").sendKeys("2", Key.BACK_SPACE, "1"));
  assert.deepEqual(await next(driver, "validCard", 3), { isValid: true, bin: { card_type: "credit" } });
  for (const { value } of await heard(driver)) assert.ok(!value.includes("401288"), value);
});

test("two ways to pay are a choice, and a bank account becomes a token", async () => {
  const ach = { sec_code: "ppd", showSecCode: true };
  await withCard(stage, pepper.base, { payment: { types: ["card", "ach"], ach } });
  await inside(driver, () => find("input[value=ach]").click());
  assert.deepEqual(await next(driver, "onPaymentChange", 2), { type: "ach" });
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["routing", "account"] });
  await inside(driver, async () => {
    await find("#routing").sendKeys("490000018");
    await find(".ach .account input").sendKeys("999999");
    await find(".ach .fieldsetrow .type option[value=savings]").click();
  });
  assert.deepEqual(await next(driver, "achOnChange"), { sec_code: "ppd", account_type: "savings" });
  await inside(driver, () => find("#sec_code option[value=ccd]").click());
  assert.deepEqual(await next(driver, "achOnChange", 2), { sec_code: "ccd", account_type: "savings" });
  const { status, token } = await submitted();
  assert.equal(status, "success");
  assert.deepEqual(await pay(token), { status: "paid", last4: "9999" });
});

test("a bank account alone asks for no card, and test routing numbers need no checksum", async () => {
  await openFrame(stage, pepper.base, { payment: { types: "ach" } });
  assert.deepEqual(await next(driver, "onPaymentChange"), { type: "ach" });
  await fill(driver, { routing: "000000002", account: "999999" });
  assert.equal((await submitted()).status, "success");
  await fill(driver, { routing: "000000003" });
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["routing"] });
});

test("setExpDate fills in a field that may be hidden", async () => {
  await withCard(stage, pepper.base, { payment: { showExpDate: false, showCVV: false } }, { cc: "5555555555554444" });
  assert.equal(await inside(driver, () => find(".exp").isDisplayed()), false);
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["exp"] });
  await send(driver, "setExpDate", { value: "12/30" });
  assert.deepEqual(await next(driver, "validCard"), { isValid: true, bin: { card_type: "debit" } });
  assert.equal((await submitted()).status, "success");
});

test("setError marks a field, makes the page higher, and typing takes the mark away", async () => {
  await withCard(stage, pepper.base);
  await next(driver, "setHeight");
  await next(driver, "validCard");
  const before = (await told(driver, "setHeight")).at(-1).height;
  await send(driver, "setError", { input: "cvv" });
  await waitFor("a greater height", async () => (await told(driver, "setHeight")).at(-1).height > before);
  await inside(driver, async () => {
    const input = await find(".payment .cvv input");
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    await input.sendKeys("1");
    assert.equal(await input.getAttribute("aria-invalid"), null);
  });
});

test("sections that are shown are required as the settings say, and come back with the token", async () => {
  const card = { user_required: { email: true }, billing_required: { zip: true } };
  const user = { showName: true, showEmail: true, showPhone: true };
  await withCard(stage, pepper.base, { payment: { card }, user, billing: { show: true }, shipping: { show: true } });
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["email", "zip"] });
  await fill(driver, { first_name: "Grace", last_name: "Hopper", email: "grace@example.com" });
  const address = { address: "12 Elm", city: "Lincoln", state: "NE", zip: "68508", country: "US" };
  await send(driver, "setBilling", address);
  await send(driver, "setShipping", { city: "Omaha" });
  const { status, token, ...rest } = await submitted();
  assert.equal(status, "success");
  assert.deepEqual(rest, {
    user: { first_name: "Grace", last_name: "Hopper", email: "grace@example.com", phone: "" },
    billing: address,
    shipping: { address: "", city: "Omaha", state: "", zip: "", country: "" },
  });
});

test("what is required is what the chosen way to pay requires", async () => {
  const payment = { types: ["card", "ach"], card: { billing_required: { zip: true } }, ach: { billing_required: { city: true } } };
  await withCard(stage, pepper.base, { payment, billing: { show: true } });
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["zip"] });
  await inside(driver, () => find("input[value=ach]").click());
  assert.deepEqual(await submitted(), { status: "validation", invalid: ["routing", "account", "city"] });
});

test("the style map reaches the page, and its own policy lets nothing else in", async () => {
  const styles = {
    "#app .cc input": { color: "rgb(1, 2, 3)", backgroundColor: "rgb(4, 5, 6)" },
    "@media (min-width: 1px)": { ".title": { color: "rgb(7, 8, 9)" } },
    "}{": { color: "red" },
  };
  await withCard(stage, pepper.base, { styles, payment: { placeholderCreditCard: "Your card" } });
  await inside(driver, async () => {
    assert.match(await find("#cc").getCssValue("color"), /\(1, 2, 3/);
    assert.match(await find("#cc").getCssValue("background-color"), /\(4, 5, 6/);
    assert.match(await find(".payment .title").getCssValue("color"), /\(7, 8, 9/);
    assert.equal(await find("#cc").getAttribute("placeholder"), "Your card");
  });
});

test("Enter in a field leads nowhere, and every field can be reached by Tab and shows it", async () => {
  await withCard(stage, pepper.base);
  await inside(driver, async () => {
    await find("#cc").sendKeys(Key.ENTER);
    const seen = [];
    for (const name of ["exp", "cvv"]) {
      await driver.actions().sendKeys(Key.TAB).perform();
      const focused = await find(":focus");
      seen.push([name, await focused.getAttribute("id"), await focused.getCssValue("outline-style")]);
    }
    assert.deepEqual(seen, [["exp", "exp", "solid"], ["cvv", "cvv", "solid"]]);
  });
  assert.equal(await driver.executeScript(() => loads), 1);
});

test("neither form breaks a rule of axe, faults included", async () => {
  const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const violations = async () => {
    await driver.executeScript(axeSource);
    // The heading of the first order is the embedding page's.
    const rules = { "page-has-heading-one": { enabled: false } };
    const found = await driver.executeScript((given) => axe.run(document, { resultTypes: ["violations"], rules: given }), rules);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  };
  const user = { showName: true, showEmail: true, showPhone: true };
  for (const types of [["card", "ach"], ["ach"]]) {
    await openFrame(stage, pepper.base, { payment: { types, ach: { showSecCode: true } }, user, billing: { show: true, showLabel: false } });
    await next(driver, "onPaymentChange");
    await submitted();
    assert.deepEqual(await inside(driver, violations), []);
  }
});

test("an amount that is no text in major units is refused in words", async () => {
  await withCard(stage, pepper.base);
  for (const amount of [1, 1.5, "1,00", "$1", "", null, "1.005"]) {
    const { status, msg } = await submitted({ amount });
    assert.deepEqual([status, typeof msg], ["error", "string"], `${amount}`);
  }
  for (const amount of ["1.00", "42"]) assert.equal((await submitted({ amount })).status, "success");
});

test("what is no message of its parent's is ignored", async () => {
  await withCard(stage, pepper.base);
  const object = { event: "submit", data: {} };
  const unknown = ["favouriteColour", "constructor", "setExpDate", "setGuardian"].map((event) => written(event, {}));
  for (const value of [7, null, "text", "{", object, JSON.stringify({ id: ID, ...object }), ...unknown]) await post(driver, value);
  // A sibling is no parent.
  await driver.executeScript(() => void document.body.append(document.createElement("iframe")));
  await driver.switchTo().frame(1);
  await driver.executeScript((text) => parent.frames[0].postMessage(text, "*"), written("submit", {}));
  await driver.switchTo().defaultContent();
  await submitted();
  assert.equal((await told(driver, "submission")).length, 1);
});

test("settings without an id in the shape of a UUID, or with another key, are refused in the page", async () => {
  const apikey = pepper.publicKey;
  for (const settings of [{ apikey }, { id: "7", apikey }, { id: ID, apikey: "pub_other" }, { id: ID, apikey, payment: { types: ["plaid"] } }]) {
    await openFrame(stage, pepper.base, null);
    await waitFor("the page loads", () => driver.executeScript(() => loads === 1));
    await send(driver, "setSettings", settings);
    await waitFor("a refusal", async () => /refuses/.test(await textInside()));
    assert.deepEqual(await heard(driver), []);
  }
});

test("the 3-D Secure member is there when it was asked for, and says whose it is", async () => {
  await withCard(stage, pepper.base, { paay: { sandbox: true } });
  assert.deepEqual((await submitted({ amount: "1.00" })).paay, { sandbox: "no 3-D Secure was tried" });
});
