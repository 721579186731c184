// The checkout pages with their fields in our own frame, used by keys and searched for what they could leave behind.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { choose, filled, framedFields, note, notes, openFramed, openPage, pay, press, receipt, splitAccount, typeFramed, valueOf } from "./harness/demo.mjs";
import { inside } from "./harness/embed.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { consoleEntries } from "./harness/page.mjs";

let stage;
let driver;

before(async () => {
  stage = await openWatched();
  driver = stage.driver;
});
after(() => stage?.close());

const toGateways = () => stage.wire.sent.filter(({ url }) => stage.gateways.includes(new URL(url).origin));

for (const [gateway, secrets, values, last4] of [
  ["affinipay", { number: "378282246310005", cvv: "1234" }, filled("378282246310005", "1234"), "0005"],
  ["nelnet", { account: splitAccount.accountNumber }, splitAccount, "7890"],
  ["stripe", { number: "378282246310005", cvv: "1234" }, filled("378282246310005", "1234"), "0005"],
]) {
  test(`the switch leads to our own frame; what is typed there is paid, and neither page nor merchant has a digit of it: ${gateway}`, async () => {
    await openPage(stage, gateway, { lang: "de" });
    await driver.findElement(By.css(".modes a:not([aria-current])")).click();
    await framedFields(driver, "number");
    assert.equal(new URL(await driver.getCurrentUrl()).search, "?lang=de&mode=framed");
    // The core runs in the frame alone.
    const search = await stage.search(secrets, { memory: false });
    if (values.accountNumber) {
      await choose(driver, "bank");
      await framedFields(driver, "accountNumber");
      await inside(driver, () => driver.findElement(By.css("#accountType option[value=checking]")).click());
    }
    stage.wire.sent.length = 0;
    await typeFramed(driver, values);
    await pay(driver);
    const paid = await receipt(driver);
    assert.match(paid.title, /^Paid/);
    assert.deepEqual(await search.found(), []);
    assert.deepEqual([paid.last4, paid.isClean, Object.keys(paid.order)], [last4, true, ["gateway", "method", "payment_token"]]);
    assert.equal(toGateways().length, 1);
    assert.deepEqual(await consoleEntries(driver), []);
  });
}

test("in our own frame the Enter key pays, what is wrong stands at its field, and a failure keeps what was typed", async () => {
  await openFramed(stage, "affinipay", { scenario: "server-error~framed", lang: "de" });
  await typeFramed(driver, filled("5555555555554445", "123"));
  await press(driver, Key.ENTER);
  assert.match(await inside(driver, () => note(driver, "number")), /Kartennummer/);
  await inside(driver, () => driver.findElement(By.id("number")).clear());
  await typeFramed(driver, { number: "5555555555554444" });
  await pay(driver);
  assert.match(await inside(driver, () => note(driver)), /nichts abgebucht/);
  assert.deepEqual(await notes(driver), {});
  assert.equal(await inside(driver, () => valueOf(driver, "number")), "5555 5555 5555 4444");
  await stage.sandbox.mend("framed");
  await inside(driver, () => driver.findElement(By.id("holder")).sendKeys(Key.ENTER));
  assert.match((await receipt(driver)).title, /^Paid/);
});
