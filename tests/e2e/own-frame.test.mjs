// tokenizer.mount with a frame of our own, served from another origin than the shop's page: what a shop and its customers get.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { inside } from "./harness/embed.mjs";
import { needs } from "./harness/needs.mjs";
import {
  BANK, CARD, begin, charge, codeOf, ended, errors, faults, generate, look, notes, open, openFilled, openFrames, order, ready, state, told, type, values,
} from "./harness/own-frame.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames();
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
const pay = () => driver.findElement(By.id("pay")).click();
const focused = () => look(driver, () => document.activeElement.id);
const posts = async (page) => (await page.asks()).length;

for (const gateway of ["affinipay", "nelnet", "stripe"]) {
  const named = gateway === "affinipay" ? {} : { gateway };

  test(`${gateway}: a card typed into the frame is charged by the merchant's server, and its page is told no digits of it`, async () => {
    const page = await openFilled(tools, named);
    await pay();
    const sent = await order(page);
    assert.deepEqual(Object.keys(sent), ["order", "payment_token"]);
    assert.equal((await charge(tools.stage.sandbox, gateway, sent.payment_token)).status, "paid");
    assert.equal(await posts(page), 1);
    assert.deepEqual(await faults(tools), []);
  });

  test(`${gateway}: a bank account typed into the frame is a token that the merchant's server charges where it may`, async () => {
    const page = await openFilled(tools, { ...named, mount: { kind: "bank" }, tokenizer: { sendCvv: undefined } }, BANK);
    await pay();
    const { payment_token: token } = await order(page);
    // An account there must be verified first, which no token is for.
    if (gateway === "stripe") assert.match(token, /^btok_/);
    else assert.equal((await charge(tools.stage.sandbox, gateway, token)).status, "paid");
  });
}

test("the state has what is known of the fields, and each change tells it", async () => {
  await open(tools);
  const { fields, ...first } = await state(driver);
  assert.deepEqual(first, { ready: true, busy: false, valid: false, kind: "card", brand: null });
  assert.deepEqual(fields.number, { status: "incomplete", code: null });
  await type(driver, CARD);
  await waitFor("the card is good", async () => (await state(driver)).valid === true);
  assert.equal((await state(driver)).brand, "visa");
  assert.deepEqual((await told(driver, "change")).at(-1), await state(driver));
  await type(driver, { cvv: "4" });
  await waitFor("the code is wrong", async () => (await state(driver)).fields.cvv.code === "cvv_invalid");
  assert.equal((await state(driver)).valid, false);
});

test("focus and blur are told by the field's name", needs("focus"), async () => {
  await open(tools);
  await run(() => form.focus("cvv"));
  await waitFor("the focus is told", async () => (await told(driver, "focus")).length);
  assert.deepEqual([await told(driver, "focus"), await focused()], [["cvv"], "cvv"]);
  await run(() => form.focus());
  await waitFor("the first field has it", async () => (await told(driver, "focus")).at(-1) === "number");
  await run(() => document.getElementById("order").focus());
  await waitFor("the blur is told", async () => (await told(driver, "blur")).length === 2);
  assert.deepEqual(await told(driver, "blur"), ["cvv", "number"]);
});

test("setField fills and marks a field, and an unknown one is refused by name", async () => {
  await open(tools);
  const set = (field, news) => run((name, what) => form.setField(name, what).then(() => null, ({ code, field }) => [code, field]), field, news);
  assert.equal(await set("holder", { value: "Ada Byron" }), null);
  assert.equal(await set("cvv", { error: true }), null);
  assert.equal((await values(driver)).holder, "Ada Byron");
  assert.deepEqual(await look(driver, () => [cvv.getAttribute("aria-invalid"), number.getAttribute("aria-invalid")]), ["true", "false"]);
  assert.deepEqual(await set("colour", { value: "x" }), ["field_unsupported", "colour"]);
  assert.deepEqual(await set("number", { value: "4242424242424242" }), ["field_unsupported", "number"], "a card is the customer's to type");
  assert.equal((await values(driver)).number, "");
  assert.deepEqual(await set("4111111111111111", { value: "x" }), ["field_unsupported", null]);
});

test("clear empties what is secret and ends a call", async () => {
  await openFilled(tools, { scenario: "delay-5000" });
  await begin(driver);
  await waitFor("it is busy", async () => (await state(driver)).busy);
  await run(() => form.clear());
  assert.deepEqual(codeOf(await ended(driver)), ["aborted", "unknown"]);
  await waitFor("the fields are empty", async () => (await values(driver)).number === "");
  assert.deepEqual(await values(driver), { number: "", expiry: "", cvv: "", holder: "Ada Byron", postalCode: "78701" });
});

test("one call at a time: another is busy, and the first goes on", async () => {
  const page = await openFilled(tools, { scenario: "delay-400" });
  // In one go: the first call is over soon.
  const [second, isBusy, first] = await run(async () => {
    const running = settled(() => form.generateToken());
    return [await settled(() => form.generateToken()), form.getState().busy, await running];
  });
  assert.deepEqual([codeOf(second), isBusy], [["busy", "none"], true]);
  assert.equal(first.error, null);
  assert.deepEqual([(await state(driver)).busy, await posts(page)], [false, 1]);
});

test("an abort ends the call, what was typed stays, and the next call works", async () => {
  await openFilled(tools, { scenario: "delay-400" });
  const { error } = await run(async () => {
    const controller = new AbortController();
    const call = settled(() => form.generateToken({ signal: controller.signal }));
    while (!form.getState().busy) await null;
    await new Promise((resolve) => setTimeout(resolve));
    controller.abort("left");
    return call;
  });
  assert.deepEqual([error.code, error.outcome, error.cause], ["aborted", "unknown", "left"]);
  assert.equal((await values(driver)).number, "4242 4242 4242 4242");
  assert.equal((await generate(driver)).error, null);
});

test("a call has the time that the page gives it, and the customer reads in the frame when it was not enough", async () => {
  await openFilled(tools, { scenario: "delay-2000", tokenizer: { timeout: 1_200 } });
  assert.equal((await generate(driver, { timeout: 10_000 })).error, null, "more than the tokenizer's");
  const { error } = await generate(driver);
  assert.deepEqual([error.code, error.outcome], ["timeout", "unknown"]);
  assert.match((await notes(driver))[""], /did not answer in time/);
});

test("a wrong field is an issue by our names, said in the frame, where the focus goes", async () => {
  await openFilled(tools, {}, { ...CARD, number: "4242424242424241", cvv: "12" });
  const { error } = await generate(driver);
  assert.deepEqual(error.issues.map(({ code, field }) => [code, field]), [["number_incomplete", "number"], ["cvv_incomplete", "cvv"]]);
  assert.deepEqual(Object.keys(await notes(driver)).sort(), ["cvv", "number"]);
  assert.equal(await focused(), "number");
  const { fields } = await state(driver);
  assert.deepEqual([fields.number, fields.cvv], [{ status: "invalid", code: "number_incomplete" }, { status: "invalid", code: "cvv_incomplete" }]);
});

test("a decline that names a field is shown there, and one that names none at the form's end", async () => {
  await openFilled(tools, { scenario: "error-dotted" });
  assert.deepEqual((await generate(driver)).error.field, "holder");
  assert.deepEqual([Object.keys(await notes(driver)), await focused()], [["holder"], "holder"]);
  await openFilled(tools, { scenario: "code-card_declined" });
  assert.equal((await generate(driver)).error.code, "declined");
  assert.match((await notes(driver))[""], /was declined/);
  assert.deepEqual(await errors(driver), ["declined"]);
});

test("Enter in a field makes the token", async () => {
  const page = await openFilled(tools);
  await inside(driver, () => driver.findElement(By.id("cvv")).sendKeys(Key.ENTER));
  await waitFor("the token is told", async () => (await told(driver, "token")).length);
  assert.equal(await posts(page), 1);
  assert.equal((await told(driver, "token"))[0].last4, "4242");
});

for (const [lang, dir, title, label, missing] of [
  ["de", "ltr", "Zahlungsdaten", "Kartennummer", "Geben Sie die Kartennummer ein."],
  ["ar", "rtl", "بيانات الدفع", "رقم البطاقة", "يُرجى إدخال رقم البطاقة."],
  ["xx", "ltr", "Payment details", "Card number", "Enter the card number."],
]) {
  test(`a page in ${lang} has a frame in its language: title, labels, sentences, direction`, async () => {
    await open(tools, { lang });
    await generate(driver);
    const seen = await look(driver, () => [document.documentElement.dir, document.title, document.querySelector("label").textContent]);
    assert.deepEqual(seen, [dir, title, label]);
    assert.equal((await notes(driver)).number, missing);
    assert.equal(await run(() => document.querySelector("iframe").title), title);
    assert.equal(await look(driver, () => getComputedStyle(number).direction), "ltr");
  });
}

test("the frame is as high as its content, and shrinks with it", async () => {
  await open(tools);
  const heights = async () => [await run(() => document.querySelector("iframe").clientHeight), await look(driver, () => Math.ceil(document.documentElement.getBoundingClientRect().height))];
  const fits = () => waitFor("the frame fits", async () => { const [outer, inner] = await heights(); return outer === inner && inner; });
  const before = await fits();
  await generate(driver);
  await waitFor("it is higher with the sentences", async () => (await heights())[0] > before + 20);
  await fits();
  await type(driver, CARD);
  await waitFor("it is as high as before", async () => (await heights())[0] === before);
});

test("the brand's mark stands in the number's input", async () => {
  await open(tools);
  await type(driver, { number: "5555" });
  const mark = await waitFor("a mark", () => look(driver, () => {
    const svg = document.querySelector("[data-panless-brand] svg");
    if (!svg) return null;
    const [inner, outer] = [svg, number].map((one) => one.getBoundingClientRect());
    return { isInside: inner.left > outer.left && inner.right < outer.right && inner.top > outer.top && inner.bottom < outer.bottom, label: svg.parentElement.textContent };
  }));
  assert.equal(mark.isInside, true);
  await open(tools, { mount: { brandMarks: false } });
  await type(driver, { number: "5555" });
  assert.equal(await look(driver, () => document.querySelectorAll("svg").length), 0);
});

test("a frame that is moved in the document is greeted again and works", async () => {
  await open(tools);
  await run(() => document.body.prepend(container));
  await ready(driver, 2);
  await type(driver, CARD);
  assert.equal((await generate(driver)).error, null);
});
