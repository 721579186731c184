// Sealed fields: from the page through the merchant's server and the relay to the gateway behind it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, openBlank, stripeBank, stripeOptions, tokenize } from "./harness/calls.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { lacks, needs } from "./harness/needs.mjs";
import { headerOf, openAtRelay } from "./harness/sealed.mjs";
import { openStage } from "./harness/stage.mjs";

let stage;
let driver;
let sandbox;
let relay;
let kid;

before(async () => {
  stage = await (lacks("search") ? openStage() : openWatched());
  ({ driver, sandbox } = stage);
  ({ relay } = sandbox);
  [{ kid }] = await relay.keys();
  await openBlank(driver, sandbox);
});
after(() => stage?.close());

const sealedTo = (more) => ({ audience: relay.url, pins: [kid], ...more });
const call = (gateway, payment, seal, others) => tokenize(driver, { gateway, seal: sealedTo(seal), ...others }, payment);
const account = { ...stripeBank, accountType: "savings", accountHolderType: "company" };

const order = (sealed, action, context) => openAtRelay(stage, sealed, action, context);

const address = { line1: "1 Main St", line2: "Apt 2", city: "Austin", state: "TX", postalCode: "78701", country: "USA" };

for (const [shape, gateway, payment, action, behind] of [
  ["chargezoom.card.v1", "chargezoom", { ...card, address, phone: "5125550100" }, "create"],
  ["chargezoom.ach.v1", "chargezoom", account, "create"],
  ["chargezoom.pay.card.v1", "chargezoom", card, "sale"],
  ["chargezoom.pay.ach.v1", "chargezoom", account, "invoice"],
  ["chargezoom.sub.card.v1", "chargezoom", { ...card, description: "Blue" }, "subscribe"],
  ["ontraport.payer.v1", "ontraport", { ...card, address }, "charge"],
]) {
  test(`${shape}: the gateway takes what the page sealed`, async () => {
    const usual = !shape.includes(".pay.") && !shape.includes(".sub.");
    const { token, error } = await call(gateway, payment, usual ? {} : { shape });
    assert.equal(error, null);
    const header = headerOf(token.id);
    assert.deepEqual([header.shape, header.aud, header.kid, header.exp - header.iat, header.ctx], [shape, relay.url, kid, 300, undefined]);
    const isCard = "number" in payment;
    const { sealed, kind, brand, last4, expMonth, mode, raw, expiresAt } = token;
    assert.deepEqual([token.gateway, sealed, kind, brand, last4, expMonth, mode, raw], [gateway, true, isCard ? "card" : "bank", isCard ? "visa" : null, isCard ? "4242" : "6789", isCard ? 12 : null, null, null]);
    assert.equal(expiresAt, new Date(header.exp * 1000).toISOString());
    const { status, code, reply, received } = await order(token.id, action);
    assert.deepEqual([status, code], [200, undefined], JSON.stringify(reply));
    assert.ok(received.includes(token.id));
  });
}

test("a card for ONTRAPORT by its Stripe account needs no relay", async () => {
  const { token } = await tokenize(driver, stripeOptions(sandbox, "ok"), card);
  const charge = { contact_id: 17, chargeNow: "chargeNow", gateway_id: 3, invoice_template: 1, offer: { products: [{ id: 5 }] }, payer: { cctoken: token.id } };
  const headers = { "Api-Appid": "2_sandbox_appid", "Api-Key": "sandbox-ontraport-key", "content-type": "application/json" };
  const answer = await fetch(`${sandbox.ontraport.base}/1/transaction/processManual`, { method: "POST", headers, body: JSON.stringify(charge) });
  assert.equal((await answer.json()).data.result_code, 1);
});

test("nothing of the payment is left on the page, on the merchant's server, or at the relay", needs("search"), async () => {
  await openBlank(driver, sandbox);
  const secret = { number: "378282246310005", cvv: "9174", account: "000987654321" };
  const search = await stage.search(secret);
  const strings = await driver.executeScript(async (seal, { number, cvv, account }) => {
    const tokenizer = panless.createTokenizer({ gateway: "chargezoom", seal });
    const bank = { holder: "Ada King", routingNumber: "110000000", accountNumber: account, accountType: "checking", accountHolderType: "individual" };
    const tokens = await Promise.all([{ number, cvv, expiry: "12/30" }, bank].map((payment) => tokenizer.generateToken(payment)));
    const refused = await tokenizer.generateToken({ number, cvv, expiry: "12/30", email: "a@example.com" }).catch((error) => error);
    for (const told of [...tokens, refused]) leakWatch.tell(told);
    return tokens.map(({ id }) => id);
  }, sealedTo(), secret);
  assert.deepEqual(await search.found(), []);
  for (const id of strings) assert.equal((await order(id, "create")).status, 200);
  const logs = (await sandbox.orderLog()) + JSON.stringify(await relay.log());
  for (const text of [...logs.matchAll(/\d{7,}/g)].map(([run]) => run)) {
    for (const known of [secret.number, secret.account]) assert.ok(!known.includes(text.slice(0, 7)), "seven digits of a number");
  }
  assert.doesNotMatch(logs, /\b9174\b/);
});

test("two seals of one card have no part in common", async () => {
  const [one, other] = (await Promise.all([call("chargezoom", card), call("chargezoom", card)])).map(({ token }) => token.id.split("."));
  one.forEach((part, at) => assert.notEqual(part, other[at]));
  const [{ jti, ...rest }, { jti: next, ...same }] = [one, other].map((parts) => headerOf(parts.join(".")));
  assert.notEqual(jti, next);
  assert.deepEqual([rest.kid, rest.shape], [same.kid, same.shape]);
  // 12 bytes, 16 bytes, and blocks of 256 bytes: lengths tell nothing of the card.
  for (const [, wrapped, iv, box, tag] of [one, other]) {
    assert.deepEqual([wrapped, iv, box, tag].map((part) => Buffer.from(part, "base64url").length), [256, 12, 256, 16]);
  }
});

test("a string that is bound to a context is good with that context alone", async () => {
  const made = async () => (await (await fetch(`${sandbox.shop}/sealed/context`)).json()).context;
  const [own, other] = [await made(), await made()];
  const { token } = await call("chargezoom", card, { context: own });
  assert.equal(headerOf(token.id).ctx, own);
  assert.equal((await order(token.id, "create", other)).code, "sealed_context");
  assert.equal((await order(token.id, "create", own)).status, 200);
});

test("a string is taken once", async () => {
  const { token } = await call("chargezoom", card);
  assert.equal((await order(token.id, "create")).status, 200);
  const again = await order(token.id, "create");
  assert.deepEqual([again.status, again.code], [409, "sealed_replayed"]);
});

test("with `serverTime` a customer's clock may be six hours wrong, and may be set meanwhile", async () => {
  await openBlank(driver, sandbox);
  const { wrong, right } = await driver.executeScript(async (seal, payment) => {
    const { Date } = window;
    const hours = 6 * 3_600_000;
    const real = Date.now();
    const { now } = Date;
    Date.now = () => now.call(Date) - hours;
    const tokenizers = [{ gateway: "chargezoom", seal }, { gateway: "chargezoom", seal: { ...seal, serverTime: real } }].map((options) => panless.createTokenizer(options));
    const [first] = await Promise.all(tokenizers.map((tokenizer) => tokenizer.ready.then(() => tokenizer.generateToken(payment), (error) => error)));
    Date.now = () => now.call(Date) + hours;
    const last = await tokenizers[1].generateToken(payment);
    Date.now = now;
    return { wrong: first.id ?? first.code, right: last.id };
  }, sealedTo(), card);
  const { iat } = headerOf(right);
  assert.ok(Math.abs(iat - Date.now() / 1000) < 60, `${iat}`);
  assert.equal((await order(right, "create")).status, 200);
  // Six hours ago this key was not published yet, or the string is out of date.
  if (wrong !== "key_rejected") assert.equal((await order(wrong, "create")).code, "sealed_expired");
});

test("after a rotation the pinned next key is sealed to; what a retired key sealed is refused until the keys are fetched again", async () => {
  const pins = (await relay.keys()).map((key) => key.kid);
  assert.equal(pins.length, 2);
  await openBlank(driver, sandbox);
  await driver.executeScript((seal) => { window.tokenizer = panless.createTokenizer({ gateway: "chargezoom", seal }); }, sealedTo({ pins }));
  const sealing = () => driver.executeScript((payment) => tokenizer.generateToken(payment).then(({ id }) => id), card);
  const before = await sealing();
  await relay.turn();
  await relay.retire(headerOf(before).kid);
  const refused = await order(await sealing(), "create");
  assert.deepEqual([refused.status, refused.code], [409, "sealed_key_retired"]);
  await driver.executeScript(() => tokenizer.refreshKeys());
  const mended = await sealing();
  assert.notEqual(headerOf(mended).kid, headerOf(before).kid);
  assert.equal((await order(mended, "create")).status, 200);
});
