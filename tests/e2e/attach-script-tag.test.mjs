// A checkout page that is HTML and one script tag, under the strictest policy: the card goes to the gateway, the token to the merchant.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import { CARD, FIELDS, TOKEN, checkout, errors, faults, formOf, isBusy, open, openCheckouts, order, pay, sentence, strictPolicy, told } from "./harness/checkout.mjs";
import { focused, type } from "./harness/demo.mjs";
import { onOneCore } from "./harness/extent.mjs";
import { needs } from "./harness/needs.mjs";
import { consoleEntries } from "./harness/page.mjs";
import { waitFor } from "./harness/wait.mjs";

let shop;
let driver;

before(async () => {
  shop = await openCheckouts();
  ({ driver } = shop);
});
after(() => shop?.close());

const run = (script, ...given) => driver.executeScript(script, ...given);
/** The console's lines without those about a page's icon, which no page here has. */
const lines = async () => (await consoleEntries(driver)).filter((line) => !line.includes("favicon"));

async function paysOnce(page) {
  await type(driver, CARD);
  await pay(driver);
  const { payment_token: token, ...rest } = await order(page);
  assert.match(token, TOKEN);
  assert.deepEqual(rest, { order: "A7", action: "pay" });
  assert.equal((await page.asks()).length, 1);
}

/** The published hashes by file. */
const hashes = async () => {
  const { version } = JSON.parse(await readFile(`${process.env.PANLESS_DIST}/npm/package.json`, "utf8"));
  return JSON.parse(await readFile(`${process.env.PANLESS_DIST}/cdn/${version}/sri.json`, "utf8"));
};

for (const [where, placed, more] of [
  ["at the end", undefined, {}],
  ["in the head", "head", {}],
  ["in the head with defer", "head", { defer: true }],
  ["in the head with async", "head", { async: true }],
  ["with its integrity", "head", { crossorigin: true }],
]) {
  test(`the tag ${where} takes a card to the merchant's server as a token, with no report of its policy`, async () => {
    await lines();
    const page = await open(shop, { script: { ...more, integrity: more.crossorigin && (await hashes())["panless.js"] }, placed });
    await paysOnce(page);
    await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
    assert.deepEqual([await lines(), page.reports()], [[], []]);
  });
}

onOneCore("a tag whose file is not what its integrity says runs nothing, and no card leaves", async () => {
  const page = checkout(shop, { script: { integrity: `sha384-${"A".repeat(64)}` } });
  await driver.get(page.url);
  await type(driver, CARD);
  await pay(driver);
  assert.deepEqual(await order(page), { order: "A7", action: "pay" });
  assert.equal(page.asked.includes("panless-attach.js"), false);
  await lines();
});

test("with data-core=js a policy without 'wasm-unsafe-eval' is enough", async () => {
  const page = await open(shop, { script: { "data-core": "js" }, policy: (own) => strictPolicy(own, false) });
  await paysOnce(page);
  await waitFor("the next page", async () => (await driver.getTitle()) === "thanks");
  assert.deepEqual([await lines(), page.reports(), page.asked.includes("panless-fields.wasm")], [[], [], false]);
});

onOneCore("the hidden inputs are called as the tag says", async () => {
  const page = await open(shop, { script: { "data-token-input": "token", "data-brand-input": "brand", "data-last4-input": "end" } });
  await type(driver, CARD);
  await pay(driver);
  const { token, ...rest } = await order(page);
  assert.match(token, TOKEN);
  assert.deepEqual(rest, { order: "A7", brand: "visa", end: "4242", action: "pay" });
});

onOneCore("data-submit=false leaves the token in the form", async () => {
  const page = await open(shop, { script: { "data-submit": "false" } });
  await type(driver, CARD);
  await pay(driver);
  const [{ id }] = await waitFor("a token", async () => (await told(driver, "token")).length && told(driver, "token"));
  await waitFor("the token is in the form", () => run((token) => document.getElementsByName("payment_token")[0]?.value === token, id));
  assert.deepEqual(page.orders(), []);
});

onOneCore("data-timeout is the deadline", async () => {
  const page = await open(shop, { script: { "data-timeout": "400" }, scenario: "hang" });
  await type(driver, CARD);
  await pay(driver);
  // Long before the deadline that holds where none is given.
  await waitFor("the error", async () => (await errors(driver))[0] === "timeout", 10_000);
  await sentence(driver);
  assert.deepEqual(page.orders(), []);
});

onOneCore("data-optional lets a field be empty, data-accepted-brands refuses others at once, data-brand-marks=false draws none", async () => {
  const page = await open(shop, { script: { "data-optional": "cvv holder", "data-accepted-brands": "mastercard, american-express", "data-brand-marks": "false" } });
  await type(driver, { number: "42" });
  await sentence(driver);
  assert.equal(await run(() => document.querySelector("[data-panless-brand]")), null);
  await driver.findElement(By.id("number")).clear();
  await type(driver, { number: "5555555555554444", expiry: CARD.expiry });
  await pay(driver);
  assert.match((await order(page)).payment_token, TOKEN);
});

onOneCore("data-auto-advance moves on from a whole field", async () => {
  await open(shop, { script: { "data-auto-advance": "true" } });
  await type(driver, { number: CARD.number });
  assert.equal(await focused(driver), "expiry");
  await type(driver, { expiry: CARD.expiry });
  assert.equal(await focused(driver), "cvv");
});

onOneCore("data-language chooses the words, else the page's own language does", async () => {
  for (const [script, html, file] of [
    [{ "data-language": "de-AT" }, formOf(), "messages/de.js"],
    [{}, `<div lang="fr">${formOf()}</div>`, "messages/fr.js"],
    [{}, formOf(), "messages/en.js"],
  ]) {
    const page = await open(shop, { script, html });
    await waitFor(file, () => page.asked.includes(file));
    assert.deepEqual(page.asked.filter((name) => name.startsWith("messages/")), [file]);
  }
});

test("data-assets is where the other files lie", async () => {
  const other = checkout(shop);
  const page = await open(shop, { script: { "data-assets": other.url } });
  await paysOnce(page);
  // What works the fields comes before the attributes are read, from beside the tag.
  assert.deepEqual(page.asked.filter((name) => /wasm|core/.test(name)), []);
  assert.ok(other.asked.some((name) => /wasm|core/.test(name)));
});

onOneCore("data-encoding is the gateway's", async () => {
  const types = [];
  for (const script of [{}, { "data-encoding": "json" }]) {
    const page = await open(shop, { script });
    await paysOnce(page);
    types.push(JSON.stringify(await page.asks()));
  }
  assert.match(types[0], /x-www-form-urlencoded/);
  assert.match(types[1], /application\/json/);
});

onOneCore("data-gateway, data-send-cvv and data-unsupported are the tokenizer's", needs("console"), async () => {
  const { publicKey, scenario } = shop.stage.sandbox.nelnet;
  const html = formOf(`${FIELDS}<p><label>Name <input id="holder" data-panless="holder"></label></p>`);
  const policy = (own) => `${strictPolicy(own)}; frame-src 'self'`;
  for (const [more, wanted] of [[{}, "field_unsupported"], [{ "data-send-cvv": "true" }, "token"], [{ "data-unsupported": "omit" }, "token"]]) {
    const base = scenario("ok", `tag-${Object.keys(more)}`);
    const page = await open(shop, { script: { "data-public-key": publicKey, "data-base-url": base, "data-gateway": "nelnet", ...more }, html, policy });
    page.endpoint = `${base}/api/v1/tokens/jsonp`;
    await type(driver, { ...CARD, number: "4111111111111111", holder: "Rosa Marlowe" });
    await lines();
    await pay(driver);
    if (wanted === "token") assert.notEqual((await order(page)).payment_token, "");
    else await sentence(driver);
    const own = (await lines()).filter((line) => line.includes("panless:"));
    assert.equal(own.filter((line) => line.includes("field_unsupported (cvv)")).length, wanted === "token" ? 0 : 1);
  }
});

onOneCore("a form sent before the fields are attached goes out when they are", async () => {
  const page = checkout(shop, { script: {}, files: { "panless-attach.js": "after go" } });
  await driver.get(page.url);
  await type(driver, CARD);
  await pay(driver);
  assert.deepEqual([await driver.getCurrentUrl(), page.orders()], [page.url, []]);
  await fetch(`${page.url}go`);
  assert.match((await order(page)).payment_token, TOKEN);
});

for (const fault of ["missing", "hang"]) {
  const opened = async () => {
    const page = checkout(shop, { script: { "data-timeout": "800" }, files: { "panless-attach.js": fault } });
    await driver.get(page.url);
    await type(driver, CARD);
    await pay(driver);
    return page;
  };

  onOneCore(`a form whose fields cannot be attached (${fault}) stays`, async () => {
    const page = await opened();
    await waitFor("the file is asked for", () => page.asked.includes("panless-attach.js"));
    await pay(driver);
    assert.deepEqual([await driver.getCurrentUrl(), page.orders(), await isBusy(driver)], [page.url, [], false]);
    await lines();
  });

  onOneCore(`a form whose fields cannot be attached (${fault}) says so within the deadline`, async () => {
    await opened();
    await sentence(driver, 10_000);
    await lines();
  });
}

test("a form sent while the core hangs says so within the deadline, and stays", async () => {
  const page = checkout(shop, { script: { "data-timeout": "800" }, files: { "panless-fields.wasm": "hang", "panless-core.js": "hang" } });
  await driver.get(page.url);
  await type(driver, CARD);
  await pay(driver);
  await sentence(driver, 10_000);
  assert.deepEqual([await driver.getCurrentUrl(), page.orders(), await isBusy(driver)], [page.url, [], false]);
});

/** As careless shops have it: names, so that a form which is not held sends the card to the merchant. */
const NAMED = FIELDS.replace(/<input id="(\w+)"/g, '<input id="$1" name="card_$1"');
const SECRET = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";

const NO_CARD = formOf('<p><label>Name <input id="holder" data-panless="holder"></label></p><p data-panless-error=""></p>');

/** Name, attributes, what the console says. */
const MISTAKES = [
  ["no key", { "data-public-key": undefined }, /panless: key_missing \(publicKey\)/],
  ["a private key", { "data-public-key": SECRET }, /panless: secret_key \(publicKey\)/],
  ["a key of no pattern", { "data-public-key": "abc4eC39Hq" }, /panless: key_invalid \(publicKey\)/],
  ["a timeout of no length", { "data-timeout": "0" }, /panless: option_invalid \(timeout\)/],
  ["a timeout in words", { "data-timeout": "soon" }, /panless: option_invalid \(timeout\)/],
  ["a gateway that is none", { "data-gateway": "nowhere7" }, /panless: gateway_unknown \(gateway\)/],
  ["a base URL that is none", { "data-base-url": "nowhere7" }, /panless: base_url_invalid \(baseUrl\)/],
  ["a brand that is none", { "data-accepted-brands": "visa, nowhere7" }, /panless: option_invalid \(acceptedBrands\)/],
  ["a core that is none", { "data-core": "nowhere7" }, /panless: option_invalid \(core\)/],
  ["an attribute that is none", { "data-colour": "nowhere7" }, /panless: option_unknown \(colour\)/],
];

for (const [mistake, script, line] of MISTAKES) {
  onOneCore(`${mistake} is one line on the console without a value, a sentence in the form, and no card leaves`, needs("console"), async () => {
    await lines();
    const page = checkout(shop, { script, html: formOf(NAMED) });
    await driver.get(page.url);
    await sentence(driver, 10_000);
    // That the page has names is another matter.
    const said = (await lines()).filter((text) => !text.startsWith("WARNING"));
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0], line);
    assert.doesNotMatch(said[0], /nowhere7|4eC39Hq|abc4/);
    await type(driver, { number: CARD.number });
    await pay(driver);
    await sentence(driver, 10_000);
    assert.deepEqual([await driver.getCurrentUrl(), page.orders(), await page.asks()], [page.url, [], []]);
  });
}

for (const [where, html] of [
  ["inside the form", formOf(`<div id="card">${NAMED}</div>`)],
  ["around the form", `<div id="card">${formOf(NAMED)}</div>`],
]) {
  onOneCore(`with a mistake no card leaves where data-form names an element ${where}`, needs("console"), async () => {
    const page = checkout(shop, { script: { "data-form": "#card", "data-timeout": "0" }, html });
    await driver.get(page.url);
    await waitFor("the line", async () => (await lines()).length);
    await type(driver, CARD);
    await pay(driver);
    await waitFor("it stays or leaves", async () => page.orders().length || (await sentence(driver, 10_000)));
    assert.deepEqual(page.orders(), []);
  });

  onOneCore(`data-form may name an element ${where}`, async () => {
    const page = await open(shop, { script: { "data-form": "#card" }, html });
    await type(driver, CARD);
    await pay(driver);
    const { payment_token: token, ...rest } = await order(page);
    assert.match(token, TOKEN);
    assert.deepEqual(rest, { order: "A7", action: "pay" });
  });
}

onOneCore("a form without inputs of a card is one line on the console, and a sentence in the form, which stays", needs("console"), async () => {
  await lines();
  const page = checkout(shop, { script: {}, html: NO_CARD });
  await driver.get(page.url);
  await sentence(driver, 10_000);
  const said = await lines();
  assert.equal(said.length, 1, said.join("\n"));
  assert.match(said[0], /panless: \w+/);
  await pay(driver);
  assert.deepEqual([await driver.getCurrentUrl(), page.orders(), await page.asks()], [page.url, [], []]);
});

for (const [what, target] of [["is nowhere", "#nowhere"], ["is no selector", "#"]]) {
  onOneCore(`a form that ${what} is one line on the console`, needs("console"), async () => {
    await lines();
    const page = checkout(shop, { script: { "data-form": target } });
    await driver.get(page.url);
    const said = await waitFor("a line", async () => {
      const all = await lines();
      return all.length && all;
    });
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0], /panless: option_invalid \(container\)/);
    await type(driver, CARD);
    await pay(driver);
    assert.deepEqual(await order(page), { order: "A7", action: "pay" });
    await lines();
  });
}

test("sri.json has a line for every file that these pages have asked for", async () => {
  const asked = new Set(shop.pages.flatMap((page) => page.asked).filter((file) => /\.(js|wasm)$/.test(file)));
  const known = Object.keys(await hashes());
  assert.deepEqual([...asked].filter((file) => !known.includes(file)), []);
});

test("no page's policy stopped anything", async () => {
  await open(shop, { script: {} });
  assert.deepEqual(await faults(shop), []);
});
