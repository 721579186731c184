// Bad input gets one typed error that names every bad field; no request leaves, and the next call works.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBlank } from "./harness/calls.mjs";
import { openStage } from "./harness/stage.mjs";

let stage;

before(async () => {
  stage = await openStage();
  await openBlank(stage.driver, stage.sandbox);
});
after(() => stage?.close());

// Each row is source text, because getters, proxies and the like cannot be sent to a page: payment, code, fields.
const good = `number: "4242424242424242", expiry: "12/30"`;
const payments = {
  "no payment": ["undefined", "payment_invalid", []],
  null: ["null", "payment_invalid", []],
  "a number as payment": ["4242424242424242", "payment_invalid", []],
  "text as payment": [`"4242424242424242"`, "payment_invalid", []],
  "an array": ["[]", "payment_invalid", []],
  "an empty object": ["({})", "payment_invalid", []],
  "a revoked proxy": ["(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()", "payment_invalid", []],
  "a proxy that throws": ["new Proxy({}, { ownKeys() { throw 1; } })", "payment_invalid", []],
  "a throwing getter": [`({ ${good}, get cvv() { throw new Error("4242424242424242"); } })`, "field_unreadable", ["cvv"]],
  "a number that is a number": [`({ number: 4242424242424242, expiry: "12/30" })`, "field_not_text", ["number"]],
  "an object as number": [`({ number: {}, expiry: "12/30" })`, "field_not_text", ["number"]],
  "a million characters": [`({ number: "4".repeat(1e6), expiry: "12/30" })`, "number_invalid", ["number"]],
  "a million spaces in the name": [`({ ${good}, holder: " ".repeat(1e6) })`, "holder_invalid", ["holder"]],
  "an unknown field": [`({ ${good}, numbr: "1" })`, "field_unknown", ["numbr"]],
  "an unknown field that is a number": [`({ ${good}, 4242424242424242: "1" })`, "field_unknown", [null]],
  "an unknown address field": [`({ ${good}, address: { street: "1" } })`, "field_unknown", ["address.street"]],
  "one thing twice": [`({ ${good}, holder: "A", name: "B" })`, "field_duplicate", ["name"]],
  "card and bank": [`({ ${good}, accountNumber: "1234567890" })`, "payment_ambiguous", ["number", "accountNumber"]],
  "a field of a bank account": [`({ ${good}, routingNumber: "000000013" })`, "field_unsupported", ["routingNumber"]],
  "eleven digits": [`({ number: "42424242424", expiry: "12/30" })`, "number_incomplete", ["number"]],
  "twenty digits": [`({ number: "42424242424242424242", expiry: "12/30" })`, "number_invalid", ["number"]],
  "month thirteen": [`({ number: "4242424242424242", expiry: "13/30" })`, "expiry_invalid", ["expiry"]],
  "month thirteen as a number": [`({ number: "4242424242424242", expMonth: 13, expYear: 30 })`, "exp_month_invalid", ["expMonth"]],
  "half a month": [`({ number: "4242424242424242", expMonth: 1.5, expYear: 30 })`, "exp_month_invalid", ["expMonth"]],
  "an expired card": [`({ number: "4242424242424242", expiry: "01/21" })`, "expiry_past", ["expiry"]],
  "emoji for digits": [`({ number: "4242😀", expiry: "12/30" })`, "number_invalid", ["number"]],
  "control characters": [`({ ${good}, description: "a\\u0000b" })`, "field_invalid", ["description"]],
  "a card number as name": [`({ ${good}, holder: "4242424242424242" })`, "card_number_misplaced", ["holder"]],
  "the number in the metadata": [`({ ${good}, metadata: { note: "4242424242424242" } })`, "card_number_misplaced", ["metadata"]],
  "a nested metadata": [`({ ${good}, metadata: { a: {} } })`, "metadata_invalid", ["metadata.a"]],
  "every field at once": [
    `({ number: "4242", expiry: "13/30", cvv: "x", address: { postalCode: "!", country: "US" } })`,
    "number_incomplete",
    ["number", "expiry", "cvv", "postalCode"],
  ],
};

const attempt = `
  const [key, baseUrl, options] = given;
  const tokenizer = panless.createTokenizer({ publicKey: key, baseUrl, ...options });
  const bad = await settled(() => tokenizer.generateToken(payment));
  return bad.error;
`;

const runWith = (payment, ...given) =>
  stage.driver.executeScript(`const given = [...arguments]; return (async () => { const payment = ${payment}; ${attempt} })();`, ...given);

for (const [name, [payment, code, fields]] of Object.entries(payments)) {
  test(`${name} is ${code}, and nothing is sent`, async () => {
    const tag = name.replace(/\W+/g, "-");
    const error = await runWith(payment, stage.sandbox.publicKey, stage.sandbox.scenario("ok", tag), {});
    assert.equal(error?.code, code);
    assert.deepEqual(error.issues.map(({ field }) => field), fields);
    assert.equal(error.outcome, "none");
    assert.equal(/\d{7}/.test(error.printed.replace(/:\d+:\d+/g, "")), false, error.printed);
    assert.deepEqual(await stage.sandbox.requests(tag), []);
  });
}

const options = {
  "no key": [{ publicKey: undefined }, "key_missing", "publicKey"],
  "an empty key": [{ publicKey: "" }, "key_missing", "publicKey"],
  "a key of no gateway": [{ publicKey: "m_short" }, "key_invalid", "publicKey"],
  "a key that is no text": [{ publicKey: 7 }, "key_invalid", "publicKey"],
  "a private key": [{ publicKey: "sk_test_0123456789" }, "secret_key", "publicKey"],
  "a private key of 31 characters": [{ publicKey: "test_0123456789abcdef0123456789" }, "secret_key", "publicKey"],
  "an unknown gateway": [{ gateway: "acme" }, "gateway_unknown", "gateway"],
  "an unknown option": [{ publickey: "x" }, "option_unknown", "publickey"],
  "a base URL without https": [{ baseUrl: "http://example.com" }, "base_url_invalid", "baseUrl"],
  "no deadline at all": [{ timeout: 0 }, "option_invalid", "timeout"],
  "an unknown encoding": [{ encoding: "xml" }, "option_invalid", "encoding"],
  "an unknown brand": [{ acceptedBrands: ["acme"] }, "option_invalid", "acceptedBrands"],
  "an unknown brand option": [{ brands: { on: [] } }, "option_unknown", "on"],
};

for (const [name, [given, code, field]] of Object.entries(options)) {
  test(`${name} is ${code}, and the value is not repeated`, async () => {
    const { error } = await stage.driver.executeScript(
      (usual, changed, payment) => settled(() => panless.createTokenizer({ ...usual, ...changed }).generateToken(payment)),
      { publicKey: stage.sandbox.publicKey },
      given.publicKey === undefined && "publicKey" in given ? { publicKey: null } : given,
      { number: "4242424242424242", expiry: "12/30" },
    );
    assert.deepEqual([error?.code, error?.field], [code, field]);
    if (String(given.publicKey ?? "").length > 1) assert.equal(error.printed.includes(String(given.publicKey)), false);
  });
}

test("a brand that is not accepted is a state of its own", async () => {
  const { error } = await stage.driver.executeScript(
    (publicKey, payment) => settled(() => panless.createTokenizer({ publicKey, acceptedBrands: ["mastercard"] }).generateToken(payment)),
    stage.sandbox.publicKey,
    { number: "4242424242424242", expiry: "12/30" },
  );
  assert.deepEqual([error.code, error.field], ["brand_not_accepted", "number"]);
});

test("fields that the gateway does not take are left out on wish, and listed", async () => {
  const { token } = await stage.driver.executeScript(
    (publicKey, baseUrl, payment) =>
      settled(() => panless.createTokenizer({ publicKey, baseUrl, unsupported: "omit" }).generateToken(payment)),
    stage.sandbox.publicKey,
    stage.sandbox.scenario("ok"),
    { number: "4242424242424242", expiry: "12/30", currency: "usd" },
  );
  assert.deepEqual(token.omitted, ["currency"]);
});
