// Pages made for AffiniPay's older script, with our file in place of theirs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openOldShop } from "./harness/compat.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;

before(async () => void (shop = await openOldShop("chargeio.js")));
after(() => shop?.close());

const fields = (more, ...names) => names.map((name) => `<p><label>${name} <input id="${name}" ${more(name)}></label></p>`).join("");
const named = (...names) => fields((name) => `name="${name}"`, ...names);
const CARD = named("number", "exp_month", "exp_year", "cvv", "name", "postal_code");
const TYPED = { number: "4242 4242 4242 4242", exp_month: "10", exp_year: "2030", cvv: "123", name: "Ada King", postal_code: "78701" };
const given = { number: "4242424242424242", exp_month: 10, exp_year: 2030, cvv: "123" };
const init = () => `ChargeIO.init({ public_key: "${shop.sandbox.publicKey}" });`;
// What `$("form")` gives: a list with numbers for names.
const LIST = "const $ = (selector) => Object.assign({ jquery: '3' }, { ...document.querySelectorAll(selector), length: document.querySelectorAll(selector).length, [Symbol.iterator]: Array.prototype[Symbol.iterator] });";
const open = (scenario = "ok", tag = "", more = {}) => shop.open({ base: shop.sandbox.scenario(scenario, tag), early: init(), ...more });
const create = (params) => shop.run((all) => new Promise((resolve) => void ChargeIO.create_token(all, resolve)), params);
const codes = ({ messages }) => messages.map(({ code, context }) => [code, context ?? null]);

test("a page reads its form, gets a token under a strict policy, and posts that alone", async () => {
  const body = `<form>${CARD}<input name="csrf" value="s3cret" type="hidden"><button id="pay">Pay</button></form>
<form id="order" method="post" action="order"><input type="hidden" name="token_id"></form>`;
  const code = `${LIST}
    ChargeIO.ready(() => {
      document.getElementById("pay").addEventListener("click", (event) => {
        event.preventDefault();
        const params = ChargeIO.payment_params($("form"));
        tell("params")(Object.keys(params));
        ChargeIO.create_token(params, (token) => {
          document.querySelector("[name=token_id]").value = token.id;
          document.getElementById("order").submit();
        });
      });
      tell("ready")();
    });`;
  const page = await open("ok", "", { body, code });
  await shop.next("ready");
  await shop.type(TYPED);
  await shop.click("pay");
  await waitFor("the order arrives", () => page.posted.length === 1);
  assert.match(page.posted[0].body, /^token_id=[\w-]{22}$/);
});

test("what is read of a form are the fields that the gateway knows, by name or by attribute", async () => {
  const marked = '<input name="other" data-chargeio="postal_code" value="78701"><input type="radio" name="type" value="bank"><input type="radio" name="type" value="card" checked>';
  await open("ok", "", { body: `<form id="one">${named("number", "amount")}${marked}</form>`, code: LIST });
  const expected = { number: "", postal_code: "78701", type: "card" };
  const found = await shop.run(() => ["#one", document.getElementById("one"), document.querySelectorAll("form")].map((target) => ChargeIO.payment_params(target)));
  assert.deepEqual(found, [expected, expected, expected]);
  assert.deepEqual(await shop.run(() => [null, [], "#none"].map((target) => ChargeIO.payment_params(target))), [{}, {}, {}]);
});

test("a token is the gateway's own, and what else was given comes back in form_data", async () => {
  await open();
  // The amount equals the code, which is hidden wherever the gateway repeats it.
  const token = await create({ ...given, amount: 123, items: ["a", "b"], form_data: { shop: "7" }, redirect: "" });
  assert.match(token.id, /^[\w-]{22}$/);
  const { type, number, exp_month: month, exp_year: year, cvv, card_type: brand } = token;
  assert.deepEqual([type, number, month, year, cvv, brand], ["card", "************4242", 10, 2030, "***", "VISA"]);
  assert.deepEqual(token.form_data, { amount: 123, items: ["a", "b"], shop: "7" });
});

test("a bank account gives a token, also where the form hands in a card, too", async () => {
  await open();
  const bank = { routing_number: "000000013", account_number: "1234567890", account_type: "CHECKING", name: "Rosa Marlowe" };
  for (const more of [{ type: "bank" }, {}, { number: "", cvv: "", exp_month: "10" }, { ...given, type: "bank" }]) {
    assert.equal((await create({ ...bank, ...more })).type, "bank");
  }
});

test("what is wrong comes to the one callback or to the second, as one message and as all of them, and nothing is sent", async () => {
  await open("ok", "refused");
  const reply = await create({ ...given, number: "4242424242424241", exp_year: 2020, cvv: "", name: "", postal_code: "!" });
  assert.deepEqual(codes(reply), [["card_number_invalid", "number"], ["card_expired", "exp_year"], ["invalid_data", "postal_code"]]);
  assert.deepEqual(Object.keys(reply.messages[0]).sort(), ["code", "context", "facility", "level", "message", "sub_code"]);
  assert.equal(reply.error.message, reply.messages[0].message);
  assert.deepEqual(codes(await create({})), [["invalid_data", "number"]].concat([["invalid_data", "exp_month"]]));
  const told = await shop.run((params) => new Promise((resolve) => {
    ChargeIO.create_token(params, () => resolve("ok"), ({ error }) => resolve(error.message));
  }), { ...given, number: "42" });
  assert.match(told, /^[A-Z].*\.$/);
  assert.deepEqual(await shop.sandbox.requests("refused"), []);
});

test("the gateway's own code comes through", async () => {
  await open("error-bare");
  assert.deepEqual(codes(await create(given)), [["invalid_data", "number"]]);
  await open("error-no-context");
  assert.deepEqual(codes(await create(given)), [["card_expired", "exp_month"]]);
  await open("merchant-inactive");
  assert.deepEqual(codes(await create(given)), [["merchant_not_active", null]]);
});

test("a key that is none is told, and nothing is sent", async () => {
  await open("ok", "keys", { early: "" });
  assert.deepEqual(codes(await create(given)), [["key_missing", null]]);
  for (const key of ["m_short", "test_5a4db0c5a4db0c5a4db0c5a4db"]) {
    await shop.run((public_key) => ChargeIO.init({ public_key }), key);
    assert.equal((await create(given)).messages.length, 1);
  }
  assert.deepEqual(await shop.sandbox.requests("keys"), []);
});

test("every call settles, one failure keeps none from working, and twenty at once get their own", async () => {
  await open("hang", "", { data: { timeout: 200 } });
  assert.deepEqual(codes(await create(given)), [["timeout", null]]);
  const turn = (scenario, timeout) => shop.run((baseUrl, ms) => void Object.assign(ChargeIO.options, { baseUrl, timeout: ms }), shop.sandbox.scenario(scenario), timeout);
  await turn("bad-gateway", 15_000);
  assert.deepEqual(codes(await create(given)), [["gateway_error", null]]);
  await turn("ok", 15_000);
  const orders = await shop.run((params) => Promise.all(Array.from({ length: 20 }, async (_, at) => (await ChargeIO.create_token({ ...params, order: at })).form_data.order)), given);
  assert.deepEqual(orders, orders.map((_, at) => at));
});

const MANAGED = `<form id="managed" data-chargeio-ajax method="post" action="card">${CARD}<button id="go">Save</button></form>`;
const notes = () => shop.run(() => Array.from(document.querySelectorAll(".chargeio-error"), (note) => [note.previousElementSibling?.id ?? "", note.textContent]));

test("a managed form tells its handlers of the token and never posts the card; errors stand beside the inputs", async () => {
  const code = `
    ChargeIO.on("form", "token", (event, token) => (tell("token")(token.id, event.type), ChargeIO.trigger("form", "completed")));
    ChargeIO.on("form", "completed", () => tell("completed")());`;
  const page = await open("ok", "", { body: MANAGED, code });
  await shop.type({ ...TYPED, number: "4242 4242 4242 4241" });
  await shop.click("go");
  await waitFor("the error is shown", async () => (await notes()).length === 1);
  assert.equal((await notes())[0][0], "number");
  assert.deepEqual(await shop.run(() => [document.activeElement.id, document.getElementById("number").getAttribute("aria-invalid")]), ["number", "true"]);
  await shop.run(() => (document.getElementById("number").value = ""));
  await shop.type({ number: TYPED.number });
  await shop.click("go");
  assert.match((await shop.next("token"))[0], /^[\w-]{22}$/);
  await shop.next("completed");
  assert.deepEqual([await notes(), page.posted], [[], []]);
});

test("two submits of a managed form while one runs are one token", async () => {
  await open("delay-200", "double", { body: MANAGED, code: 'ChargeIO.on("form", "token", (event, token) => tell("token")(token.id));' });
  await shop.type(TYPED);
  await shop.run(() => [1, 2, 3].forEach(() => document.getElementById("managed").requestSubmit()));
  await shop.next("token");
  assert.equal((await shop.sandbox.requests("double")).length, 1);
});

test("what the page's server answers is shown beside the inputs, whatever the prefix of its context", async () => {
  await open("ok", "", { body: MANAGED });
  const messages = [
    { code: "invalid_data", context: "method.name", message: "Name is missing" }, { code: "invalid_data", context: "`card`.postal_code", message: "<b>No</b>" },
    { code: "card_declined" }, { code: "noted", level: "info", message: "Fine" }, "In words",
  ];
  await shop.run((all) => new ChargeIO.PaymentErrorHandler(document.querySelectorAll("form")).handleErrorsFromResponse({ messages: all }), messages);
  assert.deepEqual(await notes(), [["name", "Name is missing"], ["postal_code", "<b>No</b>"], ["go", "card_declined"], ["", "In words"]]);
  assert.equal(await shop.run(() => document.activeElement.id), "name");
});

test("ready waits for the document, and the page gets one global", async () => {
  const early = `${init()} ChargeIO.ready(() => tell("early")(!!document.getElementById("last")));`;
  await open("ok", "", { early, body: '<p id="last"></p>', code: "window.added = Object.getOwnPropertyNames(window).filter((name) => !names.includes(name))" });
  assert.deepEqual(await shop.next("early"), [true]);
  await shop.run(() => ChargeIO.ready(() => tell("late")(true)));
  await shop.next("late");
  assert.deepEqual((await shop.run(() => added)).filter((name) => name !== "names"), ["ChargeIO"]);
  assert.deepEqual((await shop.state()).violations, []);
});
