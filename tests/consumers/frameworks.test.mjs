// <panless-card> in plain HTML, React, Vue, Svelte and Angular: built from the packed package, opened, typed into, sent, taken away.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { CARD, TOKEN } from "../e2e/harness/checkout.mjs";
import { among } from "../e2e/harness/element.mjs";
import { consoleEntries } from "../e2e/harness/page.mjs";
import { startSite } from "../e2e/harness/site.mjs";
import { openStage } from "../e2e/harness/stage.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";
import { build, lay } from "./harness/project.mjs";
import { serve } from "./harness/serve.mjs";

let stage;
let driver;
let host;
let server;

before(async () => {
  const folder = lay("element");
  const [, opened, site] = await Promise.all([build(folder), openStage(), startSite()]);
  [stage, host, server] = [opened, site, await serve(join(folder, "dist"))];
  ({ driver } = stage);
});
after(async () => {
  server?.stop();
  host?.stop();
  await stage?.close();
});

/** Opens a framework's page with a frame that serves it, and waits until the fields of both elements work. */
async function open(name) {
  const { publicKey, base: baseUrl } = stage.sandbox;
  const frame = host.page({ gateway: new URL(baseUrl).origin });
  frame.own["config.json"] = JSON.stringify({ shops: [{ origin: new URL(server.url).origin, publicKeys: [publicKey] }], baseUrls: [baseUrl] });
  const options = { publicKey, baseUrl, frameUrl: `${frame.url}frame.html` };
  await consoleEntries(driver);
  await driver.get(`${server.url}${name}.html?options=${encodeURIComponent(JSON.stringify(options))}`);
  await waitFor("the fields work", async () => (await said("panless:ready")).length === 2);
}

const run = (script, ...given) => driver.executeScript(script, ...given);
const said = (what) => run((wanted) => said.filter(([one]) => one === wanted).map(([, ...rest]) => rest), what);

for (const name of ["plain", "react", "vue", "svelte", "angular"]) {
  test(`${name}: cards typed into inputs and into a frame leave with their form as tokens, and nothing stays behind`, async () => {
    await open(name);
    // What a framework draws again with new objects of the same content begins nothing anew.
    for (const again of await driver.findElements(By.id("again"))) await again.click();
    assert.equal(await among(driver, "framed", () => driver.findElement(By.css("label")).getText(), "framed"), "Long number");
    for (const mode of ["direct", "framed"]) {
      await among(driver, mode, async () => {
        for (const [field, text] of Object.entries(CARD)) await driver.findElement(By.id(field)).sendKeys(text);
      }, mode);
      await waitFor("the element is valid", () => run((id) => document.getElementById(id).validity.valid, mode));
      await driver.findElement(By.id(`pay-${mode}`)).click();
      const [[form, token]] = await waitFor("the form is sent", async () => {
        const all = await said("sent");
        return all.length && all.slice(-1).filter(([id]) => id === `form-${mode}`).length && all.slice(-1);
      });
      assert.deepEqual([form, TOKEN.test(token)], [`form-${mode}`, true]);
    }
    assert.deepEqual([(await said("panless:ready")).length, await said("panless:token")], [2, [["direct"], ["framed"]]]);
    await run(() => window.leave());
    await waitFor("all is gone", () => run(() => !document.querySelector("panless-card, iframe, input, [role=status]") && frames.length === 0));
    assert.deepEqual((await consoleEntries(driver)).filter((entry) => /^(SEVERE|WARNING)/.test(entry)), [], "on the console");
  });
}
