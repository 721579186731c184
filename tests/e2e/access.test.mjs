// The checkout page for everybody: rules of accessibility in each state, light and dark, phone and desktop.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import {
  account, choose, chooseGateway, filled, hostedCard, openDemo, openHosted, pay, play, receipt, textOf, type, typeHosted,
} from "./harness/demo.mjs";
import { inside } from "./harness/embed.mjs";
import { shot } from "./harness/shots.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };
const states = {
  empty: async () => {},
  drawer: (driver) => driver.executeScript(() => { document.getElementById("try").open = true; }),
  typed: (driver) => type(driver, filled("378282246310005", "1234")),
  errors: async (driver) => {
    await type(driver, { number: "5555555555554445", expiry: "0120", cvv: "12" });
    await pay(driver);
  },
  bank: async (driver) => {
    await choose(driver, "bank");
    await type(driver, account);
  },
  "nelnet-bank": async (driver) => {
    await chooseGateway(driver, "nelnet");
    await choose(driver, "bank");
    await pay(driver);
  },
  hosted: openHosted,
  "hosted-drawer": async (driver) => {
    await openHosted(driver);
    await driver.executeScript(() => { document.getElementById("try").open = true; });
  },
  "hosted-errors": async (driver) => {
    await openHosted(driver);
    await typeHosted(driver, hostedCard("5555555555554445", "12"));
    await pay(driver);
    await waitFor("the alert", () => textOf(driver, "alert"));
  },
  "hosted-success": async (driver) => {
    await openHosted(driver);
    await typeHosted(driver, hostedCard("5555555555554444", "123"));
    await pay(driver);
    await receipt(driver);
  },
  alert: async (driver) => {
    await type(driver, filled("4242424242424242", "123"));
    await play(driver, "server-error");
    await pay(driver);
    await waitFor("the alert", () => textOf(driver, "alert"));
  },
  success: async (driver) => {
    await type(driver, filled("4242424242424242", "123"));
    await pay(driver);
    await receipt(driver);
  },
};

let stage;
let driver;
let axeSource;

before(async () => {
  stage = await openStage();
  driver = stage.driver;
  axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
after(() => stage?.close());

/** Look of the page: colours, and no movement, so that no colour is caught on its way. */
const look = (colours) => stage.browser.emulate([
  { name: "prefers-color-scheme", value: colours },
  { name: "prefers-reduced-motion", value: "reduce" },
]);

async function violations(rules = {}) {
  await driver.executeScript(axeSource);
  const found = await driver.executeScript((given) => axe.run(document, { resultTypes: ["violations"], rules: given }), rules);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** axe does not cross origins, so it runs once more in the frame, whose heading of the first order is the page's. */
async function violationsInFrame() {
  const [mounted] = await driver.findElements(By.css("#hosted iframe"));
  return mounted ? inside(driver, () => violations({ "page-has-heading-one": { enabled: false } })) : [];
}

const overflow = () => driver.executeScript(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const [device, size] of Object.entries(sizes)) {
  for (const colours of ["light", "dark"]) {
    test(`no state of the page breaks a rule of axe on a ${device} in ${colours} colours`, async () => {
      await stage.browser.size(size);
      await look(colours);
      for (const [state, enter] of Object.entries(states)) {
        await openDemo(stage);
        await enter(driver);
        assert.deepEqual(await violations(), [], state);
        assert.deepEqual(await violationsInFrame(), [], `${state}, in the frame`);
        assert.equal(await overflow(), 0, `${state} is wider than the screen`);
        await shot(driver, `${device}-${colours}-${state}`);
      }
    });
  }
}

test("at 200 % zoom on a small desktop nothing is cut off", async () => {
  // Zoom halves the page's own pixels.
  await stage.browser.size({ width: 640, height: 450 });
  await openDemo(stage);
  assert.equal(await overflow(), 0);
});

test("the chosen method and the focus can be seen in forced colours", async () => {
  await stage.browser.size(sizes.desktop);
  await stage.browser.emulate([{ name: "forced-colors", value: "active" }]);
  await openDemo(stage);
  const [chosen, other, outline] = await driver.executeScript(() => {
    const back = (id) => getComputedStyle(document.querySelector(`#method-${id} + span`)).backgroundColor;
    document.getElementById("number").focus();
    return [back("card"), back("bank"), getComputedStyle(document.getElementById("number")).outlineStyle];
  });
  assert.notEqual(chosen, other);
  assert.equal(outline, "solid");
  await shot(driver, "desktop-forced-colours");
  await stage.browser.emulate([{ name: "forced-colors", value: "" }]);
});
