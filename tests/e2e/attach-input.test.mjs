// All other ways by which a text comes into an attached field, and the attributes that help them: clipboard, pointer, input method, digits of
// other scripts, autofill, password managers. In whichever engine PANLESS_ENGINE names.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Key } from "selenium-webdriver";
import { CARD, chord, input, onPage, openShop, triedHere } from "./harness/attach.mjs";
import { needs } from "./harness/needs.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;

before(async () => {
  shop = await openShop();
  await shop.open();
});
after(() => shop?.close());

const CTRL = Key.CONTROL;
const clear = (id) => shop.type(id, chord(CTRL, "a"), Key.DELETE);
const valueOf = (id) => shop.run((wanted) => document.getElementById(wanted).value, id);

// The field; what stands there first, where the selection starts and ends; what is pasted; how the field stands then.
const pastes = {
  "a number without gaps": ["number", "", 0, 0, "378282246310005", "3782 822463 10005|"],
  "a number with its gaps": ["number", "", 0, 0, "4242 4242 4242 4242", "4242 4242 4242 4242|"],
  "a number with hyphens": ["number", "", 0, 0, "4242-4242-4242-4242", "4242 4242 4242 4242|"],
  "a number with no-break spaces and a word joiner": ["number", "", 0, 0, "4242\u00a04242\u202f4242\u20604242", "4242 4242 4242 4242|"],
  "a number on four lines": ["number", "", 0, 0, "4242\n4242\n4242\n4242\n", "4242 4242 4242 4242|"],
  "a number between words": ["number", "", 0, 0, "  Card no.: 4242424242424242, thanks", "4242 4242 4242 4242|"],
  "a number in full-width digits": ["number", "", 0, 0, "４２４２ ４２４２ ４２４２ ４２４２", "4242 4242 4242 4242|"],
  "no digit at all": ["number", "4242", 2, 2, "n/a", "42|42"],
  "digits in the middle": ["number", "424242", 5, 5, "11", "4242 11|42"],
  "digits over a selection": ["number", "42424242", 2, 7, "5-5-5", "4255 5|42"],
  "digits over everything": ["number", "42424242", 0, 9, "55555555", "5555 5555|"],
  "more digits than a number has": ["number", "", 0, 0, "5555555555554444123", "5555 5555 5555 4444|"],
  "a date with a long year": ["expiry", "", 0, 0, "12/2030", "12 / 2030|"],
  "a date as forms send it": ["expiry", "", 0, 0, "2030-09", "09 / 2030|"],
  "a date after a word": ["expiry", "", 0, 0, "Exp. 9/30", "09 / 30|"],
  "a date over a date": ["expiry", "1230", 0, 7, "0131", "01 / 31|"],
  "a security code in full-width digits": ["cvv", "", 0, 0, "１２３", "123|"],
};

for (const [what, [id, text, start, end, pasted, to]] of triedHere(Object.entries(pastes))) {
  test(`pasting ${what} leaves ${to}`, async () => {
    await clear(id);
    await shop.press(text);
    await shop.paste(id, pasted, start, end);
    assert.equal(await shop.see(id), to);
  });
}

test("cut takes the selection to the clipboard, and undo brings it back", async () => {
  await clear("number");
  await shop.press("42424242");
  await shop.focus("number", 2, 7);
  await shop.press(chord(CTRL, "x"));
  assert.equal(await shop.see(), "42|42");
  await shop.press(chord(CTRL, "z"));
  assert.equal(await shop.see(), "42[42 42]42");
  await shop.press(chord(CTRL, "y"), Key.END, chord(CTRL, "v"));
  assert.equal(await shop.see(), "4242 4242|");
  await shop.press(chord(CTRL, "z"), chord(CTRL, "z"));
  assert.equal(await shop.see(), "42[42 42]42");
});

onPage("no maxlength or pattern of the page cuts or refuses a number with gaps", async () => {
  const [number, expiry] = [input("number", 'maxlength="16" pattern="[0-9]{16}"'), input("expiry", 'maxlength="4"')];
  await shop.open(`<form id="fields">${number}${expiry}${input("cvv", 'maxlength="3"')}</form>`);
  await shop.paste("number", "4242 4242 4242 4242");
  assert.equal(await shop.see(), "4242 4242 4242 4242|");
  await shop.type("expiry", "122030");
  assert.equal(await shop.see("expiry"), "12 / 2030|");
  assert.equal(await shop.run(() => document.forms[0].checkValidity()), true);
});

onPage("digits dragged from elsewhere are inserted and grouped", needs("drag"), async () => {
  await shop.open();
  await shop.type("number", "4242");
  await shop.run(() => { pad.value = "4242-4242"; });
  await shop.focus("pad", 0, 9);
  await shop.drag("pad", "number", true);
  assert.equal(await valueOf("number"), "4242 4242 4242");
  assert.deepEqual(await shop.said("number"), { note: "", invalid: "false" });
});

onPage("digits dragged within the number move, and undo is one step", needs("drag"), async () => {
  await shop.open();
  await shop.type("number", "42425555");
  await shop.focus("number", 0, 4);
  await shop.drag("number", "number", true);
  assert.equal(await valueOf("number"), "5555 4242");
  await shop.press(chord(CTRL, "z"));
  assert.equal(await valueOf("number"), "4242 5555");
});

onPage("after a drop the caret stands behind what was dropped", needs("drag"), async () => {
  await shop.open();
  await shop.type("number", "555555");
  await shop.run(() => { pad.value = "4242"; });
  await shop.focus("pad", 0, 4);
  await shop.drag("pad", "number", false);
  assert.equal(await shop.see(), "4242| 5555 55");
});

onPage("digits dragged out leave the rest grouped", needs("drag"), async () => {
  await shop.open();
  await shop.type("number", "424242424242");
  await shop.focus("number", 0, 2);
  await shop.drag("number", "pad");
  assert.equal(await valueOf("number"), "4242 4242 42");
});

test("an input method is left alone until it is done, then the digits are folded and grouped", needs("composition"), async () => {
  await shop.open();
  await shop.type("number", "424242", Key.ARROW_LEFT, Key.ARROW_LEFT);
  await shop.compose(["５", "５５", "５５５"]);
  assert.equal(await valueOf("number"), "4242 ５５５42");
  await shop.compose([], "５５５");
  assert.equal(await shop.see(), "4242 555|4 2");
  await shop.press(chord(CTRL, "z"));
  assert.equal(await shop.see(), "4242| 42");
});

test("an input method that is given up leaves the field as it was", needs("composition"), async () => {
  await shop.open();
  await shop.type("number", "424242", Key.ARROW_LEFT);
  await shop.compose(["５", "５５"], null);
  assert.equal(await shop.see(), "4242 4|2");
});

test("nobody is scolded while an input method is at work", needs("composition"), async () => {
  await shop.open();
  await shop.type("cvv", "1");
  await shop.compose(["２３４５６"]);
  assert.deepEqual(await shop.said("cvv"), { note: "", invalid: "false" });
  await shop.compose([], "２３４５６");
  assert.deepEqual([await valueOf("cvv"), await shop.note("cvv")], ["123456", "cvv_invalid"]);
  await shop.type("holder");
  await shop.compose(["や", "やまだ"], "山田");
  assert.deepEqual([await valueOf("holder"), await shop.note("holder")], ["山田", ""]);
});

test("an input method that leaves no digit leaves no text", needs("composition"), async () => {
  await shop.open();
  await shop.type("number", "4242");
  await shop.compose(["し", "しに"], "四二");
  assert.equal(await shop.see(), "4242|");
});

const families = { "full-width": "\uff10", "Arabic-Indic": "\u0660", Persian: "\u06f0", Devanagari: "\u0966", Bengali: "\u09e6" };
const inFamily = (zero, digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(zero.charCodeAt(0) + Number(digit)));

for (const [family, zero] of Object.entries(families)) {
  onPage(`${family} digits become ASCII in every field of digits`, async () => {
    await shop.open(`<form id="fields">${["number", "expiry", "cvv", "postalCode"].map((name) => input(name)).join("")}</form>`);
    const typed = { number: "5555555555554444", expiry: "930", cvv: "907", postalCode: "94103" };
    const shown = { number: "5555 5555 5555 4444|", expiry: "09 / 30|", cvv: "907|", postalCode: "94103|" };
    for (const [id, digits] of Object.entries(typed)) {
      await shop.type(id, inFamily(zero, digits));
      assert.equal(await shop.see(id), shown[id]);
    }
    await shop.focus("cvv", 1);
    await shop.press(inFamily(zero, "5"));
    assert.equal(await shop.see("cvv"), "95|07");
    await shop.open(`<form id="fields">${input("routingNumber")}${input("accountNumber")}</form>`);
    await shop.type("routingNumber", inFamily(zero, "021000021"));
    await shop.type("accountNumber", inFamily(zero, "1234567890"));
    assert.deepEqual([await valueOf("routingNumber"), await valueOf("accountNumber")], ["021000021", "1234567890"]);
    assert.equal((await shop.state()).valid, true);
  });
}

test("on a right-to-left page digits are typed from the left, and a name from the right", async () => {
  await shop.open(CARD, { dir: "rtl" });
  const directions = await shop.run(() => ["number", "expiry", "cvv", "holder"].map((id) => getComputedStyle(document.getElementById(id)).direction));
  assert.deepEqual(directions, ["ltr", "ltr", "ltr", "rtl"]);
  await shop.type("number", "42424242", Key.ARROW_LEFT, Key.ARROW_LEFT, "5");
  assert.equal(await shop.see(), "4242 425|4 2");
  await shop.press(Key.ARROW_RIGHT, Key.BACK_SPACE);
  assert.equal(await shop.see(), "4242 425|2");
  await shop.type("expiry", inFamily(families["Arabic-Indic"], "1230"), Key.ARROW_LEFT, Key.BACK_SPACE);
  assert.equal(await shop.see("expiry"), "12| / 0");
});

test("a browser's autofill is formatted and judged, in the focused field too", async () => {
  await shop.open();
  await shop.type("number", "42");
  await shop.autofill("cvv", "123");
  await shop.autofill("expiry", "2030-12");
  await shop.autofill("number", "378282246310005");
  assert.deepEqual([await shop.see(), await valueOf("expiry"), await valueOf("cvv")], ["3782 822463 10005|", "12 / 2030", "123"]);
  assert.deepEqual([await shop.note("number"), await shop.note("expiry"), await shop.note("cvv")], ["", "", "cvv_incomplete"]);
  assert.equal((await shop.state()).brand, "american-express");
  await shop.press(Key.BACK_SPACE, "5");
  assert.equal(await shop.see(), "3782 822463 10005|");
});

test("undo after an autofill brings back what was typed", async () => {
  await shop.open();
  await shop.type("number", "4242");
  await shop.autofill("number", "378282246310005");
  await shop.press(chord(CTRL, "z"));
  assert.equal(await valueOf("number"), "4242");
  await shop.press(chord(CTRL, "y"));
  assert.equal(await valueOf("number"), "3782 822463 10005");
});

test("a password manager that fires only change is understood", async () => {
  await shop.open();
  await shop.set("number", "4242424242424242", "change");
  await shop.set("expiry", "0930", "change");
  await shop.set("cvv", "123", "change");
  assert.deepEqual([await shop.see(), await shop.see("expiry")], ["4242 4242 4242 4242", "09 / 30"]);
  assert.deepEqual(await shop.state().then(({ valid, brand }) => [valid, brand]), [true, "visa"]);
});

onPage("what was filled in without any event is formatted and sent on submit, and the inputs are emptied", async () => {
  await shop.open();
  await shop.set("number", "4242424242424242");
  await shop.set("expiry", "2030-09");
  await shop.set("cvv", "１２３");
  await shop.driver.findElement({ id: "pay" }).click();
  const token = await waitFor("the token", async () => (await shop.told("token"))[0]);
  assert.deepEqual([token.last4, token.expMonth, token.expYear], ["4242", 9, 2030]);
  assert.deepEqual(await Promise.all(["number", "expiry", "cvv"].map(valueOf)), ["", "", ""]);
});

onPage("inputs get what helps keyboards and browsers, and lose what would hinder them", async () => {
  const inputs = [
    input("number", 'type="number" name="card" maxlength="16" pattern=".{16}" required'), input("expiry", 'name="date"'),
    input("cvv", 'type="password" autocomplete="off" inputmode="decimal" enterkeyhint="done"'), input("holder", 'name="who" maxlength="40" required'),
    input("postalCode", 'aria-describedby="hint"'), '<p id="hint">As on the bill.</p><input id="other" name="other">',
  ];
  await shop.open(`<form id="fields">${inputs.join("")}</form>`);
  const all = await shop.run(() => {
    const all = (id) => [...document.getElementById(id).attributes].map(({ name, value }) => [name, value]);
    const seen = (id) => Object.fromEntries(all(id).filter(([name]) => !["id", "data-panless", "aria-describedby"].includes(name)));
    return Object.fromEntries(["number", "expiry", "cvv", "holder", "postalCode", "other"].map((id) => [id, seen(id)]));
  });
  const digits = { inputmode: "numeric", enterkeyhint: "next", dir: "ltr", "aria-invalid": "false" };
  assert.deepEqual(all, {
    number: { type: "text", "aria-required": "true", autocomplete: "cc-number", ...digits },
    expiry: { autocomplete: "cc-exp", ...digits },
    cvv: { type: "password", autocomplete: "off", inputmode: "decimal", enterkeyhint: "done", dir: "ltr", "aria-invalid": "false" },
    holder: { name: "who", maxlength: "40", "aria-required": "true", autocomplete: "cc-name", enterkeyhint: "next", "aria-invalid": "false" },
    postalCode: { autocomplete: "postal-code", enterkeyhint: "next", "aria-invalid": "false" },
    other: { name: "other" },
  });
  const described = await shop.run(() => document.getElementById("postalCode").getAttribute("aria-describedby").split(" "));
  assert.deepEqual([described.length, described[0]], [2, "hint"]);
  await shop.type("number", "4242424242424242");
  assert.equal(await shop.see(), "4242 4242 4242 4242|");
});
