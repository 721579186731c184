// panless/sandbox in a page: it answers as the sandbox gateways do over a network, and needs none itself.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { addHelpers, card, nelnetBank, nelnetCard, nelnetOptions, openBlank, stripeBank, stripeOptions } from "./harness/calls.mjs";
import { codeOf, generate, openFilled, openMount, ready, state, told } from "./harness/mount.mjs";
import { consoleEntries } from "./harness/page.mjs";
import { startSite } from "./harness/site.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";
import { watchLeftovers } from "./harness/watch.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'nonce-n0nce'; connect-src 'self'";
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>shop</title><script type="module" nonce="n0nce">
import * as panless from "./sandbox.js";
globalThis.panless = panless;</script><form id="checkout"><div id="fields"></div><button>Pay</button></form>`;
/** What no gateway over a network can play. */
const HERE_ALONE = { affinipay: ["offline"], nelnet: ["offline"], pepper: [], stripe: ["offline"] };
const DEADLINE = 2000;

let stage;
let driver;
let site;

before(async () => {
  stage = await openStage();
  ({ driver } = stage);
  site = await startSite();
});
after(async () => {
  site?.stop();
  await stage?.close();
});

const run = (script, ...given) => driver.executeScript(script, ...given);

/** A page with the module, under a policy that lets it reach its own files alone. */
async function openModule() {
  const page = site.page({ module: true, whole: PAGE, policy: POLICY });
  await driver.switchTo().defaultContent();
  await driver.get(page.url);
  await waitFor("the module has run", () => run(() => "panless" in window));
  await run(addHelpers);
  return page;
}

/** The names of a gateway's scenarios here, those that it plays over a network too. */
async function shared(gateway) {
  const rows = await (gateway === "affinipay" ? stage.sandbox : stage.sandbox[gateway]).scenarios();
  const isThere = (name) => rows.some((row) => row.name === name || (/-[A-Z]+$/.test(row.name) && name.startsWith(row.name.replace(/[A-Z]+$/, ""))));
  const names = await run((id) => panless.sandbox.scenarios[id], gateway);
  assert.deepEqual(names.filter((name) => !isThere(name)), HERE_ALONE[gateway]);
  return names.filter(isThere);
}

/** What is the same of two ends: of a token all but what differs each time. */
function comparable({ token, error }) {
  if (error) {
    const { code, category, field, issues, status, gatewayCode, retryable, outcome } = error;
    return { code, category, field, issues: issues.map((issue) => [issue.code, issue.field]), status, gatewayCode, retryable, outcome };
  }
  // What was not sent is null at a gateway, and missing here.
  const { id, expiresAt, raw: whole, ...rest } = token;
  const { id: own, token: told, created, modified, fingerprint, ...raw } = JSON.parse(JSON.stringify(whole, (_, value) => value ?? undefined));
  for (const part of [raw.card, raw.bank_account]) if (part) part.id = typeof part.id;
  const kinds = [id, expiresAt, own, told, created, modified, fingerprint].map((value) => typeof value);
  return { ...rest, raw, kinds, fingerprint: fingerprint?.length };
}

const AFFINIPAY = [
  { ...card, holder: "Grace Hopper", email: "grace@shop.example", address: { line1: "1 Main St", city: "Austin", state: "TX", postalCode: "78701", country: "US" }, metadata: { order: "7", "gift note": "a & b" } },
  { number: "378282246310005", expMonth: 1, expYear: "31" },
  ...["5105105105105100", "30569309025904", "6011111111111117", "3530111333300000", "4012000010000"].map((number) => ({ number, expiry: "12/30" })),
  { routingNumber: "000000013", accountNumber: "1234567890", accountType: "savings", holder: "Rosa Marlowe", reference: "R-1" },
];
const NELNET = [
  ...["345829002709133", "5499740000000057", "6011010948700474", "30569309025904", "3530111333300000"].map((number) => ({ ...nelnetCard, number })),
  nelnetBank, { ...nelnetBank, address: { line1: "1 Main St", country: "US" } },
];

const STRIPE = [
  { ...card, holder: "Grace Hopper", address: { line1: "1 Main St", city: "Austin", state: "TX", postalCode: "78701", country: "US" } },
  { number: "378282246310005", expMonth: 1, expYear: "31", cvv: "1234" },
  ...["5555555555554444", "30569309025904", "6011111111111117", "3530111333300000"].map((number) => ({ number, expiry: "12/30" })),
  stripeBank, { ...stripeBank, accountType: "checking", currency: "USD" },
];

/** Calls over a network: `[options, payment, scenario]` each. */
const overNetwork = (calls) => run(async (given, deadline) => {
  const call = ([options, payment], limits) => settled(() => panless.createTokenizer(options).generateToken(payment, limits));
  const ends = [];
  // A few at once: each may need a frame, which must come in time. Those that hang by themselves: something must have been sent by then.
  for (let at = 0; at < given.length; at += 5) ends.push(...await Promise.all(given.slice(at, at + 5).map((one) => (one[2] === "hang" ? null : call(one)))));
  for (const [at, one] of given.entries()) ends[at] ??= await call(one, { timeout: deadline });
  return ends;
}, calls, DEADLINE);

/** The same calls with the module: what is wanted is asked for right before. */
const oneByOne = (gateway, calls) => run(async (id, given, deadline) => {
  const ends = [];
  for (const [options, payment, scenario] of given) {
    panless.sandbox.next(id, scenario);
    const limits = scenario === "hang" ? { timeout: deadline } : {};
    ends.push(await settled(() => panless.createTokenizer({ ...options, publicKey: panless.keys[id] }).generateToken(payment, limits)));
  }
  return ends;
}, gateway, calls, DEADLINE);

for (const [gateway, payments, first] of [["affinipay", AFFINIPAY, AFFINIPAY[0]], ["nelnet", NELNET, nelnetCard], ["stripe", STRIPE, card]]) {
  test(`${gateway} over a network and in the page answer alike, in every scenario that both have`, async () => {
    await openModule();
    const names = await shared(gateway);
    const asked = [...payments.map((payment) => [payment, "ok"]), ...names.map((name) => [first, name])];
    const here = await oneByOne(gateway, asked.map(([payment, name]) => [{}, payment, name]));
    await openBlank(driver, stage.sandbox);
    const { publicKey, scenario } = stage.sandbox;
    const ways = { affinipay: (_, name) => ({ publicKey, baseUrl: scenario(name) }), nelnet: nelnetOptions, stripe: stripeOptions };
    const optionsOf = (name) => ways[gateway](stage.sandbox, name);
    const there = await overNetwork(asked.map(([payment, name]) => [optionsOf(name), payment, name]));
    for (const [at, [payment, name]] of asked.entries()) {
      assert.deepEqual(comparable(here[at]), comparable(there[at]), `${name} ${JSON.stringify(payment)}`);
      if (here[at].token) assert.match(here[at].token.id, /^(b?tok_)?sandbox/);
    }
    assert.ok(here.filter(({ token }) => token).length >= payments.length, "nearly nothing was a token");
  });
}

test("affinipay in JSON over a network and in the page answer alike", async () => {
  await openModule();
  const here = await oneByOne("affinipay", AFFINIPAY.map((payment) => [{ encoding: "json" }, payment, "ok"]));
  await openBlank(driver, stage.sandbox);
  const there = await overNetwork(AFFINIPAY.map((payment) => [{ publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario("ok"), encoding: "json" }, payment, "ok"]));
  assert.deepEqual(here.map(comparable), there.map(comparable));
});

/** Mounts the stand-in, with the listeners that the harness's frames have. */
async function mountHere(scenario, options = {}, more = {}) {
  const page = await openModule();
  await run(async (wanted, given, tokenizer) => {
    if (wanted) panless.sandbox.next("pepper", wanted);
    window.told = [];
    window.form = panless.createTokenizer({ publicKey: panless.keys.pepper, baseUrl: "https://gateway.example", ...tokenizer }).mount("#fields", given);
    for (const name of ["ready", "change", "focus", "blur", "token", "error"]) form.on(name, (detail) => told.push([name, detail instanceof Error ? { code: detail.code } : detail ?? null]));
  }, scenario, options, more);
  return page;
}

test("pepper's frame and what stands in for it end alike, in each scenario of a submit", async () => {
  const names = ["ok", "error-msg", "error-empty", "no-token", "no-answer", "leaves", "validation-cc-exp-cvv", "validation-account-routing"];
  const limitsOf = (name) => (name === "no-answer" ? { timeout: DEADLINE } : {});
  await mountHere();
  const here = [];
  for (const name of names) {
    await run((wanted) => panless.sandbox.next("pepper", wanted), name);
    here.push(await generate(driver, limitsOf(name)));
  }
  assert.match(here[0].token.id, /^sandbox[a-n47]{25}$/);
  for (const [at, name] of names.entries()) {
    await openFilled(stage, name);
    assert.deepEqual(comparable(here[at]), comparable(await generate(driver, limitsOf(name))), name);
  }
});

test("a frame that does not come fails alike, and the next call has another", async () => {
  await mountHere("hang", {}, { timeout: DEADLINE });
  await waitFor("the error", async () => (await told(driver, "error")).length === 1);
  const ends = [codeOf(await generate(driver))];
  await openMount(stage, "hang", { tokenizer: { timeout: DEADLINE } });
  await waitFor("the error", async () => (await told(driver, "error")).length === 1);
  assert.deepEqual([codeOf(await generate(driver))], ends);
  assert.deepEqual(ends, [["frame_failed", "none"]]);
  await mountHere("hang", {}, { timeout: DEADLINE });
  await waitFor("the error", async () => (await told(driver, "error")).length === 1);
  await generate(driver);
  assert.match((await generate(driver)).token.id, /^sandbox/);
});

test("who looks at the stand-in sees what it is, takes no number by it, and chooses how it ends and with what is paid", async () => {
  await mountHere(undefined, { title: "Card details", settings: { payment: { types: ["card", "ach"] } } });
  await ready(driver);
  assert.deepEqual(await state(driver), { ready: true, busy: false, valid: true, kind: "card", brand: null, fields: {} });
  const { text, inputs } = await run(() => ({ text: document.getElementById("fields").innerText, inputs: document.querySelectorAll("#fields input, #fields iframe").length }));
  assert.match(text, /^Card details: panless\/sandbox\n[^]*no card is wanted here/);
  assert.equal(inputs, 0);
  await run(() => {
    const [kind, end] = document.querySelectorAll("#fields select");
    const choose = (select, value) => Object.assign(select, { value }).dispatchEvent(new Event("change"));
    choose(kind, "ach");
    choose(end, "validation-routing");
  });
  assert.deepEqual(await state(driver).then(({ kind, valid }) => [kind, valid]), ["bank", false]);
  assert.equal((await generate(driver)).error.code, "routing_number_invalid");
  await run(() => form.focus());
  assert.equal((await told(driver, "focus")).length, 1);
  await run(() => form.destroy());
  assert.equal(await run(() => document.getElementById("fields").children.length), 0);
});

test("the page's own inputs, the module's answers and its frame ask for nothing but the module's files, and leave nothing", async () => {
  await consoleEntries(driver);
  const page = await openModule();
  await watchLeftovers(driver);
  const ends = await run(async () => {
    const form = document.getElementById("checkout");
    form.innerHTML = '<input autocomplete="cc-number" value="4242424242424242"><input autocomplete="cc-exp" value="12/30"><input autocomplete="cc-csc" value="123"><div id="card"></div>';
    const tokens = [];
    const direct = panless.createTokenizer({ publicKey: panless.keys.affinipay });
    const fields = direct.attach(form, { submit: false });
    tokens.push(await fields.generateToken());
    const framed = panless.createTokenizer({ publicKey: panless.keys.pepper, baseUrl: "https://gateway.example" });
    tokens.push(await framed.mount("#card").generateToken());
    direct.destroy();
    framed.destroy();
    return tokens.map(({ id }) => id.slice(0, 7));
  });
  assert.deepEqual(ends, ["sandbox", "sandbox"]);
  assert.deepEqual(page.asked.filter((file) => !/^(chunk-\w+|sandbox|panless-core|messages\/en)\.js$|^panless(-fields)?\.wasm$/.test(file)), []);
  const outside = await run((own) => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.startsWith(own)), page.url);
  assert.deepEqual(outside, []);
  assert.deepEqual((await consoleEntries(driver)).filter((line) => !line.includes("favicon")), []);
});

/** A module of the package with all that it imports, at once or later. */
async function modulesOf(file, found = new Map()) {
  const text = await readFile(`${process.env.PANLESS_DIST}/npm/${file}`, "utf8");
  found.set(file, text);
  for (const [, next] of text.matchAll(/"\.\/(chunk-[\w-]+\.js)"/g)) if (!found.has(next)) await modulesOf(next, found);
  return found;
}

test("nothing of the module is in what a shop's pages and servers load", async () => {
  const isOfSandbox = ([, text]) => text.includes("// www/sandbox/");
  for (const entry of ["index.js", "node.js"]) {
    const modules = [...(await modulesOf(entry))];
    assert.ok(modules.length > 1, "the modules are not found");
    assert.deepEqual(modules.filter(isOfSandbox), []);
  }
  assert.ok([...(await modulesOf("sandbox.js"))].filter(isOfSandbox).length > 2, "the sandbox is not found");
});
