// What a hostile reply can still do where it has a window, engine by engine: the table of docs/engines.md. In the worker, where it runs, it
// can do none of it, in no engine.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { after, before, test } from "node:test";
import { engineName } from "../e2e/harness/browser.mjs";
import { openJsonpStage, withScript } from "../e2e/harness/jsonp.mjs";

// How long code of a reply stays, in milliseconds: long enough for a key stroke or a connection.
const STAY = 600;
const FROZEN = STAY / 2;
// One key after the other for the greater part of that time; milliseconds between two.
const PACE = 25;
const KEYS = 16;

// Firefox asks no server on the loopback address.
const address = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";

let stage;
let stun;
let packets = 0;

const run = (script, ...given) => stage.driver.executeScript(script, ...given);
const later = (callback) => `document.currentScript.onload = null; setTimeout(() => ${callback}({ id }), ${STAY});`;
const looping = `for (const end = performance.now() + ${STAY}; performance.now() < end;);`;

// The code, what is asked afterwards, and the engines in which the inner frame can do it.
const holes = {
  "go back in the history": {
    code: () => "history.back()",
    seen: async () => (await stage.driver.getCurrentUrl()).endsWith("/plain"),
    inner: ["firefox", "webkit"],
  },
  "add entries to the history": {
    code: () => "location.hash = 'x'; location.hash = 'y'",
    seen: (before) => run((steps) => history.length > steps, before.steps),
    inner: ["chromium", "webkit"],
  },
  "take key strokes meant for the page": {
    code: () => "let keys = 0; addEventListener('keydown', () => (id = `keys: ${(keys += 1)}`)); focus(); document.documentElement.focus()",
    seen: async ({ answer }) => answer.includes("keys"),
    inner: ["chromium"],
  },
  "send messages to the page": {
    code: () => "parent.parent.postMessage('hello', '*')",
    seen: () => run(() => heard.some(([kind]) => kind === "message")),
    inner: ["chromium", "firefox", "webkit"],
  },
  "learn the shop's origin": {
    code: () => "if (location.ancestorOrigins?.[1]?.startsWith('http')) id = location.ancestorOrigins[1]",
    seen: async ({ answer }) => answer.includes("http"),
    inner: ["chromium", "webkit"],
  },
  "connect to a third party": {
    code: () => `document.head.insertAdjacentHTML('beforeend', '<link rel=preconnect href=${stage.third.origin}>')`,
    seen: async ({ connections }) => stage.third.connections() > connections,
    inner: ["chromium", "firefox", "webkit"],
  },
  "reach a third party by WebRTC": {
    code: () => `const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${address}:${stun.address().port}' }] });
      peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))`,
    seen: async (before) => packets > before.packets,
    inner: ["chromium", "firefox"],
  },
  "stop the page from running": {
    code: () => looping,
    seen: async ({ stall }) => stall > FROZEN,
    inner: ["firefox", "webkit"],
  },
};

const names = Object.keys(holes);
const scripts = () =>
  Object.fromEntries(names.flatMap((name, index) => {
    const code = `let id = "ran"; try { ${holes[name].code()} } catch {}`;
    return [
      [`worker-${index}`, (callback) => `${code}\n${looping}\n${callback}({ id })`],
      [`inner-${index}`, (callback) => `${code}\n${later(callback)}`],
    ];
  }));

before(async () => {
  stun = createSocket("udp4").bind(0, address);
  await once(stun, "listening");
  stun.on("message", () => (packets += 1));
  const replies = {};
  stage = await openJsonpStage(replies);
  Object.assign(replies, scripts());
  stage.files.inner = withScript(stage.files.jsonp, "Worker = function () { throw new Error() }");
});
after(async () => {
  await stage?.close();
  stun?.close();
});

// The call's answer, or what the page said when it was gone.
function begin(request) {
  document.querySelector("#card").focus();
  window.answer = undefined;
  window.stall = 0;
  let last = performance.now();
  const tick = () => {
    window.stall = Math.max(window.stall, performance.now() - last);
    last = performance.now();
    if (window.answer === undefined) setTimeout(tick, 5);
  };
  tick();
  call(request).then((told) => (window.answer = JSON.stringify(told)));
  return history.length;
}

/** Whether the reply could do it: keys are pressed while it runs, and then the page is looked at. */
async function does(name, way) {
  await stage.open("plain");
  await stage.open("strict");
  const known = { connections: stage.third.connections(), packets, typed: 0, answer: "", stall: 0 };
  const request = { ...stage.request(`${way}-${names.indexOf(name)}`, way === "worker" ? "jsonp" : "inner"), deadline: 5 * STAY };
  known.steps = await run(begin, request);
  const asked = () => stage.gateway.of(`${way}-${names.indexOf(name)}`).length > 0;
  for (;;) {
    const [answer, stall] = await run(() => [window.answer ?? null, window.stall ?? 0]).catch(() => ["gone", 0]);
    Object.assign(known, { answer, stall });
    if (answer !== null || !(await stage.driver.getCurrentUrl()).endsWith("/strict")) break;
    if (!asked()) continue;
    // Not to the very end: in Chromium the frame's timer does not run while keys keep coming, and the reply never ends.
    if (known.typed >= KEYS) continue;
    await stage.driver.actions().sendKeys("4").pause(PACE).perform();
    known.typed += 1;
  }
  return holes[name].seen({ ...known, answer: known.answer ?? "gone" });
}

for (const name of names) {
  test(`a reply in the worker cannot ${name}`, async () => assert.equal(await does(name, "worker"), false));
}

for (const name of names) {
  const can = holes[name].inner.includes(engineName);
  test(`a reply in the inner frame ${can ? "can" : "cannot"} ${name}`, async () => assert.equal(await does(name, "inner"), can));
}
