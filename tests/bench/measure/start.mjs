// From the script tag to the first judged keystroke: what somebody waits for who types at once.

import { spread } from "../figures.mjs";

const THROTTLES = [1, 4];
const ROUNDS = 7;
/** Visits before a warm one: a browser keeps what it compiled from the second or third on. */
const BEFORE = 3;

const FORM = '<form id="form"><input id="number" autocomplete="cc-number"><input autocomplete="cc-exp"><input autocomplete="cc-csc"></form>';
const judged = (core) => `async () => (await panless.loadCore({ core: "${core}" })).judge("number", "4")`;
const ATTACHED = `() => new Promise((done, failed) => {
  const form = panless.createTokenizer({ publicKey: "m_0123456789abcdefghijkl" }).attach("#form");
  form.on("error", failed);
  form.on("ready", () => {
    number.value = "4";
    number.dispatchEvent(new Event("input", { bubbles: true }));
    done();
  });
})`;

const OURS = [
  { id: "panless-wasm", label: "panless", act: judged("wasm"), first: '`judge("number", "4")` on the WebAssembly core' },
  { id: "panless-attach", label: "panless, attach", act: ATTACHED, first: "an `input` event in an attached form, judged and formatted" },
  { id: "panless-js", label: "panless, JavaScript core", act: judged("js"), first: '`judge("number", "4")` on the JavaScript core' },
];

const html = (script, act) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>${FORM}
<script>began = performance.now()</script>
<script src="${script}"></script>
<script>ran = performance.now()</script>
<script>measured = Promise.resolve((${act})()).then(() => performance.now()).then((judged) => {
  const wasm = performance.getEntriesByType("resource").find(({ name }) => name.endsWith(".wasm"));
  return { whole: judged - began, script: ran - began, wasm: wasm ? wasm.responseEnd - began : 0 };
})</script>`;

const pageOf = ({ id }) => `/start/${id.replace(/\W/g, "-")}.html`;
const siteOf = ({ id }) => id.replace(/\W/g, "-");

/** Adds the pages and gives who is compared. */
function contestants(server, peers) {
  const others = peers.filter(({ first }) => first).map((peer) => ({ ...peer, src: `/peers/${peer.id}.js`, act: "first" }));
  const all = [...OURS.map((row) => ({ ...row, isOurs: true, src: "/panless/panless.js" })), ...others];
  for (const row of all) server.page(pageOf(row), html(row.src, row.act));
  return all;
}

/** Whoever is on another site has a process of its own, which nothing is left in by the one before. */
async function visit({ server, browser }, row, site) {
  await browser.open(server.at(pageOf(row), site));
  return browser.run(() => window.measured);
}

/** Everybody has a turn in each round; cold is a site where nobody has been before. */
async function rounds(tools, all, throttle) {
  const found = new Map(all.map((row) => [row, { cold: [], warm: [] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const row of all) found.get(row).cold.push(await visit(tools, row, `${siteOf(row)}-${throttle}-${round}`));
    for (const row of all) found.get(row).warm.push(await visit(tools, row, siteOf(row)));
  }
  return found;
}

const PARTS = ["whole", "script", "wasm"];

/**
 * Rows of `{ id, label, first, isOurs, times, parts }`, with `times["4x warm"]` and the like; `parts.script` and `parts.wasm` are when the
 * script had run and the wasm was there.
 */
export async function start(tools, peers) {
  const all = contestants(tools.server, peers);
  for (let visits = 0; visits < BEFORE; visits += 1) for (const row of all) await visit(tools, row, siteOf(row));
  const times = new Map(all.map((row) => [row, Object.fromEntries(PARTS.map((part) => [part, {}]))]));
  for (const throttle of THROTTLES) {
    await tools.browser.throttle(throttle);
    for (const [row, found] of await rounds(tools, all, throttle)) {
      for (const [cache, taken] of Object.entries(found)) {
        for (const part of PARTS) times.get(row)[part][`${throttle}x ${cache}`] = spread(taken.map((one) => one[part]));
      }
    }
  }
  await tools.browser.throttle(1);
  return all.map((row) => ({ id: row.id, label: row.label, first: row.first, isOurs: Boolean(row.isOurs), times: times.get(row).whole, parts: times.get(row) }));
}
