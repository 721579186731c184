// The fault matrix: gateway, fault, core. Each cell ends in one typed error before its deadline, leaves nothing, and the next call works.
// Chooses the core itself, whichever core the run is on: each fault on the one in WebAssembly, each end on the one in JavaScript, and every
// cell on both by `cargo xtask test --all`.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { engineName } from "./harness/browser.mjs";
import { addHelpers, card, nelnetCard, nelnetOptions, openBlank, tokenize } from "./harness/calls.mjs";
import { asNeeded, isAll } from "./harness/extent.mjs";
import { FAULTS, GATEWAYS, document as faultsDocument, isSealed, words } from "./harness/faults.mjs";
import { startKeyFile, targetsOf } from "./harness/key-file.mjs";
import { modesDocument } from "./harness/matrix.mjs";
import { needs } from "./harness/needs.mjs";
import { setOffline } from "./harness/page.mjs";
import { startSite } from "./harness/site.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, listen, openTimers, pageState, watchLeftovers } from "./harness/watch.mjs";

/** The deadline of what does not end by itself, in milliseconds, and what a loaded machine may add before the page looks at its clock. */
const DEADLINE = 300;
const SLACK = 1_500;
/** When everything has ended that does so by itself. */
const ENOUGH = 5_000;
const CORES = ["wasm", "js"];
const PAYMENTS = { affinipay: card, nelnet: nelnetCard, stripe: card, chargezoom: card, ontraport: card };
/** On the second core these end as another one does that asks in the same way. */
const ALIKE = ["stripe", "ontraport"];
const DOCUMENT = new URL("../../docs/faults.md", import.meta.url);

let stage;
let driver;
let site;
let keyFile;
let gatewayOf;
let optionsFor;

before(async () => {
  stage = await openStage(undefined, "auto");
  driver = stage.driver;
  site = await startSite();
  keyFile = await startKeyFile(stage.sandbox.relay);
  ({ gatewayOf, optionsFor } = targetsOf(stage.sandbox, keyFile));
});
after(async () => {
  keyFile?.stop();
  site?.stop();
  await stage?.close();
});

const run = (script, ...given) => driver.executeScript(script, ...given);

async function ready() {
  await run(addHelpers);
  await run(listen);
  await watchLeftovers(driver);
  // Both cores, so that no cell's time counts the start of one.
  await run(() => Promise.all([panless.loadCore({ core: "wasm" }), panless.loadCore({ core: "js" })]).then(() => undefined));
}

/** A page from which the gateway can be asked. The file that seals is there: without it this would be a fault of our own files. */
async function openFor(name) {
  if (!isSealed(name)) await openBlank(driver, stage.sandbox, "wasm");
  else await driver.get(site.page().url);
  await ready();
  if (isSealed(name)) await run((given, what) => panless.createTokenizer(given).generateToken(what).then(() => undefined), optionsFor(name, keyFile.scenario("ok")), card);
}

/** A page of the site as the cell wants it; ends the fault by `mend`. */
async function openSite({ site: wanted, unreachable, unread, other }, name) {
  const gateway = gatewayOf(name);
  const baseUrl = unreachable ? stage.sandbox.refused : unread ? stage.sandbox.silent : gateway.scenario("ok", "site");
  const endpoint = `${baseUrl}/api/v1/tokens/jsonp`;
  const page = site.page({ ...wanted, files: { ...wanted.files }, endpoint: other ? `${endpoint}/v2` : endpoint });
  await driver.get(page.url);
  await ready();
  const mend = () => {
    for (const name of Object.keys(page.files)) delete page.files[name];
    page.endpoint = endpoint;
  };
  return { options: optionsFor(name, baseUrl), tag: "site", gateway, mend };
}

/** The tokenizer's options on the page that is open, and the tag of its requests. */
function onBlank({ play, offline }, name, core) {
  const tag = `${play}-${core}${offline ? "-offline" : ""}${name === "ontraport" ? "-o" : ""}`;
  const gateway = gatewayOf(name);
  const options = name === "nelnet" ? nelnetOptions(stage.sandbox, play, tag) : optionsFor(name, gateway.scenario(play, tag));
  return { options, tag, gateway, mend: () => gateway.mend(tag) };
}

/** How many calls of a tag have reached the gateway, none with a cookie or a referrer, and none another host. */
async function posted(gateway, tag) {
  const requests = (await gateway.requests(tag)).filter(({ method }) => method !== "OPTIONS");
  for (const { referer, cookie } of requests) assert.deepEqual([referer, cookie], [null, null]);
  if (tag.includes("foreign")) assert.deepEqual((await stage.sandbox.leaked(tag)).requests, []);
  return requests.length;
}

function ends(told, { ends: expected, hangs }, within) {
  const { token, error, ms } = told;
  if (expected === null) {
    assert.ok(token && !error, error?.code);
    // What the second of two calls says.
    assert.notEqual(token.id, "0000000000");
  } else {
    assert.equal(token, null);
    assert.equal(error.isOurs, true);
    for (const [name, value] of Object.entries(expected)) assert.equal(error[name], value, name);
    for (const number of [card.number, nelnetCard.number]) assert.equal(error.printed.includes(number.slice(0, 7)), false);
  }
  assert.ok(ms < within && (!hangs || ms >= DEADLINE - 1), `settled after ${ms} ms`);
}

async function plays(cell, name, core) {
  const { options, tag, gateway, mend } = cell.site ? await openSite(cell, name) : onBlank(cell, name, core);
  const payment = PAYMENTS[name];
  const call = (limits) => run((what, given) => settled(() => tokenizer.generateToken(what, given)), payment, limits);
  const before = await posted(gateway, tag);
  await run((given) => void (window.tokenizer = panless.createTokenizer(given)), { ...options, core });
  const state = await pageState(driver);
  if (cell.offline) await setOffline(driver, true);
  // Whatever comes, the next cell has its network.
  let told = await call(cell.hangs ? { timeout: DEADLINE } : {}).finally(() => cell.offline && setOffline(driver, false));
  // On a loaded machine the deadline can come before the request does; then this was another cell, and it is played again, with more time.
  let deadline = DEADLINE;
  const isAnother = async () => told.error?.outcome !== cell.ends.outcome || (cell.play && (await posted(gateway, tag)) === before);
  while (deadline < 5_000 && cell.hangs && (await isAnother())) told = await call({ timeout: (deadline *= 2) });
  const { violations, ...now } = await pageState(driver);
  ends(told, cell, cell.within ?? (cell.hangs ? deadline + SLACK : ENOUGH));
  assert.deepEqual({ ...now, violations: [] }, { ...state, violations: [] });
  assert.deepEqual(violations, cell.site?.policy ? [violations[0]] : []);
  assert.equal(await openTimers(driver), 0);
  const sent = (await posted(gateway, tag)) - before;
  assert.ok(sent === (cell.sent ?? 1) || ((cell.repeats || deadline > DEADLINE) && sent > 1), `${sent} requests`);
  if (cell.hangs && cell.play && !cell.answered) await waitFor("the browser hangs up", async () => (await gateway.requests(tag)).at(-1).aborted);
  await mend();
  const next = await call(cell.lasts && cell.hangs ? { timeout: DEADLINE } : {});
  if (cell.lasts) assert.equal(next.error.code, told.error.code);
  else assert.equal(next.token?.last4, payment.number.slice(-4), next.error?.code);
  await posted(gateway, tag);
}

for (const [name, title] of Object.entries(GATEWAYS)) {
  describe(title, () => {
    before(() => openFor(name));
    const cells = FAULTS.map((row) => ({ ...row[name], fault: row.fault })).filter((cell) => cell.ends !== undefined);
    // Each fault once; on the second core one of each end.
    const wanted = new Map(CORES.map((core) => [core, new Set(asNeeded(ALIKE.includes(name) && core === "js" && !isAll ? [] : cells, ({ ends: one }) => words(one), core))]));
    // Those of the site leave the page.
    for (const cell of [...cells.filter((one) => !one.site), ...cells.filter((one) => one.site)]) {
      for (const core of CORES.filter((one) => wanted.get(one).has(cell))) {
        test(`${cell.fault} is ${cell.ends?.code ?? "a token"} on the core ${core}`, needs(cell.offline && "offline", cell.play === "cut-body" && "length"), () => plays(cell, name, core));
      }
    }
  });
}

test("a cell without an end says why", () => {
  for (const row of FAULTS) for (const name of Object.keys(GATEWAYS)) assert.ok(row[name].ends !== undefined || row[name].because, row.fault);
});

test("docs/faults.md is what this table says; PANLESS_BLESS=1 writes it", async () => {
  const wanted = faultsDocument() + modesDocument();
  if (process.env.PANLESS_BLESS) await writeFile(DOCUMENT, wanted);
  assert.equal(await readFile(DOCUMENT, "utf8"), wanted);
});

test("forty bodies of one byte a second end with the deadline, the browser hangs up on each, and the page holds nothing of them", needs("counts"), async () => {
  await openBlank(driver, stage.sandbox, "wasm");
  await ready();
  const { options } = onBlank({ play: "byte-a-second" }, "affinipay", "many");
  const calls = () => run(async (given, payment) => {
    const one = () => panless.createTokenizer(given).generateToken(payment, { timeout: 300 }).catch(({ code }) => code);
    return Promise.all(Array.from({ length: 40 }, one));
  }, { ...options, core: "wasm" }, card);
  const timeouts = Array(40).fill("timeout");
  assert.deepEqual(await calls(), timeouts);
  const before = await leftovers(driver);
  assert.deepEqual(await calls(), timeouts);
  const tag = "byte-a-second-many";
  await waitFor("the browser hangs up", async () => (await stage.sandbox.requests(tag)).every(({ aborted }) => aborted));
  await leavesNothing(driver, before);
});

test("50 MB that come as 50 KB are refused with the piece that is too much, and the page goes on", async () => {
  await openBlank(driver, stage.sandbox, "wasm");
  await run(() => {
    const { read } = ReadableStreamDefaultReader.prototype;
    window.unpacked = 0;
    ReadableStreamDefaultReader.prototype.read = async function () {
      const piece = await read.call(this);
      window.unpacked += piece.value?.byteLength ?? 0;
      return piece;
    };
  });
  for (const play of ["gzip-bomb", "brotli-bomb"]) for (const gateway of ["affinipay", "stripe"]) {
    const { error } = await tokenize(driver, onBlank({ play }, gateway, "counted").options, card);
    assert.equal(error.code, "reply_too_large");
    const unpacked = await run(() => { const all = window.unpacked; window.unpacked = 0; return all; });
    // Chromium hands out pieces of up to 2 MB, Firefox of up to 4.
    assert.ok(unpacked > 256 * 1024 && unpacked < (engineName === "firefox" ? 6_000_000 : 4_000_000), `${unpacked} bytes`);
    assert.equal((await tokenize(driver, onBlank({ play: "ok" }, gateway, "after").options, card)).token.last4, "4242");
  }
});

test("several bad fields are told at once", async () => {
  await openBlank(driver, stage.sandbox, "wasm");
  for (const name of ["affinipay", "nelnet"]) {
    const { error } = await tokenize(driver, onBlank({ play: "error-many" }, name, "all").options, PAYMENTS[name]);
    assert.ok(error.issues.length > 1);
    for (const { code, field, message } of error.issues) assert.ok(code && field && message);
  }
});

test("messages of level info stop nothing, and a reply without a date expires by the client's clock", async () => {
  for (const scenario of ["info-message", "missing-created"]) {
    const { token } = await tokenize(driver, onBlank({ play: scenario }, "affinipay", "all").options, card);
    const left = Date.parse(token.expiresAt) - Date.now();
    assert.ok(left > 200_000 && left <= 301_000, `${left} ms`);
  }
});

test("a reply that repeats what was sent is masked in raw", async () => {
  for (const [name, payment] of Object.entries({ affinipay: { ...card, cvv: "987" }, nelnet: { ...nelnetCard, cvv: "987" }, stripe: { ...card, cvv: "987" } })) {
    const { options } = onBlank({ play: "echo" }, name, "all");
    const { token, error } = await tokenize(driver, { ...options, ...(name === "nelnet" && { sendCvv: true }) }, payment);
    assert.equal(error, null);
    // A time in seconds is a long run of digits, too.
    const printed = JSON.stringify(token.raw).replace(/"created":\d{10}\b/, "");
    assert.equal(/\d{7}/.test(printed.replace(/[\d-]+T[\d:.]+Z/g, "").replace(token.id, "")), false, printed);
    assert.equal(/\b987\b/.test(printed), false);
  }
});
