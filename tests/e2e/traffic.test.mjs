// A whole session sends nothing but our own files and the gateways' requests, and uses no cookie and no storage.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coreName } from "./harness/browser.mjs";
import { bank, card, openBlank } from "./harness/calls.mjs";
import { filled, note, openDemo, pay, receipt, type } from "./harness/demo.mjs";
import { onOneCore } from "./harness/extent.mjs";
import { openWatched } from "./harness/leaks.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;

before(async () => (stage = await openWatched()));
after(() => stage?.close());

const CORES = coreName() === "js" ? ["panless-core.js"] : ["panless.wasm", "panless-fields.wasm"];
const FILES = ["panless.js", "panless-judge.js", ...CORES].map((file) => `panless/latest/${file}`);
const holder = "Grace Hopper";

/** What may be sent, as "METHOD address"; the query of a JSONP call is the payment. */
function allowed(files) {
  const { shop } = stage.sandbox;
  const [affinipay, nelnet, , stripe] = stage.gateways;
  const own = files.map((file) => `GET ${shop}/${file}`);
  return (told) =>
    own.includes(told) ||
    new RegExp(`^(POST|OPTIONS) ${affinipay}(/scenario/[^/]+)?/v1/tokens$`).test(told) ||
    // No preflight: a form with its key in it needs none.
    new RegExp(`^POST ${stripe}(/scenario/[^/]+)?/v1/tokens$`).test(told) ||
    new RegExp(`^GET ${nelnet}(/scenario/[^/]+)?/api/v1/tokens/jsonp\\?[^/]*$`).test(told) ||
    new RegExp(`^GET ${shop}/(scenario/[^/]+/)?panless/latest/(jsonp\\.html|panless-jsonp\\.js)$`).test(told);
}

const told = ({ method, url }) => `${method} ${url}`;

/** Everything that was sent but what may be: by the proxy, which sees every process, and by the page's log, which sees what is refused, too. */
async function others(files) {
  const isAllowed = allowed([...files, "favicon.ico"]);
  const inside = (line) => /^GET (data|blob|about|chrome):/.test(line);
  // Where a redirect led to is told here also when nobody went there; the proxy knows.
  const page = (await stage.requests()).filter(({ redirected }) => !redirected).map(told).filter((line) => !inside(line)).map((line) => `page: ${line}`);
  const wire = stage.wire.sent.map(told);
  return [...new Set([...page, ...wire])].filter((line) => !isAllowed(line.replace("page: ", "")));
}

async function usesNoStorage() {
  const used = await stage.driver.executeScript(() => leakWatch.used());
  const { localStorage, sessionStorage, indexedDB, caches, cookies } = await stage.driver.executeScript(() => leakWatch.dump(""));
  const kept = await stage.driver.sendAndGetDevToolsCommand("Network.getAllCookies");
  assert.deepEqual([used, localStorage + sessionStorage + indexedDB + caches + cookies, kept.cookies], [[], "", []]);
  for (const { headers } of stage.wire.sent) assert.equal(headers.cookie, undefined);
}

async function calls(options, payments) {
  return stage.driver.executeScript(async (all, given) => {
    const words = [];
    for (const one of all) for (const payment of given) {
      const tokenizer = panless.createTokenizer(one);
      await tokenizer.ready;
      tokenizer.validate(payment);
      await tokenizer.generateToken(payment).then(() => words.push("token"), ({ code }) => words.push(code));
      tokenizer.destroy();
    }
    return words;
  }, options, payments);
}

const session = () => {
  const { sandbox } = stage;
  const given = (name) => (name === "hang" ? 400 : 15_000);
  const affinipay = (name) => ({ publicKey: sandbox.publicKey, baseUrl: sandbox.scenario(name), timeout: given(name) });
  const nelnet = (name) => ({
    gateway: "nelnet", publicKey: sandbox.nelnet.publicKey, baseUrl: sandbox.nelnet.scenario(name), timeout: given(name),
    assets: `${sandbox.shop}/scenario/${name}/panless/latest/`,
  });
  const stripe = (name) => ({ publicKey: sandbox.stripe.publicKey, baseUrl: sandbox.stripe.scenario(name), timeout: given(name) });
  return [
    ...["ok", "not-enabled", "hang"].map(stripe),
    ...["ok", "unauthorized", "server-error", "html", "reset", "hang", "redirect-foreign", "large"].map(affinipay),
    { ...affinipay("ok"), encoding: "json" },
    ...["ok", "code-11112", "echo", "throws", "hang", "status-503", "redirect-foreign", "cookie"].map(nelnet),
  ];
};

test("a session on a page of its own: load, typing, each gateway that is called, errors, destroy", async () => {
  await openBlank(stage.driver, stage.sandbox);
  await stage.driver.executeScript(async (number) => {
    const core = await panless.loadCore();
    for (let end = 1; end <= number.length; end += 1) core.format("number", number.slice(0, end));
  }, card.number);
  const { holder: _, ...account } = bank;
  const payments = [{ ...card, holder }, bank, { ...account, firstName: "Rosa", lastName: "Marlowe" }, { number: "4242" }];
  const words = await calls(session(), payments);
  // An expectation of each kind, so that the session was one.
  for (const word of ["token", "key_rejected", "gateway_not_enabled", "timeout", "number_incomplete", "network_failed", "redirected"]) assert.ok(words.includes(word), word);
  assert.deepEqual(await others(["blank", ...FILES]), []);
  await usesNoStorage();
});

test("a session at the demo's checkout, by keys", async () => {
  stage.wire.sent.length = 0;
  await openDemo(stage, "affinipay", { scenario: "server-error~checkout" });
  await type(stage.driver, filled(card.number, card.cvv));
  await pay(stage.driver);
  await note(stage.driver);
  await stage.sandbox.mend("checkout");
  await pay(stage.driver);
  assert.match((await receipt(stage.driver)).title, /^Paid/);
  await usesNoStorage();
  const isGateways = allowed([]);
  const shop = stage.wire.sent.filter((one) => !isGateways(told(one)));
  assert.deepEqual(shop.filter(({ url }) => new URL(url).origin !== stage.sandbox.shop), []);
  // The demo's own server takes the order, by the token alone.
  const posts = shop.filter(({ method }) => method !== "GET");
  assert.deepEqual(posts.map(told), [`POST ${stage.sandbox.shop}/orders?lang=en`]);
});

for (const [what, script] of [
  ["a request to another host", "fetch('http://127.0.0.1:48021/x', { mode: 'no-cors' }).catch(() => {})"],
  ["a request that nobody expects of our host", "fetch('/config.json')"],
  ["a beacon", "navigator.sendBeacon('/orders', 'x')"],
  ["a tunnel", "new WebSocket('wss://127.0.0.1:48021/')"],
]) {
  onOneCore(`this test sees ${what}`, async () => {
    await openBlank(stage.driver, stage.sandbox);
    const before = await others(["blank", ...FILES]);
    stage.wire.sent.length = 0;
    await stage.driver.get(`${stage.sandbox.shop}/blank?csp=off`);
    await stage.driver.executeScript(script);
    const files = ["blank?csp=off", "blank", ...FILES];
    await waitFor(what, async () => (await others(files)).some((line) => !before.includes(line)));
  });
}

for (const script of ["localStorage.x = 1", "sessionStorage.getItem('x')", "document.cookie = 'x=1; max-age=0'", "indexedDB.databases()", "caches.keys()", "navigator.storage.estimate()"]) {
  onOneCore(`this test sees ${script}`, async () => {
    await openBlank(stage.driver, stage.sandbox);
    await stage.driver.executeScript(script);
    await assert.rejects(usesNoStorage());
    await stage.driver.executeScript("localStorage.clear()");
  });
}
