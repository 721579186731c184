// <panless-card> in whichever engine PANLESS_ENGINE names, direct and framed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { engineName } from "../e2e/harness/browser.mjs";
import { CARD, MODES, card, faults, focused, isValid, open, openFrames, order, pay, ready, told, type, validity } from "../e2e/harness/element.mjs";
import { openStage } from "../e2e/harness/stage.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames(() => openStage(engineName, "wasm"));
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);

for (const mode of MODES) {
  test(`${mode}: a card is a token at the merchant's server, as the element's value`, async () => {
    const page = await open(tools, { mode });
    await type(driver, mode);
    await isValid(driver);
    await pay(driver);
    const { payment_token: token, ...rest } = await order(page);
    assert.match(token, /^[\w-]{22}$/);
    assert.deepEqual(rest, { order: "A7", action: "pay" });
    // Firefox asks for an icon that no policy of ours allows.
    assert.deepEqual((await faults(tools)).filter((fault) => !fault.includes("favicon.ico")), []);
  });

  test(`${mode}: what is wrong keeps the form here, has a sentence, and gets the focus`, async () => {
    const page = await open(tools, { mode });
    await type(driver, mode, { ...CARD, expiry: "0121" });
    await waitFor("the date is named", async () => /expired/.test((await validity(driver)).validationMessage));
    await pay(driver);
    await waitFor("the focus is on the date", async () => (await focused(driver)) === "expiry");
    assert.deepEqual([(await told(driver, "error")).map(({ code }) => code), await page.asks(), page.orders()], [["expiry_past"], [], []]);
  });

  test(`${mode}: a label that is pressed moves the focus to the first field`, async () => {
    await open(tools, { mode, html: (page) => `<label id="label" for="card">Card</label>${card(page, mode)}` });
    await driver.findElement(By.id("label")).click();
    // WebKit lets a frame of another origin move the focus to a field only once somebody has been in it.
    if (mode === "framed" && engineName === "webkit") await waitFor("the focus is in the frame", () => run(() => document.getElementById("card").shadowRoot.activeElement?.localName === "iframe"));
    else await waitFor("the focus is on the number", async () => (await focused(driver)) === "number");
  });

  test(`${mode}: moved it works, disabled it takes no part, taken away it leaves nothing`, async () => {
    const page = await open(tools, { mode });
    await run(() => document.getElementById("checkout").prepend(document.getElementById("card")));
    if (mode === "framed") await ready(driver, 2);
    await type(driver, mode);
    await isValid(driver);
    await run(() => { document.getElementById("card").disabled = true; });
    await pay(driver);
    assert.deepEqual(await order(page), { order: "A7", action: "pay" });
    await open(tools, { mode });
    await run(() => document.getElementById("card").remove());
    assert.deepEqual(await run(() => [frames.length, document.querySelectorAll("[role=status]").length]), [0, 0]);
  });
}
