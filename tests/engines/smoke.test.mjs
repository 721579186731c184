// One page for each gateway and core, in whichever engine PANLESS_ENGINE names: a card, a bank account, an error, an abort, and judging.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addHelpers, addPanless, bank, card, tokenize } from "../e2e/harness/calls.mjs";
import { engineName } from "../e2e/harness/browser.mjs";
import { startSite } from "../e2e/harness/site.mjs";
import { openStage } from "../e2e/harness/stage.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";

let stage;
let site;

before(async () => {
  // With the core "js" a stage takes WebAssembly away before the page begins, which not every driver can.
  stage = await openStage(engineName, "wasm");
  site = await startSite();
});
after(() => {
  site?.stop();
  return stage?.close();
});

// Per gateway: what a call needs beside the key for a scenario, a good card, a scenario that refuses it, and how the refusal reads.
const gateways = {
  affinipay: {
    of: () => stage.sandbox,
    options: () => ({}),
    payments: { card, bank },
    refusal: ["code-card_declined", "declined", "customer"],
  },
  nelnet: {
    of: () => stage.sandbox.nelnet,
    // jsonp.html knows one address: that of the scenario from whose folder it comes.
    options: (scenario) => ({ assets: `${stage.sandbox.shop}/scenario/${scenario}/panless/latest/` }),
    payments: {
      card: { number: card.number, expiry: card.expiry, holder: "Grace Hopper" },
      bank: { ...bank, holder: undefined, firstName: "Rosa", lastName: "Marlowe" },
    },
    refusal: ["reset", "network_failed", "network"],
  },
};

/** A page of its own for each gateway and core, on which that core is the one that runs. */
async function openPage(core) {
  const { driver, sandbox } = stage;
  await driver.get(`${sandbox.shop}/blank`);
  await driver.executeScript(addPanless);
  await driver.executeScript(addHelpers);
  await driver.executeScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violations.push(effectiveDirective));
  });
  const name = await driver.executeScript((wanted) => panless.loadCore({ core: wanted }).then((one) => one.name), core);
  assert.equal(name, core);
}

const settings = ({ of, options }, core, scenario, tag) => ({
  publicKey: of().publicKey,
  baseUrl: of().scenario(scenario, tag),
  core,
  ...options(tag ? `${scenario}~${tag}` : scenario),
});


for (const [name, gateway] of Object.entries(gateways)) {
  for (const core of ["wasm", "js"]) {
    test(`${name} on the core ${core}: card, bank account, refusal, abort, and nothing left on the page`, async () => {
      const { driver } = stage;
      await openPage(core);
      for (const [kind, payment] of Object.entries(gateway.payments)) {
        const { token, error } = await tokenize(driver, settings(gateway, core, "ok"), payment);
        assert.equal(error, null, `${kind}: ${error?.code} ${error?.message}`);
        assert.deepEqual([token.kind, token.gateway, token.last4], [kind, name, kind === "card" ? "4242" : "7890"]);
      }

      const [scenario, ...wanted] = gateway.refusal;
      const { error } = await tokenize(driver, settings(gateway, core, scenario), gateway.payments.card);
      assert.deepEqual([error.code, error.category], wanted);

      await abortsOnTheWay(gateway, core);
      assert.deepEqual(await driver.executeScript(() => [document.querySelectorAll("iframe").length, violations]), [0, []]);
    });
  }
}

async function abortsOnTheWay(gateway, core) {
  const { driver } = stage;
  const tag = `abort-${core}`;
  await driver.executeScript((given, payment) => {
    window.aborter = new AbortController();
    window.aborted = settled(() => panless.createTokenizer(given).generateToken(payment, { signal: aborter.signal }));
  }, settings(gateway, core, "hang", tag), gateway.payments.card);
  await waitFor("the request is there", async () => (await gateway.of().requests(tag)).length > 0);
  const { error } = await driver.executeScript(() => (aborter.abort(), aborted));
  assert.deepEqual([error.code, error.outcome], ["aborted", "unknown"]);
}

// The page's files come from elsewhere; a violation is noted by the page's first script.
const NOTES = `globalThis.violations = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violations.push(effectiveDirective));`;
// Pictures are allowed because the browser asks for the page's icon.
const policy = (wasm) => `default-src 'none'; img-src 'self'; script-src 'self' ${wasm}; connect-src 'self' ${stage.sandbox.affinipay}; require-trusted-types-for 'script'`;

// WebKit refuses WebAssembly without a report.
const TRIED = engineName === "webkit" ? [] : ["script-src"];

// How the page stands to WebAssembly: its first script, its policy, the core that is asked for; the core that runs, and what is reported.
const starts = {
  "allows WebAssembly": [NOTES, () => policy("'wasm-unsafe-eval'"), "auto", "wasm", []],
  "has none": [`${NOTES} delete globalThis.WebAssembly;`, () => policy("'wasm-unsafe-eval'"), "auto", "js", []],
  "forbids it": [NOTES, () => policy(""), "auto", "js", TRIED],
  "forbids it, and does not try it": [NOTES, () => policy(""), "js", "js", []],
};

for (const [how, [setup, allowed, core, runs, reported]] of Object.entries(starts)) {
  test(`a page that ${how} gets the core ${runs}`, async () => {
    const { driver } = stage;
    await driver.get(site.page({ setup, policy: allowed() }).url);
    await driver.executeScript(addHelpers);
    assert.equal(await driver.executeScript((wanted) => panless.loadCore({ core: wanted }).then(({ name }) => name), core), runs);
    const { token, error } = await tokenize(driver, settings(gateways.affinipay, core, "ok"), card);
    assert.equal(error, null, error?.code);
    assert.equal(token.last4, "4242");
    assert.deepEqual(await driver.executeScript(() => violations), reported);
  });
}

// Text, and what is said of it: status, code, brand.
const VECTORS = [
  ["number", "4242 4242 4242 4242", "valid", null, "visa"],
  ["number", "378282246310005", "valid", null, "american-express"],
  ["number", "４２４２４２４２４２４２４２４２", "valid", null, "visa"],
  ["number", "4242 4242", "incomplete", "number_incomplete", "visa"],
  ["number", "4242x", "invalid", "number_invalid", null],
  ["number", "", "incomplete", "number_missing", null],
  ["number", "4242 4242 4242 4242".repeat(20), "invalid", "number_invalid", "visa"],
  ["routingNumber", "000000013", "valid", null, null],
  ["holder", "Zoë Ångström", "valid", null, null],
];

for (const core of ["wasm", "js"]) {
  test(`the core ${core} judges as everywhere`, async () => {
    await openPage(core);
    const judged = await stage.driver.executeScript(async (wanted, rows) => {
      const { judge } = await panless.loadCore({ core: wanted });
      return rows.map(([field, text]) => judge(field, text)).map(({ status, code, brand }) => [status, code, brand]);
    }, core, VECTORS);
    assert.deepEqual(judged, VECTORS.map(([, , ...said]) => said));
  });
}
