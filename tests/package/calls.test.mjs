// Whole calls of the installed package in Node, against a server that answers as AffiniPay does.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { installed } from "./installed.mjs";

const publicKey = "m_cSiyNUh9RBWHfdbFRFGrkA";
const core = process.env.PANLESS_CORE ?? "auto";
const card = () => ({ number: "4242 4242 4242 4242", expiry: "12/40", cvv: "123" });

let created = "2026-11-21T01:02:03.000Z";

/** @type {string[]} */
const bodies = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  bodies.push(body);
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "wKgFaj72F3aBPvZneEsBew", number: "************4242", created }));
});
let baseUrl = "";

before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

test("a payment is read when it is handed in, whatever becomes of the object while the core loads", async () => {
  const { createTokenizer } = await installed();
  const payment = card();
  const pending = createTokenizer({ publicKey, baseUrl, core }).generateToken(payment);
  payment.number = "5555555555554444";
  payment.surprise = true;
  assert.equal((await pending).last4, "4242");
  assert.equal(new URLSearchParams(bodies.at(-1)).get("number"), "4242424242424242");
});

test("a token expires five minutes after it was created", async () => {
  const { generateToken } = await installed();
  const token = await generateToken(publicKey, card(), { baseUrl, core });
  assert.deepEqual([token.expiresAt, token.mode, token.brand], ["2026-11-21T01:07:03.000Z", null, "visa"]);
  assert.deepEqual(["created" in token, "lifetime" in token], [false, false]);
});

test("where the reply tells no moment, it expires five minutes from now", async () => {
  const { generateToken } = await installed();
  for (created of ["yesterday", "2026-13-41T99:00:00Z", "+275760-09-13T00:00:00Z", "2026-11-21", ""]) {
    const before = Date.now();
    const token = await generateToken(publicKey, card(), { baseUrl, core });
    const left = Date.parse(token.expiresAt) - before;
    assert.ok(left >= 300_000 && left < 330_000, `${created}: ${left}`);
  }
});

test("a getter is called once, and one that throws is named", async () => {
  const { createTokenizer } = await installed();
  const tokenizer = createTokenizer({ publicKey, baseUrl, core });
  let reads = 0;
  const payment = { ...card(), get cvv() { reads += 1; return "123"; } };
  await tokenizer.generateToken(payment);
  assert.equal(reads, 1);
  const broken = { ...card(), get holder() { throw new Error("4242424242424242"); } };
  await assert.rejects(tokenizer.generateToken(broken), ({ code, field, stack }) => {
    assert.deepEqual([code, field, stack.includes("4242424")], ["field_unreadable", "holder", false]);
    return true;
  });
});

test("a gateway that answers by JSONP needs a browser, and nothing is sent without one", async () => {
  const { generateToken } = await installed();
  const key = `test_${"0123456789".repeat(6).slice(0, 58)}`;
  const call = generateToken(key, { number: "4111111111111111", expiry: "12/40", holder: "Grace Hopper" }, { core });
  await assert.rejects(call, ({ code, outcome }) => code === "frame_failed" && outcome === "none");
});
