// panless/sandbox of the installed package in Node: the same interface, answers by scenario, no network, no live key.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { inside } from "./installed.mjs";

const core = process.env.PANLESS_CORE ?? "auto";
const card = { number: "4242 4242 4242 4242", expiry: "12/40", holder: "Ada King" };
const account = { routingNumber: "000000013", accountNumber: "1234567890", accountType: "checking", firstName: "Grace", lastName: "Hopper" };
const AFFINIPAY = "m_cSiyNUh9RBWHfdbFRFGrkA";
const LIVE = `live_${"5a4db0c".repeat(9).slice(0, 58)}`;

let real;
let panless;
let sandbox;
let keys;
const { fetch } = globalThis;

before(async () => {
  real = await inside('export * from "panless";\n', (file) => import(file));
  panless = await inside('export * from "panless/sandbox";\n', (file) => import(file));
  ({ sandbox, keys } = panless);
  globalThis.fetch = () => assert.fail("something was sent");
});
after(() => void (globalThis.fetch = fetch));
beforeEach(() => sandbox.reset());

const generate = (gateway, payment = card, more) => panless.generateToken(keys[gateway], payment, { core, ...more });
const codeOf = (call) => call.then(() => assert.fail("a token was made"), ({ code, outcome }) => [code, outcome]);

test("it has all that panless exports, and a test changes one import", () => {
  assert.deepEqual(Object.keys(panless).filter((name) => !(name in real)).sort(), ["keys", "sandbox"]);
  assert.deepEqual(Object.keys(real).filter((name) => !(name in panless)), []);
});

test("each gateway that is called by itself gives a token of a card and of an account, marked as the sandbox's", async () => {
  for (const [gateway, payment, kind, last4] of [
    ["affinipay", card, "card", "4242"], ["affinipay", { ...account, firstName: undefined, lastName: undefined, holder: "Grace" }, "bank", "7890"],
    ["nelnet", card, "card", "4242"], ["nelnet", account, "bank", "7890"],
  ]) {
    const token = await generate(gateway, payment);
    assert.deepEqual([token.gateway, token.kind, token.last4, token.sealed], [gateway, kind, last4, false]);
    assert.match(token.id, /^sandbox[a-n47]{10,15}$/);
    assert.equal(token.raw.id, token.id);
  }
});

test("a gateway echoes what it does not mask, and keeps a form's own members", async () => {
  const payment = { ...card, cvv: "123", address: { postalCode: "78701", country: "USA" }, metadata: { order: "7" } };
  for (const encoding of ["form", "json"]) {
    const { raw, expiresAt } = await generate("affinipay", payment, { encoding });
    const { id, created, modified, fingerprint, ...rest } = raw;
    assert.equal(Date.parse(expiresAt) - Date.parse(created), 300_000);
    assert.deepEqual([created, fingerprint.length], [modified, 20]);
    assert.deepEqual(rest, {
      type: "card", number: "************4242", exp_month: 12, exp_year: 2040, card_type: "VISA", cvv: "***",
      name: "Ada King", postal_code: "78701", country: "US", form_data: { order: "7" },
    });
  }
});

test("a payment is judged as ever before anything is asked for", async () => {
  sandbox.next("affinipay", "code-card_declined");
  assert.deepEqual(await codeOf(generate("affinipay", { ...card, number: "4242424242424241" })), ["number_incomplete", "none"]);
  assert.deepEqual(await codeOf(generate("affinipay")), ["declined", "none"]);
});

test("answers come in the order in which they are asked for, as often as they are, each gateway by itself", async () => {
  sandbox.next("affinipay", "bad-gateway", 2);
  sandbox.next("affinipay", "code-card_expired");
  sandbox.next("nelnet", "code-11302", Infinity);
  assert.deepEqual(await codeOf(generate("nelnet")), ["number_invalid", "none"]);
  const codes = [];
  for (let call = 0; call < 4; call += 1) codes.push(await generate("affinipay").then(() => "token", ({ code }) => code));
  assert.deepEqual(codes, ["gateway_error", "gateway_error", "expiry_past", "token"]);
  for (let call = 0; call < 3; call += 1) assert.deepEqual(await codeOf(generate("nelnet")), ["number_invalid", "none"]);
  sandbox.reset();
  assert.equal((await generate("nelnet")).gateway, "nelnet");
});

test("a gateway that does not answer meets the deadline, the signal and destroy", async () => {
  sandbox.next("affinipay", "hang", Infinity);
  assert.deepEqual(await codeOf(generate("affinipay", card, { timeout: 20 })), ["timeout", "unknown"]);
  const tokenizer = panless.createTokenizer({ publicKey: keys.affinipay, core });
  const controller = new AbortController();
  const calls = [tokenizer.generateToken(card, { signal: controller.signal }), tokenizer.generateToken(card)];
  await tokenizer.ready;
  setTimeout(() => (controller.abort(), tokenizer.destroy()), 20);
  assert.deepEqual(await Promise.all(calls.map(codeOf)), [["aborted", "unknown"], ["destroyed", "unknown"]]);
});

test("every scenario ends in a token or in an error of panless", async () => {
  for (const gateway of ["affinipay", "nelnet", "stripe"]) {
    for (const scenario of sandbox.scenarios[gateway]) {
      sandbox.next(gateway, scenario);
      const end = await generate(gateway, card, { timeout: 50 }).catch((error) => error);
      assert.ok(panless.isTokenizerError(end) || /^(tok_)?sandbox/.test(end.id), `${gateway} ${scenario}: ${end}`);
    }
  }
});

test("a name that is none is a TypeError that lists the ones there are", () => {
  assert.throws(() => sandbox.next("affinipay", "card_declined"), (error) => error instanceof TypeError && /there are ok, .*code-card_declined/.test(error.message));
  assert.throws(() => sandbox.next("acme", "ok"), { name: "TypeError", message: /there are affinipay, nelnet, pepper, stripe$/ });
  assert.throws(() => sandbox.next("constructor", "ok"), TypeError);
  assert.throws(() => sandbox.next("affinipay", "toString"), TypeError);
  assert.throws(() => sandbox.next("affinipay", "ok", 0), TypeError);
  assert.throws(() => sandbox.reset({ ids: "same" }), TypeError);
});

test("ids differ, and are the same in every run where a test wants that", async () => {
  const three = async () => [await generate("affinipay"), await generate("nelnet"), await generate("affinipay")].map(({ id }) => id);
  assert.equal(new Set([...(await three()), ...(await three())]).size, 6);
  sandbox.reset({ ids: "counted" });
  const counted = await three();
  assert.deepEqual(counted, ["sandboxaaaaaaaaaaaaaab", "sandboxaaaaaaaaac", "sandboxaaaaaaaaaaaaaad"]);
  sandbox.reset({ ids: "counted" });
  assert.deepEqual(await three(), counted);
  sandbox.reset();
  assert.notDeepEqual(await three(), counted);
});

test("a key that may be a real shop's is refused with what to do, and never repeated", async () => {
  for (const publicKey of [AFFINIPAY, LIVE, "pk_live_TYooMQauvdEDq54NiTphI7jx", "pub_0123456789abcdefghijABCDEFG"]) {
    assert.throws(() => panless.createTokenizer({ publicKey }), (error) => {
      assert.ok(panless.isTokenizerError(error) && real.isTokenizerError(error));
      assert.deepEqual([error.code, error.field, error.category, error.outcome], ["key_rejected", "publicKey", "merchant", "none"]);
      assert.match(error.message, /keys\.affinipay/);
      assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(publicKey.slice(4)));
      return true;
    });
    if (!publicKey.startsWith("pub_")) assert.deepEqual(await codeOf(panless.generateToken(publicKey, card, { core })), ["key_rejected", "none"]);
  }
  const told = await new Promise((done) => panless.generateToken(AFFINIPAY, card, { core, callback: done }));
  assert.equal(told.code, "key_rejected");
});

test("private keys, keys of nobody and options are refused as ever, and a test key of a gateway that has such is taken", async () => {
  assert.deepEqual(await codeOf(panless.generateToken("live_5a4db0c5a4db0c5a4db0c5a4db", card, { core })), ["secret_key", "none"]);
  assert.deepEqual(await codeOf(panless.generateToken("sk_live_x", card, { core })), ["secret_key", "none"]);
  assert.deepEqual(await codeOf(panless.generateToken("m_short", card, { core })), ["key_invalid", "none"]);
  assert.throws(() => panless.createTokenizer({ publicKey: keys.affinipay, scenario: "ok" }), { code: "option_unknown" });
  assert.equal((await panless.generateToken(LIVE.replace("live", "test"), card, { core })).mode, "test");
  assert.equal((await panless.generateToken("pk_test_TYooMQauvdEDq54NiTphI7jx", card, { core })).mode, "test");
});

test("the keys fit the gateways' patterns and name the sandbox", () => {
  assert.match(keys.affinipay, /^m_[\w-]{22}$/);
  assert.match(keys.nelnet, /^test_[0-9A-Za-z]{58}$/);
  assert.match(keys.pepper, /^pub_/);
  assert.match(keys.stripe, /^pk_test_/);
  for (const key of Object.values(keys)) assert.match(key, /sandbox/);
});

test("the types list the scenarios that there are", async () => {
  const types = await readFile(join(process.env.PANLESS_PACKAGE_DIR, "node_modules/panless/sandbox.d.ts"), "utf8");
  const [, body] = /interface Scenarios {(.*?)\n}/s.exec(types);
  for (const [gateway, names] of Object.entries(sandbox.scenarios)) {
    const [, union] = new RegExp(`  ${gateway}:(.*?);`, "s").exec(body);
    assert.deepEqual([...union.matchAll(/"(.*?)"/g)].map(([, name]) => name).sort(), [...names].sort());
  }
});
