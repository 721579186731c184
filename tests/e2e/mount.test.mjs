// tokenizer.mount with the sandbox Pepper's frame: what a shop gets, and how each thing that can go wrong ends.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, openBlank, tokenize } from "./harness/calls.mjs";
import { inside } from "./harness/embed.mjs";
import {
  BANK, CARD, TOKEN, begin, codeOf, ended, generate, openFilled, openMount, pepperOptions, ready, state, tabStops, told, typed,
} from "./harness/mount.mjs";
import { lacks } from "./harness/needs.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;
let pepper;

before(async () => {
  stage = await openStage();
  ({ driver } = stage);
  ({ pepper } = stage.sandbox);
});
after(() => stage?.close());

const keeps = async (tag) => (await pepper.requests(tag)).filter(({ method }) => method === "POST").length;

test("a card typed into the frame is a token of two minutes with what is known of it", async () => {
  await openFilled(stage, "ok");
  const { token, error } = await generate(driver);
  assert.equal(error, null);
  const { id, expiresAt, raw, ...rest } = token;
  assert.match(id, TOKEN);
  const minutes = (Date.parse(expiresAt) - Date.now()) / 60_000;
  assert.ok(minutes > 1.5 && minutes <= 2.01, `${minutes} minutes`);
  const nothing = { brand: null, last4: null, expMonth: null, expYear: null, mode: null, omitted: [] };
  assert.deepEqual(rest, { gateway: "pepper", kind: "card", sealed: false, ...nothing });
  assert.equal(raw.token, id);
  assert.deepEqual(await told(driver, "token"), [token]);
  assert.deepEqual(await told(driver, "dom:token"), [token]);
});

test("a bank account typed into the frame is a token of that kind", async () => {
  await openFilled(stage, "ok", { options: { settings: { payment: { types: ["ach"] } } } }, BANK);
  assert.equal((await state(driver)).kind, "bank");
  const { token } = await generate(driver);
  assert.equal(token.kind, "bank");
});

test("the shop's server charges a card and a bank account", async () => {
  for (const [types, values] of [[["card"], CARD], [["ach"], BANK]]) {
    await openFilled(stage, "ok", { options: { settings: { payment: { types } } }, tokenizer: { baseUrl: pepper.base } }, values);
    const { token } = await generate(driver);
    const pay = async (id) => {
      const body = JSON.stringify({ gateway: "pepper", token: id, amount: 1300 });
      return (await fetch("/orders", { method: "POST", headers: { "content-type": "application/json" }, body })).json();
    };
    assert.equal((await driver.executeScript(pay, token.id)).status, "paid");
  }
});

test("what the customer chooses to pay with, and whether the card is good, is in the state", async () => {
  await openMount(stage, "ok", { options: { settings: { payment: { types: ["card", "ach"] } } } });
  assert.deepEqual(await state(driver).then(({ ready, busy }) => [ready, busy]), [false, false]);
  await ready(driver);
  assert.equal((await state(driver)).kind, "card");
  await typed(driver, CARD);
  await waitFor("the card is good", async () => (await state(driver)).valid === true);
  await typed(driver, { exp: "13/30" });
  await waitFor("the card is not good", async () => (await state(driver)).valid === false);
  await inside(driver, () => driver.executeScript(() => document.querySelector("input[value=ach]").click()));
  await waitFor("a bank account is chosen", async () => (await state(driver)).kind === "bank");
  const last = (await told(driver, "change")).at(-1);
  assert.deepEqual(last, await state(driver));
});

test("wrong fields are issues by our names, stand in the state, and the next call works", async () => {
  await openFilled(stage, "ok", {}, { ...CARD, cc: "4111111111111112", exp: "12/20" });
  const { error } = await generate(driver);
  assert.deepEqual([error.code, error.category, error.field, error.outcome], ["number_invalid", "customer", "number", "none"]);
  assert.deepEqual(error.issues.map(({ code, field }) => [code, field]), [["number_invalid", "number"], ["expiry_invalid", "expiry"]]);
  assert.deepEqual((await state(driver)).fields, {
    number: { status: "invalid", code: "number_invalid" },
    expiry: { status: "invalid", code: "expiry_invalid" },
  });
  await typed(driver, CARD);
  const { token } = await generate(driver);
  assert.match(token.id, TOKEN);
  assert.deepEqual((await state(driver)).fields, {});
});

test("the frame's height is its own, but for one that would push the page away", async () => {
  const height = () => driver.executeScript(() => document.querySelector("iframe").offsetHeight);
  await openMount(stage, "ok");
  await ready(driver);
  await waitFor("the frame has its height", async () => (await height()) > 60);
  await openMount(stage, "tall");
  await ready(driver);
  await waitFor("the frame has the greatest height", async () => (await height()) === 4000);
});

test("expiry, addresses and marks reach the frame, at first and later", async () => {
  const settings = { billing: { show: true }, shipping: { show: true } };
  const address = { line1: "1 Main St", city: "Lincoln", state: "NE", postalCode: "68508", country: "USA" };
  await openMount(stage, "ok", { options: { settings, expiry: "3 / 2031", address, shippingAddress: { postalCode: "60601" } } });
  await ready(driver);
  const value = (id) => inside(driver, () => driver.executeScript((name) => document.getElementById(name)?.value, id));
  await waitFor("the expiry is there", async () => (await value("exp")) === "03/31");
  assert.equal(await value("billing-zip"), "68508");
  assert.equal(await value("billing-country"), "US");
  assert.equal(await value("shipping-zip"), "60601");
  const set = (field, news) => driver.executeScript((name, what) => form.setField(name, what).then(() => null, ({ code, field }) => [code, field]), field, news);
  assert.equal(await set("expiry", { value: "04/32" }), null);
  await waitFor("the new expiry is there", async () => (await value("exp")) === "04/32");
  assert.equal(await set("cvv", { error: true }), null);
  const marked = () => inside(driver, () => driver.executeScript(() => document.getElementById("cvv").getAttribute("aria-invalid")));
  await waitFor("the code is marked", async () => (await marked()) === "true");
  assert.deepEqual(await set("expiry", { value: "13/32" }), ["expiry_invalid", "expiry"]);
  assert.deepEqual(await set("number", { value: "4111111111111111" }), ["field_unsupported", "number"]);
  assert.deepEqual(await set("address", { value: { country: "Utopia" } }), ["country_invalid", "country"]);
  assert.deepEqual(await set("address", { value: { line2: "x" } }), ["field_unsupported", "line2"]);
  assert.deepEqual(await set("address", { value: { street: "x" } }), ["field_unknown", "street"]);
  // A name that could itself have been typed is not repeated.
  assert.deepEqual(await set("address", { value: { 4111111111111111: "x" } }), ["field_unknown", null]);
  assert.deepEqual(await set("4111111111111111", { value: "x" }), ["field_unsupported", null]);
  assert.deepEqual(await set("holder", { error: true }), ["field_unsupported", null]);
});

test("styles and an amount reach the frame under the page's policy and its own", async () => {
  await openMount(stage, "ok", { options: { amount: "12.50", settings: { styles: { "#app .cc input": { color: "rgb(1, 2, 3)" } } } } });
  await ready(driver);
  const color = () => inside(driver, () => driver.executeScript(() => getComputedStyle(document.getElementById("cc")).color));
  await waitFor("the style is there", async () => (await color()) === "rgb(1, 2, 3)");
  assert.deepEqual(await driver.executeScript(() => violations), []);
});

const wrong = [
  ["an unknown option", { colour: 1 }, "option_unknown", "colour"],
  ["an unknown setting", { settings: { payment: { card: { requireCvv: true } } } }, "option_unknown", "requireCvv"],
  ["a setting whose name could have been typed", { settings: { 4111111111111111: true } }, "option_unknown", null],
  ["a setting of the wrong type", { settings: { billing: { show: "yes" } } }, "option_invalid", "show"],
  ["a wallet", { settings: { payment: { types: ["card", "apple_pay"] } } }, "option_invalid", "types"],
  ["settings that are a list", { settings: [] }, "option_invalid", "settings"],
  ["an amount in cents", { amount: 1250 }, "option_invalid", "amount"],
  ["an amount with a comma", { amount: "12,50" }, "option_invalid", "amount"],
  ["an expiry that is past", { expiry: "01/2020" }, "expiry_past", "expiry"],
  ["an address that is none", { address: "1 Main St" }, "address_invalid", "address"],
];

for (const [name, options, code, field] of wrong) {
  test(`${name} is ${code}, and no frame is made`, async () => {
    await openBlank(driver, stage.sandbox);
    const error = await driver.executeScript(async (given, what) => {
      const container = document.body.appendChild(document.createElement("div"));
      const told = new Promise((resolve) => container.addEventListener("panless:error", ({ detail }) => resolve([detail.code, detail.field])));
      try {
        panless.createTokenizer(given).mount(container, what);
      } catch ({ code, field }) {
        return [code, field];
      }
      return told;
    }, pepperOptions(stage.sandbox), options);
    assert.deepEqual(error, [code, field]);
    assert.equal(await driver.executeScript(() => frames.length), 0);
  });
}

test("card data handed in instead is mount_required, another gateway's key mount_unsupported, no place option_invalid", async () => {
  await openBlank(driver, stage.sandbox);
  const { error } = await tokenize(driver, pepperOptions(stage.sandbox, "ok", "direct"), card);
  assert.deepEqual([error.code, error.category, error.outcome], ["mount_required", "merchant", "none"]);
  assert.match(error.message, /frame/);
  assert.deepEqual(await pepper.requests("direct"), []);
  const told = await driver.executeScript(async (other, given) => {
    const codes = [];
    const form = panless.createTokenizer({ publicKey: other }).mount(document.body);
    codes.push(await form.generateToken().catch(({ code }) => code));
    for (const place of ["#nowhere", null, {}, "??"]) {
      try {
        panless.createTokenizer(given).mount(place);
      } catch (cause) {
        codes.push(cause.code);
      }
    }
    codes.push(await panless.generateToken(given.publicKey, { number: "4111111111111111", expiry: "12/30" }).catch(({ code }) => code));
    codes.push(await panless.createTokenizer({ publicKey: given.publicKey }).mount(document.body).generateToken().catch(({ code }) => code));
    return codes;
  }, stage.sandbox.publicKey, pepperOptions(stage.sandbox));
  assert.deepEqual(told, ["mount_unsupported", "option_invalid", "option_invalid", "option_invalid", "option_invalid", "mount_required", "base_url_missing"]);
});

test("one call at a time: another is busy, and the first goes on", async () => {
  await openFilled(stage, "delay-400", { tag: "busy" });
  // In one go: the first call is over soon.
  const [second, isBusy, first] = await driver.executeScript(async () => {
    const running = settled(() => form.generateToken());
    return [await settled(() => form.generateToken()), form.getState().busy, await running];
  });
  assert.deepEqual([codeOf(second), isBusy], [["busy", "none"], true]);
  assert.match(first.token.id, TOKEN);
  assert.equal((await state(driver)).busy, false);
  assert.equal(await keeps("busy"), 1);
});

test("an abort hangs up: the fields are loaded anew, and a late answer is nobody's", async () => {
  await openFilled(stage, "delay-600", { tag: "abort" });
  const { error } = await driver.executeScript(async () => {
    const controller = new AbortController();
    const call = settled(() => form.generateToken({ signal: controller.signal }));
    while (!form.getState().busy) await null;
    await new Promise((resolve) => setTimeout(resolve));
    controller.abort("left");
    return call;
  });
  assert.deepEqual([error.code, error.outcome, error.cause], ["aborted", "unknown", "left"]);
  await ready(driver, 2);
  await typed(driver, { ...CARD, cc: "4111111111111112" });
  // Were the first card's answer taken, this would be a token.
  assert.equal((await generate(driver)).error.code, "number_invalid");
});

test("a signal that was aborted before sends nothing and leaves the fields as they are", async () => {
  await openFilled(stage, "ok", { tag: "early" });
  const { error } = await driver.executeScript(() => settled(() => form.generateToken({ signal: AbortSignal.abort() })));
  assert.deepEqual([error.code, error.outcome], ["aborted", "none"]);
  assert.equal(await keeps("early"), 0);
  assert.match((await generate(driver)).token.id, TOKEN);
});

test("clear empties the fields and ends a call", async () => {
  await openFilled(stage, "delay-5000");
  await begin(driver);
  await driver.executeScript(() => form.clear());
  assert.deepEqual(codeOf(await ended(driver)), ["aborted", "unknown"]);
  await ready(driver, 2);
  const value = () => inside(driver, () => driver.executeScript(() => document.getElementById("cc")?.value));
  await waitFor("the fields are empty", async () => (await value()) === "");
  assert.equal(await driver.executeScript(() => frames.length), 1);
});

for (const [name, act] of [
  ["removed", () => document.querySelector("iframe").remove()],
  ["removed with its container", () => container.remove()],
  ["moved in the document", () => document.body.prepend(container)],
  ["steered elsewhere", () => void (document.querySelector("iframe").src = "/blank")],
]) {
  // Whatever the frame itself still says of its request, which goes down with it: a token may have been made.
  const code = name === "steered elsewhere" && lacks("silence") ? "request_refused" : "frame_gone";
  test(`a frame that is ${name} during a call is ${code} at once, and nobody knows the outcome`, async () => {
    await openFilled(stage, "delay-5000");
    await begin(driver);
    await driver.executeScript(act);
    const result = await ended(driver);
    assert.deepEqual(codeOf(result), [code, "unknown"]);
    assert.ok(result.ms < 4_900, `${result.ms} ms`);
  });
}

test("a frame that was removed before a call is frame_gone, and comes back", async () => {
  await openFilled(stage, "ok");
  await driver.executeScript(() => document.querySelector("iframe").remove());
  assert.deepEqual(codeOf(await generate(driver)), ["frame_gone", "none"]);
  await ready(driver, 2);
  await typed(driver, CARD);
  assert.match((await generate(driver)).token.id, TOKEN);
});

test("a frame that is moved in the document is greeted again and works", async () => {
  await openMount(stage, "ok");
  await ready(driver);
  await driver.executeScript(() => document.body.prepend(container));
  await ready(driver, 2);
  await typed(driver, CARD);
  assert.match((await generate(driver)).token.id, TOKEN);
});

test("a policy that forbids the frame is frame_blocked at once", async () => {
  await openMount(stage, "moved", { tokenizer: { baseUrl: "http://localhost:4899" } });
  await waitFor("the error is told", async () => (await told(driver, "error")).length > 0);
  assert.deepEqual((await told(driver, "error")).map(({ code }) => code), ["frame_blocked"]);
});

test("destroy ends a call and takes everything away; what comes later fails by name", async () => {
  await openFilled(stage, "delay-5000");
  await begin(driver);
  await driver.executeScript(() => tokenizer.destroy());
  assert.deepEqual(codeOf(await ended(driver)), ["destroyed", "unknown"]);
  const left = await driver.executeScript(async () => {
    const told = [frames.length, container.childNodes.length];
    for (const act of [() => form.generateToken(), () => form.setField("cvv", { error: true }), async () => form.clear(), async () => form.focus()]) {
      told.push(await act().catch(({ code }) => code));
    }
    form.destroy();
    return told;
  });
  assert.deepEqual(left, [0, 0, "destroyed", "destroyed", "destroyed", "destroyed"]);
});

test("destroyed right after the focus has moved, a form throws nothing", async () => {
  await openMount(stage, "ok");
  await ready(driver);
  await driver.executeScript(() => {
    dispatchEvent(new Event("blur"));
    form.destroy();
    // A timer that was set later comes later.
    return new Promise((resolve) => setTimeout(resolve));
  });
  assert.deepEqual(await driver.executeScript(() => heard.filter(([what]) => what === "error")), []);
});

test("destroyed before its code has come, as React's strict mode does, a form leaves nothing and the next works", async () => {
  await openBlank(driver, stage.sandbox);
  const token = await driver.executeScript(async (options) => {
    const tokenizer = panless.createTokenizer(options);
    tokenizer.mount(document.body).destroy();
    const form = tokenizer.mount(document.body);
    await new Promise((resolve) => form.on("ready", resolve));
    return [frames.length, form.getState().ready];
  }, pepperOptions(stage.sandbox));
  assert.deepEqual(token, [1, true]);
});

test("a handler's own error is the page's, a handler that was taken off hears nothing", async () => {
  await openMount(stage, "ok");
  await driver.executeScript(() => {
    window.off = 0;
    const count = () => void (off += 1);
    form.on("change", count);
    form.off("change", count);
    form.on("change", () => {
      throw new Error("the page's own");
    });
  });
  await ready(driver);
  await driver.executeScript(() => form.clear());
  // The browser keeps the text of a driver's own scripts back.
  await waitFor("the page's error", () => driver.executeScript(() => heard.some(([what]) => what === "error")));
  assert.equal(await driver.executeScript(() => off), 0);
});

test("echoed numbers are masked in raw", async () => {
  await openFilled(stage, "echo");
  const { token } = await generate(driver);
  assert.equal(JSON.stringify(token).replaceAll(token.id, "").match(/\d{7}(?!\d{0,6}Z)/), null, JSON.stringify(token));
});

test("focus goes into the frame, and the form tells of it", async () => {
  await openMount(stage, "ok");
  await ready(driver);
  await driver.executeScript(() => form.focus());
  await waitFor("the focus is told", async () => (await told(driver, "focus")).length === 1);
  await driver.executeScript(() => {
    const other = document.body.appendChild(document.createElement("button"));
    other.focus();
  });
  await waitFor("the blur is told", async () => (await told(driver, "blur")).length === 1);
});

test("Tab goes from the page through the frame's fields and on, and back", async () => {
  await openMount(stage, "ok");
  await ready(driver);
  assert.deepEqual(await tabStops(driver, ["forward", "back"]), ["cc", "exp", "cvv", "last", "cvv", "exp", "cc", "first"]);
});
