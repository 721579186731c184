// A page that freezes the browser's own objects, as hardened pages and wallets do: everything works, and what is assigned to an instance
// meets no frozen member of its prototype.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CARD, TOKEN } from "./harness/checkout.mjs";
import { bank, nelnetCard } from "./harness/calls.mjs";
import { checkout as elementCheckout, isValid, type } from "./harness/element.mjs";
import { TIMES, attachOn, callOn, frameOn, openFoul, payHere, visit } from "./harness/foul.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFoul();
  ({ driver } = tools);
});
after(() => tools?.close());

// In the page: all that a script can reach from the constructors, and the prototypes that have no name.
function freezeAll() {
  const seen = new Set();
  const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const walk = (value) => {
    if (Object(value) !== value || value === window || value === document || seen.has(value)) return;
    seen.add(value);
    for (const key of ownKeys(value)) {
      const { value: member, get, set } = getOwnPropertyDescriptor(value, key);
      for (const one of [member, get, set]) walk(one);
    }
    walk(getPrototypeOf(value));
  };
  const unnamed = [[][Symbol.iterator](), ""[Symbol.iterator](), new Map().entries(), new Set().entries(), (function* () {})(), (async function* () {})(), async () => {}, "a".matchAll(/a/g)];
  for (const one of unnamed) walk(getPrototypeOf(one));
  for (const name of Object.getOwnPropertyNames(window)) if (/^([A-Z]\w+|fetch|setTimeout|clearTimeout|addEventListener|crypto|performance)$/.test(name)) walk(window[name]);
  for (const one of seen) try { Object.freeze(one); } catch {}
  const loose = [Object, Array, String, Function, Error, Promise, RegExp, Map, HTMLElement].filter(({ prototype }) => !Object.isFrozen(prototype)).map(({ name }) => name);
  if (loose.length) throw new Error(`not frozen: ${loose}`);
}
const FROZEN = `(${freezeAll})();`;

const isToken = ({ token, sent, said }, last4) => assert.deepEqual([token?.last4, sent, said], [last4, 1, []]);

for (const when of TIMES) {
  test(`with everything frozen ${when} our script, a card by a call`, async () => isToken(await callOn(tools, FROZEN, when), "4242"));
  test(`with everything frozen ${when} our script, a card as JSON`, async () => isToken(await callOn(tools, FROZEN, when, { more: { encoding: "json" } }), "4242"));
  test(`with everything frozen ${when} our script, a bank account`, async () => isToken(await callOn(tools, FROZEN, when, { payment: bank }), "7890"));
  test(`with everything frozen ${when} our script, a card by JSONP`, async () => isToken(await callOn(tools, FROZEN, when, { gateway: "nelnet", payment: nelnetCard }), "1111"));
  test(`with everything frozen ${when} our script, a card in our own frame`, async () => isToken(await frameOn(tools, FROZEN, when), "4242"));

  test(`with everything frozen ${when} our script, an error is ours, with its name, code and outcome`, async () => {
    const { code, outcome, sent, said } = await callOn(tools, FROZEN, when, { payment: { number: CARD.number } });
    assert.deepEqual([code, outcome, sent, said], ["expiry_missing", "none", 0, []]);
  });

  test(`with everything frozen ${when} our script, the page's own form`, async () => {
    const { order, sent, said } = await attachOn(tools, FROZEN, when);
    assert.match(order.payment_token, TOKEN);
    assert.deepEqual([sent, said], [1, []]);
  });
}

for (const mode of ["direct", "framed"]) {
  test(`with everything frozen, <panless-card>, ${mode}`, async () => {
    const page = elementCheckout(tools, { mode, own: FROZEN });
    await visit(tools, page);
    const { order, sent, said } = await payHere(tools, page, async () => {
      await type(driver, mode);
      // What was typed in a frame is heard here a little later, and until then the browser does not send the form.
      await isValid(driver);
    });
    assert.match(order.payment_token, TOKEN);
    assert.deepEqual([sent, said], [1, []]);
  });
}
