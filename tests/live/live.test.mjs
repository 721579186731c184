// The looks of `cargo xtask live`, at the sandbox gateways: as they are, and made otherwise.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openStage } from "../e2e/harness/stage.mjs";
import { Refused, examine, gateways } from "./examine.mjs";
import { changes, scenarios } from "./otherwise.mjs";
import { startProxy } from "./proxy.mjs";
import { line, masking, record, sums } from "./report.mjs";

let stage;
before(async () => void (stage = await openStage("chromium", "wasm")));
after(() => stage?.close());

const place = (gateway) => (gateway === "affinipay" ? stage.sandbox : stage.sandbox[gateway] ?? {});
const openBrowser = async () => ({ driver: stage.driver, close() {} });
const look = (gateway, more) => {
  const { publicKey, base: baseUrl } = place(gateway);
  return examine({ gateway, publicKey, baseUrl, dist: process.env.PANLESS_DIST, openBrowser, ...more });
};
const found = ({ findings }, result) => findings.filter((finding) => finding.result === result).map(({ id }) => id);

for (const gateway of Object.keys(gateways)) {
  test(`every assumption about ${gateway} holds at its sandbox, and none of its findings tells the key or a number`, async () => {
    const report = await look(gateway);
    assert.deepEqual(report.findings.filter(({ result }) => result !== "held"), []);
    assert.equal(sums(report.findings).held, gateways[gateway].assumptions.length);
    const ids = report.findings.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const written = JSON.stringify(record(report)) + report.findings.map(line).join();
    assert.ok(written.length > 1000 && !written.includes(place(gateway).publicKey) && !/\d{7}/.test(written));
  });

  for (const [what, change, ids, patience = 5000] of changes[gateway]) {
    test(`at ${gateway} with ${what}, that does not hold: ${ids.join(", ")}`, async () => {
      const proxy = await startProxy(place(gateway).base, change);
      try {
        const report = await look(gateway, { baseUrl: proxy.url, only: ids, patience });
        assert.deepEqual(report.findings.filter(({ result }) => result !== "not held"), []);
        assert.deepEqual(found(report, "not held").sort(), [...ids].sort());
        assert.ok(report.findings.every(({ came, otherwise }) => came && otherwise));
        // The page with a whole number in it is ours; it must not come out.
        assert.ok(!/\d{7}/.test(JSON.stringify(report.findings)));
      } finally {
        proxy.stop();
      }
    });
  }

  for (const [scenario, ids] of scenarios[gateway] ?? []) {
    test(`at ${gateway} that plays ${scenario}, that does not hold: ${ids}`, async () => {
      assert.deepEqual(found(await look(gateway, { baseUrl: place(gateway).scenario(scenario), only: ids, patience: 1500 }), "not held"), ids);
    });
  }

  test(`every assumption about ${gateway} is seen broken by one of these tests`, () => {
    const broken = new Set([...changes[gateway].flatMap(([, , ids]) => ids), ...(scenarios[gateway] ?? []).flatMap(([, ids]) => ids)]);
    assert.deepEqual(gateways[gateway].assumptions.map(({ id }) => id).filter((id) => !broken.has(id)), []);
  });
}

for (const gateway of Object.keys(gateways)) {
  test(`what cannot be asked is told as not run, which is no answer about the gateway: ${gateway}`, async () => {
    const { findings } = await look(gateway, { baseUrl: stage.sandbox.refused });
    assert.deepEqual(sums(findings), { held: 0, notHeld: 0, couldNotTell: 0, notRun: gateways[gateway].assumptions.length });
  });
}

test("a gateway that is busy, or that gives no token to look at, leaves open what cannot be seen", async () => {
  const busy = await look("affinipay", { baseUrl: place("affinipay").scenario("rate-limited"), only: ["form"] });
  assert.deepEqual(found(busy, "could not tell"), ["form"]);
  const none = await look("affinipay", { baseUrl: place("affinipay").scenario("unauthorized"), only: ["id", "masked"] });
  assert.deepEqual(found(none, "could not tell"), ["id", "masked"]);
});

test("code in place of JSON leaves open what Node cannot see, and panless in a page sees it", async () => {
  const report = await look("nelnet", { baseUrl: place("nelnet").scenario("window-name"), only: ["jsonp", "id", "json-argument", "panless"] });
  assert.deepEqual(report.findings.map(({ id, result }) => `${id} ${result}`),
    ["jsonp could not tell", "json-argument not held", "id could not tell", "panless held"]);
});

for (const [what, gateway, publicKey, more, said] of [
  ["a private key", "nelnet", "test_5a4db0c5a4db0c5a4db0c5a4db", {}, /secret_key/],
  ["a private key of another gateway", "affinipay", "sk_live_worth0nothing", {}, /secret_key/],
  ["a private key of Pepper's", "pepper", "api_sandbox0key0worth0nothing00", {}, /secret_key/],
  ["a key of another gateway", "affinipay", "pub_sandbox0key0worth0nothing00", {}, /key_invalid/],
  ["no key", "affinipay", "", {}, /key_missing/],
  ["plain http to a real host", "affinipay", "m_cSiyNUh9RBWHfdbFRFGrkA", { baseUrl: "http://api.example.com" }, /base_url_invalid/],
  ["a key of live mode", "nelnet", `live_${"5a4db0c".repeat(8)}5a`, {}, /live mode/],
  ["a key of Stripe's live mode", "stripe", "pk_live_worth0nothing", {}, /live mode/],
  ["a gateway that there is not", "acme", "pk_test_worth0nothing", { baseUrl: "https://api.example.com" }, /no such gateway/],
  ["Pepper without a host", "pepper", "pub_sandbox0key0worth0nothing00", { baseUrl: undefined }, /--base-url/],
]) {
  test(`refuses ${what}, sends nothing and does not repeat it`, async () => {
    let begun = false;
    const refusal = await look(gateway, { publicKey, ...more, begin: () => (begun = true) }).then(() => null, (error) => error);
    assert.ok(refusal instanceof Refused && said.test(refusal.message), `${refusal}`);
    assert.ok(!begun && (publicKey === "" || !refusal.message.includes(publicKey)));
  });
}

test("in CI it asks nobody but this machine", async () => {
  const before = process.env.CI;
  process.env.CI = "true";
  try {
    await assert.rejects(look("affinipay", { baseUrl: "https://api.example.com" }), /not for CI/);
  } finally {
    if (before === undefined) delete process.env.CI;
    else process.env.CI = before;
  }
});

test("key and long rows of digits are masked wherever they stand", () => {
  const masked = masking("m_abcdefghijklmnopqrstuv");
  assert.equal(masked("x m_abcdefghijklmnopqrstuv 4242424242424242 1234"), "x (your key) •••••••••••••••• 1234");
});

/** The program as xtask starts it. */
async function program(publicKey, ...options) {
  const env = { ...process.env, PANLESS_LIVE_KEY: publicKey };
  const child = spawn(process.execPath, [fileURLToPath(new URL("run.mjs", import.meta.url)), ...options], { env });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: child.exitCode ?? (await new Promise((resolve) => child.on("exit", resolve))), out, error };
}

test("the program ends with 2 when nothing was asked, and its errors do not tell the key", async () => {
  const { code, out, error } = await program("test_5a4db0c5a4db0c5a4db0c5a4db", "--gateway", "nelnet");
  assert.deepEqual([code, out], [2, ""]);
  assert.match(error, /secret_key/);
  assert.ok(!error.includes("5a4db0c"));
});

test("the program ends with 1 when something could not be run", async () => {
  const { code, out } = await program(place("affinipay").publicKey, "--gateway", "affinipay", "--base-url", stage.sandbox.refused, "--only",
    "form,panless-form");
  assert.equal(code, 1);
  assert.match(out, /^This creates up to 20 tokens/m);
  assert.match(out, /2 could not be run\.\n$/);
});

test("the program tells a machine what it found, in one piece of JSON, and ends with 0 though something does not hold", async () => {
  const { code, out, error } = await program(place("nelnet").publicKey, "--gateway", "nelnet", "--base-url", place("nelnet").scenario("mime-text"),
    "--only", "status,panless", "--json");
  assert.equal(error, "");
  const { gateway, summary } = JSON.parse(out);
  assert.deepEqual([code, gateway, summary], [0, "nelnet", { held: 1, notHeld: 1, couldNotTell: 0, notRun: 0 }]);
});
