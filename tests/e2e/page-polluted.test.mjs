// Somebody has put options on Object.prototype, as a library does that merges a query string into an object: what an object does not have
// itself is no option, neither ours nor the browser's, and no card goes elsewhere.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CARD, checkout, formOf } from "./harness/checkout.mjs";
import { nelnetCard } from "./harness/calls.mjs";
import { attachOn, callOn, fill, frameOn, openFoul, payHere, visit } from "./harness/foul.mjs";
import { call, consoleLines, evaluate } from "./harness/page.mjs";
import { polluted } from "./harness/polluted.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;
let sandbox;
let evil;
let names;

before(async () => {
  tools = await openFoul();
  ({ driver, sandbox } = tools);
  evil = sandbox.scenario("ok", "evil");
  names = polluted(evil);
});
after(() => tools?.close());

const PAYMENT = { number: CARD.number, expiry: CARD.expiry, cvv: CARD.cvv };
const TOKEN = { last4: "4242", brand: "visa", omitted: 0, sealed: false };
/** The page's own script that pollutes. */
const pollution = (values) => `for (const [name, value] of Object.entries(JSON.parse(${JSON.stringify(JSON.stringify(values))}))) Object.prototype[name] = value;`;

// In the page: one name after the other, with what a call and a form make of it.
async function eachHere(values, options, payment) {
  const ends = [];
  const end = async (what, act) => {
    const said = await act().then(({ last4, brand, omitted, sealed }) => [last4, brand, omitted.length, sealed].join(), ({ code, outcome, message }) => `${code} ${outcome} ${message}`);
    if (said !== "4242,visa,0,false") ends.push(`${what}: ${said}`);
  };
  const fields = async () => {
    const tokenizer = panless.createTokenizer(options);
    const form = tokenizer.attach("#checkout", {});
    for (const id of ["number", "expiry", "cvv"]) form.setField(id, { value: payment[id] });
    try { return await form.generateToken(); } finally { tokenizer.destroy(); }
  };
  for (const [name, value] of Object.entries(values)) {
    Object.prototype[name] = value;
    await end(`a call with ${name}`, async () => panless.createTokenizer(options).generateToken(payment));
    await end(`fields with ${name}`, fields);
    delete Object.prototype[name];
  }
  return ends;
}

/** A page with inputs and nothing attached. */
async function openPage(options) {
  const page = checkout(tools, { attach: null, ...options });
  await visit(tools, page);
  return page;
}

test("each name alone, on a page that works already, changes no token", async () => {
  const page = await openPage();
  const { value, ...others } = names;
  assert.deepEqual(await call(driver, eachHere, others, page.tokenizer, PAYMENT), []);
  assert.deepEqual([await consoleLines(driver), page.reports()], [[], []]);
  // As many as there were calls and forms.
  assert.equal((await page.asks()).length, 2 * Object.keys(others).length);
});

const WAYS = {
  "a call": async (script, when) => (await callOn(tools, script, when)).token,
  "a call by JSONP": async (script, when) => (await callOn(tools, script, when, { gateway: "nelnet", payment: nelnetCard })).token,
  "the page's own form": async (script, when) => (await attachOn(tools, script, when)).order,
  "our own frame": async (script, when) => (await frameOn(tools, script, when)).token,
};

for (const [way, go] of Object.entries(WAYS)) for (const when of ["before", "after"]) {
  test(`all names at once, ${when} our script, leave ${way} what it is`, async () => {
    const [wanted, made] = [await go("", when), await go(pollution(names), when)];
    assert.ok(wanted);
    if (made.payment_token) made.payment_token = wanted.payment_token;
    assert.deepEqual(made, wanted);
  });
}

test("a form stays held where every listener would be passive and called once", async () => {
  const page = checkout(tools, { scenario: "error-card", html: `<script nonce="n0nce">${pollution({ passive: true, once: true })}</script>${formOf()}` });
  await visit(tools, page);
  for (const times of [1, 2, 3]) {
    await fill(driver);
    await evaluate(driver, `document.getElementById("pay").click()`);
    await waitFor("the decline is told", async () => (await evaluate(driver, `told.filter(([name]) => name === "error").length`)) === times);
  }
  assert.deepEqual([page.orders(), (await page.asks()).length], [[], 3]);
});

test("a base URL, a place of files and a frame that the shop has not named are taken from nobody", async () => {
  const page = await openPage({ own: pollution({ baseUrl: evil, assets: `${evil}/`, frameUrl: `${evil}/frame.html`, src: `${evil}/` }) });
  const { publicKey } = page.tokenizer;
  // The page's policy keeps the call from the real gateway, and would let it go to the other one.
  assert.equal(await evaluate(driver, `panless.createTokenizer({ publicKey: "${publicKey}" }).generateToken(${JSON.stringify(PAYMENT)}).catch(({ code }) => code)`), "network_failed");
  assert.equal(await evaluate(driver, `new Promise((resolve) => panless.createTokenizer({ publicKey: "${sandbox.pepper.publicKey}" }).mount("#checkout", {}).on("error", ({ code }) => resolve(code)))`), "base_url_missing");
  assert.deepEqual([await evaluate(driver, "frames.length"), await sandbox.requests("evil")], [0, []]);
});

for (const name of ["paymentspring", "chargeio"]) {
  test(`the script under the call names of ${name} takes no attribute from there`, async () => {
    const whole = `<!doctype html><title>old</title><script nonce="n0nce">${pollution({ baseUrl: evil, assets: `${evil}/` })}</script><script nonce="n0nce" src="${name}.js"></script>`;
    const page = tools.site.page({ whole });
    page.policy = `default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self' ${new URL(sandbox.base).origin}`;
    await visit(tools, page);
    const { publicKey, nelnet } = sandbox;
    const CALLS = {
      paymentspring: `new Promise((resolve) => paymentspring.generateToken("${nelnet.publicKey}", { card_number: "4111111111111111", card_exp_month: "12", card_exp_year: "2030", card_owner_name: "Ada Byron" }, resolve))`,
      chargeio: `new Promise((resolve) => { ChargeIO.init({ public_key: "${publicKey}" }); ChargeIO.create_token({ number: "${CARD.number}", exp_month: "12", exp_year: "2030", cvv: "123" }, resolve); })`,
    };
    assert.equal(await evaluate(driver, `${CALLS[name]}.then((answer) => "id" in answer)`), false);
    assert.deepEqual(await sandbox.requests("evil"), []);
  });
}

test("the script tag's own attributes are all that it reads", async () => {
  const script = `<script nonce="n0nce">${pollution({ ...names, form: "#checkout" })}</script>`;
  const page = checkout(tools, { script: {}, html: script + formOf() });
  await visit(tools, page);
  const { order, said } = await payHere(tools, page);
  assert.deepEqual([order.order, said], ["A7", []]);
  const other = checkout(tools, { script: { "data-form": undefined, "data-public-key": undefined, "data-base-url": undefined }, html: script + formOf() });
  await visit(tools, other);
  assert.equal(await evaluate(driver, `document.querySelector("[data-panless-error]").textContent + !!document.querySelector("[role=status]")`), "false");
  assert.deepEqual(await consoleLines(driver), []);
});

