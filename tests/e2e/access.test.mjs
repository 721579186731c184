// The checkout pages for everybody: the rules of axe in each state, in each look, in a language from the left and one from the right.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { account, choose, filled, hostedCard, isBusy, note, openDemo, openHosted, pay, receipt, splitAccount, type, typeHosted, } from "./harness/demo.mjs";
import { inside } from "./harness/embed.mjs";
import { shot } from "./harness/shots.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const LOOKS = Object.keys(SIZES).flatMap((size) => ["light", "dark"].map((colours) => ({ size, colours })));

let stage;
let driver;
let axeSource;

before(async () => {
  stage = await openStage();
  driver = stage.driver;
  axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
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

async function violations(rules = {}) {
  if (!(await driver.executeScript(() => "axe" in window))) await driver.executeScript(axeSource);
  const found = await driver.executeScript((given) => axe.run(document, { resultTypes: ["violations"], rules: given }), rules);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** axe does not cross origins, so it runs once more in the frame, whose heading of the first order is the page's. */
async function violationsInFrame() {
  const [mounted] = await driver.findElements(By.css("#hosted iframe"));
  return mounted ? inside(driver, () => violations({ "page-has-heading-one": { enabled: false } })) : [];
}

const overflow = () => driver.executeScript(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Looks at the page as it stands, in each look. */
async function audit(state, looks = LOOKS) {
  for (const one of looks) {
    const name = `${state}-${one.size}-${one.colours}`;
    await look(one);
    assert.deepEqual(await violations(), [], name);
    assert.deepEqual(await violationsInFrame(), [], `${name}, in the frame`);
    assert.equal(await overflow(), 0, `${name} is wider than the screen`);
    await shot(driver, name);
  }
}

const setOffline = (offline) => driver.setNetworkConditions({ offline, latency: 0, download_throughput: -1, upload_throughput: -1 });
const empty = (...ids) => Promise.all(ids.map((id) => driver.findElement(By.id(id)).clear()));

for (const lang of ["en", "ar"]) {
  test(`no state of paying by card breaks a rule of axe, light and dark, on phone and desktop: ${lang}`, async () => {
    await openDemo(stage, "affinipay", { lang, scenario: "delay-4000" });
    await audit(`${lang}-empty`);
    await driver.executeScript(() => (document.querySelector(".try").open = true));
    await audit(`${lang}-drawer`);
    await driver.executeScript(() => (document.querySelector(".try").open = false));
    await type(driver, { number: "42424" });
    await audit(`${lang}-typing`);
    await type(driver, { expiry: "0120", cvv: "12", postalCode: "9" });
    await pay(driver);
    await note(driver, "holder");
    await audit(`${lang}-errors`);
    await empty("number", "expiry", "cvv", "postalCode");
    await type(driver, filled("4242424242424242", "123"));
    await audit(`${lang}-valid`);
    await setOffline(true);
    await pay(driver);
    await note(driver);
    await setOffline(false);
    await audit(`${lang}-failed`);
    await pay(driver);
    await waitFor("the form is busy", () => isBusy(driver));
    await audit(`${lang}-busy`);
    assert.equal(await isBusy(driver), true, "it was busy all the while");
    await receipt(driver);
    await audit(`${lang}-paid`);
  });
}
