// scripts.json says for each script whom it contacts. Here each of them is used, and the hosts that were asked are compared with the
// hosts that it names: no other one, and each of them. A proxy sees the requests of all of the browser's processes.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { addHelpers, card } from "./harness/calls.mjs";
import { startSite } from "./harness/site.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";
import { startWire } from "./harness/wire.mjs";

const dist = process.env.PANLESS_DIST;
const { version } = JSON.parse(await readFile(join(dist, "npm/package.json"), "utf8"));
const cdn = join(dist, "cdn", version);
const { scripts, words } = JSON.parse(await readFile(join(cdn, "scripts.json"), "utf8"));
const byName = new Map(scripts.map((script) => [script.file, script]));

/** The files of a page lie on another host than the page, so that what they ask of their own host is told apart. */
let [wire, stage, driver, shop, host] = [];
before(async () => {
  wire = await startWire();
  stage = await openStage(undefined, "auto", { flags: wire.flags });
  ({ driver } = stage);
  [shop, host] = [await startSite(), await startSite()];
});
after(async () => {
  shop?.stop();
  host?.stop();
  await stage?.close();
  await wire?.stop();
});

const run = (script, ...given) => driver.executeScript(script, ...given);
const of = (gateway) => (gateway === "affinipay" ? stage.sandbox : stage.sandbox[gateway]);
const optionsOf = (gateway, more) => ({ publicKey: of(gateway).publicKey, baseUrl: of(gateway).base, timeout: 600_000, ...more });
const FIELDS = ["number", "expiry", "cvv"].map((name) => `<label>${name} <input id="${name}" data-panless="${name}"></label>`).join("");
const INPUTS = `<form id="checkout">${FIELDS}<button>Pay</button></form>`;

/** What is used, by its name: which gateway, which tags, what the page does with them. What a use needs to be over is in the page's `done`. */
const USES = {
  "a token of AffiniPay, and the card logic": { gateway: "affinipay", act: () => run(async (options, payment) => {
    await panless.loadCore();
    return panless.createTokenizer(options).generateToken(payment);
  }, optionsOf("affinipay"), card) },
  "a token of AffiniPay on the core that a page without fields takes": { gateway: "affinipay", act: () => run((options, payment) => panless.createTokenizer(options).generateToken(payment), optionsOf("affinipay"), card) },
  "a token of Stripe, on the JavaScript core": { gateway: "stripe", act: () => run((options, payment) => panless.createTokenizer(options).generateToken(payment), optionsOf("stripe", { core: "js" }), card) },
  "a token of Nelnet": { gateway: "nelnet", act: () => run((options, payment) => panless.createTokenizer(options).generateToken(payment), optionsOf("nelnet", { sendCvv: true }), { ...card, holder: "Ada King" }) },
  "a payment that is sealed": { gateway: "chargezoom", act: async () => {
    const { relay } = stage.sandbox;
    const seal = { audience: relay.url, pins: (await relay.keys()).map(({ kid }) => kid) };
    return run((options, payment) => panless.createTokenizer(options).generateToken(payment), { gateway: "chargezoom", seal, timeout: 600_000 }, card);
  } },
  "fields of the page": { gateway: "affinipay", body: INPUTS, act: async () => {
    await run((options) => new Promise((resolve) => (window.form = panless.createTokenizer(options).attach("#checkout")).on("ready", () => resolve())), optionsOf("affinipay"));
    await typeCard();
    await hasToken(() => form.generateToken());
  } },
  "the element": { gateway: "affinipay", tags: ["panless.js", "panless-element.js"], body: () => element(), act: async () => {
    await typeCard();
    await hasToken(() => document.getElementById("card").generateToken());
  } },
  "the gateway's frame": { gateway: "pepper", body: `<div id="card"></div>`, act: () => run((options) => new Promise((resolve) => panless.createTokenizer(options).mount("#card").on("ready", () => resolve())), optionsOf("pepper")) },
  ...Object.fromEntries(["affinipay", "stripe"].map((gateway) => [`the shop's own frame, for ${gateway}`, { gateway, body: `<div id="card"></div>`, act: () => ownFrame(gateway) }])),
  "the call names of Nelnet's script": { gateway: "nelnet", tags: ["paymentspring.js"], act: () => run((key, { number, cvv }) => new Promise((resolve) => paymentspring.generateToken(key, number, cvv, "Ada King", "12", "30", resolve)), of("nelnet").publicKey, card) },
  "the call names of AffiniPay's script": { gateway: "affinipay", tags: ["chargeio.js"], act: () => run((key, { number, cvv }) => {
    ChargeIO.init({ public_key: key });
    return new Promise((resolve) => void ChargeIO.create_token({ type: "card", number, cvv, exp_month: "12", exp_year: "2030" }, resolve));
  }, of("affinipay").publicKey, card) },
  "the call names of Pepper's script": { gateway: "pepper", tags: ["tokenizer.js"], body: `<div id="card"></div>`, act: () => run((apikey) => new Promise((onLoad) => new Tokenizer({ apikey, container: "#card", onLoad, submission() {} })), of("pepper").publicKey) },
};

const element = () => `<form><panless-card id="card" public-key="${of("affinipay").publicKey}" base-url="${of("affinipay").base}">${FIELDS}</panless-card></form>`;

async function typeCard() {
  const fields = await driver.findElements(By.css("input:not([type=hidden])"));
  for (const [at, text] of [card.number, "1230", card.cvv].entries()) await fields[at].sendKeys(text);
  // What is drawn of the brand has been loaded then.
  await waitFor("the brand's mark is drawn", () => run(() => document.querySelector("svg")));
}

async function hasToken(call) {
  await run(addHelpers);
  const { error } = await run(`return settled(${call})`);
  assert.equal(error?.code, undefined);
}

async function ownFrame(gateway) {
  const { publicKey, base } = of(gateway);
  const frame = host.page({ gateway: new URL(base).origin });
  frame.own["config.json"] = JSON.stringify({ shops: [{ origin: new URL(shop.page().url).origin, publicKeys: [publicKey] }], baseUrls: [base] });
  await run((options, frameUrl) => new Promise((resolve) => (window.form = panless.createTokenizer(options).mount("#card", { frameUrl, fields: ["number", "expiry", "cvv"] })).on("ready", () => resolve())), optionsOf(gateway), `${frame.url}frame.html`);
  await driver.switchTo().frame(0);
  await typeCard();
  await driver.switchTo().defaultContent();
  await hasToken(() => form.generateToken());
}

/** Opens a page of the shop whose tags name another host, and uses it; gives what was asked of whom. */
async function use({ gateway, tags = ["panless.js"], body = "", act }) {
  const { base } = of(gateway);
  const files = host.page({ endpoint: `${base}/api/v1/tokens/jsonp`, headers: { "Access-Control-Allow-Origin": "*" } });
  const page = shop.page();
  const own = tags.map((name) => `<script src="${files.url}${name}" data-base-url="${base}" crossorigin="anonymous"></script>`).join("");
  page.whole = `<!doctype html><html lang="en"><meta charset="utf-8"><title>shop</title><body>${typeof body === "function" ? body() : body}${own}`;
  await driver.get("about:blank");
  wire.sent.length = 0;
  await driver.get(page.url);
  await act();
  const sent = wire.sent.map(({ url }) => new URL(url)).filter(({ href, pathname }) => href !== page.url && pathname !== "/favicon.ico");
  /** Which files came from which host. @type {Map<string, string>} */
  const loaded = new Map();
  const contacted = new Set();
  for (const { origin, pathname } of sent) {
    const [, name] = /^\/p\d+\/(.+)$/.exec(pathname) ?? [];
    if (byName.has(name)) loaded.set(name, origin);
    // The page's own tags ask for these.
    if (!tags.includes(name)) contacted.add(origin);
  }
  return { loaded, contacted, tags };
}

/** The origins that the files of a use name. */
function named({ loaded }, gateway) {
  const origins = new Set();
  for (const [name, origin] of loaded) {
    for (const contact of byName.get(name).hosts) {
      if (contact.host === "self") origins.add(origin);
      else if (contact.host === "option frameUrl") origins.add(new URL(host.page().url).origin);
      else if (contact.host === "option seal.audience") origins.add(new URL(stage.sandbox.relay.url).origin);
      else if (contact.gateway === gateway) origins.add(new URL(of(gateway).base).origin);
    }
  }
  return origins;
}

const used = new Map();
for (const [what, one] of Object.entries(USES)) {
  test(`${what}: the hosts that were contacted are the hosts that its scripts name`, async () => {
    const made = await use(one);
    assert.ok(made.loaded.size > 0);
    assert.deepEqual([...made.contacted].sort(), [...named(made, one.gateway)].sort());
    for (const name of made.loaded.keys()) used.set(name, [...(used.get(name) ?? []), one.gateway]);
  });
}

test("each script was used, with each gateway that it names", () => {
  const isPack = (name) => /^(messages|labels)\/(?!en\.)/.test(name);
  const unused = scripts.flatMap(({ file, hosts }) => {
    const gateways = hosts.flatMap(({ gateway }) => gateway ?? []);
    if (!used.has(file)) return isPack(file) ? [] : [file];
    return gateways.filter((gateway) => !used.get(file).includes(gateway)).map((gateway) => `${file} for ${gateway}`);
  });
  assert.deepEqual(unused, []);
});

test("each script has its hash, a purpose, an origin and words that are explained", async () => {
  for (const { file, purpose, origin, integrity, hosts, data } of scripts) {
    assert.equal(integrity, `sha384-${createHash("sha384").update(await readFile(join(cdn, file))).digest("base64")}`, file);
    assert.ok(purpose.length > 10 && words[origin], file);
    for (const { host: one } of hosts) assert.ok(words[one] || URL.canParse(one), `${file}: ${one}`);
    for (const word of data) assert.ok(words[word], `${file}: ${word}`);
  }
});

test("this test sees a host that no script names", async () => {
  const { foreign } = stage.sandbox;
  const act = () => run((url) => fetch(url, { mode: "no-cors" }).then(() => {}, () => {}), `${foreign ?? "http://127.0.0.1:9"}/x`);
  const made = await use({ gateway: "affinipay", act });
  assert.notDeepEqual([...made.contacted].sort(), [...named(made, "affinipay")].sort());
});
