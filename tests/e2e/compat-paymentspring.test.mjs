// Pages made for PaymentSpring's scripts, with our file in place of theirs. Each fault of theirs that is known is a test here.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NO_WASM, inputs, openOldShop } from "./harness/compat.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;
let nelnet;

before(async () => {
  shop = await openOldShop("paymentspring.js");
  ({ nelnet } = shop.sandbox);
});
after(() => shop?.close());

const FIELDS = inputs("number", "csc", "owner", "month", "year");
const TYPED = { number: "4111 1111 1111 1111", csc: "999", owner: "Grace Hopper", month: "12", year: "2030" };
const ID = /^[0-9a-f]{10}$/;
const given = { card_owner_name: "Grace Hopper", card_number: "4111111111111111", card_exp_month: "12", card_exp_year: "2030", csc: "999" };
const open = (scenario = "ok", tag = "", more = {}) => shop.open({ base: nelnet.scenario(scenario, tag), code: `window.key = "${nelnet.publicKey}"`, ...more });

/** What a call's callback gets, and how often. */
const call = (...args) =>
  shop.run((all) => new Promise((resolve) => {
    const got = [];
    paymentspring.generateToken(...all, (reply) => resolve(got.push(reply) && reply));
  }), args);
const pay = (more = {}) => call(nelnet.publicKey, { ...given, ...more });
/** From now on the page talks to that scenario. */
const turn = (page, scenario, tag, options = {}) => {
  page.endpoint = `${nelnet.scenario(scenario, tag)}/api/v1/tokens/jsonp`;
  return shop.run((baseUrl, more) => void Object.assign(paymentspring.options, { baseUrl, ...more }), nelnet.scenario(scenario, tag), options);
};
const loaded = () => waitFor("the core judges", () => shop.run(() => !paymentspring.validateCardNumber("1")));

// The page: seven arguments, errors in a list, the token in a hidden input.
const OLD = (key) => `
  document.getElementById("pay").addEventListener("submit", (event) => {
    if (document.getElementById("token").value) return;
    event.preventDefault();
    const text = (id) => document.getElementById(id).value;
    paymentspring.generateToken("${key}", text("number"), text("csc"), text("owner"), text("month"), text("year"), (reply) => {
      if (reply.errors) return tell("errors")(reply.errors);
      document.getElementById("token").value = reply.id;
      document.getElementById("pay").submit();
    });
  });`;
const FORM = `<form id="pay" method="post" action="order">${FIELDS}<input type="hidden" id="token" name="token"><button id="go">Pay</button></form>`;

for (const [name, policy, data] of [["", undefined, {}], [" that forbids WebAssembly, on the core in JavaScript", NO_WASM, { core: "js" }]]) {
  test(`a page of seven arguments gets its token under a strict policy${name}`, async () => {
    const page = await shop.open({ base: nelnet.scenario("ok"), body: FORM, code: OLD(nelnet.publicKey), policy, data });
    await shop.type({ ...TYPED, number: "4111 1111 1111 1112", year: "2020" });
    await shop.click("go");
    const [errors] = await shop.next("errors");
    assert.deepEqual(errors.map(({ code }) => code), ["11112", "11111"]);
    assert.ok(errors.every(({ message }) => /^[A-Z].*\.$/.test(message)));
    assert.deepEqual((await shop.state()).violations, []);
    await shop.run(() => ["number", "year"].forEach((id) => (document.getElementById(id).value = "")));
    await shop.type({ number: TYPED.number, year: TYPED.year });
    await shop.click("go");
    await waitFor("the order arrives", () => page.posted.length === 1);
    assert.match(page.posted[0].body, /^token=[0-9a-f]{10}$/);
  });
}

test("a callback gets the gateway's own reply, and the promise has the same", async () => {
  await open("bins");
  const [reply, told] = await shop.run(async (key, payment) => {
    let got;
    const reply = await paymentspring.generateToken(key, payment, (one) => (got = one));
    return [reply, got];
  }, nelnet.publicKey, given);
  const { id, ...rest } = reply;
  assert.match(id, ID);
  assert.deepEqual(rest, {
    class: "token", token_type: "credit_card", card_type: "visa", card_owner_name: "Grace Hopper", last_4: "1111", card_exp_month: 12,
    card_exp_year: 2030, bin_brand: "VISA", bin_type: "CREDIT", bin_level: "BUSINESS",
  });
  assert.deepEqual(told, reply);
});

test("a CSC equal to the year hides neither it nor the last digits", async () => {
  await open();
  const { last_4: last4, card_exp_year: year } = await pay({ card_number: "345829002709133", csc: "2030" });
  assert.deepEqual([last4, year], ["9133", 2030]);
});

test("what the gateway documents goes to it, CSC and address too; other members of the object stay on the page", async () => {
  await open("ok", "fields");
  const address = { address_1: "1 Main St", address_2: "", city: "Lincoln", state: "NE", zip: 68508, country: "USA" };
  assert.match((await pay({ ...address, email: "g@example.com", amount: 1300, callback: "x", public_api_key: "y" })).id, ID);
  const [{ field_names: names }] = await nelnet.requests("fields");
  const own = ["card_owner_name", "card_number", "card_exp_month", "card_exp_year", "csc", "address_1", "city", "state", "zip", "country"];
  assert.deepEqual(names.filter((name) => !["token_type", "public_api_key", "callback", "_"].includes(name)).sort(), own.sort());
});

test("an empty CSC is none, and data-send-cvv=\"false\" keeps one back", async () => {
  await open("ok", "empty");
  assert.match((await pay({ csc: "" })).id, ID);
  await open("ok", "kept", { data: { "send-cvv": "false" } });
  assert.match((await pay()).id, ID);
  for (const tag of ["empty", "kept"]) assert.ok(!(await nelnet.requests(tag))[0].field_names.includes("csc"), tag);
});

test("a bank account gives a token by either call, also where the form hands in a card, too", async () => {
  await open();
  const both = {
    ...given, token_type: "bank_account", bank_account_number: "1234567890", bank_routing_number: "021000021",
    bank_account_holder_first_name: "Grace", bank_account_holder_last_name: "Hopper", bank_account_type: "savings",
  };
  assert.equal((await call(nelnet.publicKey, both)).bank_account_number_last_4, "************7890");
  const reply = await shop.run((key) => new Promise((resolve) => {
    paymentspring_ach.generateTokenACH(key, "1234567890", "021000021", "Grace", "Hopper", resolve);
  }), nelnet.publicKey);
  assert.deepEqual([reply.class, reply.bank_account_type], ["token", "checking"]);
  const { errors } = await call(nelnet.publicKey, { ...both, bank_routing_number: "021000022", bank_account_type: "" });
  assert.deepEqual(errors.map(({ code }) => code).sort(), ["account_type_missing", "routing_number_invalid"]);
});

test("twenty calls at once each get their own reply", async () => {
  await open();
  const names = Array.from({ length: 20 }, (_, at) => `Grace ${"abcdefghijklmnopqrst"[at]}`);
  const owners = await shop.run((key, payment, all) => Promise.all(all.map((owner) => new Promise((resolve) => {
    paymentspring.generateToken(key, { ...payment, card_owner_name: owner }, (reply) => resolve(reply.card_owner_name));
  }))), nelnet.publicKey, given, names);
  assert.deepEqual(owners, names);
});

test("a wrong or private key shows no alert and sends nothing", async () => {
  await open("ok", "keys");
  for (const [key, code] of [["test_short", "key_invalid"], ["test_5a4db0c5a4db0c5a4db0c5a4db", "secret_key"], ["m_cSiyNUh9RBWHfdbFRFGrkA", "key_invalid"], [null, "key_missing"]]) {
    const { errors } = await call(key, given);
    assert.deepEqual(errors.map((error) => error.code), [code]);
  }
  assert.deepEqual(await nelnet.requests("keys"), []);
  assert.equal((await shop.state()).dialogs, 0);
});

test("a card that cannot be good is refused on the page, and nothing is sent", async () => {
  await open("ok", "judged");
  for (const [more, code] of [
    [{ card_number: "4111111111111112" }, "11112"], [{ card_number: "" }, "11112"], [{ card_exp_year: "2020" }, "11111"], [{ card_exp_month: "13" }, "11111"],
    [{ csc: "99" }, "234722"], [{ card_owner_name: "" }, "holder_missing"],
  ]) {
    assert.deepEqual((await pay(more)).errors.map((error) => error.code), [code]);
  }
  assert.deepEqual(await nelnet.requests("judged"), []);
});

test("the gateway's own code comes through", async () => {
  await open("code-11301");
  assert.deepEqual((await pay()).errors.map(({ code }) => code), ["11301"]);
  await open("error-many");
  assert.deepEqual((await pay()).errors.map(({ code }) => code), ["11112", "11111", "234722"]);
  await open("code-TKN01");
  assert.deepEqual((await pay()).errors.map(({ code }) => code), ["TKN01"]);
});

test("a call that is not answered in time calls back with null, once; the late reply does nothing, and the next call works", async () => {
  const page = await open("delay-400", "late", { data: { timeout: 300 } });
  const got = await shop.run((key, payment) => new Promise((resolve) => {
    window.got = [];
    paymentspring.generateToken(key, payment, (reply) => resolve(got.push(reply) && got));
  }), nelnet.publicKey, given);
  assert.deepEqual(got, [null]);
  await turn(page, "delay-400", "", { timeout: 15_000 });
  assert.match((await pay()).id, ID);
  assert.deepEqual(await shop.run(() => got), [null]);
  assert.deepEqual((await shop.state()).heard, []);
});

test("one failure does not keep later calls from working", async () => {
  const page = await open("reset");
  assert.deepEqual((await pay()).errors.map(({ code }) => code), ["network_failed"]);
  page.files["jsonp.html"] = "missing";
  await turn(page, "ok");
  assert.deepEqual((await pay()).errors.map(({ code }) => code), ["frame_failed"]);
  page.files["jsonp.html"] = undefined;
  assert.match((await pay()).id, ID);
});

test("a name with & # + and % arrives as it was typed", async () => {
  await open();
  const name = "Smith & Sons + Co #1 100% Ü";
  assert.equal((await pay({ card_owner_name: name })).card_owner_name, name);
});

test("the page gets two globals and no more, and the reply's code reaches none of it", async () => {
  const early = `window.paid = paymentspring.generateToken("${nelnet.publicKey}", ${JSON.stringify(given)});`;
  const rest = "window.added = () => Object.getOwnPropertyNames(window).filter((name) => !names.includes(name));";
  await open("hostile-all-page", "", { early: `${early} ${rest} paid.then(() => (window.sum = added()));` });
  const html = () => shop.run(() => document.documentElement.outerHTML.replace(/<iframe.*?<\/iframe>/g, ""));
  const before = await html();
  assert.match((await shop.run(() => paid)).id, ID);
  const own = ["added", "key", "names", "paid"];
  const globals = (await waitFor("the globals are counted", () => shop.run(() => window.sum))).filter((name) => !own.includes(name) && !name.startsWith("ret_"));
  assert.deepEqual(globals.sort(), ["paymentspring", "paymentspring_ach"]);
  assert.equal(await html(), before);
});

test("a call from the head works before there is a body", async () => {
  const early = `window.hadBody = !!document.body; paymentspring.generateToken("${nelnet.publicKey}", ${JSON.stringify(given)}, tell("reply"));`;
  await open("ok", "", { early });
  assert.match((await shop.next("reply"))[0].id, ID);
  assert.equal(await shop.run(() => hadBody), false);
});

test("two copies on one page do not disturb each other", async () => {
  const second = `<script nonce="n0nce" src="paymentspring.js?again" data-base-url="${nelnet.scenario("delay-50")}"></script>`;
  const start = (name) => `paymentspring.generateToken("${nelnet.publicKey}", ${JSON.stringify(given)}, tell("${name}"));`;
  await open("delay-50", "", { early: `window.first = paymentspring; ${start("first")}`, body: second, code: start("second") });
  const [[one], [two]] = [await shop.next("first"), await shop.next("second")];
  assert.match(one.id, ID);
  assert.match(two.id, ID);
  assert.notEqual(one.id, two.id);
  assert.equal(await shop.run(() => first === paymentspring), false);
});

test("what a callback throws is the page's own error, and the promise still has the reply", async () => {
  const fail = '() => { throw new Error("of the page"); }';
  await open("ok", "", { early: `window.paid = paymentspring.generateToken("${nelnet.publicKey}", ${JSON.stringify(given)}, ${fail});` });
  assert.match((await shop.run(() => paid)).id, ID);
  const heard = (await shop.state()).heard.map(([what, said]) => [what, said.replace("Uncaught ", "")]);
  assert.deepEqual(heard, [["error", "Error: of the page"]]);
});

test("validators call nothing wrong before the core is there, and judge once it is", async () => {
  const judged = (number) => `paymentspring.validateCardNumber("${number}")`;
  await open("ok", "", { early: `window.first = [${judged("1")}, ${judged("4111111111111111")}, paymentspring.validateName("")];` });
  assert.deepEqual(await shop.run(() => first), [true, true, true]);
  await loaded();
  const judge = (name, ...given) => shop.run((one, all) => paymentspring[one](...all), name, given);
  // Of 13, 15, 16 and 19 digits.
  for (const number of ["4222222222222", "345829002709133", "4111 1111-1111 1111", "6205500000000000004"]) {
    assert.equal(await judge("validateCardNumber", number), true, number);
  }
  for (const number of ["4111111111111112", "", null, "0000000000", "4111x1111"]) assert.equal(await judge("validateCardNumber", number), false, `${number}`);
  for (const [csc, good] of [["999", true], ["9997", true], ["99", false], ["99a", false], ["", false]]) assert.equal(await judge("validateCSC", csc), good);
  for (const [name, good] of [["Grace Hopper", true], ["", false], ["  ", false]]) assert.equal(await judge("validateName", name), good);
});

test("a card in its last month is good", async () => {
  await open();
  await loaded();
  const judge = (month, year) => shop.run((...date) => paymentspring.validateCardExpDate(...date), month, year);
  const now = new Date(Date.now() - 12 * 3_600_000);
  const [month, year] = [now.getUTCMonth() + 1, now.getUTCFullYear()];
  assert.equal(await judge(month, year), true);
  assert.equal(await judge(`${month}`.padStart(2, "0"), `${year}`), true);
  assert.equal(await judge(month === 1 ? 12 : month - 1, month === 1 ? year - 1 : year), false);
  for (const date of [["13", "2030"], ["12", "2099"], ["", ""], ["12", ""]]) assert.equal(await judge(...date), false, `${date}`);
});

test("the rest of what pages may touch is harmless", async () => {
  await open();
  const told = await shop.run(() => {
    const inherited = Object.assign(Object.create({ no: 1 }), { "a b": "1&2", c: "ü" });
    return [paymentspring.buildQueryString(inherited), paymentspring.onComplete({ id: "forged" }) ?? null, paymentspring.script, paymentspring.callback, paymentspring.key];
  });
  assert.deepEqual(told, ["a%20b=1%262&c=%C3%BC", null, null, null, null]);
});
