// Many calls at once, aborts, destroy, callbacks, encodings.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { abortOneOfForty, bank, card, openBlank, tokenize } from "./harness/calls.mjs";
import { openStage } from "./harness/stage.mjs";

let stage;
let options;

before(async () => {
  stage = await openStage();
  options = { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario("ok") };
  await openBlank(stage.driver, stage.sandbox);
});
after(() => stage?.close());

const run = (script, ...given) => stage.driver.executeScript(script, ...given);
const posts = async (tag) => (await stage.sandbox.requests(tag)).filter(({ method }) => method === "POST");

test("forty calls at once each get a token of their own", async () => {
  const ids = await run(
    (given, payment) => {
      const tokenizer = panless.createTokenizer(given);
      const calls = Array.from({ length: 40 }, () => tokenizer.generateToken(payment));
      return Promise.all(calls).then((tokens) => tokens.map(({ id }) => id));
    },
    options,
    card,
  );
  assert.equal(new Set(ids).size, 40);
});

test("aborting one of forty settles that one alone, with the reason as its cause", async () => {
  const settled = await abortOneOfForty(stage.driver, { ...options, baseUrl: stage.sandbox.scenario("delay-200") }, card);
  assert.match(settled[17], /^aborted (none|unknown) left the page$/);
  assert.equal(new Set(settled).size, 40);
  assert.equal(settled.filter((text) => text.startsWith("aborted")).length, 1);
});

test("a signal that was aborted before sends nothing", async () => {
  const baseUrl = stage.sandbox.scenario("ok", "early");
  const told = await run(
    (given, payment) =>
      panless
        .createTokenizer(given)
        .generateToken(payment, { signal: AbortSignal.abort() })
        .catch(({ code, outcome }) => [code, outcome]),
    { ...options, baseUrl },
    card,
  );
  assert.deepEqual(told, ["aborted", "none"]);
  assert.deepEqual(await posts("early"), []);
});

test("destroy settles what is pending, and later calls fail by name", async () => {
  const told = await run(
    async (given, payment) => {
      const tokenizer = panless.createTokenizer(given);
      const pending = tokenizer.generateToken(payment).catch(({ code }) => code);
      tokenizer.destroy();
      const later = await tokenizer.generateToken(payment).catch(({ code }) => code);
      const ready = await tokenizer.ready.catch(({ code }) => code);
      let validated;
      try {
        tokenizer.validate(payment);
      } catch ({ code }) {
        validated = code;
      }
      return [await pending, later, ready, validated];
    },
    { ...options, baseUrl: stage.sandbox.scenario("hang") },
    card,
  );
  assert.deepEqual(told, ["destroyed", "destroyed", "destroyed", "destroyed"]);
});

test("a callback is called once, after the promise has settled, and counts as handling the rejection", async () => {
  const seen = await run(
    async (key, baseUrl, payment) => {
      const seen = [];
      addEventListener("unhandledrejection", () => seen.push("unhandled"));
      const call = (given) =>
        new Promise((resolve) => {
          const callback = (error, token) => resolve(seen.push(error?.code ?? token.last4));
          panless.generateToken(key, given, { callback, baseUrl });
        });
      await call(payment);
      await call({ number: "4242" });
      await new Promise((resolve) => setTimeout(resolve));
      return seen;
    },
    options.publicKey,
    options.baseUrl,
    card,
  );
  assert.deepEqual(seen, ["4242", "number_incomplete"]);
});

test("what a callback throws is the page's own uncaught error", async () => {
  const message = await run(
    (key, payment) =>
      new Promise((resolve) => {
        // The browser hides errors of scripts that WebDriver adds, so the page's own reporting is asked.
        window.reportError = (error) => resolve(error.message);
        panless.generateToken(key, payment, () => {
          throw new Error("the shop's own");
        }).catch(() => {});
      }),
    options.publicKey,
    { number: "4242" },
  );
  assert.equal(message, "the shop's own");
});

for (const encoding of ["form", "json"]) {
  test(`a card and a bank account are exchanged as ${encoding}`, async () => {
    const baseUrl = stage.sandbox.scenario("validates", encoding);
    for (const payment of [card, bank]) {
      const { token, error } = await tokenize(stage.driver, { ...options, baseUrl, encoding }, payment);
      assert.equal(error, null);
      assert.equal(token.kind, payment === card ? "card" : "bank");
    }
    for (const { referer, cookie, has_authorization: withUser } of await posts(encoding)) {
      assert.deepEqual([referer, cookie, withUser], [null, null, encoding === "json"]);
    }
  });
}

test("validate says what a call would say, without one", async () => {
  const baseUrl = stage.sandbox.scenario("ok", "validate");
  const report = await run(
    async (given) => {
      const tokenizer = panless.createTokenizer(given);
      let before;
      try {
        tokenizer.validate({});
      } catch ({ code }) {
        before = code;
      }
      await tokenizer.ready;
      return [before, tokenizer.validate({ number: "378282246310005", expiry: "13/30", cvv: "123" })];
    },
    { ...options, baseUrl },
  );
  assert.deepEqual(report[1].issues.map(({ code, field }) => [code, field]), [["expiry_invalid", "expiry"], ["cvv_incomplete", "cvv"]]);
  assert.deepEqual([report[1].valid, report[1].brand], [false, "american-express"]);
  assert.deepEqual(await posts("validate"), []);
});
