// The handle of attached fields, and what is left of them when they are destroyed: nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CARD, FIELDS, TOKEN, checkout, faults, formOf, listeners, open, openCheckouts, order, pay, sentence, sentences, told } from "./harness/checkout.mjs";
import { focused, type } from "./harness/demo.mjs";
import { times } from "./harness/extent.mjs";
import { needs } from "./harness/needs.mjs";
import { consoleEntries } from "./harness/page.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, openTimers, watchLeftovers } from "./harness/watch.mjs";

let shop;
let driver;

before(async () => {
  shop = await openCheckouts();
  ({ driver } = shop);
  await driver.manage().setTimeouts({ script: 60_000 });
});
after(() => shop?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
const state = () => run(() => form.getState());
/** How a call of the page ends: a code, or "done". */
const ends = (call) => run(`return (async () => (${call})(form))().then(() => "done", ({ code }) => code)`);

/** A page as people write them: with what browsers and other scripts may want of an input. */
const WRITTEN = formOf(`<p><label>Number <input id="number" data-panless="number" name="card" required maxlength="19" pattern="[0-9 ]+" class="wide" aria-describedby="help"></label></p>
<p><i id="help">As on the card</i></p>
<p><label for="month">Month</label> <select id="month" data-panless="expMonth"><option value="">-<option>01<option>12</select>
<input id="year" autocomplete="cc-exp-year" type="number" min="26"></p>
<p><input id="cvv" data-panless="cvv" dir="auto" inputmode="text" autocomplete="off" enterkeyhint="done" aria-label="Code"></p>
<p><input id="postalCode" autocomplete="postal-code" name="zip" required aria-label="Postal code"></p>
<p><input id="quiet" autocomplete="cc-name" data-panless="" aria-label="No field"></p>`);

/** The same with places of its own for what is told. */
const OWN = WRITTEN.replace("</button>", '</button> <span data-panless-error="number" class="own"></span> <b data-panless-brand></b> <p data-panless-error="">Welcome</p>')
  .replace('aria-label="Code"', 'aria-label="Code" aria-invalid="false"');

/** The page as text. Attributes that went away and came back stand last, which means nothing. */
const written = () => run(() => {
  const text = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.data;
    const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
    return `<${node.localName}${attributes.join("")}>${[...node.childNodes].map(text).join("")}</${node.localName}>`;
  };
  return text(document.body);
});

/** Opens a page whose fields are not attached yet, and keeps what it is like. */
async function plain(html = WRITTEN, options = {}) {
  const page = checkout(shop, { attach: null, html, ...options });
  await driver.get(page.url);
  await watchLeftovers(driver);
  await run((given) => {
    window.attach = async (options, tokenizer) => {
      window.tokenizer = panless.createTokenizer({ ...given, ...tokenizer });
      window.form = window.tokenizer.attach("#checkout", options);
      await new Promise((resolve) => form.on("ready", resolve));
    };
  }, page.tokenizer);
  return { page, html: await written(), listeners: await listeners(driver) };
}

/** Nothing of ours is left: not an attribute, node, listener or timer. */
async function isAsBefore(before) {
  assert.equal(await written(), before.html);
  assert.deepEqual(await listeners(driver), before.listeners);
  assert.equal(await openTimers(driver), 0);
}

const MOMENTS = {
  "as soon as they are attached": () => run((given) => { window.form = panless.createTokenizer(given).attach("#checkout"); form.destroy(); }, shop.pages.at(-1).tokenizer),
  "when they work": async () => {
    await run(() => attach());
    await waitFor("the mark is drawn", () => run(() => document.querySelector("[data-panless-brand] svg")));
    await run(() => form.destroy());
  },
  "with errors shown": async () => {
    await run(() => attach());
    await type(driver, { number: "4242424242424241111111" });
    await pay(driver);
    await waitFor("the errors are shown", () => run(() => document.getElementById("cvv").getAttribute("aria-invalid") === "true"));
    await run(() => form.destroy());
  },
  "with a token in the form": async () => {
    await run(() => attach({ submit: false, brandInput: "brand" }));
    await type(driver, { number: CARD.number, month: "12", year: "30", cvv: "123", postalCode: "97205" });
    await pay(driver);
    await waitFor("the token is there", () => run(() => document.getElementsByName("payment_token")[0]?.value));
    await run(() => form.destroy());
  },
  "while a token is made": async () => {
    await run((baseUrl) => attach({}, { baseUrl }), shop.stage.sandbox.scenario("hang", "end"));
    await type(driver, { number: CARD.number, month: "12", year: "30", cvv: "123", postalCode: "97205" });
    await run(() => { window.call = form.generateToken().catch(({ code }) => code); });
    assert.equal(await run(() => form.getState().busy), true);
    await run(() => form.destroy());
    assert.equal(await run(() => call), "destroyed");
  },
};

for (const [when, act] of Object.entries(MOMENTS)) {
  test(`destroyed ${when}, the page is what it was, and nothing listens`, async () => {
    const before = await plain();
    await act();
    await isAsBefore(before);
  });
}

for (const when of ["when they work", "with errors shown"]) {
  test(`destroyed ${when}, the page's own notes and marks are what they were`, async () => {
    const before = await plain(OWN);
    await MOMENTS[when]();
    await isAsBefore(before);
  });
}

test("what comes late to fields that are destroyed changes nothing any more", async () => {
  const files = { "panless-marks.js": "after go", "messages/en.js": "after go" };
  const before = await plain(WRITTEN, { files });
  await run(() => attach());
  await pay(driver);
  await sentence(driver);
  await run(() => form.destroy());
  const { page } = before;
  const come = Object.keys(files).filter((file) => page.asked.includes(file));
  assert.ok(come.includes("messages/en.js"), page.asked.join());
  await fetch(`${page.url}go`);
  await waitFor("they have come", () => run((names) => names.every((name) => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(name) && entry.responseEnd)), come));
  await run(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve))));
  await isAsBefore(before);
});

test("after destroy every call fails with destroyed, and nothing is told any more", async () => {
  await plain();
  await run(() => attach());
  await run(() => { told.length = 0; form.destroy(); form.destroy(); });
  const calls = ["(form) => form.generateToken()", "(form) => form.setField('cvv', { value: '1' })", "(form) => form.clear()", "(form) => form.focus()", "(form) => form.on('token', () => {})"];
  for (const call of calls) assert.equal(await ends(call), "destroyed", call);
  await type(driver, { number: "42" });
  assert.deepEqual(await run(() => [told, document.getElementById("number").value]), [[], "42"]);
});

test("a destroyed tokenizer takes its fields along", async () => {
  await open(shop);
  await run(() => tokenizer.destroy());
  assert.equal(await ends("(form) => form.generateToken()"), "destroyed");
  assert.equal(await run(() => document.querySelectorAll("[aria-invalid], [role=status]").length), 0);
});

test("after destroy the form is the page's own again, and can be attached once more", async () => {
  const { page } = await plain(formOf());
  await run(() => attach().then(() => form.destroy()).then(() => attach()));
  await type(driver, CARD);
  await pay(driver);
  assert.match((await order(page)).payment_token, TOKEN);
  const { page: other } = await plain(formOf());
  await run(() => attach().then(() => form.destroy()));
  await pay(driver);
  assert.deepEqual(await order(other), { order: "A7", action: "pay" });
});

test("a form that is attached twice is refused the second time, and goes on paying", async () => {
  const { page } = await plain(formOf());
  await run(() => attach());
  const again = await run(() => { try { window.second = tokenizer.attach("#checkout"); return "attached"; } catch ({ code, field }) { return `${code} ${field}`; } });
  await type(driver, CARD);
  await pay(driver);
  assert.match((await order(page)).payment_token, TOKEN);
  assert.equal(again, "option_invalid container");
});

const NAMED = FIELDS.replace(/<input id="(\w+)"/g, '<input id="$1" name="card_$1"');
const warnings = async () => (await consoleEntries(driver)).filter((line) => line.startsWith("WARNING"));

test("names of card inputs are gone while they are attached: no way of sending the form takes a card along", async () => {
  const page = await open(shop, { html: formOf(NAMED) });
  await type(driver, CARD);
  await run(() => HTMLFormElement.prototype.submit.call(document.getElementById("checkout")));
  const { payment_token: token = "", ...rest } = await order(page);
  assert.deepEqual([token, rest], ["", { order: "A7" }]);
  const other = await open(shop, { html: formOf(NAMED) });
  await type(driver, CARD);
  await pay(driver);
  assert.deepEqual(Object.keys(await order(other)).sort(), ["action", "order", "payment_token"]);
});

test("the names are back after destroy", async () => {
  const { page } = await plain(formOf(NAMED));
  await run(() => attach().then(() => form.destroy()));
  await type(driver, { cvv: "123" });
  await pay(driver);
  assert.deepEqual(await order(page), { order: "A7", card_number: "", card_expiry: "", card_cvv: "123", action: "pay" });
});

const TWO = `${formOf(NAMED)}<div id="other"><input name="again" data-panless="number" aria-label="Number"></div>`;
for (const [what, html] of [
  ["two forms have names", TWO],
  ["a name that may stay comes first", formOf(`<input name="holder" autocomplete="cc-name" aria-label="Name">${NAMED}`)],
]) {
  test(`a name that is taken away is warned of once per page, also where ${what}`, needs("console"), async () => {
    await consoleEntries(driver);
    await open(shop, { html });
    if (html === TWO) await run(() => new Promise((resolve) => tokenizer.attach("#other").on("ready", resolve)));
    const said = await warnings();
    assert.equal(said.length, 1, said.join("\n"));
    assert.doesNotMatch(said[0], /card_number/);
  });
}

test("getState tells what is known of the fields, and no digit of them", async () => {
  const page = checkout(shop, { files: { "panless-attach.js": "after go" } });
  await driver.get(page.url);
  assert.deepEqual(await state(), { ready: false, busy: false, valid: null, kind: null, brand: null, fields: {} });
  await fetch(`${page.url}go`);
  await waitFor("the fields work", async () => (await state()).ready);
  const empty = { status: "incomplete", code: null };
  assert.deepEqual(await state(), { ready: true, busy: false, valid: false, kind: "card", brand: null, fields: { number: empty, expiry: empty, cvv: empty } });
  await type(driver, { number: "4242424242424241", expiry: CARD.expiry });
  const { fields, ...rest } = await state();
  assert.deepEqual(rest, { ready: true, busy: false, valid: false, kind: "card", brand: "visa" });
  assert.deepEqual([fields.number.status, fields.expiry], ["incomplete", { status: "valid", code: null }]);
  assert.doesNotMatch(JSON.stringify(await told(driver, "change")), /4242|1230/);
  await run(() => { form.getState().fields.number = "changed"; });
  assert.equal((await state()).fields.number.status, "incomplete");
});

test("setField writes and marks a field, and refuses one that is not there without its text", async () => {
  await open(shop);
  await run(() => form.setField("number", { value: "4242424242424242" }));
  assert.equal(await run(() => document.getElementById("number").value), "4242 4242 4242 4242");
  assert.equal((await state()).brand, "visa");
  await run(() => form.setField("cvv", { error: true }));
  assert.equal(await run(() => document.getElementById("cvv").getAttribute("aria-invalid")), "true");
  await sentence(driver);
  assert.equal(await ends("(form) => form.setField('accountNumber', { value: '1' })"), "field_unsupported");
  const [error] = await run(() => form.setField("4242424242424242", { value: "1" }).catch((error) => [String(error) + error.stack + JSON.stringify(error)]));
  assert.doesNotMatch(error, /4242/);
});

test("clear empties the fields and their errors, and keeps the rest of the form", async () => {
  await open(shop);
  await type(driver, { ...CARD, expiry: "1220" });
  await pay(driver);
  await sentence(driver);
  await run(() => form.clear());
  const left = await run(() => ["number", "expiry", "cvv", "order"].map((id) => document.getElementById(id).value).concat(document.getElementById("expiry-note").textContent));
  assert.deepEqual(left, ["", "", "", "A7", ""]);
  assert.deepEqual((await state()).brand, null);
});

for (const [what, act, code] of [
  ["an abort", () => run(() => controller.abort()), "aborted"],
  ["clear", () => run(() => form.clear()), "aborted"],
]) {
  test(`${what} ends a call that runs, and the customer reads nothing of it`, async () => {
    await open(shop, { scenario: "hang" });
    await type(driver, CARD);
    await run(() => {
      window.controller = new AbortController();
      window.call = form.generateToken({ signal: controller.signal }).catch((error) => error.code);
    });
    await act();
    assert.equal(await run(() => call), code);
    assert.deepEqual([await sentences(driver), (await state()).busy], [[], false]);
  });
}

test("focus goes to the field that is asked for, else to the first", async () => {
  await open(shop);
  for (const [given, id] of [["cvv", "cvv"], [undefined, "number"], ["expiry", "expiry"], ["accountNumber", "number"]]) {
    await run((field) => form.focus(field), given);
    assert.equal(await focused(driver), id);
  }
});

test("a handler hears its event until it is taken off, and one that throws stops no other", async () => {
  await open(shop);
  await run(() => {
    window.heard = [];
    window.first = (field) => heard.push(`first ${field}`);
    form.on("focus", () => { throw new Error("of the page"); });
    form.on("focus", first);
    form.on("focus", (field) => heard.push(`second ${field}`));
    form.focus("cvv");
    form.off("focus", first);
    form.focus("number");
  });
  assert.deepEqual(await run(() => heard), ["first cvv", "second cvv", "second number"]);
  assert.equal(await run(() => violations.splice(0).length), 2, "what a handler throws is told as any error of the page");
});

const MANY = times(50, 500);

test(`${MANY} times attached and destroyed leave no node, listener or timer`, needs("counts"), async () => {
  await plain();
  const cycles = (times) => run(async (count) => {
    for (let turn = 0; turn < count; turn += 1) {
      // Half of them go before they work.
      if (turn % 2) await attach();
      else window.form = panless.createTokenizer({ publicKey: "m_cSiyNUh9RBWHfdbFRFGrkA" }).attach("#checkout");
      form.destroy();
    }
    window.form = null;
    told.length = 0;
    return document.body.outerHTML;
  }, times);
  const html = await cycles(20);
  const before = await leftovers(driver);
  assert.equal(await cycles(MANY), html);
  await leavesNothing(driver, before);
});

test("no page's policy stopped anything", async () => {
  assert.deepEqual(await faults(shop), []);
});
