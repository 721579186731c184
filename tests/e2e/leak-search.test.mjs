// The leak search finds what it is there to find: one leak is planted in each place that it watches.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card as good, openBlank } from "./harness/calls.mjs";
import { isAll } from "./harness/extent.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { waitFor } from "./harness/wait.mjs";

const card = { ...good, number: "378282246310005", cvv: "9174" };
const secrets = { number: card.number, cvv: card.cvv, account: "000123456789" };

let stage;

before(async () => (stage = await openWatched()));
after(() => stage?.close());

/** Of a place every secret, or the next one in turn: each place has one, and each secret a third of the places. */
const planted = (name) => Object.entries(secrets).filter((_, at, { length }) => isAll || at === Object.keys(plants).indexOf(name) % length);

const open = () => openBlank(stage.driver, stage.sandbox);
/** The same without panless: all but the core's memory is searched there, too. */
const openBare = () => stage.driver.get(`${stage.sandbox.shop}/blank`);

const channelsOf = (found) => [...new Set(found.map((line) => line.split(":")[0]))].sort();

// Each is a script of the page that gets the secret, then the channels that must tell.
const plants = {
  ...Object.fromEntries(
    ["debug", "log", "info", "warn", "error", "dir", "table", "trace", "group", "assert"].map((level) => [
      `console.${level}`,
      [
        `const value = level === "dir" || level === "table" ? { deep: { secret } } : "the text " + secret;
         level === "assert" ? console.assert(false, value) : console[level](value);`.replaceAll("level", JSON.stringify(level)),
        ["console"],
      ],
    ]),
  ),
  "an error's message": ["leakWatch.tell(new Error(secret))", ["told"]],
  "an error's stack": ["const error = new Error('x'); error.stack = `Error\\n at ${secret}`; leakWatch.tell(error)", ["told"]],
  "an error's cause's cause": ["leakWatch.tell(new Error('x', { cause: new Error('y', { cause: { url: '?card_number=' + secret } }) }))", ["told"]],
  "an error's hidden member": ["const error = new Error('x'); Object.defineProperty(error, 'hidden', { value: secret }); leakWatch.tell(error)", ["told"]],
  "an error's toString": ["const error = new Error('x'); error.toString = () => 'Error ' + secret; leakWatch.tell(error)", ["told"]],
  "an error's toJSON": ["const error = new Error('x'); error.toJSON = () => ({ secret }); leakWatch.tell(error)", ["told"]],
  "a member under a symbol": ["leakWatch.tell({ [Symbol('of ' + secret)]: 1, [Symbol()]: secret })", ["told"]],
  "a token's raw": ["leakWatch.tell({ id: 'token', raw: { deep: [{ list: [secret] }] } })", ["told"]],
  "a member's name": ["leakWatch.tell({ raw: { [secret]: true } })", ["told"]],
  bytes: ["leakWatch.tell({ bytes: new TextEncoder().encode(secret) })", ["told"]],
  "an uncaught error": ["dispatchEvent(new ErrorEvent('error', { message: 'Uncaught ' + secret, error: new Error(secret) }))", ["uncaught"]],
  "an unhandled rejection": [
    "dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise: new Promise(() => {}), reason: new Error(secret) }))",
    ["uncaught"],
  ],
  localStorage: ["localStorage.setItem('key', secret)", ["localStorage"]],
  "a key of localStorage": ["localStorage.setItem('of ' + secret, '')", ["localStorage"]],
  sessionStorage: ["sessionStorage.last = secret", ["sessionStorage"]],
  "a cookie": ["document.cookie = 'last=' + secret", ["browserCookies", "cookies"]],
  indexedDB: [
    `await new Promise((resolve) => {
       const open = indexedDB.open("kept", 1);
       open.onupgradeneeded = () => open.result.createObjectStore("store");
       open.onsuccess = () => {
         const put = open.result.transaction("store", "readwrite").objectStore("store").put({ secret }, "key");
         put.onsuccess = () => { open.result.close(); resolve(); };
       };
     })`,
    ["indexedDB"],
  ],
  "a cache": ["const cache = await caches.open('kept'); await cache.put('/kept', new Response(secret))", ["caches"]],
  "text of the page": ["document.body.append('Card ' + secret)", ["text"]],
  "formatted text": ["document.body.append(secret.replace(/(.{4})(.{6})/, '$1 $2 '))", ["text"]],
  "an attribute": ["document.body.setAttribute('data-last', secret)", ["attributes"]],
  "an input that is not the card's": [
    "const input = document.createElement('input'); input.id = 'elsewhere'; document.body.append(input); input.value = secret",
    ["inputs"],
  ],
  "text over several elements": [
    "for (const part of secret.match(/.{1,3}/g)) document.body.append(Object.assign(document.createElement('b'), { textContent: part }))",
    ["text"],
  ],
  "a comment": ["document.body.append(document.createComment(secret))", ["text"]],
  "the history's state": ["history.replaceState({ secret }, '')", ["history"]],
  "the page's address": ["history.pushState(null, '', '?last=' + secret)", ["history", "navigations"]],
  "the fragment": ["location.hash = secret", ["history", "navigations"]],
  "window.name": ["window.name = secret", ["name"]],
  "a performance mark": ["performance.mark('of ' + secret)", ["performance"]],
  "a performance mark's detail, cleared at once": ["performance.mark('x', { detail: { secret } }); performance.clearMarks()", ["performance"]],
  "a performance measure": ["performance.measure('of ' + secret)", ["performance"]],
  "a message to the page": ["await new Promise((resolve) => { addEventListener('message', resolve); postMessage({ secret }, '*'); })", ["messages"]],
  "a message to a frame": [
    "const frame = document.createElement('iframe'); document.body.append(frame); frame.contentWindow.postMessage({ secret }, '*')",
    ["messages"],
  ],
  "the console of a frame": [
    "const frame = document.createElement('iframe'); document.body.append(frame); frame.contentWindow.console.log(secret)",
    ["browserConsole"],
  ],
  "a message to other pages": ["new BroadcastChannel('all').postMessage(secret)", ["messages"]],
  "the address of a request": ["await (await fetch('/blank?last=' + secret)).text()", ["performance", "requests", "shopJournal", "wire"]],
  "a header of a request": ["await fetch('/blank', { headers: { 'x-last': secret } })", ["requests", "shopJournal", "wire"]],
  "the body of a request": ["await fetch('/orders', { method: 'POST', body: 'last=' + secret }).catch(() => {})", ["requests", "shopJournal", "wire"]],
  "a beacon": ["navigator.sendBeacon('/orders', 'last=' + secret)", ["requests", "shopJournal", "wire"]],
  "a picture": ["await new Promise((end) => { const image = new Image(); image.onerror = end; image.src = '/no.png?' + secret; })", ["performance", "requests", "shopJournal", "wire"]],
  "a socket": ["const end = new WebSocket(location.origin.replace('http', 'ws') + '/' + secret); await new Promise((done) => (end.onerror = done))", ["requests"]],
  "the address of the gateway's request": [
    "await fetch(`${gateway}/v1/tokens?number=${secret}`, { method: 'POST', mode: 'no-cors', body: 'x' })",
    ["performance", "requests", "wire"],
  ],
  "the referrer of the gateway's request": [
    "history.replaceState(null, '', '?last=' + secret); await fetch(`${gateway}/v1/tokens`, { method: 'POST', mode: 'no-cors', body: 'x', referrerPolicy: 'unsafe-url' })",
    ["history", "navigations", "requests", "wire"],
  ],
};

async function plant(script, secret) {
  const run = new (async () => {}).constructor("secret", "gateway", script);
  await stage.driver.executeScript(`return (${run})(...arguments);`, secret, stage.gateways[0]);
}

for (const [name, [script, channels]] of Object.entries(plants)) {
  test(`found: ${name}`, async () => {
    for (const [what, secret] of planted(name)) {
      await openBare();
      const search = await stage.search(secrets, { memory: false });
      await plant(script, secret);
      let found = [];
      // A beacon, for one, leaves when the browser likes.
      await waitFor(`${what} in ${channels}`, async () => {
        found = await search.found();
        return channels.every((channel) => channelsOf(found).includes(channel));
      }).catch((error) => assert.fail(`${error.message}; found ${JSON.stringify(channelsOf(found))}`));
      const extra = channelsOf(found).filter((channel) => !channels.includes(channel) && !/^(browserConsole|otherJournals)$/.test(channel));
      assert.deepEqual(extra, [], "and nowhere else");
      assert.ok(found.every((line) => line.includes(`: ${what} `) || line.startsWith("otherJournals")), JSON.stringify(found));
      await stage.driver.executeScript(() => {
        localStorage.clear();
        sessionStorage.clear();
        document.cookie = "last=; max-age=0";
        window.name = "";
      });
    }
  });
}

test("found: seven digits of a number, and no security code inside of another number", async () => {
  await open();
  const search = await stage.search(secrets);
  await stage.driver.executeScript((part, code) => console.log(`${part} 5${code}5 ${code}.5 0.${code}`), card.number.slice(4, 11), card.cvv);
  const found = await search.found();
  assert.deepEqual(found.filter((line) => line.startsWith("console")), [`console: number ${card.number.slice(4, 11)}`]);
});

for (const [name, width] of [["ASCII", 1], ["UTF-16", 2]]) {
  test(`found: ${name} in the memory of the core`, async () => {
    for (const [what, secret] of Object.entries(secrets)) {
      await open();
      const search = await stage.search(secrets);
      await stage.driver.executeScript((text, bytes) => {
        const { buffer } = keptMemories.at(-1);
        const pattern = [...text].flatMap((digit) => [digit.charCodeAt(0), 0].slice(0, bytes));
        new Uint8Array(buffer).set(pattern, buffer.byteLength - 100);
      }, secret, width);
      const found = await search.found();
      assert.deepEqual(channelsOf(found), ["memory"]);
      assert.ok(found.every((line) => line.includes(`memory: ${what} `)));
    }
  });
}

test("found: the referrer of the next page", async () => {
  await open();
  const search = await stage.search(secrets);
  await stage.driver.executeScript((secret) => history.replaceState(null, "", `?last=${secret}`), card.number);
  await stage.driver.executeScript(() => void (location.href = "/blank?next"));
  await waitFor("the next page", () => stage.driver.executeScript(() => document.readyState === "complete" && location.search === "?next"));
  const channels = channelsOf(await search.found());
  for (const channel of ["referrer", "requests", "shopJournal", "wire"]) assert.ok(channels.includes(channel), channel);
});

test("found: a secret that was sent to a third host", async () => {
  await open();
  const { nelnet, shop } = stage.sandbox;
  const options = {
    gateway: "nelnet", publicKey: nelnet.publicKey, baseUrl: nelnet.scenario("redirect-foreign", "planted"),
    assets: `${shop}/scenario/redirect-foreign~planted/panless/latest/`,
  };
  // The call opens the trap of this tag; what stops at the frame's policy is then sent there once more.
  await stage.driver.executeScript((given, payment) => panless.createTokenizer(given).generateToken(payment).catch(() => {}), options, { ...card, cvv: undefined, holder: "Grace Hopper" });
  const { address } = await stage.sandbox.leaked("planted");
  const search = await stage.search(secrets, { tags: ["planted"] });
  await fetch(`${address}/planted`, { method: "POST", body: card.number });
  assert.deepEqual(channelsOf(await search.found()), ["otherJournals"]);
});

test("a clean call is clean, and the card's own inputs may hold it", async () => {
  await open();
  await stage.driver.executeScript((number) => {
    const input = document.createElement("input");
    input.id = "own";
    document.body.append(input);
    input.value = number;
  }, "");
  const search = await stage.search(secrets, { own: "#own" });
  const options = { publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario("ok", "clean") };
  await stage.driver.executeScript(async (given, payment) => {
    document.getElementById("own").value = payment.number;
    leakWatch.tell(await panless.createTokenizer(given).generateToken(payment));
  }, options, card);
  assert.deepEqual(await search.found(), []);
});
