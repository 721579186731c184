// The demo with a gateway of one's own: each page talks to another sandbox, which stands in for the real gateway and knows nothing of the
// shop.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { filled, hostedCard, openDemo, openHosted, pay, type, typeHosted } from "../e2e/harness/demo.mjs";
import { consoleEntries } from "../e2e/harness/page.mjs";
import { startSandbox } from "../e2e/harness/sandbox.mjs";
import { shot } from "../e2e/harness/shots.mjs";
import { openStage } from "../e2e/harness/stage.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";

let real;
let stage;
let driver;
before(async () => {
  real = await startSandbox();
  for (const [gateway, { base, publicKey }] of Object.entries({ affinipay: real, nelnet: real.nelnet, pepper: real.pepper, stripe: real.stripe })) {
    process.env[`PANLESS_${gateway.toUpperCase()}_BASE_URL`] = base;
    process.env[`PANLESS_${gateway.toUpperCase()}_KEY`] = publicKey;
  }
  stage = await openStage("chromium", "wasm");
  driver = stage.driver;
});
after(async () => {
  await stage?.close();
  await real?.stop();
});

const text = (id) => driver.findElement(By.id(id)).getText();
const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };

async function shots(name) {
  if (!process.env.PANLESS_SHOTS) return;
  for (const [size, place] of Object.entries(sizes)) {
    await stage.browser.size(place);
    await shot(driver, `own-${name}-${size}`);
  }
}

for (const [gateway, open, fill, asks] of [
  ["affinipay", () => openDemo(stage), () => type(driver, filled("4242424242424242", "123")), () => real],
  ["nelnet", () => openDemo(stage, "nelnet"), () => type(driver, filled("4111111111111111", "999")), () => real.nelnet],
  ["pepper", () => openHosted(stage), () => typeHosted(driver, hostedCard("4111111111111111", "999")), () => real.pepper],
  ["stripe", () => openDemo(stage, "stripe"), () => type(driver, filled("4242424242424242", "123")), () => real.stripe],
]) {
  test(`with a key of one's own the page of ${gateway} names the host, gets a token from it, and the shop shows it and charges nothing`, async () => {
    await open();
    const there = asks();
    assert.equal(await text("host"), new URL(there.base).host);
    assert.match(await driver.findElement(By.css(".place")).getText(), /the real gateway, with your key.*\n.*cannot charge/);
    assert.equal(await driver.findElement(By.css(".scenarios")).isDisplayed(), false);
    await shots(gateway);
    await fill();
    await pay(driver);
    await waitFor("the shop's answer", () => driver.executeScript(() => document.getElementById("token")?.textContent));
    await shots(`${gateway}-receipt`);
    assert.equal(await text("title"), "Token received, not charged");
    assert.match(await driver.findElement(By.css(".lead")).getText(), /no private key of the gateway, so it cannot charge/);
    assert.ok((await text("received")).includes(`payment_token=${await text("token")}`));
    const paths = (await there.requests()).map(({ path }) => path);
    assert.ok(paths.length > 0 && paths.every((path) => !/charge|transaction/.test(path)), paths.join());
    // Nothing that the page's policy forbids was tried: it allows the host.
    assert.deepEqual(await consoleEntries(driver), []);
  });
}
