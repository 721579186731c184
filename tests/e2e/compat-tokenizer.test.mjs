// Pages made for the Fluidpay platform's Tokenizer, with our file in place of theirs. Each fault of theirs that is known is a test here.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { POLICY, openOldShop } from "./harness/compat.mjs";
import { inside } from "./harness/embed.mjs";
import { BANK, CARD, TOKEN, typed } from "./harness/mount.mjs";
import { lacks, needs } from "./harness/needs.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, watchLeftovers } from "./harness/watch.mjs";

let shop;
let pepper;

before(async () => {
  shop = await openOldShop("tokenizer.js");
  ({ pepper } = shop.sandbox);
});
after(() => shop?.close());

const CALLBACKS = "onLoad: tell('onLoad'), onPaymentChange: tell('onPaymentChange'), validCard: tell('validCard'), achOnChange: tell('achOnChange'), submission: tell('submission')";
const make = (more = "") => `window.example = new Tokenizer({ apikey: "${pepper.publicKey}", container: "#container", ${CALLBACKS}, ${more} });`;
const BODY = '<div id="container"></div><button id="pay">Pay</button>';

/** Opens the page of a scenario; `more` are members of the constructor's argument. */
const open = (scenario = "ok", more = "", page = {}) => shop.open({ base: pepper.scenario(scenario), body: BODY, code: make(more), ...page });
async function openFilled(scenario, more, page, values = CARD) {
  await open(scenario, more, page);
  await shop.next("onLoad");
  await typed(shop.driver, values);
}
const submit = (...amount) => shop.run((...sum) => example.submit(...sum), ...amount);
const value = (id, read = (one) => document.getElementById(one)?.value ?? null) => inside(shop.driver, () => shop.run(read, id));

test("a page that only had its URL changed gets a token under a strict policy", async () => {
  await openFilled("ok", "", { code: `${make()} document.getElementById("pay").addEventListener("click", () => example.submit("12.50"));` });
  await shop.click("pay");
  const [said] = await shop.next("submission");
  assert.deepEqual(Object.keys(said).sort(), ["status", "token"]);
  assert.equal(said.status, "success");
  assert.match(said.token, TOKEN);
  assert.deepEqual(await shop.told("onPaymentChange"), [["card"]]);
  const [card] = (await shop.told("validCard")).at(-1);
  assert.deepEqual([card.isValid, typeof card.bin.card_type], [true, "string"]);
  const { heard: all, violations } = await shop.state();
  assert.deepEqual([all.filter(([what]) => what !== "message" && what !== "blur"), violations], [[], []]);
});

test("submit's promise has what the callback gets", async () => {
  await openFilled("ok", "amount: 1.5");
  const said = await submit();
  assert.deepEqual([said.status, await shop.told("submission")], ["success", [[said]]]);
});

test("user, billing and shipping come along, and bank accounts are told of", async () => {
  const settings = "settings: { payment: { types: ['ach', 'card'] }, user: { showEmail: true }, billing: { show: true } }";
  await openFilled("ok", settings, {}, BANK);
  await inside(shop.driver, () => shop.run(() => {
    const type = document.getElementById("type");
    type.value = "savings";
    type.dispatchEvent(new Event("change", { bubbles: true }));
  }));
  assert.deepEqual(await shop.next("achOnChange"), [{ sec_code: "web", account_type: "savings" }]);
  const said = await submit();
  assert.deepEqual([said.status, Object.keys(said).sort()], ["success", ["billing", "status", "token", "user"]]);
});

test("fields that are wrong are a validation by the frame's own names, known to us or not", async () => {
  await openFilled("ok", "", {}, { ...CARD, cc: "4111111111111112", exp: "12/20" });
  assert.deepEqual(await submit(), { status: "validation", invalid: ["cc", "exp"] });
  await typed(shop.driver, CARD);
  assert.equal((await submit()).status, "success");
  await openFilled("validation-unknown");
  assert.deepEqual(await submit(), { status: "validation", invalid: ["favourite_colour"] });
});

test("an error has a sentence under both names that pages read", async () => {
  for (const scenario of ["error-msg", "error-message", "error-empty", "error-echo"]) {
    await openFilled(scenario);
    const { status, msg, message, code } = await submit();
    assert.deepEqual([status, msg, typeof code], ["error", message, "string"]);
    assert.match(msg, /^[A-Z][^0-9]*\.$/);
  }
});

test("a frame that never answers ends in an error, and the next submit works", async () => {
  await openFilled("no-answer", "", { data: { timeout: 3000 } });
  const { status, code } = await submit();
  assert.deepEqual([status, code], ["error", "timeout"]);
  await open("hang", "", { data: { timeout: 300 } });
  assert.equal((await submit()).status, "error");
});

test("a second submit while one runs is that one", async () => {
  await openFilled("delay-300");
  const [one, two] = await shop.run(() => Promise.all([example.submit(), example.submit("2.00")]));
  assert.deepEqual(one, two);
  assert.deepEqual(await shop.told("submission"), [[one]]);
});

test("only the frame is listened to, from its own origin", async () => {
  await open();
  await shop.next("onLoad");
  await shop.run((isAble) => {
    const events = [["validCard", { isValid: true, bin: { card_type: "credit" } }], ["submission", { status: "success", token: "forged" }], ["onPaymentChange", { type: "forged" }]];
    for (const [event, data] of events) {
      const text = JSON.stringify({ id: example.id, event, data });
      postMessage(text, "*");
      for (const source of [window, ...(isAble ? [example.iframe.contentWindow] : [])]) dispatchEvent(new MessageEvent("message", { data: text, origin: new URL(example.url).origin, source }));
    }
    postMessage("last", "*");
  }, !lacks("source"));
  await waitFor("all of it was heard", () => shop.run(() => heard.some(([, text]) => text === "last")));
  assert.deepEqual([await shop.told("validCard"), await shop.told("submission"), await shop.told("onPaymentChange")], [[], [], [["card"]]]);
  await open("wrong-origin", "", { data: { timeout: 400 } });
  assert.equal((await submit()).status, "error");
  assert.deepEqual([await shop.told("onPaymentChange"), await shop.told("onLoad")], [[], []]);
});

test("a frame that has gone to another origin is told nothing", async () => {
  const [here, there] = ["127.0.0.1", "localhost"].map((host) => new URL(pepper.base.replace("127.0.0.1", host)).origin);
  await open("moved", "", { data: { timeout: 3000 }, policy: `${POLICY}; frame-src ${here} ${there}` });
  await waitFor("the frame has moved", () => inside(shop.driver, () => shop.run(() => location.hostname === "localhost" && document.readyState === "complete")).catch(() => false));
  await inside(shop.driver, () => shop.run(() => addEventListener("message", ({ data }) => (window.got = [...(window.got ?? []), data]))));
  // A message of the page's own, for anybody, comes last on the same way.
  const got = async (last) => {
    await shop.run((word) => example.iframe.contentWindow.postMessage(word, "*"), last);
    await waitFor(last, () => inside(shop.driver, () => shop.run((word) => window.got?.includes(word), last)));
    return inside(shop.driver, () => shop.run(() => window.got));
  };
  await shop.run(() => example.postMessage({ event: "setError", data: { input: "cvv" } }));
  assert.deepEqual(await got("first"), ["first"]);
  await shop.run(() => void (window.sending = example.submit()));
  assert.deepEqual(await got("second"), ["first", "second"]);
  assert.equal((await shop.run(() => window.sending)).status, "error");
});

test("what is no message harms nothing", async () => {
  await openFilled("junk");
  assert.equal((await submit()).status, "success");
  assert.deepEqual((await shop.state()).heard.filter(([what]) => what === "error" || what === "rejection"), []);
});

test("the container may come later, and where it never comes submit says so and nothing throws", async () => {
  await open("ok", "", { body: "", data: { timeout: 5000 } });
  await shop.run(() => document.body.append(Object.assign(document.createElement("div"), { id: "container" })));
  await shop.next("onLoad");
  assert.equal(await shop.run(() => example.container.id), "container");
  await open("ok", "", { body: "", data: { timeout: 200 } });
  const { status, msg, code } = await submit();
  assert.deepEqual([status, msg, code], ["error", "Tokenizer: the container is not on the page", "option_invalid"]);
  assert.deepEqual((await shop.state()).heard, []);
});

for (const [name, getData] of [["never settles", "new Promise(() => {})"], ["fails", "Promise.reject(new Error())"], ["throws", "null()"]]) {
  test(`a Guardian that ${name} does not stop a payment`, async () => {
    await openFilled("ok", "", { early: `window.Guardian = { getData: () => ${getData} };` });
    assert.equal((await submit()).status, "success");
  });
}

test("what a Guardian has gathered goes before the payment", async () => {
  await openFilled("ok", "", { early: 'window.Guardian = { getData: async () => ({ events: [{ type: "click" }], session_id: "s1" }) };' });
  await inside(shop.driver, () => shop.run(() => {
    window.got = [];
    addEventListener("message", ({ data }) => got.push(JSON.parse(data)));
  }));
  assert.equal((await submit("3.00")).status, "success");
  assert.deepEqual(await inside(shop.driver, () => shop.run(() => got)), [
    { event: "setGuardian", data: { events: [{ type: "click" }], session_id: "s1" } }, { event: "submit", data: { amount: "3.00" } },
  ]);
});

test("the page's settings stay as they are, and what ends in no token is left out", async () => {
  const early = `
    const frozen = (one) => (one && typeof one === "object" ? Object.freeze(Object.fromEntries(Object.entries(one).map(([name, part]) => [name, Array.isArray(part) ? Object.freeze(part) : frozen(part)]))) : one);
    window.given = frozen({ payment: { types: ["card", "apple_pay", "plaid"], showTitle: 1, placeholderCreditCard: null, applePay: { key: "x" }, card: { requireCVV: true } },
      user: { showName: true, prefill: "x" }, styles: { input: { color: "red" } }, unknown: 1 });`;
  await openFilled("ok", "settings: given", { early });
  assert.deepEqual(await shop.run(() => example.settings), {
    payment: { types: ["card"], showTitle: true, card: { requireCVV: true } }, user: { showName: true }, styles: { input: { color: "red" } },
  });
  assert.deepEqual(await shop.run(() => Object.keys(given)), ["payment", "user", "styles", "unknown"]);
  assert.equal((await submit()).status, "success");
  await open("ok", "settings: { payment: { types: 'ach' } }");
  assert.deepEqual(await shop.next("onPaymentChange"), ["ach"]);
});

test("expiry, address and marks reach the frame; what cannot be set settles all the same", async () => {
  await open("ok", "settings: { billing: { show: true }, shipping: { show: true } }");
  await shop.next("onLoad");
  const set = (name, given) => shop.run((method, what) => example[method](what), name, given);
  await set("setExpDate", "04/32");
  await set("setBilling", { address: "1 Main St", zip: "68508", country: "US" });
  await set("setShipping", { zip: "60601" });
  await set("setError", "cvv");
  await waitFor("the expiry is there", async () => (await value("exp")) === "04/32");
  for (const [id, text] of [["billing-address", "1 Main St"], ["billing-zip", "68508"], ["billing-country", "US"], ["shipping-zip", "60601"]]) assert.equal(await value(id), text);
  assert.equal(await value("cvv", (id) => document.getElementById(id).getAttribute("aria-invalid")), "true");
  assert.equal((await set("setExpDate", "13/32")).code, "expiry_invalid");
  assert.equal((await set("setError", "favourite_colour")).code, "field_unsupported");
  assert.deepEqual((await shop.state()).heard.filter(([what]) => what === "rejection"), []);
});

test("destroy takes frame and listeners away, ends a submit that runs, and calls nobody any more", needs("counts"), async () => {
  await open();
  await shop.next("onLoad");
  await shop.run(() => example.destroy());
  await watchLeftovers(shop.driver);
  const before = await leftovers(shop.driver);
  const again = (key, url) => {
    window.example = new Tokenizer({ apikey: key, url, container: "#container", onLoad: tell("again"), submission: tell("submission") });
  };
  for (const turn of [1, 2, 3]) {
    await shop.run(again, pepper.publicKey, pepper.scenario("no-answer"));
    await shop.next("again", turn);
    await shop.run(() => {
      window.ended = example.submit();
      example.destroy();
    });
    assert.equal((await shop.run(() => ended)).code, "destroyed");
  }
  assert.equal(await shop.run(() => document.querySelectorAll("iframe").length), 0);
  assert.deepEqual(await shop.told("submission"), []);
  await shop.run(() => void (delete window.example, delete window.ended));
  await leavesNothing(shop.driver, before);
});

test("two at once are two", async () => {
  const both = `window.pair = ["one", "two"].map((id) => new Tokenizer({ apikey: "${pepper.publicKey}", container: document.getElementById(id), onLoad: tell("onLoad"), submission: tell(id) }));`;
  await shop.open({ base: pepper.scenario("ok"), body: '<div id="one"></div><div id="two"></div>', code: both });
  await shop.next("onLoad", 2);
  await typed(shop.driver, CARD);
  const [one, two] = await shop.run(() => Promise.all(pair.map((each) => each.submit())));
  assert.deepEqual([one.status, two.status], ["success", "validation"]);
  assert.deepEqual([await shop.told("one"), await shop.told("two")], [[[one]], [[two]]]);
});

test("public members are there, and the page gets one global", async () => {
  await open("ok", "amount: '4.00'", { early: "window.added = Object.getOwnPropertyNames(window).filter((name) => !names.includes(name))" });
  await shop.next("onPaymentChange");
  const members = await shop.run(() => [example.id, example.apikey, example.amount, example.url, example.container.id, example.iframe.tagName, example.create() ?? null]);
  assert.match(members.shift(), /^[0-9a-f-]{36}$/);
  assert.deepEqual(members, [pepper.publicKey, "4.00", pepper.scenario("ok"), "container", "IFRAME", null]);
  assert.deepEqual((await shop.run(() => added)).filter((name) => name !== "names"), ["Tokenizer"]);
  const rule = (state, type) => shop.run((one, two) => example.isSurchargeable(one, two === null ? null : { card_type: two }), state, type);
  for (const [state, type, told] of [["NE", "credit", true], ["ne", "Credit", true], ["NE", "debit", false], ["NE", null, false], ["", "credit", false], [null, "credit", false], ["co", "credit", false], ["MA", "credit", false]]) {
    assert.equal(await rule(state, type), told, `${state} ${type}`);
  }
});

test("a key that is not public, and a missing or plain http address, throw at once", async () => {
  await open();
  const told = (info) => shop.run((given) => {
    Tokenizer.options = {};
    try { return void new Tokenizer(given); } catch (error) { return `${error.code ?? error.message}`; }
  }, info);
  assert.match(await told({ apikey: "api_secret", url: pepper.base, container: "#container" }), /^Tokenizer: apikey must be a public key/);
  assert.match(await told({ url: pepper.base, container: "#container" }), /^Tokenizer: apikey must be a public key/);
  assert.match(await told({ apikey: pepper.publicKey, container: "#container" }), /^Tokenizer: url is missing/);
  assert.equal(await told({ apikey: pepper.publicKey, container: "#container", url: "http://shop.example" }), "base_url_invalid");
});
