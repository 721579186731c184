// After every end of a call, nothing of the card or the account is left anywhere but at the gateway.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBlank, stripeOptions } from "./harness/calls.mjs";
import { oneOfEach } from "./harness/extent.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { startSite } from "./harness/site.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let site;

before(async () => {
  stage = await openWatched();
  site = await startSite();
  await openBlank(stage.driver, stage.sandbox);
});
after(async () => {
  site?.stop();
  await stage?.close();
});

// Published test numbers; no seven digits of one stand twice in it. Four digits of a security code match less by chance.
const card = { number: "378282246310005", expiry: "12/30", cvv: "9174", holder: "Grace Hopper" };
const account = { routingNumber: "000000013", accountNumber: "000123456789", accountType: "checking" };
const banks = { affinipay: { ...account, holder: "Grace Hopper" }, nelnet: { ...account, firstName: "Grace", lastName: "Hopper" }, stripe: { ...account, holder: "Grace Hopper" } };
const secretsOf = ({ number, cvv, accountNumber }) =>
  Object.fromEntries(Object.entries({ number, cvv, account: accountNumber }).filter(([, value]) => value));

const gateways = {
  affinipay: (scenario, tag) => ({ publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario(scenario, tag) }),
  nelnet: (scenario, tag) => ({
    gateway: "nelnet",
    publicKey: stage.sandbox.nelnet.publicKey,
    baseUrl: stage.sandbox.nelnet.scenario(scenario, tag),
    assets: `${stage.sandbox.shop}/scenario/${scenario}~${tag}/panless/latest/`,
    sendCvv: true,
  }),
  stripe: (scenario, tag) => stripeOptions(stage.sandbox, scenario, tag),
};
const journal = { affinipay: (tag) => stage.sandbox.requests(tag), nelnet: (tag) => stage.sandbox.nelnet.requests(tag), stripe: (tag) => stage.sandbox.stripe.requests(tag) };

/** The options of a scenario; one that never ends is given up after a short while. */
const optionsOf = (gateway, scenario, tag) => ({ timeout: SLOW.includes(scenario) ? 300 : 15_000, ...gateways[gateway](scenario, tag) });
const SLOW = ["hang", "slow-headers", "drip", "endless-body", "loop"];

// In the page: one call, whose token or error is handed to the search; what becomes of it is a word.
const begin = (options, payment) => {
  const controller = new AbortController();
  const tokenizer = panless.createTokenizer(options);
  const tell = (word) => (value) => {
    leakWatch.tell(value);
    return word ?? value.code;
  };
  // The settled call says so in a member: a promise cannot be looked into.
  const call = { controller, tokenizer, settled: tokenizer.generateToken(payment, { signal: controller.signal }).then(tell("token"), tell()) };
  globalThis.call = call;
  return undefined;
};
const settled = () => stage.driver.executeScript(() => call.settled);

/** Runs one scenario to its end and searches. */
async function leavesNothing(gateway, scenario, payment, expected) {
  const tag = `${scenario}-${payment.accountNumber ? "bank" : "card"}`;
  const search = await stage.search(secretsOf(payment), { tags: [tag] });
  await stage.driver.executeScript(begin, optionsOf(gateway, scenario, tag), payment);
  const word = await settled();
  assert.equal(word, expected);
  assert.deepEqual(await search.found(), []);
  assert.deepEqual((await stage.sandbox.leaked(tag)).received, "");
}

// What a call ends with.
const scenarios = {
  affinipay: {
    ok: "token", echo: "token", "info-message": "token", "missing-created": "token",
    unauthorized: "key_rejected", "error-dotted": "holder_missing", "error-card": "holder_missing", "error-bare": "number_invalid",
    "error-backtick": "postal_code_invalid", "error-no-context": "expiry_past", "error-many": "number_invalid",
    "error-strings": "request_refused",
    "error-empty": "request_refused", "merchant-inactive": "merchant_inactive", "server-error": "gateway_error",
    "retry-later": "gateway_error",
    "bad-gateway": "gateway_error", "rate-limited": "rate_limited", html: "reply_invalid", "cut-json": "reply_invalid",
    empty: "reply_invalid",
    "no-id": "reply_invalid", "wrong-shape": "reply_invalid", "wrong-types": "token", reset: "network_failed", hang: "timeout",
    "slow-headers": "timeout", drip: "timeout", "no-cors": "network_failed", "no-cors-error": "network_failed", redirect: "redirected",
    "redirect-foreign": "redirected", large: "reply_too_large", "large-endless": "reply_too_large",
  },
  nelnet: {
    ok: "token", bins: "token", echo: "token", "two-calls": "token", "throws-late": "token", "redirect-own": "token",
    "code-11112": "number_invalid", "code-TKN01": "gateway_error", "error-many": "number_invalid", "error-number": "number_invalid",
    "error-unknown": "request_refused", "error-empty": "reply_invalid",
    "error-strings": "request_refused", "error-and-token": "number_invalid", "no-id": "reply_invalid", "no-class": "reply_invalid",
    "wrong-types": "reply_invalid",
    "trailing-comma": "token", reset: "network_failed", "cut-body": "network_failed", hang: "timeout", "slow-headers": "timeout",
    drip: "timeout",
    "endless-body": "timeout", loop: "timeout", "status-503": "network_failed", "redirect-foreign": "network_failed",
    html: "network_failed", "mime-json": "network_failed",
    "html-page": "network_failed", empty: "reply_invalid", "syntax-error": "network_failed", throws: "network_failed",
    "other-name": "network_failed", "no-call": "reply_invalid",
    "call-later": "reply_invalid", large: "reply_too_large", "call-null": "reply_invalid", "call-cycle": "reply_invalid",
    "call-getter": "reply_invalid", "call-list": "reply_invalid", cookie: "token",
  },
  // What the loader's `fetch` makes of a fault is the same as above.
  stripe: {
    ok: "token", echo: "token", "error-param": "expiry_missing", "not-enabled": "gateway_not_enabled", "code-card_declined": "declined",
    "code-incorrect_number": "number_invalid", unauthorized: "key_rejected", "no-object": "reply_invalid", reset: "network_failed", hang: "timeout",
  },
};

// What is left is left by an end, whatever it came from: faults.test.mjs has every fault, and here is one of each end.
for (const [gateway, table] of Object.entries(scenarios)) {
  for (const [scenario, expected] of oneOfEach(Object.entries(table), ([scenario, word]) => (scenario === "echo" ? scenario : word))) {
    test(`${gateway}: ${scenario} leaves nothing of a card`, () => leavesNothing(gateway, scenario, card, expected));
  }
  for (const scenario of ["ok", "echo", "error-many", "reset", "hang"].filter((name) => table[name])) {
    test(`${gateway}: ${scenario} leaves nothing of a bank account`, () => leavesNothing(gateway, scenario, banks[gateway], table[scenario]));
  }
  for (const how of ["abort", "destroy", "leave"]) {
    test(`${gateway}: ${how} while the gateway works leaves nothing`, async () => {
      const search = await stage.search(secretsOf(card));
      await stage.driver.executeScript(begin, gateways[gateway]("hang", how), card);
      await waitFor("the request", async () => (await journal[gateway](how)).length);
      const end = { abort: () => call.controller.abort(new Error("left")), destroy: () => call.tokenizer.destroy() }[how];
      if (end) {
        await stage.driver.executeScript(end);
        assert.equal(await settled(), { abort: "aborted", destroy: "destroyed" }[how]);
      } else await openBlank(stage.driver, stage.sandbox);
      assert.deepEqual(await search.found(), []);
    });
  }
}

const { number, cvv } = card;
const refused = {
  "a number with a letter": { ...card, number: `${number}x` },
  "a number in other fields": { ...card, holder: number, reference: number, address: { postalCode: number, country: number, city: cvv } },
  "a number as a name": { ...card, [number]: cvv, metadata: { [number]: {} } },
  "a security code that is the number": { ...card, cvv: number, expiry: number },
  "a number that is a number": { ...card, number: Number(number), cvv: Number(cvv) },
};
for (const [what, payment] of Object.entries(refused)) {
  test(`an error of our own leaves nothing: ${what}`, async () => {
    for (const gateway of Object.keys(gateways)) {
      const search = await stage.search({ number, cvv });
      await stage.driver.executeScript(begin, gateways[gateway]("ok", "refused"), payment);
      assert.notEqual(await settled(), "token");
      await stage.driver.executeScript((given) => leakWatch.tell(call.tokenizer.validate(given)), payment);
      assert.deepEqual(await search.found(), []);
    }
  });
}

test("judging and formatting while somebody types leaves nothing", async () => {
  const search = await stage.search({ number, cvv });
  await stage.driver.executeScript(async (given) => {
    const core = await panless.loadCore();
    for (let end = 1; end <= given.number.length; end += 1) {
      const text = given.number.slice(0, end);
      leakWatch.tell(core.judge("number", text));
      core.format("number", text);
      core.luhn(text);
    }
    leakWatch.tell(core.judge("cvv", given.cvv));
  }, card);
  assert.deepEqual(await search.found(), []);
});

for (const when of ["before", "after"]) {
  test(`a trap ${when} the request leaves nothing`, async () => {
    const { affinipay } = stage.sandbox;
    const setup = `const real = fetch; globalThis.fetch = async (url, options) => {
      const reply = await real(url, options);
      return String(options?.body).includes("late") ? new Response(JSON.stringify({ ...(await reply.json()), note: "panless-test-trap" })) : reply;
    };`;
    const dist = process.env.PANLESS_TRAPPING;
    assert.ok(dist, "PANLESS_TRAPPING must name a build that traps; `cargo xtask e2e` sets it");
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${affinipay}`;
    await stage.driver.get(site.page({ dist, setup, policy }).url);
    await stage.driver.executeScript(() => panless.loadCore().then(() => undefined));
    const search = await stage.search({ number, cvv });
    const payment = { ...card, reference: { before: "panless-test-trap", after: "late" }[when] };
    await stage.driver.executeScript(begin, gateways.affinipay("ok", `trap-${when}`), payment);
    assert.equal(await settled(), "internal");
    assert.deepEqual(await search.found(), []);
    await openBlank(stage.driver, stage.sandbox);
  });
}
