// Each fault of the gateway ends in one typed error before the deadline, and the next call works.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, openBlank, tokenize } from "./harness/calls.mjs";
import { openStage } from "./harness/stage.mjs";

let stage;

before(async () => {
  stage = await openStage();
  await openBlank(stage.driver, stage.sandbox);
});
after(() => stage?.close());

/** The deadline of each call, in milliseconds, and what a loaded machine may add before the page looks at its clock. */
const DEADLINE = 300;
const SLACK = 700;

// scenario: code, category, outcome, then what else is told.
const faults = {
  unauthorized: ["key_rejected", "merchant", "none", { status: 401, gatewayCode: "not_authorized" }],
  "error-dotted": ["holder_missing", "customer", "none", { field: "holder" }],
  "error-card": ["holder_missing", "customer", "none", { field: "holder" }],
  "error-bare": ["number_invalid", "customer", "none", { field: "number" }],
  "error-backtick": ["postal_code_invalid", "customer", "none", { field: "postalCode" }],
  "error-no-context": ["expiry_past", "customer", "none", { field: "expiry" }],
  "error-empty": ["request_refused", "merchant", "none", { status: 422 }],
  "merchant-inactive": ["merchant_inactive", "merchant", "none", { status: 422 }],
  "server-error": ["gateway_error", "gateway", "none", { status: 500, retryable: true }],
  "retry-later": ["gateway_error", "gateway", "none", { status: 500, retryable: true }],
  "bad-gateway": ["gateway_error", "gateway", "none", { status: 502, retryable: true }],
  "rate-limited": ["rate_limited", "gateway", "none", { status: 429, retryable: true }],
  html: ["reply_invalid", "gateway", "unknown", { status: 200 }],
  "cut-json": ["reply_invalid", "gateway", "unknown", { status: 200 }],
  empty: ["reply_invalid", "gateway", "unknown", { status: 200 }],
  "no-id": ["reply_invalid", "gateway", "unknown", { status: 200 }],
  "wrong-shape": ["reply_invalid", "gateway", "unknown", { status: 200 }],
  reset: ["network_failed", "network", "unknown", { status: null }],
  hang: ["timeout", "network", "unknown", { status: null }],
  "slow-headers": ["timeout", "network", "unknown", { status: null }],
  drip: ["timeout", "network", "unknown", { status: null }],
  "no-cors": ["network_failed", "network", "unknown", { status: null }],
  "no-cors-error": ["network_failed", "network", "unknown", { status: null }],
  redirect: ["redirected", "gateway", "unknown", {}],
  "redirect-foreign": ["redirected", "gateway", "unknown", {}],
  large: ["reply_too_large", "gateway", "unknown", { status: 200 }],
  "large-endless": ["reply_too_large", "gateway", "unknown", { status: 200 }],
};

for (const [scenario, [code, category, outcome, more]] of Object.entries(faults)) {
  test(`${scenario} is ${code}`, async () => {
    const options = { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario(scenario), timeout: DEADLINE };
    const { error, token, ms } = await tokenize(stage.driver, options, card);
    assert.equal(token, null);
    assert.equal(error.name, "TokenizerError");
    const { code: told, category: who, outcome: left } = error;
    assert.deepEqual([told, who, left], [code, category, outcome]);
    for (const [name, value] of Object.entries(more)) assert.equal(error[name], value, name);
    assert.ok(ms < DEADLINE + SLACK, `settled after ${ms} ms`);
    assert.equal(error.printed.includes("4242424"), false);
  });
}

test("several bad fields are told at once", async () => {
  const options = { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario("error-many") };
  const { error } = await tokenize(stage.driver, options, card);
  assert.ok(error.issues.length > 1);
  for (const { code, field, message } of error.issues) assert.ok(code && field && message);
});

test("messages of level info stop nothing, and a reply without a date expires by the client's clock", async () => {
  for (const scenario of ["info-message", "missing-created"]) {
    const options = { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario(scenario) };
    const { token } = await tokenize(stage.driver, options, card);
    const left = Date.parse(token.expiresAt) - Date.now();
    assert.ok(left > 200_000 && left <= 301_000, `${left} ms`);
  }
});

test("a reply that repeats what was sent is masked in raw", async () => {
  const options = { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario("echo") };
  const { token } = await tokenize(stage.driver, options, { ...card, cvv: "987" });
  const printed = JSON.stringify(token.raw);
  assert.equal(/\d{7}/.test(printed.replace(/[\d-]+T[\d:.]+Z/g, "").replace(token.id, "")), false, printed);
  assert.equal(/\b987\b/.test(printed), false);
});

test("the same tokenizer takes a good call after a failed one", async () => {
  const { publicKey, scenario } = stage.sandbox;
  const run = (key, bad, payment) => {
    const tokenizer = panless.createTokenizer({ publicKey: key, baseUrl: bad, timeout: 5000 });
    return tokenizer.generateToken({ ...payment, number: "4242" }).catch(() => tokenizer.generateToken(payment));
  };
  const token = await stage.driver.executeScript(run, publicKey, scenario("ok"), card);
  assert.equal(token.last4, "4242");
});
