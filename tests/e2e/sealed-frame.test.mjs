// Sealed fields in our own frame: what a page may say of the relay, and that a card goes from the frame to it and to nobody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BANK, CARD, HEAR, faults, generate, mountAll, notes, openFilled, openFrames, order, ready, told, type, visit } from "./harness/own-frame.mjs";
import { By } from "selenium-webdriver";
import { openWatched } from "./harness/leaks.mjs";
import { headerOf, keysAt, makeKey, openAtRelay, sealFor } from "./harness/sealed.mjs";

let tools;
let driver;
let relay;
/** What the relay's public half is called in config.json. */
let half;

before(async () => {
  tools = await openFrames(openWatched);
  ({ driver, stage: { sandbox: { relay } } } = tools);
  half = await sealFor(relay);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
const { holder, ...SEALED } = CARD;
const ACCOUNT = { ...BANK, accountHolderType: "individual" };
const CARD_FIELDS = { fields: Object.keys(SEALED) };
const BANK_FIELDS = { kind: "bank", fields: Object.keys(ACCOUNT) };

/** A page that names the relay, or what stands in its place, and a frame whose config.json has the public half of it. */
function options(gateway = "chargezoom", { seal, seals = [half], mount = CARD_FIELDS } = {}) {
  const audience = [seals].flat()[0]?.audience ?? relay.url;
  const tokenizer = { publicKey: undefined, baseUrl: undefined, gateway, seal: { audience, ...seal } };
  return { tokenizer, config: { shop: { seals } }, frame: { gateway: new URL(audience).origin }, mount };
}

for (const [what, gateway, action, mount, values] of [
  ["chargezoom: a card", "chargezoom", "create", CARD_FIELDS, SEALED],
  ["chargezoom: a bank account", "chargezoom", "create", BANK_FIELDS, ACCOUNT],
  ["ontraport: a card", "ontraport", "charge", CARD_FIELDS, SEALED],
]) {
  test(`${what} typed into the frame is a string that the merchant's server carries to the relay`, async () => {
    const page = await openFilled(tools, options(gateway, { mount }), values);
    await driver.findElement(By.id("pay")).click();
    const { payment_token: sealed } = await order(page);
    const answer = await openAtRelay(tools.stage, sealed, action);
    assert.equal(answer.status, 200, JSON.stringify(answer));
    assert.deepEqual([await page.asks(), await faults(tools)], [[], []]);
  });
}

test("the page is told what it is told of any token, and the frame uses the shape and the context that the page names", async () => {
  const seal = { shape: "chargezoom.pay.card.v1", context: "c0ntext-of-the-sh0p" };
  const { postalCode, ...values } = SEALED;
  await openFilled(tools, options("chargezoom", { seal, mount: { fields: Object.keys(values) } }), values);
  const { token, error } = await generate(driver);
  assert.equal(error, null);
  const { id, sealed, kind, brand, last4, expMonth, expYear, raw, expiresAt } = token;
  assert.deepEqual([sealed, kind, brand, last4, expMonth, expYear, raw], [true, "card", "visa", "4242", 12, 2030, null]);
  const { aud, shape, ctx, kid, exp } = headerOf(id);
  assert.deepEqual([aud, shape, ctx, kid, new Date(exp * 1000).toISOString()], [relay.url, seal.shape, seal.context, half.pins[0], expiresAt]);
});

test("a choice that the customer has not made yet keeps no frame from beginning, and is asked for in the page's words", async () => {
  const messages = { account_holder_type_invalid: "Choose one." };
  const { accountHolderType, ...values } = ACCOUNT;
  await openFilled(tools, options("chargezoom", { mount: { ...BANK_FIELDS, messages } }), values);
  const { error } = await generate(driver);
  assert.deepEqual([error.code, error.field, await notes(driver)], ["account_holder_type_invalid", "accountHolderType", { accountHolderType: "Choose one." }]);
  await type(driver, { accountHolderType });
  assert.equal((await generate(driver)).error, null);
});

test("a page that names another relay, pins or keys gets nothing sealed to them, and a shop has its own relays alone", async () => {
  const other = makeKey();
  const evil = await keysAt(tools.shop, relay, [other]);
  const row = (seal, seals, more) => {
    const { tokenizer, config, mount } = options("chargezoom", { seal, seals });
    return { tokenizer: { ...tokenizer, ...more }, config, framing: { gateway: "*" }, mount };
  };
  const rows = [
    ["the shop's relay", "ready", "", row()],
    ["one of two", "ready", "", row({ audience: relay.url }, [{ ...half, audience: evil.audience }, half])],
    ["not in a list", "ready", "", row({}, half)],
    ["keys in config.json", "ready", "", row({}, [{ audience: "http://127.0.0.1:1", pins: [other.kid], keys: [other] }])],
    ["another relay", "frame_refused", "audience", row({ audience: evil.audience })],
    ["another relay with its pins and keys", "frame_refused", "audience", row({ audience: evil.audience, pins: [other.kid], keys: [other] })],
    ["the relay with a slash", "frame_refused", "audience", row({ audience: `${relay.url}/` })],
    ["a part of its address", "frame_refused", "audience", row({ audience: relay.url.slice(0, -1) })],
    ["no address", "frame_refused", "audience", row({ audience: undefined })],
    ["a shop without relays", "frame_refused", "audience", row({}, [])],
    ["a shop of which nothing is said", "frame_refused", "audience", row({}, null)],
    ["other pins", "frame_refused", "pins", row({ pins: [other.kid] })],
    ["one pin more", "frame_refused", "pins", row({ pins: [...half.pins, other.kid] })],
    ["no pins", "frame_refused", "pins", row({ pins: [] })],
    ["another key", "frame_refused", "keys", row({ keys: other })],
    ["a key by a name that is pinned", "frame_refused", "keys", row({ keys: [{ ...other, kid: half.pins[0] }] })],
    ["a key of a gateway's beside it that is not the shop's", "frame_refused", "publicKey", row({}, [half], { publicKey: `m_${"A".repeat(22)}` })],
    ["pins that are missing in config.json", "option_invalid", "pins", row({}, [{ audience: relay.url }])],
    ["pins of another key in config.json", "key_unpinned", "", row({}, [{ audience: evil.audience, pins: half.pins }])],
    ["a relay that does not answer", "key_unavailable", "", row({}, [{ ...half, audience: tools.stage.sandbox.refused }])],
    ["no time", "option_invalid", "serverTime", row({ serverTime: "never" })],
    ["the half of a relay alone, sealed by nobody", "frame_refused", "publicKey", row(undefined, [half], { seal: undefined })],
  ];
  assert.deepEqual(await mountAll(tools, rows), rows.map(([what, code, field]) => `${what}: ${code}${field && ` ${field}`}`));
});

test("a page that speaks to the frame by itself cannot name keys either", async () => {
  const other = makeKey();
  const own = `const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (data, ...more) {
      if (data[0] === "open") for (const name of ["pins", "keys"]) data[1].tokenizer.seal[name] = window.changes[name];
      return postMessage.call(this, data, ...more);
    };`;
  for (const changes of [{ keys: [other] }, { pins: [other.kid] }, { pins: "" }, { keys: null, pins: null }]) {
    await visit(tools, { ...options(), own: `window.changes = ${JSON.stringify(changes)}; ${own}` });
    const { error } = await generate(driver);
    assert.equal(error.code, "frame_refused", JSON.stringify(changes));
  }
});

test("the server's time goes on while a page waits with its fields", async () => {
  const time = Math.floor(Date.now() / 1000) - 3 * 3600;
  const key = { ...makeKey(), nbf: time - 60, exp: time + 86_400 };
  const { tokenizer, mount, ...more } = options("chargezoom", { seals: [{ audience: relay.url, pins: [key.kid], keys: key }] });
  const page = await visit(tools, { ...more, tokenizer, mount: null });
  await run((given, serverTime, place) => {
    window.tokenizer = panless.createTokenizer({ ...given, seal: { ...given.seal, serverTime: new Date(serverTime * 1000) } });
    const { now } = performance;
    performance.now = () => now.call(performance) + 7_200_000;
    window.form = tokenizer.mount("#fields", place);
    form.on("ready", () => told.push(["ready", null]));
  }, page.tokenizer, time, { frameUrl: `${page.frame.url}frame.html`, ...mount });
  await ready(driver);
  await type(driver, SEALED);
  const { token, error } = await generate(driver);
  assert.equal(error, null);
  const ahead = headerOf(token.id).iat - time;
  assert.ok(ahead >= 7_200 && ahead < 7_320, `${ahead} s`);
});

test("fields that are mounted again after a key was retired seal to the new one, though the browser may keep the old one", async () => {
  const [first, second] = [makeKey(), makeKey()];
  const keys = await keysAt(tools.shop, relay, [first]);
  const page = await openFilled(tools, options("chargezoom", { seals: [{ audience: keys.audience, pins: [first.kid, second.kid] }] }), SEALED);
  assert.equal(headerOf((await generate(driver)).token.id).kid, first.kid);
  keys.own[keys.file] = JSON.stringify({ keys: [second] });
  await run((given) => (form.destroy(), (window.form = tokenizer.mount(container, given)), undefined), page.mount);
  await ready(driver, 2);
  await type(driver, SEALED);
  assert.equal(headerOf((await generate(driver)).token.id).kid, second.kid);
});

// Published test numbers; no seven digits of one stand twice in it.
const OTHER = { ...SEALED, number: "378282246310005", cvv: "9174" };

for (const [what, mount, values] of [["card", CARD_FIELDS, OTHER], ["bank account", BANK_FIELDS, { ...ACCOUNT, routingNumber: "000000013" }]]) {
  test(`a sealed ${what} leaves nothing on the page, in requests or at the merchant's server, before and after the relay has opened it`, async () => {
    const page = await openFilled(tools, { ...options("chargezoom", { mount }), own: HEAR }, {});
    const secrets = values.accountNumber ? { account: values.accountNumber } : { number: values.number, cvv: values.cvv };
    const search = await tools.stage.search(secrets, { memory: false });
    await type(driver, values);
    const result = await generate(driver);
    assert.equal(result.error, null);
    await run((value) => [value, form.getState(), told].forEach((one) => leakWatch.tell(one)), result);
    assert.equal((await openAtRelay(tools.stage, result.token.id, "create")).status, 200);
    assert.deepEqual(await search.found(), []);
    assert.deepEqual(page.orders(), []);
  });
}

test("beside the page's site and the frame's, the relay alone was asked for anything", async () => {
  const allowed = [tools.shop.page().url, tools.host.page().url, relay.url, tools.stage.sandbox.refused].map((url) => new URL(url).origin);
  const asked = (await tools.stage.requests()).filter(({ url }) => /^https?:/.test(url)).map(({ url }) => new URL(url).origin);
  assert.deepEqual(asked.filter((origin) => !allowed.includes(origin)), []);
});
