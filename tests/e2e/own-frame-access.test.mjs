// Our own frame for everybody: the way of the keyboard through it, what a screen reader calls its fields, the rules of axe on both sides,
// and what browsers and password managers need to fill it in.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { violations, violationsInside } from "./harness/axe.mjs";
import { inside } from "./harness/embed.mjs";
import { tabStops } from "./harness/mount.mjs";
import { CARD, generate, look, open, openFrames, state, type } from "./harness/own-frame.mjs";
import { shot } from "./harness/shots.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames();
  ({ driver } = tools);
});
after(() => tools?.close());

const FIELDS = ["number", "expiry", "cvv", "holder", "postalCode"];

test("Tab goes from the page through the frame's fields in their order and on, and back", async () => {
  await open(tools);
  const back = [...FIELDS].reverse();
  assert.deepEqual(await tabStops(driver, ["forward", "back"], 6), [...FIELDS, "last", ...back, "first"]);
});

test("a screen reader hears of the frame by its name, and of each field by its label and its error", async () => {
  await open(tools);
  assert.equal(await driver.findElement(By.css("iframe")).getAccessibleName(), "Payment details");
  await generate(driver);
  const named = await inside(driver, async () => Promise.all(FIELDS.map(async (id) => {
    const input = await driver.findElement(By.id(id));
    return [await input.getAriaRole(), await input.getAccessibleName()];
  })));
  assert.deepEqual(named, [
    ["textbox", "Card number"], ["textbox", "Expiry date (MM/YY)"], ["textbox", "Security code"], ["textbox", "Name on the card"], ["textbox", "Postal code"],
  ]);
  const described = await look(driver, () => {
    const text = (ids) => ids.split(" ").map((id) => document.getElementById(id).textContent).join(" ");
    const { ariaRequired, ariaInvalid } = number;
    return [text(number.getAttribute("aria-describedby")), ariaRequired, ariaInvalid, document.querySelector("[role=status]").textContent];
  });
  assert.deepEqual(described, ["Enter the card number.", "true", "true", "Fields to correct: 5."]);
});

test("what browsers and password managers fill in stands in one document, named for them", async () => {
  await open(tools, { mount: { fields: [...FIELDS, "line1", "line2", "city", "state", "email", "phone"] } });
  const asked = await look(driver, () => [...document.querySelectorAll("input")].map(({ id, autocomplete, type, inputMode }) => [id, autocomplete, type, inputMode]));
  assert.deepEqual(asked, [
    ["number", "cc-number", "text", "numeric"], ["expiry", "cc-exp", "text", "numeric"], ["cvv", "cc-csc", "text", "numeric"], ["holder", "cc-name", "text", ""],
    ["postalCode", "billing postal-code", "text", ""], ["line1", "billing address-line1", "text", ""], ["line2", "billing address-line2", "text", ""],
    ["city", "billing address-level2", "text", ""], ["state", "billing address-level1", "text", ""], ["email", "email", "email", ""], ["phone", "tel", "tel", ""],
  ]);
  await look(driver, (values) => {
    for (const [id, value] of Object.entries(values)) {
      const input = document.getElementById(id);
      input.value = value;
      for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }, { ...CARD, expiry: "2030-12", line1: "1 Main St", line2: "-", city: "Austin", state: "TX", email: "ada@example.com", phone: "5125550100" });
  await waitFor("all is good", async () => (await state(driver)).valid);
  assert.equal(await look(driver, () => expiry.value), "12 / 2030");
});

// In a frame the height is the content's, and nothing is cut.
const cut = () => look(driver, () => [document.documentElement.scrollWidth > innerWidth, document.documentElement.scrollHeight > innerHeight]);

for (const [lang, colours, width] of [["en", "light", 1280], ["en", "dark", 390], ["ar", "light", 390], ["de", "dark", 320]]) {
  test(`no state of the frame breaks a rule of axe, and nothing is cut: ${lang}, ${colours}, ${width} pixels`, async () => {
    await tools.stage.browser.size({ width, height: 900 });
    await tools.stage.browser.emulate([{ name: "prefers-color-scheme", value: colours }, { name: "prefers-reduced-motion", value: "reduce" }]);
    const dark = "document.documentElement.style.cssText = 'color-scheme: dark; background: #1d1d1f; color: #f2f2f2'";
    const paper = { light: "#ffffff", dark: "#1d1d1f" }[colours];
    await open(tools, { lang, own: colours === "dark" ? dark : "", mount: { fields: [...FIELDS, "city", "state"] } });
    // The frame lets the page's own background through, which axe cannot see from inside.
    await look(driver, (color) => { document.documentElement.style.backgroundColor = color; }, paper);
    const audit = async (name) => {
      await waitFor("the frame fits", async () => !(await cut()).includes(true));
      // The page itself is the test's own: only what concerns the frame counts.
      assert.deepEqual((await violations(driver)).filter((one) => /frame/.test(one)), [], name);
      assert.deepEqual(await violationsInside(driver, ["landmark-one-main", "region"]), [], `${name}, in the frame`);
      await shot(driver, `own-frame-${lang}-${width}-${name}`);
    };
    await audit("empty");
    await generate(driver);
    await audit("errors");
    await type(driver, { ...CARD, city: "Austin", state: "TX" });
    await waitFor("all is good", async () => (await state(driver)).valid);
    await audit("valid");
  });
}

test("the focus and a wrong field can be seen in forced colours", async () => {
  await tools.stage.browser.size({ width: 1280, height: 900 });
  await tools.stage.browser.emulate([{ name: "forced-colors", value: "active" }]);
  await open(tools);
  await generate(driver);
  const seen = await look(driver, () => {
    const [wrong, other] = [cvv, document.createElement("input")].map((one) => (one.isConnected || document.forms[0].append(one), getComputedStyle(one).borderTopWidth));
    number.focus();
    return [getComputedStyle(number).outlineStyle, wrong !== other];
  });
  await shot(driver, "own-frame-forced");
  await tools.stage.browser.emulate([{ name: "forced-colors", value: "" }]);
  assert.deepEqual(seen, ["solid", true]);
});
