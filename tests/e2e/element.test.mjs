// <panless-card> in a shop's form, direct and framed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { times } from "./harness/extent.mjs";
import { CARD, MODES, card, faults, focused, isValid, open, openFrames, order, pay, ready, told, type, typed, validity } from "./harness/element.mjs";
import { needs } from "./harness/needs.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, watchLeftovers } from "./harness/watch.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames();
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);

for (const mode of MODES) {
  test(`${mode}: a card is a token at the merchant's server, as the element's value, and nothing but it`, async () => {
    const page = await open(tools, { mode });
    await type(driver, mode);
    await isValid(driver);
    await pay(driver);
    const { payment_token: token, ...rest } = await order(page);
    assert.match(token, /^[\w-]{22}$/);
    assert.deepEqual(rest, { order: "A7", action: "pay" });
    assert.equal((await page.asks()).length, 1);
    assert.deepEqual(await faults(tools), []);
  });
}

/** How a call of the page's ends: a code, or "done". */
const ends = (call) => run(`return (async () => (${call})(document.getElementById("card")))().then(() => "done", ({ code }) => code)`);
const notes = () => run(() => ["number", "expiry", "cvv"].map((id) => document.getElementById(`${id}-note`).textContent));
const value = () => run(() => Object.fromEntries(new FormData(document.getElementById("checkout"))));
const settled = (script) => run(`return Promise.resolve((${script})(document.getElementById("card"))).then(() => new Promise((done) => setTimeout(done)))`);

for (const mode of MODES) {
  test(`${mode}: what is wrong keeps the form here, says so at the field, moves the focus there, and asks the gateway nothing`, async () => {
    const page = await open(tools, { mode, lang: "de" });
    await waitFor("the words are German", async () => /Kartennummer/.test((await validity(driver)).validationMessage));
    await type(driver, mode, { ...CARD, expiry: "0121" });
    await waitFor("the date is named", async () => /abgelaufen/.test((await validity(driver)).validationMessage));
    await run(() => { window.submits = 0; addEventListener("submit", () => (submits += 1)); });
    await pay(driver);
    await waitFor("the focus is on the date", async () => (await focused(driver)) === "expiry");
    await waitFor("the call has ended", () => run(() => document.getElementById("card").state.busy === false));
    assert.deepEqual((await told(driver, "error")).map(({ code }) => code), ["expiry_past"]);
    assert.deepEqual([await run(() => submits), await page.asks(), page.orders()], [0, [], []]);
    assert.deepEqual(await faults(tools), []);
  });

  test(`${mode}: with nothing typed every note is shown at once, and the first field has the focus`, needs(mode === "framed" && "focus"), async () => {
    await open(tools, { mode });
    await pay(driver);
    await waitFor("the focus is on the number", async () => (await focused(driver)) === "number");
    const { issues } = await run(() => document.getElementById("card").generateToken().catch(({ issues }) => ({ issues: issues.map(({ code }) => code) })));
    assert.deepEqual(issues, ["number_missing", "expiry_missing", "cvv_missing"]);
    if (mode === "direct") assert.equal((await notes()).filter(Boolean).length, 3);
    assert.equal((await validity(driver)).validationMessage, "Enter the card number.");
  });

  test(`${mode}: another field that is wrong comes first if it stands first, and the card's fields stay quiet`, async () => {
    await open(tools, { mode, own: 'document.getElementById("order").required = true; document.getElementById("order").value = "";' });
    await pay(driver);
    await waitFor("the focus is on the order", async () => (await focused(driver)) === "order");
    assert.deepEqual(await told(driver, "error"), []);
  });

  test(`${mode}: checkValidity asks the customer nothing, reportValidity shows what is wrong`, needs(mode === "framed" && "focus"), async () => {
    await open(tools, { mode });
    await isValid(driver, false);
    assert.equal(await run(() => document.getElementById("card").checkValidity()), false);
    assert.deepEqual([await told(driver, "error"), await focused(driver)], [[], ""]);
    assert.equal(await run(() => document.getElementById("card").reportValidity()), false);
    await waitFor("the focus is on the number", async () => (await focused(driver)) === "number");
    await type(driver, mode);
    await isValid(driver);
    assert.equal(await run(() => document.getElementById("card").reportValidity()), true);
  });

  test(`${mode}: Enter in a field sends the form, once and with the token`, async () => {
    const page = await open(tools, { mode });
    await type(driver, mode, { ...CARD, cvv: `123${Key.ENTER}` });
    const { payment_token: token, ...rest } = await order(page);
    assert.match(token, /^[\w-]{22}$/);
    assert.deepEqual(rest, { order: "A7", action: "pay" });
    assert.deepEqual([(await page.asks()).length, page.orders().length], [1, 1]);
  });

  test(`${mode}: token, brand and last digits go by the names that the element gives them`, async () => {
    const page = await open(tools, { mode, more: { name: "card_token", brandInput: "brand", last4Input: "last4" } });
    await type(driver, mode);
    await pay(driver);
    const { card_token: token, ...rest } = await order(page);
    assert.match(token, /^[\w-]{22}$/);
    assert.deepEqual(rest, { order: "A7", brand: "visa", last4: "4242", action: "pay" });
  });

  test(`${mode}: the page's own handler sees the form with the token once, may keep it, and the next card works`, async () => {
    const own = 'window.seen = []; document.getElementById("checkout").addEventListener("submit", (event) => { seen.push(Object.fromEntries(new FormData(event.target, event.submitter))); event.preventDefault(); });';
    const page = await open(tools, { mode, own });
    for (const times of [1, 2]) {
      await type(driver, mode);
      await isValid(driver);
      await pay(driver);
      await waitFor("the handler runs", async () => (await run(() => seen.length)) === times);
      await waitFor("the form is free", async () => (await run(() => document.getElementById("checkout").getAttribute("aria-busy"))) === "false");
      await waitFor("no card is left", async () => (await typed(driver, mode)).join("") === "");
    }
    const seen = await run(() => seen);
    assert.deepEqual(seen.map(({ payment_token: token, ...rest }) => [/^[\w-]{22}$/.test(token), rest]), [1, 2].map(() => [true, { order: "A7", action: "pay" }]));
    assert.notEqual(seen[0].payment_token, seen[1].payment_token);
    assert.deepEqual([(await page.asks()).length, page.orders()], [2, []]);
  });

  test(`${mode}: two clicks are one request and one order`, async () => {
    const page = await open(tools, { mode, scenario: "delay-500" });
    await type(driver, mode);
    await isValid(driver);
    await driver.actions().doubleClick(driver.findElement(By.id("pay"))).perform();
    await order(page);
    await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
    assert.deepEqual([(await page.asks()).length, page.orders().length], [1, 1]);
  });

  test(`${mode}: reset empties the fields and drops the token`, async () => {
    await open(tools, { mode });
    await type(driver, mode);
    assert.equal(await ends("(card) => card.generateToken()"), "done");
    assert.equal((await value()).payment_token, await run(() => document.getElementById("card").token.id));
    await run(() => document.getElementById("checkout").reset());
    await waitFor("the fields are empty", async () => (await typed(driver, mode)).join("") === "");
    assert.deepEqual([await value(), await run(() => document.getElementById("card").token)], [{ order: "A7" }, null]);
    await isValid(driver, false);
  });

  test(`${mode}: back from the browser's memory the old token is gone`, async () => {
    await open(tools, { mode });
    await type(driver, mode);
    assert.equal(await ends("(card) => card.generateToken()"), "done");
    await run(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false })));
    assert.ok((await value()).payment_token);
    await run(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    assert.deepEqual([await value(), await run(() => document.getElementById("card").token)], [{ order: "A7" }, null]);
  });

  for (const how of ["by itself", "by its fieldset"]) {
    test(`${mode}: disabled ${how} it takes no part in the form, cannot be typed into, and works again afterwards`, async () => {
      const html = (page) => `<fieldset id="set">${card(page, mode)}</fieldset>`;
      const page = await open(tools, { mode, html, own: 'document.getElementById("checkout").addEventListener("submit", (event) => { if (window.stays) event.preventDefault(); });' });
      const disable = (isDisabled) => run((id, given) => void (document.getElementById(id).disabled = given), how === "by itself" ? "card" : "set", isDisabled);
      await isValid(driver, false);
      await disable(true);
      assert.deepEqual((await validity(driver)).willValidate, false);
      await run(() => document.getElementById("order").focus());
      await driver.actions().sendKeys(Key.TAB).perform();
      assert.equal(await focused(driver), "pay");
      await run(() => (window.stays = true));
      await pay(driver);
      assert.deepEqual([await told(driver, "error"), page.orders()], [[], []]);
      await disable(false);
      await type(driver, mode);
      await isValid(driver);
      await run(() => (window.stays = false));
      await pay(driver);
      assert.match((await order(page)).payment_token, /^[\w-]{22}$/);
      assert.equal((await page.asks()).length, 1);
    });
  }
}

test("a label that is pressed moves the focus to the first field, in both modes; a press beside an input does not", needs("focus"), async () => {
  for (const mode of MODES) {
    await open(tools, { mode, html: (page) => `<label id="label" for="card">Card</label>${card(page, mode)}` });
    await driver.findElement(By.id("label")).click();
    await waitFor("the focus is on the number", async () => (await focused(driver)) === "number");
    assert.deepEqual(await run(() => [...document.getElementById("card").labels].map(({ id }) => id)), ["label"]);
  }
  await open(tools);
  await run(() => Object.assign(document.getElementById("card").style, { display: "block", padding: "40px" }));
  await driver.actions().move({ origin: driver.findElement(By.id("card")), x: 0, y: -await run(() => Math.round(document.getElementById("card").offsetHeight / 2) - 10) }).click().perform();
  assert.equal(await focused(driver), "");
});

test("Tab goes from the page through the frame's fields and on, and back", async () => {
  await open(tools, { mode: "framed" });
  await run(() => document.getElementById("order").focus());
  const stops = [];
  for (const back of [false, false, false, false, true, true, true, true]) {
    const press = driver.actions();
    await (back ? press.keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT) : press.sendKeys(Key.TAB)).perform();
    stops.push(await focused(driver));
  }
  assert.deepEqual(stops, ["number", "expiry", "cvv", "pay", "cvv", "expiry", "number", "order"]);
});

for (const mode of MODES) {
  test(`${mode}: no rule of axe is broken, with errors shown and without`, needs(mode === "framed" && "focus"), async () => {
    await open(tools, { mode, html: (page) => `<fieldset><legend>Card</legend>${card(page, mode)}</fieldset>` });
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const rules = { region: { enabled: false }, "landmark-one-main": { enabled: false } };
    const broken = async () => {
      if (!(await run(() => "axe" in window))) await run(axe);
      const { violations } = await run((given) => axe.run(document, { resultTypes: ["violations"], iframes: false, rules: given }), rules);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
    };
    assert.deepEqual(await broken(), []);
    await pay(driver);
    await waitFor("the focus is on the number", async () => (await focused(driver)) === "number");
    assert.deepEqual(await broken(), []);
  });

  test(`${mode}: moved on the page, in one task and over several, it goes on working`, async () => {
    const page = await open(tools, { mode, own: 'const place = document.createElement("div"); place.id = "place"; document.getElementById("checkout").prepend(place);' });
    await type(driver, mode, { number: CARD.number });
    await run(() => document.getElementById("place").append(document.getElementById("card")));
    if (mode === "direct") {
      // Nothing has begun anew: what was typed stands there, and nobody was told of new fields.
      assert.deepEqual([await typed(driver, mode), (await told(driver, "ready")).length], [["4242 4242 4242 4242", "", ""], 1]);
    } else await ready(driver, 2);
    await settled("(card) => { const form = card.parentElement; card.remove(); return new Promise((go) => setTimeout(go)).then(() => form.append(card)); }");
    await ready(driver, mode === "direct" ? 2 : 3);
    await type(driver, mode, mode === "direct" ? { expiry: CARD.expiry, cvv: CARD.cvv } : CARD);
    await isValid(driver);
    await pay(driver);
    assert.match((await order(page)).payment_token, /^[\w-]{22}$/);
    assert.deepEqual(await faults(tools), []);
  });

  test(`${mode}: in another form it is that form's, and the first one is free`, async () => {
    const page = await open(tools, { mode, body: '<form id="other" action="others" method="post"><button id="send">Send</button></form>' });
    await run(() => document.getElementById("other").prepend(document.getElementById("card")));
    await ready(driver, 2);
    await type(driver, mode);
    await isValid(driver);
    await driver.findElement(By.id("send")).click();
    await waitFor("the other form is sent", () => page.posted.find(({ file, body }) => file === "others" && /^payment_token=[\w-]{22}$/.test(body)));
    await driver.navigate().back();
    await run(() => document.getElementById("card")?.remove());
    await pay(driver);
    assert.deepEqual(await order(page), { order: "A7", action: "pay" });
  });

  test(`${mode}: taken away it leaves nothing, and a call that runs ends by name`, async () => {
    await open(tools, { mode, scenario: "hang" });
    await type(driver, mode);
    await isValid(driver);
    await run(() => { window.running = document.getElementById("card").generateToken().catch(({ code }) => code); });
    await waitFor("it runs", () => run(() => document.getElementById("card").state.busy));
    await run(() => document.getElementById("card").remove());
    assert.equal(await run(() => running), mode === "direct" ? "destroyed" : "frame_gone");
    assert.equal(await ends('() => document.createElement("panless-card").generateToken()'), "key_missing");
    assert.equal(await ends('() => Object.assign(document.createElement("panless-card"), { publicKey: "m_x" }).generateToken()'), "destroyed");
    assert.deepEqual(await run(() => [frames.length, document.getElementById("checkout").getAttribute("aria-busy")]), [0, null]);
  });

  const many = mode === "framed" ? 10 : times(20, 100);

  test(`${mode}: ${many} elements come and go, and nothing is left of them`, needs("counts"), async () => {
    const page = await open(tools, { mode });
    await watchLeftovers(driver);
    const cycle = (times) => run(async (html, count) => {
      for (let time = 0; time < count; time += 1) {
        const place = document.createElement("div");
        document.body.append(place);
        const made = document.createElement("panless-card");
        const ready = new Promise((done) => made.addEventListener("panless:ready", done));
        for (const [name, value] of html[0]) made.setAttribute(name, value);
        made.append(...html[1].map((name) => Object.assign(document.createElement("input"), { ariaLabel: name, autocomplete: name })));
        place.append(made);
        await ready;
        place.remove();
        await new Promise((done) => setTimeout(done));
      }
    }, [Object.entries({ "public-key": page.tokenizer.publicKey, "base-url": page.tokenizer.baseUrl, ...(page.tokenizer.core && { core: "js" }), ...(mode === "framed" && { "frame-url": page.frameUrl }) }),
      mode === "framed" ? [] : ["cc-number", "cc-exp", "cc-csc"]], times);
    await cycle(3);
    const before = await leftovers(driver);
    await cycle(many);
    await leavesNothing(driver, before);
  });
}
