// Stripe: what is sent, what comes of its replies, fields of a page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { abortOneOfForty, card, openBlank, stripeBank, stripeOptions, tokenize } from "./harness/calls.mjs";
import { openStage } from "./harness/stage.mjs";

let stage;
let driver;

before(async () => {
  stage = await openStage();
  ({ driver } = stage);
  await openBlank(driver, stage.sandbox);
});
after(() => stage?.close());

const options = (scenario, tag) => stripeOptions(stage.sandbox, scenario, tag);
const run = (script, ...given) => driver.executeScript(script, ...given);
const call = (payment, scenario = "ok", tag = "", more = {}) => tokenize(driver, { ...options(scenario, tag), ...more }, payment);

test("a card is one form, without a preflight and without a header for the key", async () => {
  const address = { line1: "1 Main St", postalCode: "89501", country: "USA" };
  const { token, error } = await call({ ...card, holder: "Grace Hopper", address }, "ok", "card");
  assert.equal(error, null);
  assert.match(token.id, /^tok_/);
  const { kind, brand, last4, expMonth, expYear, mode, expiresAt, omitted } = token;
  assert.deepEqual([kind, brand, last4, expMonth, expYear, mode, expiresAt, omitted], ["card", "visa", "4242", 12, 2030, "test", null, []]);
  const [{ method, content_type: type, field_names: names, has_authorization: withUser, referer, cookie }, ...others] = await stage.sandbox.stripe.requests("card");
  assert.deepEqual([others, method, withUser, referer, cookie], [[], "POST", false, null, null]);
  assert.match(type, /^application\/x-www-form-urlencoded/);
  const own = ["number", "exp_month", "exp_year", "cvc", "name", "address_line1", "address_zip", "address_country"];
  assert.deepEqual(names, ["key", ...own.map((name) => `card[${name}]`)]);
});

test("a bank account is of the United States unless it says otherwise", async () => {
  const { token } = await call(stripeBank, "ok", "bank");
  assert.match(token.id, /^btok_/);
  assert.deepEqual([token.kind, token.brand, token.last4, token.expiresAt], ["bank", null, "6789", null]);
  assert.deepEqual([token.raw.bank_account.country, token.raw.bank_account.currency], ["US", "usd"]);
  const [{ field_names: names }] = await stage.sandbox.stripe.requests("bank");
  assert.ok(names.every((name) => name === "key" || name.startsWith("bank_account[")), names.join());
});

test("its own names are taken without their brackets, and a name that is none is refused", async () => {
  const own = { number: card.number, exp_month: 12, exp_year: 2030, cvc: "123", name: "Grace Hopper", address_zip: "89501" };
  const { token } = await call(own);
  assert.deepEqual([token.last4, token.raw.card.name, token.raw.card.address_zip], ["4242", "Grace Hopper", "89501"]);
  const { error } = await call({ ...card, "card[name]": "x" });
  assert.deepEqual([error.code, error.field], ["field_unknown", "card[name]"]);
});

for (const [scenario, code, category, field, again] of [
  ["not-enabled", "gateway_not_enabled", "merchant", null, false],
  ["unauthorized", "key_rejected", "merchant", null, false],
  ["error-param", "expiry_missing", "customer", "expiry", false],
  ["code-incorrect_cvc", "cvv_invalid", "customer", "cvv", false],
  ["code-card_declined", "declined", "customer", null, false],
  ["code-processing_error", "gateway_error", "gateway", null, true],
  ["code-rate_limit", "rate_limited", "gateway", null, true],
]) {
  test(`${scenario} is ${code}`, async () => {
    const { error } = await call(card, scenario);
    assert.deepEqual([error.code, error.category, error.field, error.retryable, error.outcome], [code, category, field, again, "none"]);
    // The gateway's sentence is for its own pages.
    assert.ok(!/sandbox refused|surface/.test(error.printed));
  });
}

test("secret and restricted keys, and keys that are none, are refused before anything is sent", async () => {
  for (const [publicKey, code] of [["sk_live_x", "secret_key"], ["rk_test_x", "secret_key"], ["pk_x", "key_invalid"]]) {
    const { error } = await call(card, "ok", "refused", { publicKey });
    assert.deepEqual([error.code, error.printed.includes(publicKey)], [code, false]);
  }
  assert.deepEqual(await stage.sandbox.stripe.requests("refused"), []);
});

test("validate says what a call would say, without one", async () => {
  const report = await run(async (given) => {
    const tokenizer = panless.createTokenizer(given);
    await tokenizer.ready;
    return tokenizer.validate({ number: "378282246310005", expiry: "13/30", email: "a@b.example" });
  }, options("ok", "validate"));
  assert.deepEqual(report.issues.map(({ code, field }) => [code, field]), [["expiry_invalid", "expiry"], ["field_unsupported", "email"]]);
  assert.deepEqual([report.valid, report.brand, await stage.sandbox.stripe.requests("validate")], [false, "american-express", []]);
});

test("aborting one of forty settles that one alone", async () => {
  const settled = await abortOneOfForty(driver, options("delay-200"), card);
  assert.match(settled[17], /^aborted (none|unknown) left the page$/);
  assert.equal(settled.filter((text) => /^tok_/.test(text)).length, 39);
});

test("fields of a page make its tokens", async () => {
  const told = await run(async (given, values) => {
    const form = document.createElement("form");
    for (const [name, value] of Object.entries(values)) form.append(Object.assign(document.createElement("input"), { autocomplete: name, value }));
    document.body.append(form);
    const attached = panless.createTokenizer(given).attach(form);
    const token = await attached.generateToken();
    attached.destroy();
    form.remove();
    return [token.id, token.last4, token.gateway];
  }, options("ok"), { "cc-number": card.number, "cc-exp": card.expiry, "cc-csc": card.cvv, "cc-name": "Grace Hopper", "postal-code": "89501" });
  assert.match(told[0], /^tok_/);
  assert.deepEqual(told.slice(1), ["4242", "stripe"]);
});
