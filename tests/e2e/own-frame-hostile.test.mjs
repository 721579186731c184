// A hostile shop page, and windows around it, against our own frame: whoever says whatever to either side, no digit of what was typed
// comes out, and nothing but the frame itself is heard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import {
  BANK, begin, ended, errors, frameFor, generate, look, openFilled, openFrames, ready, state, told, values, visit,
} from "./harness/own-frame.mjs";
import { inside } from "./harness/embed.mjs";
import { lacks } from "./harness/needs.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames();
  ({ driver } = tools);
});
after(() => tools?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
/** As printed, any seven digits of the card in a row; dates of the token apart. */
const DIGITS = /4242424|4242 4242|424 2424/;

// In the page, before anything else: all that goes over any port or window is kept, and so is what any list or text function meets.
const SPY = `
  window.spied = [];
  const keep = (what) => { try { spied.push(typeof what === "string" ? what : realStringify(what) ?? ""); } catch {} };
  const realStringify = JSON.stringify;
  const wrap = (owner, name) => {
    const real = owner[name];
    owner[name] = function (...given) { keep(given); const answer = real.apply(this, given); keep(answer); return answer; };
  };
  wrap(MessagePort.prototype, "postMessage");
  wrap(Window.prototype, "postMessage");
  wrap(JSON, "parse");
  wrap(JSON, "stringify");
  for (const name of ["push", "concat"]) { const real = Array.prototype[name]; Array.prototype[name] = function (...given) { if (this !== spied) real.call(spied, given.map(String).join()); return real.apply(this, given); }; }
  const { then } = Promise.prototype;
  Promise.prototype.then = function (yes, no) { return then.call(this, typeof yes === "function" ? (value) => (keep(value), yes(value)) : yes, no); };
  const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  window.ports = [];
  Object.defineProperty(MessagePort.prototype, "onmessage", { set(listener) { ports.push(this); set.call(this, (event) => (keep(event.data), listener(event))); } });
  const Channel = MessageChannel;
  window.channels = [];
  window.MessageChannel = function () { const made = new Channel(); channels.push(made); return made; };
  for (const name of ["number", "message", "data"]) Object.defineProperty(Object.prototype, name, { configurable: true, set(what) { keep(what); Object.defineProperty(this, name, { value: what, writable: true, configurable: true, enumerable: true }); } });
`;

test("a page that has changed the browser's own functions hears no digits, and what it hears is no more than it may know", async () => {
  await openFilled(tools, { own: SPY });
  await run(() => form.setField("holder", { value: "Eve" }).then(() => form.focus("number")));
  const { token, error: failure } = await generate(driver);
  assert.equal(failure, null);
  assert.equal(token.last4, "4242");
  const heard = await run(() => spied.join("\n"));
  assert.match(heard, /"submit"/, "it listens");
  assert.doesNotMatch(heard, DIGITS);
});

test("nothing that the page can ask of the frame gives a digit: options, looks, words, state, focus, errors, raw", async () => {
  const messages = Object.fromEntries(["number_incomplete", "declined", "count", "cvv_incomplete"].map((code) => [code, `{number} {value} \${number.value} {brand}`]));
  await openFilled(tools, { own: SPY, scenario: "echo", mount: { messages, labels: { number: "{number}" } } });
  const said = await run(async () => {
    const all = [];
    for (const field of ["number", "cvv", "accountNumber", "__proto__", "constructor", ""]) {
      for (const news of [{}, { error: true }, { value: null }, { value: { toString: 1 } }, null, []]) all.push(await form.setField(field, news).then(() => "", (error) => [error.code, error.message, error.field].join()));
    }
    const token = await form.generateToken().catch((error) => error);
    return JSON.stringify([all, token, form.getState(), told, getSelection().toString(), document.querySelector("iframe").outerHTML]);
  });
  assert.doesNotMatch(said, DIGITS);
  assert.doesNotMatch(await run(() => spied.join("\n")), DIGITS);
});

test("a page that lets the gateway repeat texts of its own learns by none of them what was typed", async () => {
  const guesses = Array.from({ length: 10 }, (_, at) => `12${at}`).join(" ");
  await openFilled(tools, { scenario: "echo", mount: { values: { reference: guesses, line1: "12 Main St, 121 122 123" } } });
  const { token, error: failure } = await generate(driver);
  assert.equal(failure, null);
  assert.equal(token.raw, null);
  await openFilled(tools, { mount: { kind: "bank" }, tokenizer: { sendCvv: undefined } }, BANK);
  const height = () => run(() => document.querySelector("iframe").offsetHeight);
  const before = await height();
  assert.equal(await run((guess) => form.setField("routingNumber", { value: guess }).catch(({ code }) => code), BANK.accountNumber), "field_unsupported");
  assert.deepEqual([await height(), await errors(driver)], [before, []]);
});

test("the page cannot reach into the frame's window", async () => {
  await openFilled(tools);
  const reached = await run(() => {
    const names = ["document", "panless", "config", "frameElement", "localStorage", "name", "eval", "onmessage", "origin"];
    const reach = (name) => { try { return String(frames[0][name]); } catch { return ""; } };
    return names.map(reach).join("") + frames[0].length;
  });
  assert.equal(reached, "0");
  assert.deepEqual(await run(() => { const { sandbox, allow, src } = document.querySelector("iframe"); return [sandbox.value, allow, /[?#]/.test(src)]; }), ["allow-scripts allow-same-origin allow-forms", "", false]);
});

const WORDS = ["submit", "setField", "clear", "focus", "abort", "open", "hello", "ready", "refused", "change", "answer", "error", "token", "height", "title", "__proto__", "constructor", ""];

/** Everything that might be said to the frame's window, with a port and without. */
function shout(target, words, version) {
  const offers = [version, "0.0.0", "", 1, null, {}, [version]];
  for (const offer of offers) for (const data of [{ panless: offer }, offer, [offer], JSON.stringify({ panless: offer })]) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => shouted.push(JSON.stringify(data));
    for (const word of words) port1.postMessage([word, { tokenizer: {}, form: {} }, 1]);
    target.postMessage(data, "*", [port2]);
    target.postMessage(data, "*");
  }
}
const versionOf = () => run(() => channels && spied.map((text) => /"panless":"([^"]+)"/.exec(text)?.[1]).find(Boolean));

test("a second handshake, by the page itself or by others, is answered by nobody, before, during and after a call", async () => {
  await openFilled(tools, { own: SPY, scenario: "delay-400" });
  const version = await versionOf();
  const before = await state(driver);
  const add = (url) => run((source) => {
    window.shouted = [];
    const frame = Object.assign(document.createElement("iframe"), { src: source });
    return new Promise((resolve) => { frame.onload = () => resolve(); document.body.append(frame); });
  }, url);
  const host = tools.host.page({ whole: "<!doctype html><title>other</title>" });
  await add(host.url);
  const shouts = async () => {
    await run(`(${shout})(frames[0], ...arguments)`, WORDS, version);
    await driver.switchTo().frame(1);
    await run(`window.shouted = []; (${shout})(parent.frames[0], ...arguments)`, WORDS, version);
    const answered = await run(() => shouted);
    await driver.switchTo().defaultContent();
    return [...answered, ...(await run(() => shouted))];
  };
  const heard = [await shouts()];
  assert.deepEqual(await state(driver), before);
  await begin(driver);
  heard.push(await shouts());
  assert.equal((await ended(driver)).error, null);
  heard.push(await shouts());
  await look(driver, () => new Promise((resolve) => setTimeout(resolve)));
  assert.deepEqual([heard.flat(), await run(() => shouted)], [[], []]);
  assert.equal((await told(driver, "token")).length, 1);
  assert.deepEqual(await errors(driver), []);
});

test("a page of the frame's own origin that stands beside it, and not above it, cannot greet it first", async () => {
  const page = await visit(tools, { own: SPY, mount: null, page: { policy: "default-src * 'unsafe-inline' 'wasm-unsafe-eval'" } });
  await run((url) => {
    const [target, other] = ["frame.html", ""].map((name) => Object.assign(document.createElement("iframe"), { src: url + name }));
    document.body.append(target);
    return new Promise((resolve) => { other.onload = () => resolve(); target.onload = () => document.body.append(other); });
  }, page.frame.url);
  const version = await run(async (url) => /"(\d+\.\d+\.\d+)"/.exec(await (await fetch(url)).text())[1], `${page.url}panless.js`);
  await driver.switchTo().frame(1);
  await run(`window.shouted = []; (${shout})(parent.frames[0], ...arguments)`, WORDS, version);
  await driver.switchTo().defaultContent();
  await inside(driver, () => run(() => new Promise((resolve) => setTimeout(resolve))));
  await driver.switchTo().frame(1);
  assert.deepEqual(await run(() => shouted), []);
  await driver.switchTo().defaultContent();
  // It is still there for the page above it.
  const answer = await run((said) => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    frames[0].postMessage({ panless: said }, "*", [port2]);
  }), version);
  assert.deepEqual(answer, ["hello", version]);
});

test("an unlisted page that embeds the frame inside a listed one gets frame_refused, whatever it says of itself", async () => {
  const { stage, shop, host } = tools;
  const frame = frameFor(tools, { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario("ok"), framing: {} });
  // The same site under another name is another origin.
  const evil = shop.page({ policy: undefined });
  const address = new URL(evil.url);
  address.hostname = "localhost";
  const mount = `const tokenizer = panless.createTokenizer({ publicKey: "${stage.sandbox.publicKey}" });
    const form = tokenizer.mount(document.body, { frameUrl: "${frame.url}frame.html" }); form.on("error", ({ code }) => parent.postMessage("refused " + code, "*"));`;
  evil.whole = `<!doctype html><body><script src="${address.href}panless.js"></script><script>${mount}</script>`;
  await visit(tools, { mount: null, page: { policy: "default-src * 'unsafe-inline' 'wasm-unsafe-eval'" } });
  const said = await run((source) => new Promise((resolve) => {
    addEventListener("message", ({ data }) => /^refused/.test(data) && resolve(data));
    document.body.append(Object.assign(document.createElement("iframe"), { src: source }));
  }), address.href);
  assert.equal(said, "refused frame_refused");
});

test("opened by itself, or as a window of its own, the frame shows nothing and answers nobody", async () => {
  const page = await visit(tools, { own: SPY, after: '<button id="open">Open</button>' });
  await ready(driver);
  const version = await versionOf();
  const main = await driver.getWindowHandle();
  // Windows are opened for somebody who has clicked.
  await run((url) => {
    window.shouted = [];
    document.getElementById("open").onclick = () => { window.opened = open(url); };
  }, `${page.frame.url}frame.html`);
  await driver.findElement(By.id("open")).click();
  const other = await waitFor("the window is open", async () => (await driver.getAllWindowHandles()).find((handle) => handle !== main));
  await driver.switchTo().window(other);
  await waitFor("the page is there", () => run(() => document.readyState === "complete"));
  await driver.switchTo().window(main);
  await run(`(${shout})(opened, ...arguments)`, WORDS, version);
  await driver.switchTo().window(other);
  await run(() => new Promise((resolve) => setTimeout(resolve)));
  assert.equal(await run(() => document.body.childElementCount), 0);
  await driver.close();
  await driver.switchTo().window(main);
  assert.deepEqual(await run(() => shouted), []);
});

test("events that the page makes up, with any origin and source, change nothing on either side", async () => {
  await openFilled(tools, { own: SPY });
  await waitFor("the card is good", async () => (await state(driver)).valid);
  const [before, events] = [await state(driver), await run(() => told.length)];
  const sources = lacks("source") ? [] : [await driver.findElement(By.css("iframe"))];
  await run((words, origin, frames) => {
    for (const word of words) for (const source of [window, null, ...frames.map((frame) => frame.contentWindow)]) for (const from of [origin, location.origin, "null", ""]) {
      dispatchEvent(new MessageEvent("message", { data: [word, { id: "forged", valid: false }, 1], origin: from, source }));
    }
    postMessage(["answer", [null, { id: "forged" }], 1], "*");
  }, WORDS, new URL(tools.host.page().url).origin, sources);
  await run(() => new Promise((resolve) => setTimeout(resolve)));
  assert.deepEqual([await state(driver), await run(() => told.length)], [before, events]);
});

test("whatever is said over the port, as often and as large as one likes, gives no digit and leaves the frame at work", async () => {
  await openFilled(tools, { own: SPY });
  const answers = await run(async (words) => {
    const port = channels.at(-1).port1;
    const real = port.onmessage;
    const heard = [];
    port.addEventListener("message", ({ data }) => heard.push(data));
    const absurd = [null, undefined, 0, NaN, -1, 1e308, "x".repeat(1e6), [], {}, [[]], [null], new Date(0), /x/, new Map([[1, 2]]), new ArrayBuffer(8), Array(1e5).fill(0), { length: 1e9 }, { then: 1 }];
    for (const value of absurd) {
      port.postMessage(value);
      for (const word of words) if (word !== "submit") for (const number of [undefined, 0, -1, 1, 1e9, "1", null]) port.postMessage([word, value, number]);
    }
    for (let turn = 0; turn < 500; turn += 1) port.postMessage(["abort"]);
    port.postMessage(["setField", ["holder", { value: "last" }], 777]);
    while (!heard.some((data) => data?.[2] === 777)) await new Promise((resolve) => setTimeout(resolve));
    return JSON.stringify(heard);
  }, WORDS.filter((word) => word !== "clear"));
  assert.doesNotMatch(answers, DIGITS);
  assert.equal((await values(driver)).number, "4242 4242 4242 4242");
  assert.equal((await generate(driver)).error, null);
});

test("what a page replays to the frame makes no second token, and a frame's own words replayed to the page none either", async () => {
  const page = await openFilled(tools, { own: `${SPY} window.kept = []; const { postMessage: sends } = MessagePort.prototype; MessagePort.prototype.postMessage = function (...given) { kept.push([this, ...given]); return sends.apply(this, given); };` });
  const first = await generate(driver);
  assert.equal(first.error, null);
  const opens = await run(() => kept.filter(([, [what]]) => what === "open").length);
  assert.equal(opens, 1);
  await run(() => { for (const [port, ...given] of [...kept]) if (given[0]?.[0] === "open") port.postMessage(...given); });
  await run(() => form.setField("holder", { value: "x" }).then(() => undefined));
  assert.equal(await look(driver, () => document.forms.length), 1);
  assert.equal((await page.asks()).length, 1);
  assert.equal((await told(driver, "token")).length, 1);
});

test("another origin in the frame's place gets no port and is not heard", async () => {
  await openFilled(tools, { own: SPY });
  const evil = tools.shop.page({ whole: `<!doctype html><script>addEventListener("message", ({ data, ports }) => parent.postMessage("got " + ports.length, "*"));</script>` });
  const address = new URL(evil.url);
  address.hostname = "localhost";
  await visit(tools, { own: `${SPY} addEventListener("message", ({ data }) => spied.push(String(data)));`, page: { policy: "default-src * 'unsafe-inline' 'wasm-unsafe-eval'" }, tokenizer: { timeout: 600_000 } });
  await ready(driver);
  await run((url) => {
    const frame = document.querySelector("iframe");
    const loaded = new Promise((resolve) => frame.addEventListener("load", () => resolve()));
    frame.src = url;
    return loaded;
  }, address.href);
  await inside(driver, () => run(() => (parent.postMessage("last", "*"), new Promise((resolve) => setTimeout(resolve)))));
  await waitFor("all was heard", () => run(() => spied.includes("last")));
  assert.deepEqual(await run(() => spied.filter((text) => /^got/.test(text))), []);
  assert.equal((await state(driver)).ready, false);
});
