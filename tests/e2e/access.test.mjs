// The checkout pages for everybody: the rules of axe in each state, in each look, in a language from the left and one from the right.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { violations, violationsInside } from "./harness/axe.mjs";
import { choose, filled, hostedCard, isBusy, note, openDemo, openFramed, openHosted, pay, press, receipt, splitAccount, type, typeFramed, typeHosted } from "./harness/demo.mjs";
import { inside } from "./harness/embed.mjs";
import { isAll } from "./harness/extent.mjs";
import { holdRequests, setOffline } from "./harness/page.mjs";
import { shot } from "./harness/shots.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const LOOKS = Object.keys(SIZES).flatMap((size) => ["light", "dark"].map((colours) => ({ size, colours })));

let stage;
let driver;

before(async () => {
  stage = await openStage();
  driver = stage.driver;
});
after(() => stage?.close());

/** Colours and size; and no movement, so that no colour is caught on its way. */
async function look({ size, colours }) {
  await stage.browser.size(SIZES[size]);
  await stage.browser.emulate([
    { name: "prefers-color-scheme", value: colours },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
}

async function violationsInFrame() {
  const mounted = await driver.findElements(By.css("#hosted iframe, #framed iframe"));
  return mounted.length ? violationsInside(driver, ["landmark-one-main", "region"]) : [];
}

const overflow = () => driver.executeScript(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Looks at the page as it stands, in each look. */
async function audit(state, looks) {
  for (const one of looks) {
    const name = `${state}-${one.size}-${one.colours}`;
    await look(one);
    assert.deepEqual(await violations(driver), [], name);
    assert.deepEqual(await violationsInFrame(), [], `${name}, in the frame`);
    assert.equal(await overflow(), 0, `${name} is wider than the screen`);
    await shot(driver, name);
  }
}

const empty = (...ids) => Promise.all(ids.map((id) => driver.findElement(By.id(id)).clear()));

// What lies on the other side is the same in all colours and sizes.
const OPPOSITES = [LOOKS[1], LOOKS[2]];

for (const [lang, looks] of [["en", isAll ? LOOKS : OPPOSITES], ["ar", isAll ? OPPOSITES : OPPOSITES.slice(0, 1)]]) {
  test(`no state of paying by card breaks a rule of axe, light and dark, on phone and desktop: ${lang}`, async () => {
    await openDemo(stage, "affinipay", { lang });
    await audit(`${lang}-empty`, looks);
    await driver.executeScript(() => (document.querySelector(".try").open = true));
    await audit(`${lang}-drawer`, looks);
    await driver.executeScript(() => (document.querySelector(".try").open = false));
    await type(driver, { number: "42424" });
    await audit(`${lang}-typing`, looks);
    await type(driver, { expiry: "0121", cvv: "12", postalCode: "9" });
    await pay(driver);
    await note(driver, "holder");
    await audit(`${lang}-errors`, looks);
    await empty("number", "expiry", "cvv", "postalCode");
    await type(driver, filled("4242424242424242", "123"));
    await audit(`${lang}-valid`, looks);
    await setOffline(driver, true);
    await pay(driver);
    await note(driver);
    await setOffline(driver, false);
    await audit(`${lang}-failed`, looks);
    const release = await holdRequests(driver);
    await pay(driver);
    await waitFor("the form is busy", () => isBusy(driver));
    await audit(`${lang}-busy`, looks);
    assert.equal(await isBusy(driver), true, "it was busy all the while");
    await release();
    await receipt(driver);
    await audit(`${lang}-paid`, looks);
  });
}

test("no state of paying from a bank account breaks a rule of axe", async () => {
  await openDemo(stage, "nelnet");
  await choose(driver, "bank");
  await pay(driver);
  await note(driver, "firstName");
  await audit("bank-errors", OPPOSITES);
  await type(driver, splitAccount);
  await audit("bank-valid", OPPOSITES);
  await pay(driver);
  await receipt(driver);
  await audit("bank-paid", LOOKS.slice(0, 1));
});

test("no state of paying in a hosted frame breaks a rule of axe", async () => {
  for (const one of OPPOSITES) {
    // A frame keeps the colours that it was given.
    await look(one);
    await openHosted(stage);
    await audit("hosted-empty", [one]);
    await typeHosted(driver, hostedCard("5555555555554445", "12"));
    await pay(driver);
    await note(driver);
    await audit("hosted-errors", [one]);
  }
  await typeHosted(driver, hostedCard("4000000000000002", "123"));
  await pay(driver);
  await receipt(driver);
  await audit("declined", OPPOSITES);
});

test("no state of paying in our own frame breaks a rule of axe", async () => {
  for (const [lang, one] of [["en", LOOKS[1]], ["ar", LOOKS[2]]]) {
    // A frame keeps the colours that it was given.
    await look(one);
    await openFramed(stage, "affinipay", { lang });
    await audit(`framed-${lang}-empty`, [one]);
    await typeFramed(driver, { number: "5555555555554445", cvv: "12" });
    await pay(driver);
    await inside(driver, () => note(driver, "cvv"));
    await audit(`framed-${lang}-errors`, [one]);
  }
});

test("an error moves nothing that the customer is about to press", async () => {
  for (const size of Object.keys(SIZES)) {
    await look({ size, colours: "light" });
    await openDemo(stage);
    const place = () => driver.executeScript(() => Math.round(document.getElementById("pay").getBoundingClientRect().top + scrollY));
    const before = await place();
    await pay(driver);
    await note(driver, "number");
    assert.equal(await place(), before, `${size}, with everything missing`);
    await type(driver, { number: "4242", expiry: "12", cvv: "1" });
    await pay(driver);
    assert.equal(await place(), before, `${size}, with everything half typed`);
    await type(driver, { expiry: "21" });
    await press(driver, Key.TAB);
    assert.match(await note(driver, "expiry"), /expired/);
    assert.equal(await place(), before, `${size}, with an old card`);
  }
});

test("everything that is pressed is at least 24 pixels wide and high", async () => {
  await look({ size: "phone", colours: "light" });
  await openDemo(stage);
  const small = await driver.executeScript(() => {
    document.querySelectorAll("details").forEach((one) => (one.open = true));
    const targets = [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]), label:has(input)")];
    const sizes = targets.map((one) => [one.id || one.textContent.trim(), (one.closest("label") ?? one).getBoundingClientRect()]);
    return sizes.filter(([, { width, height }]) => width && Math.min(width, height) < 24).map(([name]) => name);
  });
  assert.deepEqual(small, []);
});

for (const [what, size] of [["at 200 % zoom on a small desktop", { width: 640, height: 450 }], ["at 320 pixels", { width: 320, height: 640 }]]) {
  test(`${what} nothing is cut off`, async () => {
    await stage.browser.size(size);
    for (const lang of ["en", "ar", "de"]) {
      await openDemo(stage, "affinipay", { lang });
      await driver.executeScript(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      await pay(driver);
      await note(driver, "holder");
      assert.equal(await overflow(), 0, lang);
    }
  });
}

test("the chosen method, the focus and a wrong field can be seen in forced colours", async () => {
  await stage.browser.size(SIZES.desktop);
  await stage.browser.emulate([{ name: "forced-colors", value: "active" }]);
  await openDemo(stage);
  await pay(driver);
  await note(driver, "number");
  const [chosen, other, outline, wrong] = await driver.executeScript(() => {
    const style = (query, part) => getComputedStyle(document.querySelector(query), part);
    const back = (id) => style(`#method-${id} + span`).backgroundColor;
    return [back("card"), back("bank"), style("#number").outlineStyle, style("#cvv").borderTopWidth];
  });
  assert.notEqual(chosen, other);
  assert.deepEqual([outline, wrong], ["solid", "3px"]);
  await shot(driver, "forced-colours");
  await stage.browser.emulate([{ name: "forced-colors", value: "" }]);
});

test("a page in one of the other languages says which words are not in it", async () => {
  await openDemo(stage, "affinipay", { lang: "de" });
  await pay(driver);
  const text = await note(driver, "number");
  const [page, words, said] = await driver.executeScript(() => ["html", "#number", ".note"].map((query) => document.querySelector(query).closest("[lang]").lang));
  assert.deepEqual([page, words, said], ["en", "en", "de"]);
  assert.match(text, /Kartennummer/);
});
