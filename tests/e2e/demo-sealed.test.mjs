// The checkout pages whose fields are sealed: one payment each, and nothing of its number anywhere but at the gateway.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, filled, openDemo, pay, type } from "./harness/demo.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { consoleEntries } from "./harness/page.mjs";
import { shot } from "./harness/shots.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;

before(async () => {
  stage = await openWatched();
  driver = stage.driver;
});
after(() => stage?.close());

/** A text's seven digits in a row of a number, whatever groups them. */
const pieces = (text, number) => [...number].map((_, at) => number.slice(at, at + 7)).filter((piece) => piece.length === 7 && text.replaceAll(/[ -]/g, "").includes(piece));

/** Waits for the shop's answer to the order, and gives its boxes. */
const boxes = () => waitFor("the boxes", () => driver.executeScript(() => {
  const all = ["title", "received", "log", "opened", "answers"].map((id) => [id, document.getElementById(id)?.textContent]);
  return all[4][1] && Object.fromEntries(all);
}));

async function pictures(name) {
  for (const width of process.env.PANLESS_SHOTS ? [390, 1280] : []) {
    await stage.browser.size({ width, height: 900 });
    await shot(driver, `${name}-${width}`);
  }
}

/** Card without the name, which has no place in these gateways' objects. */
const card = (number, cvv) => {
  const { holder, ...rest } = filled(number, cvv);
  return rest;
};
const account = { routingNumber: "110000000", accountNumber: "000123456789", accountHolder: "Rosa Marlowe" };

for (const [gateway, kind, number, values, told] of [
  ["chargezoom", "card", "378282246310005", card("378282246310005", "1234"), /"cardId": \d+[^]*"Payment successful."/],
  ["chargezoom", "bank", account.accountNumber, account, /"cardId": \d+[^]*"Payment successful."/],
  ["ontraport", "card", "378282246310005", card("378282246310005", "1234"), /"result_code": 1/],
]) {
  test(`what is typed is sealed and paid, and page, merchant and relay keep no seven digits of its number: ${gateway}, ${kind}`, async () => {
    await openDemo(stage, gateway);
    if (kind === "bank") await choose(driver, kind);
    await pictures(`${gateway}-${kind}`);
    const search = await stage.search(kind === "bank" ? { account: number } : { number }, { own: "#number, #cvv, #accountNumber" });
    await type(driver, values);
    await pay(driver);
    const { title, received, log, opened, answers } = await boxes();
    assert.match(title, /^Paid/);
    assert.match(received, /payment_token=eyJ[\w-]+ … [\w-.]+$/);
    assert.equal(JSON.parse(log).outcome, "opened");
    assert.match(opened, new RegExp(`•••• ${number.slice(-4)}`));
    assert.match(answers, told);
    const kept = [await stage.sandbox.orderLog(), JSON.stringify(await stage.sandbox.relay.log()), received + log + opened + answers];
    assert.deepEqual(kept.flatMap((text) => pieces(text, number)), []);
    assert.deepEqual(await search.found(), []);
    assert.deepEqual(await consoleEntries(driver), []);
    await pictures(`${gateway}-${kind}-answer`);
  });
}
