// Other scripts of the page have changed the browser's own functions, as libraries and vendors do: panless gives the same token as on a
// clean page, or one typed error with nothing sent. And what direct mode cannot defend against, shown; in our own frame the same hears nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CARD, TOKEN } from "./harness/checkout.mjs";
import { card, nelnetCard } from "./harness/calls.mjs";
import { isAll } from "./harness/extent.mjs";
import { TIMES, attachOn, callOn, frameOn, openFoul } from "./harness/foul.mjs";
import { evaluate } from "./harness/page.mjs";
import { LIBRARIES, scriptOf } from "./harness/patched.mjs";

let tools;
let driver;
/** What a call gets, by gateway: each has its own way there. */
const PAYMENTS = { affinipay: card, nelnet: nelnetCard, chargezoom: { ...card, address: { postalCode: "78701" } } };
/** What a call gives on a clean page, by gateway. */
const clean = {};

before(async () => {
  tools = await openFoul();
  ({ driver } = tools);
  for (const [gateway, payment] of Object.entries(PAYMENTS)) clean[gateway] = (await callOn(tools, "", "after", { gateway, payment })).token;
});
after(() => tools?.close());

/** The same token by one request, or one of these errors and none; nothing on the console, nothing uncaught. */
function isRight({ token, code, outcome = "none", sent, said }, wanted, codes = []) {
  assert.deepEqual(said, []);
  if (code) assert.deepEqual([codes.includes(code) ? "known" : code, outcome, sent], ["known", "none", 0]);
  else assert.deepEqual([token, sent], [wanted, 1]);
}

/** Of such a page the driver itself enters no frame. */
const UNDRIVEN = LIBRARIES["toJSON of every object"];

/** Where each row takes its turn: by calls always; in fields and frames before and after by turns, unless everything is wanted. */
const rows = Object.entries(LIBRARIES).flatMap(([name, row], at) => TIMES.map((when, time) => ({ name, row, when, isTurn: isAll || at % 2 === time })));

for (const { name, row, when, isTurn } of rows) {
  test(`${name}, ${when} our script: a call gives the same token`, async () => {
    isRight(await callOn(tools, scriptOf(row), when), clean.affinipay, row.codes);
  });

  if (isTurn) {
    for (const [way, gateway] of [["by JSONP", "nelnet"], ["that seals", "chargezoom"]]) {
      test(`${name}, ${when} our script: a call ${way} gives the same token`, async () => {
        isRight(await callOn(tools, scriptOf(row), when, { gateway, payment: PAYMENTS[gateway] }), clean[gateway], row.codes);
      });
    }

    test(`${name}, ${when} our script: the page's own form leaves with a token`, async () => {
      const { order, ...end } = await attachOn(tools, scriptOf(row), when);
      isRight({ ...end, token: order && { ...order, payment_token: TOKEN.test(order.payment_token) } }, { order: "A7", action: "pay", payment_token: true }, row.codes);
    });
  }

  // Its own tokenizer asks no more of the page than that of a call.
  if (isAll && !row.codes && row !== UNDRIVEN) {
    test(`${name}, ${when} our script: our own frame gives a token`, async () => {
      isRight(await frameOn(tools, scriptOf(row), when), { last4: "4242", brand: "visa" }, row.codes);
    });
  }
}

/** All that leave a token, one after the other. */
const all = Object.values(LIBRARIES).filter((row) => !row.codes && row !== UNDRIVEN).map(scriptOf).join("\n");

for (const when of TIMES) {
  test(`all of these at once, ${when} our script: our own frame gives a token`, async () => {
    isRight(await frameOn(tools, all, when), { last4: "4242", brand: "visa" });
  });
}

// What nothing can be done about, and what our own frame is for. Each keeps what it gets in `heard`.
const SPIES = {
  "replaces fetch": () => {
    const real = window.fetch;
    window.fetch = (url, init) => (heard.push(`${init?.body}`), real(url, init));
  },
  "listens to keys": () => {
    for (const name of ["keydown", "input"]) addEventListener(name, ({ target, key }) => heard.push(target.value ?? key), true);
  },
  "looks into every input": () => {
    const look = (root) => { for (const { value } of root.querySelectorAll("input")) heard.push(value); };
    const lookAround = () => { for (const one of [window, window[0]]) try { look(one.document); } catch {} };
    document.addEventListener("panless:change", lookAround);
  },
  "replaces panless": () => {
    const real = window.panless;
    const worked = (form) => (document.addEventListener("panless:change", () => { for (const { value } of document.querySelectorAll("input")) heard.push(value); }), form);
    window.panless = { ...real, createTokenizer(options) {
      const { attach, mount } = real.createTokenizer(options);
      return { attach: (...given) => worked(attach(...given)), mount: (...given) => worked(mount(...given)) };
    } };
  },
};
const DIGITS = new RegExp(CARD.number.replace(/(.{4})/g, "$1 ?"));
const heard = () => evaluate(driver, "heard.join(' ')");

for (const [what, spy] of Object.entries(SPIES)) {
  const script = `window.heard = []; (${spy})();`;

  test(`direct mode cannot defend against it: a script that ${what} reads the number`, async () => {
    const { order, said } = await attachOn(tools, script, "after", { attach: { submit: false } });
    assert.deepEqual([order, said], [undefined, []]);
    assert.match(await heard(), DIGITS);
  });

  test(`in our own frame it is out of reach: a script that ${what} hears no digits of it`, async () => {
    const { token, said } = await frameOn(tools, script, "after");
    assert.deepEqual([token, said], [{ last4: "4242", brand: "visa" }, []]);
    assert.doesNotMatch((await heard()).replace(/\s/g, ""), /\d{7}/);
  });
}
