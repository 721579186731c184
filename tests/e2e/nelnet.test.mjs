// Nelnet through the public functions, in a page: tokens as documented, typed errors, many calls, and calls that are ended.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { abortOneOfForty, nelnetBank as bank, nelnetCard as card, nelnetOptions, openBlank, tokenize } from "./harness/calls.mjs";
import { pieces } from "./harness/memory.mjs";
import { times } from "./harness/extent.mjs";
import { needs } from "./harness/needs.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, listen, openTimers, pageState, watchLeftovers } from "./harness/watch.mjs";

let stage;
let driver;
let options;

before(async () => {
  stage = await openStage();
  driver = stage.driver;
  options = nelnetOptions(stage.sandbox, "ok");
});
after(() => stage?.close());
beforeEach(async () => {
  await openBlank(driver, stage.sandbox);
  await driver.executeScript(listen);
});

const run = (script, ...given) => driver.executeScript(script, ...given);
const playing = (scenario, tag) => nelnetOptions(stage.sandbox, scenario, tag);
const requests = (tag) => stage.sandbox.nelnet.requests(tag);

/** A token of the right kind that lives for a quarter of an hour. */
function isToken({ token, error }, expected) {
  assert.equal(error, null);
  const { id, expiresAt, raw, ...rest } = token;
  assert.match(id, /^[0-9a-f]{10}$/);
  const minutes = (Date.parse(expiresAt) - Date.now()) / 60_000;
  assert.ok(minutes > 14 && minutes <= 15.02, `${minutes} minutes`);
  assert.deepEqual(rest, { gateway: "nelnet", sealed: false, mode: "test", omitted: [], ...expected });
  assert.equal(raw.id, id);
  return raw;
}

test("a card gives a token with all of its members", async () => {
  const raw = isToken(await tokenize(driver, options, card), { kind: "card", brand: "visa", last4: "1111", expMonth: 12, expYear: 2030 });
  assert.deepEqual([raw.class, raw.card_type, raw.last_4], ["token", "visa", "1111"]);
});

test("a bank account gives a token with all of its members, and raw shows four digits of it", async () => {
  const raw = isToken(await tokenize(driver, options, bank), { kind: "bank", brand: null, last4: "7890", expMonth: null, expYear: null });
  assert.equal(raw.bank_account_number_last_4, "************7890");
});

test("the gateway's own names do as well, and every brand that it has a word for comes back in ours", async () => {
  for (const [number, brand] of [
    ["345829002709133", "american-express"], ["6011010948700474", "discover"], ["5499740000000057", "mastercard"], ["30569309025904", "diners-club"],
  ]) {
    const own = { card_number: number, card_exp_month: 12, card_exp_year: 2030, card_owner_name: "Grace Hopper", zip: "68508", country: "USA" };
    isToken(await tokenize(driver, options, own), { kind: "card", brand, last4: number.slice(-4), expMonth: 12, expYear: 2030 });
  }
});

test("the mode is the key's, and a key that the gateway does not know is refused", async () => {
  const withKey = (publicKey) => tokenize(driver, { ...options, publicKey }, card);
  assert.equal((await withKey(options.publicKey.replace("test_", "live_"))).token.mode, "live");
  // By a code of the sandbox's own: no document has one.
  const { code, category, outcome, gatewayCode } = (await withKey(`test_${"0".repeat(58)}`)).error;
  assert.deepEqual([code, category, outcome, gatewayCode], ["request_refused", "merchant", "none", "SANDBOX-KEY"]);
});

test("the request has the documented names, an encoded holder, a country of three letters, and neither referrer nor cookie", async () => {
  const address = { line1: "12 Elm & Oak #4", city: "Lincoln", state: "NE", postalCode: "68508", country: "US" };
  isToken(await tokenize(driver, playing("ok", "address"), { ...card, holder: "Zoë O'Neil + Sons, 50%", address }), {
    kind: "card", brand: "visa", last4: "1111", expMonth: 12, expYear: 2030,
  });
  const [{ field_names: names, referer, cookie, origin }] = await requests("address");
  assert.deepEqual([...names].sort(), [
    "address_1", "callback", "card_exp_month", "card_exp_year", "card_number", "card_owner_name", "city", "country", "public_api_key", "state", "token_type", "zip",
  ]);
  assert.deepEqual([referer, cookie, origin ?? "null"], [null, null, "null"]);
});

test("a CVV is refused by name unless sendCvv is set, and then it is sent", async () => {
  const withCvv = { ...card, cvv: "999" };
  const { error } = await tokenize(driver, playing("ok", "cvv"), withCvv);
  assert.deepEqual([error.code, error.field, error.outcome], ["field_unsupported", "cvv", "none"]);
  assert.deepEqual(await requests("cvv"), []);
  const { token } = await tokenize(driver, { ...playing("ok", "cvv"), unsupported: "omit" }, withCvv);
  assert.deepEqual(token.omitted, ["cvv"]);
  const sent = await tokenize(driver, { ...playing("ok", "cvv"), sendCvv: true }, withCvv);
  assert.deepEqual(sent.token.omitted, []);
  const names = (await requests("cvv")).map(({ field_names: fields }) => fields.includes("csc"));
  assert.deepEqual(names, [false, true]);
});

test("what is missing is told before anything is sent", async () => {
  for (const [payment, code, field] of [
    [{ ...card, holder: undefined }, "holder_missing", "holder"],
    [{ ...bank, firstName: undefined, lastName: undefined, holder: "Grace Hopper" }, "first_name_missing", "firstName"],
    [{ ...bank, accountType: undefined }, "account_type_missing", "accountType"],
  ]) {
    const { error } = await tokenize(driver, playing("ok", "missing"), payment);
    assert.deepEqual([error?.code, error?.field, error?.outcome], [code, field, "none"]);
  }
  assert.deepEqual(await requests("missing"), []);
});

// Every code of a token request that the gateway documents, and what it is called.
const codes = {
  11112: ["number_invalid", "number"], 11301: ["number_invalid", "number"], 11302: ["number_invalid", "number"], 11303: ["number_invalid", "number"],
  11305: ["number_invalid", "number"], 11306: ["number_invalid", "number"], 11102: ["number_invalid", "number"], 91611: ["number_invalid", "number"],
  11110: ["expiry_invalid", "expiry"], 11111: ["expiry_invalid", "expiry"], 21111: ["expiry_invalid", "expiry"], 234722: ["cvv_invalid", "cvv"],
  38501: ["request_refused", null], TKN01: ["gateway_error", null],
};

test("each of the gateway's codes is a typed error that names the field", async () => {
  for (const [gatewayCode, [code, field]] of Object.entries(codes)) {
    const { error } = await tokenize(driver, playing(`code-${gatewayCode}`), card);
    assert.deepEqual([error.code, error.field, error.gatewayCode, error.outcome], [code, field, gatewayCode, "none"]);
    assert.deepEqual(error.issues.map((issue) => [issue.code, issue.field]), field ? [[code, field]] : []);
    assert.equal(error.retryable, gatewayCode === "TKN01");
  }
});

test("forty calls at once each get a token of their own", async () => {
  const payments = Array.from({ length: 40 }, (_, index) => ({ ...card, holder: `Grace Hopper ${index}`.replace(/\d/g, (digit) => "abcdefghij"[digit]) }));
  const tokens = await run(
    (given, all) => {
      const tokenizer = panless.createTokenizer(given);
      return Promise.all(all.map((payment) => tokenizer.generateToken(payment)));
    },
    options,
    payments,
  );
  assert.equal(new Set(tokens.map(({ id }) => id)).size, 40);
  assert.deepEqual(tokens.map(({ raw }) => raw.card_owner_name), payments.map(({ holder }) => holder));
});

test("aborting one of forty settles that one alone, with the reason as its cause", async () => {
  const settled = await abortOneOfForty(driver, playing("delay-200"), card);
  assert.match(settled[17], /^aborted none left the page$/);
  assert.equal(new Set(settled).size, 40);
  assert.equal(settled.filter((text) => text.startsWith("aborted")).length, 1);
});

const MANY = times(50, 500);

test(`${MANY} calls one after the other leave no frame, node, listener, port, timer or global`, needs("counts"), async () => {
  await driver.manage().setTimeouts({ script: 180_000 });
  await watchLeftovers(driver);
  // The shop keeps these two: what hung on them would stay.
  await run((given) => void Object.assign(window, { controller: new AbortController(), tokenizer: panless.createTokenizer(given) }), options);
  const calls = (count) =>
    run(
      async (payment, times) => {
        const ids = new Set();
        for (let turn = 0; turn < times; turn += 1) ids.add((await tokenizer.generateToken(payment, { signal: controller.signal })).id);
        return { right: ids.size, globals: Object.getOwnPropertyNames(window).sort(), steps: history.length, frames: frames.length };
      },
      card,
      count,
    );
  const first = await calls(10);
  const before = await leftovers(driver);
  assert.deepEqual(await calls(MANY), { ...first, right: MANY });
  await leavesNothing(driver, before);
});

/** Starts a call that never ends by itself and waits until it has reached the gateway. */
async function hangingCall(tag) {
  await watchLeftovers(driver);
  const state = await pageState(driver);
  const start = (given, payment) => {
    const controller = new AbortController();
    const tokenizer = panless.createTokenizer(given);
    const pending = settled(() => tokenizer.generateToken(payment, { signal: controller.signal }));
    return void Object.defineProperty(window, "held", { value: { controller, tokenizer, pending }, configurable: true });
  };
  await run(start, { ...playing("hang", tag), timeout: 600_000 }, card);
  await waitFor("the request", async () => (await requests(tag)).length === 1);
  assert.equal(await run(() => frames.length), 1);
  return state;
}

/** How the call was settled, after how much of the page's own time, and with how many frames left right then. */
const endBy = (act) =>
  run(async (how) => {
    const { pending, controller, tokenizer } = held;
    if (how === "abort") controller.abort("left");
    else tokenizer.destroy();
    const left = frames.length;
    const { error } = await pending;
    delete window.held;
    return [error.code, error.outcome, error.cause, left];
  }, act);

for (const [name, act, told] of [
  ["an abort", "abort", ["aborted", "unknown", "left", 0]],
  ["destroy", "destroy", ["destroyed", "unknown", null, 0]],
]) {
  test(`${name} ends a hanging call and takes its frame away at once, and the browser hangs up`, async () => {
    const tag = name.replace(" ", "-");
    const state = await hangingCall(tag);
    assert.deepEqual(await endBy(act), told);
    assert.deepEqual(await pageState(driver), state);
    assert.equal(await openTimers(driver), 0);
    await waitFor("the browser hangs up", async () => (await requests(tag))[0].aborted);
  });
}

test("an abort before the frame has answered sends nothing", async () => {
  const told = await run(
    async (given, payment) => {
      const controller = new AbortController();
      const pending = panless.createTokenizer(given).generateToken(payment, { signal: controller.signal });
      while (!frames.length) await new Promise((resolve) => setTimeout(resolve));
      controller.abort();
      return pending.catch(({ code, outcome }) => [code, outcome, frames.length]);
    },
    playing("ok", "undone"),
    card,
  );
  assert.deepEqual(told, ["aborted", "none", 0]);
  assert.deepEqual(await requests("undone"), []);
});

test("the one-call form calls back once: where the reply calls twice, and where it comes after the deadline", async () => {
  const told = await run(
    async (plays, payment) => {
      const told = [];
      const { publicKey } = plays[0];
      for (const { baseUrl, assets, timeout } of plays) {
        await new Promise((resolve) => {
          const callback = (error, token) => resolve(told.push(error?.code ?? token.last4));
          panless.generateToken(publicKey, payment, { callback, baseUrl, assets, timeout });
        });
      }
      return told;
    },
    [playing("two-calls"), { ...playing("delay-400", "tardy"), timeout: 300 }, playing("delay-400")],
    card,
  );
  assert.deepEqual(told, ["1111", "timeout", "1111"]);
  const { heard, frames } = await pageState(driver);
  assert.deepEqual([heard, frames], [[], 0]);
});

test("the shop's server charges the token, and no seven digits of the number are in what it has received", async () => {
  const pay = async (given, payment) => {
    const { id } = await panless.createTokenizer(given).generateToken(payment);
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ gateway: "nelnet", token: id, amount: 1300 });
    return (await fetch("/orders", { method: "POST", headers, body })).json();
  };
  const { status, last4, brand } = await run(pay, options, card);
  assert.deepEqual([status, last4, brand], ["paid", "1111", "visa"]);
  assert.equal((await run(pay, options, bank)).status, "paid");
  const log = await stage.sandbox.orderLog();
  assert.match(log, /POST \/orders/);
  for (const number of [card.number, bank.accountNumber]) assert.deepEqual(pieces(number).filter((piece) => log.includes(piece)), []);
});
