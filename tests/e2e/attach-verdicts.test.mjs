// What attached fields say, and when: verdicts, the layouts that shops have, the way of the focus, and what a screen reader is told. In
// whichever engine PANLESS_ENGINE names.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { CARD, chord, input, onPage, openShop } from "./harness/attach.mjs";

let shop;

before(async () => {
  shop = await openShop();
});
after(() => shop?.close());

const CTRL = Key.CONTROL;
const pay = () => shop.driver.findElement(By.id("pay")).click();
const form = (...inputs) => `<form id="fields">${inputs.join("")}<button id="pay">Pay</button></form>`;
const valid = async () => (await shop.state()).valid;
/** Chooses an answer of a list by arrows; typing its text would be taken together with what was typed a moment ago. */
async function choose(id, answer) {
  await shop.focus(id);
  const answers = await shop.run((wanted) => [...document.getElementById(wanted).options].map(({ text }) => text), id);
  const index = answers.indexOf(answer);
  await shop.press(Key.HOME, ...Array(index).fill(Key.ARROW_DOWN));
}
const GOOD = { note: "", invalid: "false" };
const wrong = (note) => ({ note, invalid: "true" });

test("an incomplete field is silent while somebody types, and tells it when left and when the form is sent", async () => {
  await shop.open();
  for (const [id, text, code] of [["number", "4242", "number_incomplete"], ["expiry", "12", "expiry_incomplete"], ["cvv", "12", "cvv_incomplete"]]) {
    await shop.type(id, text);
    assert.deepEqual(await shop.said(id), GOOD, `${id} while typing`);
    await shop.press(Key.TAB);
    assert.deepEqual(await shop.said(id), wrong(code), `${id} when left`);
    await shop.type(id, Key.BACK_SPACE);
    assert.deepEqual(await shop.said(id), GOOD, `${id} while it is mended`);
  }
  await shop.focus("holder");
  await pay();
  assert.deepEqual([await shop.note("number"), await shop.focused()], ["number_incomplete", "number"]);
});

test("an empty field is silent when left, and tells it when the form is sent", async () => {
  await shop.open();
  await shop.focus("number");
  await shop.press(Key.TAB, Key.TAB, Key.TAB, Key.TAB);
  assert.deepEqual(await shop.notes(["number", "expiry", "cvv", "holder"]), ["", "", "", ""]);
  await pay();
  assert.deepEqual(await shop.notes(["number", "expiry", "cvv", "holder"]), ["number_missing", "expiry_missing", "cvv_missing", ""]);
  assert.equal(await shop.focused(), "number");
  await shop.press(Key.TAB);
  assert.deepEqual(await shop.said("number"), wrong("number_missing"), "it stays until something is typed");
});

test("what no typing can help is told at once, and taken back at once", async () => {
  await shop.open();
  const last = { number: ["5555555555554445", "number_invalid"], expiry: ["0121", "expiry_past"], cvv: ["1234", "cvv_invalid"] };
  for (const [id, [text, code]] of Object.entries(last)) {
    await shop.type(id, text.slice(0, -1));
    assert.deepEqual(await shop.said(id), GOOD, id);
    await shop.press(text.at(-1));
    assert.deepEqual(await shop.said(id), wrong(code));
    assert.equal(await shop.live(), code);
    await shop.press(Key.BACK_SPACE);
    assert.deepEqual(await shop.said(id), GOOD, id);
  }
});

test("sixteen digits of Visa with a wrong one are silent while three more may come", async () => {
  await shop.open();
  await shop.type("number", "4242424242424241");
  assert.deepEqual(await shop.said("number"), GOOD);
  await shop.leave();
  assert.deepEqual(await shop.said("number"), wrong("number_incomplete"));
});

test("the security code is judged again when the brand changes", async () => {
  await shop.open();
  await shop.type("number", "4242424242424242");
  await shop.type("cvv", "123");
  assert.deepEqual(await shop.said("cvv"), GOOD);
  await shop.type("number", chord(CTRL, "a"), "378282246310005");
  assert.deepEqual(await shop.said("cvv"), wrong("cvv_incomplete"));
  await shop.type("cvv", "4");
  assert.deepEqual(await shop.said("cvv"), GOOD);
  assert.equal(await valid(), false);
  await shop.type("number", chord(CTRL, "a"), "5555555555554444");
  assert.deepEqual(await shop.said("cvv"), wrong("cvv_invalid"));
});

test("a card number in the name or the postal code is caught at its twelfth digit", async () => {
  await shop.open();
  for (const id of ["holder", "postalCode"]) {
    await shop.type(id, "4242 4242 424");
    assert.deepEqual(await shop.said(id), GOOD, id);
    await shop.press("2");
    assert.deepEqual(await shop.said(id), wrong("card_number_misplaced"), id);
    assert.equal(await shop.live(), "card_number_misplaced");
    await shop.press(Key.TAB);
    assert.deepEqual(await shop.said(id), wrong("card_number_misplaced"), id);
  }
});

test("a brand that the shop does not accept is told as soon as it is known", async () => {
  await shop.open(CARD, { tokenizer: { acceptedBrands: ["visa"] } });
  await shop.type("number", "5");
  assert.deepEqual(await shop.said("number"), GOOD);
  await shop.press("555");
  assert.deepEqual(await shop.said("number"), wrong("brand_not_accepted"));
  await shop.press("5555 5555 4444", Key.TAB);
  assert.deepEqual(await shop.said("number"), wrong("brand_not_accepted"));
  await pay();
  assert.deepEqual([await shop.note("number"), await shop.focused(), (await shop.told("token")).length], ["brand_not_accepted", "number", 0]);
  await shop.type("number", chord(CTRL, "a"), "4242424242424242");
  assert.deepEqual(await shop.said("number"), GOOD);
});

onPage("the same nine digits as routing and account number are a warning, and no error", async () => {
  await shop.open(form(input("routingNumber"), input("accountNumber"), input("holder")));
  await shop.type("routingNumber", "021000021");
  await shop.type("accountNumber", "021000021");
  assert.deepEqual(await shop.said("accountNumber"), { note: "same_digits", invalid: "false" });
  assert.equal(await valid(), true);
  await shop.type("accountNumber", "7");
  assert.deepEqual(await shop.said("accountNumber"), GOOD);
  await shop.type("accountNumber", Key.BACK_SPACE);
  await shop.type("routingNumber", chord(CTRL, "a"), "000000013");
  assert.deepEqual(await shop.said("accountNumber"), GOOD);
});

onPage("the postal code is judged again when the country changes", async () => {
  const country = '<select id="country" data-panless="country"><option>US</option><option>DE</option><option>GB</option></select>';
  await shop.open(form(input("number"), input("expiry"), input("cvv"), input("postalCode"), country));
  await shop.type("postalCode", "94103-1234");
  await shop.leave();
  assert.deepEqual(await shop.said("postalCode"), GOOD);
  await choose("country", "DE");
  assert.deepEqual(await shop.said("postalCode"), wrong("postal_code_invalid"));
  await choose("country", "US");
  assert.deepEqual(await shop.said("postalCode"), GOOD);
});

const options = (...values) => values.map((value) => `<option>${value}</option>`).join("");
const parts = {
  "two inputs": [input("expMonth"), input("expYear")],
  "two inputs, the year first": [input("expYear"), input("expMonth")],
  "two inputs, found by autocomplete": ['<input id="expMonth" autocomplete="cc-exp-month"><input id="expYear" autocomplete="billing cc-exp-year">'],
};

for (const [layout, inputs] of Object.entries(parts)) {
  onPage(`an expiry in ${layout} is one field`, async () => {
    await shop.open(form(input("number"), ...inputs, input("cvv")));
    await shop.type("expMonth", "12");
    await shop.focus("expYear");
    assert.deepEqual([await shop.said("expMonth"), await shop.said("expYear")], [GOOD, GOOD], "between the two");
    await shop.press("30");
    assert.deepEqual(await shop.run(() => [expMonth.value, expYear.value, form.getState().fields.expiry.status]), ["12", "30", "valid"]);
    await shop.type("expYear", chord(CTRL, "a"), "2020");
    assert.deepEqual([await shop.said("expMonth"), await shop.said("expYear")], [wrong("expiry_past"), wrong("expiry_past")]);
  });
}

for (const order of [["expMonth", "expYear"], ["expYear", "expMonth"]]) {
  onPage(`an expiry in two selects, ${order.join(" and ")}, is one field`, async () => {
    const select = (name, ...values) =>
      `<label>${name} <select id="${name}" data-panless="${name}"><option value="">–</option>${options(...values)}</select></label>`;
    const selects = { expMonth: select("expMonth", "01", "02", "12"), expYear: select("expYear", "2020", "2030") };
    await shop.open(form(input("number"), ...order.map((name) => selects[name]), input("cvv")));
    await shop.focus(order[0]);
    await choose("expMonth", "12");
    assert.deepEqual(await shop.said("expMonth"), GOOD, "one is chosen");
    await choose("expYear", "2030");
    assert.equal((await shop.state()).fields.expiry.status, "valid");
    await choose("expYear", "2020");
    assert.deepEqual([await shop.said("expMonth"), await shop.said("expYear")], [wrong("expiry_past"), wrong("expiry_past")]);
    await choose("expYear", "–");
    await shop.leave();
    assert.deepEqual(await shop.said("expMonth"), wrong("expiry_incomplete"));
    await pay();
    assert.equal(await shop.focused(), "number");
  });
}

onPage("a name in two parts is found by autocomplete, and what goes to another address is not", async () => {
  const names = '<input id="first" autocomplete="cc-given-name" required><input id="last" autocomplete="section-a billing cc-family-name" required>';
  await shop.open(form(input("number"), input("expiry"), input("cvv"), names,
    '<input id="gift" autocomplete="shipping postal-code"><input id="out-of-it" autocomplete="cc-name" data-panless="">'));
  await pay();
  assert.deepEqual(await shop.run(() => Object.keys(form.getState().fields)), ["number", "expiry", "cvv", "firstName", "lastName"]);
  assert.deepEqual([await shop.said("first"), await shop.said("last")].map(({ invalid }) => invalid), ["true", "true"]);
  assert.equal(await shop.run(() => gift.hasAttribute("aria-invalid") || document.getElementById("out-of-it").hasAttribute("aria-invalid")), false);
  await shop.type("first", "Rosa");
  assert.deepEqual(await shop.said("first"), GOOD);
});

onPage("a whole card is found by autocomplete alone", async () => {
  const inputs = ["number", "exp", "csc", "name"].map((name) => `<label>${name} <input id="${name}" autocomplete="cc-${name}"></label>`);
  await shop.open(form(...inputs));
  await shop.type("number", "4242424242424242");
  await shop.type("exp", "930");
  await shop.type("csc", "123");
  assert.deepEqual([await shop.see("exp"), await valid()], ["09 / 30", true]);
});

onPage("without a form the fields work, and generateToken judges all", async () => {
  await shop.open(`<div id="fields">${input("number")}${input("expiry")}${input("cvv")}</div>`);
  await shop.type("number", "4242");
  const code = await shop.run(() => form.generateToken().catch((error) => error.code));
  assert.deepEqual([code, await shop.focused()], ["number_incomplete", "number"]);
  assert.deepEqual([await shop.note("number"), await shop.note("cvv")], ["number_incomplete", "cvv_missing"]);
  await shop.press(Key.END, "424242424242");
  await shop.type("expiry", "1230");
  await shop.type("cvv", "123", Key.ENTER);
  assert.equal(await shop.run(() => form.generateToken().then(({ last4 }) => last4)), "4242");
});

onPage("inputs that come later are fields from the first focus on", async () => {
  await shop.open(form(input("number"), '<div id="later"></div>'));
  await shop.type("number", "4242424242424242");
  await shop.run((html) => { later.innerHTML = html; }, input("expiry", 'name="date"') + input("cvv", 'maxlength="2"'));
  await shop.press(Key.TAB, "930", Key.TAB, "12");
  assert.deepEqual([await shop.see("expiry"), await shop.note("expiry"), await shop.said("cvv")], ["09 / 30", "", GOOD]);
  assert.deepEqual(await shop.run(() => [expiry.name, expiry.inputMode, cvv.maxLength]), ["", "numeric", -1]);
  await shop.press(Key.TAB);
  assert.deepEqual(await shop.said("cvv"), wrong("cvv_incomplete"));
});

onPage("inputs that come later are fields when a browser fills them, too", async () => {
  await shop.open(form(input("number"), '<div id="later"></div>'));
  await shop.run((html) => { later.innerHTML = html; }, input("expiry") + input("cvv"));
  await shop.autofill("number", "4242424242424242");
  await shop.autofill("expiry", "2030-12");
  await shop.autofill("cvv", "12345");
  assert.deepEqual([await shop.see("expiry"), await shop.note("cvv"), await valid()], ["12 / 2030", "cvv_invalid", false]);
});

onPage("of two panels only the one that is shown is judged", async () => {
  const card = [input("number"), input("expiry"), input("cvv")].join("");
  const bank = [input("routingNumber"), input("accountNumber")].join("");
  await shop.open(form(`<div id="card">${card}</div><div id="bank" hidden>${bank}</div>`));
  await pay();
  assert.deepEqual(await shop.notes(["number", "accountNumber"]), ["number_missing", ""]);
  await shop.run(() => { document.getElementById("card").hidden = true; bank.hidden = false; });
  await shop.type("routingNumber", "021000021");
  await shop.type("accountNumber", "1234567890");
  assert.deepEqual(await shop.state().then(({ kind, valid: isValid, brand }) => [kind, isValid, brand]), ["bank", true, null]);
  await shop.run(() => { document.getElementById("card").hidden = false; bank.hidden = true; });
  await shop.type("number", "4");
  assert.deepEqual(await shop.state().then(({ kind, valid: isValid }) => [kind, isValid]), ["card", false]);
});

// The number at its brand's usual length, by keys and by a paste; the date; the code.
test("with autoAdvance a whole field hands the focus on, and only a whole one", async () => {
  await shop.open(CARD, { options: { autoAdvance: true } });
  await shop.type("number", "424242424242424");
  assert.equal(await shop.focused(), "number");
  await shop.press("2");
  assert.equal(await shop.focused(), "expiry");
  await shop.press("123");
  assert.equal(await shop.focused(), "expiry");
  await shop.press("0");
  assert.equal(await shop.focused(), "cvv");
  await shop.press("123");
  assert.equal(await shop.focused(), "holder");
  await shop.press("Rosa");
  assert.equal(await shop.focused(), "holder");
  await shop.type("number", chord(CTRL, "a"), "378282246310005");
  assert.equal(await shop.focused(), "expiry");
  await shop.paste("number", "5555555555554444", 0, 17);
  assert.equal(await shop.focused(), "expiry");
  await shop.type("number", chord(CTRL, "a"), "5555555555554445");
  assert.equal(await shop.focused(), "number", "a wrong number keeps the focus");
  await shop.focus("number", 4);
  await shop.press(Key.BACK_SPACE, "5");
  assert.equal(await shop.focused(), "number", "and so does an edit in the middle");
});

test("without autoAdvance no field hands the focus on", async () => {
  await shop.open();
  for (const [id, text] of [["number", "4242424242424242"], ["expiry", "1230"], ["cvv", "123"]]) {
    await shop.type(id, text);
    assert.equal(await shop.focused(), id);
  }
});

onPage("a screen reader hears the brand, each new error once, and the page's own description stays", async () => {
  await shop.open(form(input("number", 'aria-describedby="hint"'), input("expiry"), input("cvv"), '<p id="hint">As on the card.</p>'));
  await shop.run(() => {
    window.heard = [];
    const region = document.querySelector("#fields [role=status]");
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await shop.type("number", "4242424242424242");
  assert.deepEqual(await shop.run(() => heard.splice(0)), ["Visa"]);
  await shop.press(Key.BACK_SPACE, Key.TAB);
  assert.deepEqual(await shop.run(() => heard.splice(0)), ["number_incomplete"]);
  await shop.focus("number");
  await shop.press(Key.TAB);
  assert.deepEqual(await shop.run(() => heard.splice(0)), [], "told already");
  assert.equal(await shop.note("number"), "As on the card. number_incomplete");
  await shop.type("number", "2");
  assert.deepEqual(await shop.said("number"), { note: "As on the card.", invalid: "false" });
});

onPage("the page's own notes and its place for the brand are used", async () => {
  const note = '<p id="mine" data-panless-error="number"></p>';
  await shop.open(form('<span data-panless-brand></span>', input("number"), note, input("expiry"), input("cvv")));
  await shop.type("number", "5555555555554445");
  const places = await shop.run(() => [
    mine.textContent, number.getAttribute("aria-describedby"), document.querySelectorAll("[data-panless-brand]").length,
  ]);
  assert.deepEqual(places, ["number_invalid", "mine", 1]);
});
