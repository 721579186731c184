// Sealed fields: what the browser refuses before anything is sealed, by the codes of the contract.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, before, test } from "node:test";
import { card, openBlank, tokenize } from "./harness/calls.mjs";
import { needs } from "./harness/needs.mjs";
import { DAY, headerOf, makeKey, now } from "./harness/sealed.mjs";
import { startSite } from "./harness/site.mjs";
import { openStage } from "./harness/stage.mjs";

let stage;
let driver;
let sandbox;
let site;

const INSECURE = "shop.panless.example";

before(async () => {
  stage = await openStage(undefined, undefined, { flags: [`--host-resolver-rules=MAP ${INSECURE} 127.0.0.1`] });
  ({ driver, sandbox } = stage);
  site = await startSite();
  await openBlank(driver, sandbox);
});
after(async () => {
  site?.stop();
  await stage?.close();
});

const good = makeKey();
const notYet = makeKey({ nbf: now() + DAY, exp: now() + 2 * DAY });
const call = (seal, others, payment = card) =>
  tokenize(driver, { gateway: "chargezoom", seal: { audience: "https://relay.example", pins: [good.kid], keys: [good], ...seal }, ...others }, payment);
const pinned = (keys) => ({ keys, pins: [keys].flat().map(({ kid = good.kid }) => kid) });

test("a good key that is written in the page needs no request at all", async () => {
  const { token, error } = await call({});
  assert.equal(error, null);
  assert.equal(token.sealed, true);
});

for (const [what, seal, code] of [
  ["a member named secretKey", { secretKey: "x" }, "secret_key"],
  ["a member named Api-Key", { "Api-Key": "x" }, "secret_key"],
  ["a member named Api-Appid", { "Api-Appid": "x" }, "secret_key"],
  ["a member named token", { token: "x" }, "secret_key"],
  ["a member that ends in Pin", { sourcePin: "x" }, "secret_key"],
  ["a member that speaks of a password", { merchantPassword: "x" }, "secret_key"],
  ["a private value among the pins", { pins: ["sk_live_0000"] }, "secret_key"],
  ["a private value in a key", { keys: { kty: "skapi_0000" } }, "secret_key"],
  ["a member that nobody knows", { colour: "x" }, "option_unknown"],
  ["no pins", { pins: [] }, "option_invalid"],
  ["a pin of another length", { pins: ["abc"] }, "option_invalid"],
  ["a short context", { context: "abc" }, "option_invalid"],
  ["a relay by http", { audience: "http://relay.example" }, "option_invalid"],
  ["a relay with a query", { audience: "https://relay.example/?a=1" }, "option_invalid"],
  ["a server's time that is none", { serverTime: "soon" }, "option_invalid"],
  ["a shape that nobody knows", { shape: "chargezoom.card.v9" }, "shape_unknown"],
  ["another gateway's shape", { shape: "ontraport.payer.v1" }, "shape_unknown"],
  ["the private half of a key", pinned(makeKey({}, { half: "privateKey" })), "private_key"],
  ["a symmetric key", pinned({ kty: "oct", k: "AAAA" }), "private_key"],
  ["a key of 1024 bits", pinned(makeKey({}, { bits: 1024 })), "key_rejected"],
  ["a key with the exponent 3", pinned(makeKey({}, { exponent: 3 })), "key_rejected"],
  ["a key whose modulus is no base64", pinned({ ...good, n: "A" }), "key_rejected"],
  ["a pinned key that is not good yet, beside one in use that is not pinned", { keys: [makeKey(), notYet], pins: [notYet.kid] }, "key_rejected"],
  ["keys of which none is pinned, the next one not good yet", { keys: [makeKey(), notYet], pins: [good.kid] }, "key_unpinned"],
  ["a key that signs", pinned(makeKey({ use: "sig" })), "key_rejected"],
  ["a key for OAEP with SHA-1", pinned(makeKey({ alg: "RSA-OAEP" })), "key_rejected"],
  ["a key of another type", pinned({ ...good, kty: "EC" }), "key_rejected"],
  ["a key that is not good yet", pinned(makeKey({ nbf: now() + DAY, exp: now() + 2 * DAY })), "key_rejected"],
  ["a key that is no longer good", pinned(makeKey({ nbf: now() - 2 * DAY, exp: now() - DAY })), "key_rejected"],
  ["a key for more than a year", pinned(makeKey({ exp: now() + 400 * DAY })), "key_rejected"],
  ["a key with another one's thumbprint", pinned({ ...makeKey(), kid: good.kid }), "key_rejected"],
  ["a key that is not pinned", { keys: makeKey(), pins: [good.kid] }, "key_unpinned"],
  ["no key at all", { keys: [] }, "key_unavailable"],
]) {
  test(`${what} is ${code}`, async () => {
    const { token, error } = await call(seal);
    assert.equal(token, null);
    assert.deepEqual([error.code, error.outcome, error.retryable], [code, "none", false]);
    for (const value of ["sk_live_0000", "skapi_0000"]) assert.ok(!error.printed.includes(value));
    // The next call works.
    assert.equal((await call({})).error, null);
  });
}

test("a PEM with a private key is private_key", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { error } = await call({ keys: privateKey.export({ type: "pkcs8", format: "pem" }) });
  assert.equal(error.code, "private_key");
});

test("a shape whose members nobody knows is shape_disabled", async () => {
  const { error } = await call({ shape: "ontraport.card_details.v0" }, { gateway: "ontraport" });
  assert.equal(error.code, "shape_disabled");
});

test("of several keys the newest that is good and pinned is taken, and a bad one beside it does no harm", async () => {
  const [older, newer] = [makeKey({ nbf: now() - 9 * DAY }), makeKey({ nbf: now() - 2 * DAY })];
  const { token } = await call({ keys: [older, makeKey(), newer, makeKey({ use: "sig" })], pins: [older.kid, newer.kid] });
  assert.equal(headerOf(token.id).kid, newer.kid);
});

test("sealed gateways and `seal` need each other, and no public key stands beside it", async () => {
  const code = async (options) => {
    const { error } = await tokenize(driver, options, card);
    return [error.code, error.field];
  };
  assert.deepEqual(await code({ gateway: "chargezoom" }), ["option_invalid", "seal"]);
  assert.deepEqual(await code({ gateway: "ontraport" }), ["option_invalid", "seal"]);
  const seal = { audience: "https://relay.example", pins: [good.kid], keys: [good] };
  assert.deepEqual(await code({ publicKey: sandbox.publicKey, seal }), ["option_invalid", "seal"]);
  assert.deepEqual(await code({ publicKey: sandbox.publicKey, gateway: "chargezoom", seal }), ["key_invalid", "publicKey"]);
});

for (const [what, own, files] of [
  ["a page instead of keys", "<h1>Log in</h1>", {}],
  ["keys that are cut off", '{"keys":[{"kty"', {}],
  ["a list of none", '{"keys":[]}', {}],
  ["more than a key file can be", `{"keys":[],"a":"${"x".repeat(70_000)}"}`, {}],
  ["no key file", undefined, { "relay/.well-known/sealed-jwks.json": "missing" }],
]) {
  test(`${what} is key_unavailable`, async () => {
    const page = site.page({ files });
    if (own !== undefined) page.own["relay/.well-known/sealed-jwks.json"] = own;
    await driver.get(page.url);
    const told = await driver.executeScript((audience, pins, payment) => {
      const tokenizer = panless.createTokenizer({ gateway: "chargezoom", seal: { audience, pins } });
      return tokenizer.generateToken(payment).catch(({ code, category }) => [code, category]);
    }, `${page.url}relay`, [good.kid], card);
    assert.deepEqual(told, ["key_unavailable", "network"]);
    await openBlank(driver, sandbox);
  });
}

test("a page that came by http is insecure_context", needs("names"), async () => {
  const page = new URL(site.page().url);
  page.hostname = INSECURE;
  await driver.get(page.href);
  const told = await driver.executeScript((seal, payment) => {
    const code = ({ code: told }) => told;
    return panless.createTokenizer({ gateway: "chargezoom", seal }).generateToken(payment).then(() => isSecureContext, code);
  }, { audience: "https://relay.example", pins: [good.kid], keys: [good] }, card);
  assert.equal(told, "insecure_context");
  await openBlank(driver, sandbox);
});

for (const [link, isTaken] of [
  ["https://payportal.com/customer/update_payment/abc", true],
  ["https://shop.payportal.com/customer/update_payment/abc/def~1=", true],
  ["https://payby.cc/abc", true],
  ["https://pay.shop.example/customer/update_payment/abc", true],
  ["http://payby.cc/abc", false],
  ["https://payby.cc/", false],
  ["https://payby.cc/a/b/c", false],
  ["https://payby.cc.evil.example/abc", false],
  ["https://evilpayportal.com/customer/update_payment/abc", false],
  ["https://payportal.com/other/abc", false],
  ["https://payby.cc@evil.example/abc", false],
  ["https://payby.cc:8443/abc", false],
  ["https://evil.example/customer/update_payment/abc", false],
  ["javascript:alert(1)//payby.cc/a", false],
  ["payby.cc/abc", false],
]) {
  test(`redirect ${isTaken ? "takes" : "refuses"} ${link}`, needs(isTaken && "navigation"), async () => {
    const went = await driver.executeScript(async (paylink, hosts) => {
      const tokenizer = panless.createTokenizer({ publicKey: "m_0123456789abcdefghijkl", redirectHosts: hosts });
      // A page cannot watch itself leave: the navigation is stopped here.
      let left = null;
      if (window.navigation) navigation.onnavigate = (event) => ((left = event.destination.url), event.preventDefault());
      const told = await tokenizer.redirect(paylink).catch(({ code, field }) => `${code} ${field}`);
      return left ?? told;
    }, link, ["pay.shop.example"]);
    assert.equal(went, isTaken ? link : "option_invalid paylink");
  });
}
