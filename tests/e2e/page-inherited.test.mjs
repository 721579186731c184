// Every word that stands in our files is put on Object.prototype, as something that tells of whoever asks for it there: nobody does. What an
// object of ours does not have itself is missed by no function of ours, and by none of the browser's that gets it.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { CARD, checkout, formOf } from "./harness/checkout.mjs";
import { bank, nelnetCard } from "./harness/calls.mjs";
import { openFoul, visit } from "./harness/foul.mjs";
import { frameFor } from "./harness/own-frame.mjs";
import { call, evaluate } from "./harness/page.mjs";
import { polluted } from "./harness/polluted.mjs";
import { sealFor } from "./harness/sealed.mjs";

let tools;
let driver;
let page;

// In the page, before our script. What describes a property is left out: with that no page works.
function trap(words) {
  window.asked = new Set();
  window.isOver = true;
  const { defineProperty } = Object;
  const dull = ["get", "set", "value", "writable", "enumerable", "configurable", "then", "return", "toJSON", "asked", "isOver", "told", "violations"];
  for (const word of words) {
    if (word in Object.prototype || dull.includes(word)) continue;
    defineProperty(Object.prototype, word, {
      configurable: true,
      get() {
        const line = (new Error().stack ?? "").split("\n")[2] ?? "";
        // Of what the page or the browser has made, anybody may ask: it is the page's.
        const isOurs = !(this instanceof Node || this instanceof Event || this === window || this instanceof CSSStyleDeclaration);
        if (isOurs && /\/panless[\w-]*\.js/.test(line)) asked.add(`${word} of ${this?.constructor?.name} ${line.trim()}`);
        return undefined;
      },
      set(value) { defineProperty(this, word, { value, configurable: true, enumerable: true, writable: true }); },
    });
  }
}

/** Every word of the files that a page loads, and what browsers read of the objects that they get. */
async function words() {
  const { version } = JSON.parse(await readFile(`${process.env.PANLESS_DIST}/npm/package.json`, "utf8"));
  const folder = `${process.env.PANLESS_DIST}/cdn/${version}`;
  const files = (await readdir(folder)).filter((name) => /^panless.*\.js$/.test(name) && name !== "panless-core.js");
  const texts = await Promise.all(files.map((name) => readFile(`${folder}/${name}`, "utf8")));
  return [...new Set([...texts.join(" ").match(/[A-Za-z_$][\w$]*/g), ...Object.keys(polluted(""))])].filter((word) => word.length > 1);
}

before(async () => {
  tools = await openFoul();
  ({ driver } = tools);
  const { sandbox, site } = tools;
  const { nelnet } = sandbox;
  const policy = () => "default-src * 'unsafe-inline' 'wasm-unsafe-eval'";
  page = checkout(tools, { attach: null, policy, html: `<script>(${trap})(${JSON.stringify(await words())})</script>${formOf()}<div id="place"></div>` });
  page.whole = page.whole.replace("</body>", `<script src="${page.url}panless-element.js"></script></body>`);
  page.endpoint = `${nelnet.base}/api/v1/tokens/jsonp`;
  page.nelnet = { publicKey: nelnet.publicKey, baseUrl: nelnet.base };
  const frame = frameFor(tools, { ...page.tokenizer, config: { shop: { origin: new URL(site.page().url).origin, publicKeys: undefined } } });
  page.frameUrl = `${frame.url}frame.html`;
  await visit(tools, page);
});
after(() => tools?.close());

/** What a browser asks of an event, and what nobody hangs anything on. */
const HARMLESS = /^(cancelable|composed) of Object/;

/** What was asked for since the last time. */
const asked = async () => (await evaluate(driver, "(() => { const all = [...asked].sort(); asked.clear(); return all; })()")).filter((one) => !HARMLESS.test(one));
const ends = (code) => evaluate(driver, `(async () => { try { return (${code})?.last4 ?? "ended"; } catch ({ code, message }) { return code ?? message; } })()`);
const text = JSON.stringify;

/** What is done, and how it ends. Everything of ours is loaded by one of these. */
const DEEDS = {
  "calls": () => Promise.all([
    [page.tokenizer, CARD, "4242"], [{ ...page.tokenizer, encoding: "json" }, CARD, "4242"], [page.tokenizer, bank, "7890"], [page.nelnet, nelnetCard, "1111"],
    [page.tokenizer, { number: "1" }, "number_incomplete"], [{ ...page.tokenizer, timeout: 0 }, CARD, "option_invalid"], [{ ...page.tokenizer, brands: { off: ["visa"] } }, CARD, "number_invalid"],
  ].map(async ([options, payment, wanted]) => [await ends(`await panless.createTokenizer(${text(options)}).generateToken(${text(payment)})`), wanted])),
  "the one-call form": async () => [[await ends(`await panless.generateToken(${text(page.tokenizer.publicKey)}, ${text(CARD)}, ${text({ baseUrl: page.tokenizer.baseUrl })})`), "4242"]],
  "a sealed call": async () => {
    const options = { gateway: "chargezoom", seal: await sealFor(tools.sandbox.relay) };
    return [[await ends(`await panless.createTokenizer(${text(options)}).generateToken(${text({ ...CARD, address: { postalCode: "78701" } })})`), "4242"]];
  },
  "the card logic": async () => [[await ends(`await panless.loadCore().then((core) => [core.judge("number", "4242", { brand: "visa" }), core.brands("4"), core.format("number", "42424"), core.luhn("4"),
    core.edit("number", { value: "42", start: 2, end: 2 }, { type: "insert", text: "4" }), core.edit("number", { value: "42", start: 2, end: 2 }, { type: "deleteBackward" })])`), "ended"]],
  "fields": async () => [[await ends(`await (async () => {
    const tokenizer = panless.createTokenizer(${text(page.tokenizer)});
    const form = tokenizer.attach("#checkout", { submit: false });
    await form.generateToken().catch(() => {});
    for (const [name, value] of Object.entries(${text(CARD)})) await form.setField(name, { value });
    const token = await form.generateToken();
    form.clear(), form.focus("cvv"), tokenizer.destroy();
    return token;
  })()`), "4242"]],
  "our own frame": async () => [[await ends(`await new Promise((resolve) => {
    const form = panless.createTokenizer(${text(page.tokenizer)}).mount("#place", { frameUrl: ${text(page.frameUrl)} });
    form.on("error", ({ code }) => (form.destroy(), resolve({ last4: code })));
    form.on("ready", () => form.generateToken());
  })`), "number_missing"]],
  "the gateway's frame": async () => [[await ends(`await new Promise((resolve) => {
    const { publicKey, base } = ${text({ publicKey: tools.sandbox.pepper.publicKey, base: tools.sandbox.pepper.base })};
    const form = panless.createTokenizer({ publicKey, baseUrl: base }).mount("#place", { amount: "1.00", settings: {} });
    form.on("error", ({ code }) => (form.destroy(), resolve({ last4: code })));
    form.on("ready", () => form.generateToken());
  })`), "number_invalid"]],
  "the element": async () => [[await ends(`await new Promise((resolve) => {
    const card = Object.assign(document.createElement("panless-card"), ${text(page.tokenizer)});
    card.append(document.querySelector("#checkout p + p"));
    card.addEventListener("panless:ready", () => card.generateToken().catch(({ code }) => (card.remove(), resolve({ last4: code }))));
    document.querySelector("#checkout").append(card);
  })`), "number_missing"]],
};

test("the trap hears whoever asks for what is not there", async () => {
  await call(driver, () => void new Function("return ({}).baseUrl\n//# sourceURL=/panless-test.js")());
  assert.match((await asked()).join(), /^baseUrl of Object/);
});

for (const [what, go] of Object.entries(DEEDS)) {
  test(`${what}: nothing of ours asks Object.prototype`, async () => {
    for (const [end, wanted] of await go()) assert.equal(end, wanted);
    assert.deepEqual(await asked(), []);
  });
}
