// panless/sandbox of the installed package in Node with a document that nobody draws, as test runners make one of jsdom.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { inside, toolsRequire } from "./installed.mjs";

const core = process.env.PANLESS_CORE ?? "auto";
/** Of these Node has its own, which jsdom does not take. */
const REPLACED = ["Event", "CustomEvent", "EventTarget", "AbortController", "AbortSignal", "addEventListener", "removeEventListener", "dispatchEvent"];

let dom;
let panless;
let form;

before(async () => {
  const { JSDOM } = toolsRequire()("jsdom");
  dom = new JSDOM("<!doctype html><title>shop</title>", { url: "http://localhost/" });
  const { window } = dom;
  for (const name of [...Object.getOwnPropertyNames(window).filter((one) => !(one in globalThis)), ...REPLACED]) {
    const value = window[name];
    const isOwn = typeof value === "function" && !value.prototype;
    Object.defineProperty(globalThis, name, { value: isOwn ? value.bind(window) : value, configurable: true, writable: true });
  }
  panless = await inside('export * from "panless/sandbox";\n', (file) => import(file));
});
after(() => dom?.window.close());
beforeEach(() => {
  panless.sandbox.reset();
  document.body.innerHTML = `<form id="checkout">
    <input autocomplete="cc-number" value="4242 4242 4242 4242"><input autocomplete="cc-exp" value="12/40">
    <input autocomplete="cc-csc" value="123"><input autocomplete="cc-name" hidden><button>Pay</button></form>`;
  form = document.querySelector("form");
});

const ended = (fields) => new Promise((resolve) => ["token", "error"].forEach((name) => fields.on(name, (detail) => resolve(detail.id ?? detail.code))));

test("a form of the page's own inputs gets a token on submit, and an error where one is asked for", async () => {
  const tokenizer = panless.createTokenizer({ publicKey: panless.keys.affinipay, core });
  panless.sandbox.next("affinipay", "code-card_declined");
  const fields = tokenizer.attach(form, { submit: false });
  for (const expected of [/^declined$/, /^sandbox/]) {
    const end = ended(fields);
    form.requestSubmit();
    assert.match(await end, expected);
  }
  tokenizer.destroy();
});

test("a mounted form gets a token from what stands in for the gateway's frame", async () => {
  const tokenizer = panless.createTokenizer({ publicKey: panless.keys.pepper, baseUrl: "https://gateway.example", core });
  const mounted = tokenizer.mount(form);
  const valid = [];
  mounted.on("change", (state) => valid.push(state.valid));
  assert.match((await mounted.generateToken()).id, /^sandbox/);
  panless.sandbox.next("pepper", "validation-cc-exp-cvv");
  await assert.rejects(mounted.generateToken(), ({ issues }) => issues.length === 3);
  assert.equal(valid.at(-1), true);
  assert.match(form.textContent, /panless\/sandbox/);
  tokenizer.destroy();
  assert.doesNotMatch(form.textContent, /panless/);
});
