// Measures in Node and in Chromium, side by side, and prints tables. Nothing here fails because something is slow.

import { build } from "esbuild";
import { createTokenizer, loadCore } from "panless";
import { openStage } from "../e2e/harness/stage.mjs";
import { TEXTS, judging } from "./judging.mjs";
import { affinipay } from "./tokenizing.mjs";

const CORES = ["wasm", "js"];
const say = (text) => process.stdout.write(`${text}\n`);

/** One number for each core. */
async function each(measure) {
  const found = {};
  for (const core of CORES) found[core] = await measure(core);
  return found;
}

async function inNode() {
  const cores = await Promise.all(CORES.map((core) => loadCore({ core })));
  return { rates: await judging(cores), affinipay: await each((core) => affinipay({ createTokenizer }, core)) };
}

async function bundle() {
  const entry = new URL("page.mjs", import.meta.url).pathname;
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "iife", define: { global: "globalThis" } });
  return outputFiles[0].text;
}

function addPanless(source, done) {
  const script = document.createElement("script");
  script.onload = () => done();
  script.src = source;
  document.head.append(script);
}

async function inChromium() {
  const stage = await openStage("chromium", "wasm");
  const { driver, sandbox } = stage;
  try {
    await driver.manage().setTimeouts({ script: 240_000 });
    await driver.get(`${sandbox.shop}/blank?csp=off`);
    await driver.executeAsyncScript(addPanless, `${sandbox.shop}/panless/latest/panless.js`);
    await driver.executeScript(await bundle());
    const { baseUrl, ...rest } = places(sandbox);
    const run = (name, ...given) => driver.executeScript((what, all) => bench[what](...all), name, given);
    return {
      rates: await run("judging", CORES),
      affinipay: await each((core) => run("affinipay", core)),
      nelnet: await each((core) => run("nelnet", core, { baseUrl, ...rest })),
    };
  } finally {
    await stage.close();
  }
}

/** The sandbox Nelnet: where a call finds it, and where a script in the page gets the same reply. */
function places({ shop, nelnet }) {
  const baseUrl = nelnet.scenario("ok");
  const card = "card_owner_name=Rosa%20Marlowe&card_number=4242424242424242&card_exp_month=12&card_exp_year=2030";
  const query = `${card}&public_api_key=${nelnet.publicKey}&callback=benchCallback`;
  return { baseUrl, publicKey: nelnet.publicKey, assets: `${shop}/scenario/ok/panless/latest/`, bareUrl: `${baseUrl}/api/v1/tokens/jsonp?${query}` };
}

const PEERS = ["card-validator", "creditcards"];
const count = (number) => Math.round(number).toLocaleString("en").padStart(12);
const ratio = (one, other) => `${(one / other).toPrecision(3)} x`.padStart(9);
const ms = (number) => `${number.toFixed(3)} ms`.padStart(12);

function printRates(found) {
  say(`\njudge("number", …), judgements per second, on ${TEXTS.length} published test numbers, bare and grouped, whole and half-typed`);
  const heads = Object.keys(found).map((place) => `${place.padStart(12)}${"/ c-v".padStart(9)}${"/ cc".padStart(9)}`);
  say(`${"".padEnd(18)}${heads.join("   ")}    (c-v: card-validator, cc: creditcards)`);
  for (const name of Object.keys(found.Node.rates)) {
    const cells = Object.values(found).map(({ rates }) => count(rates[name]) + PEERS.map((peer) => ratio(rates[name], rates[peer])).join(""));
    say(`${name.padEnd(18)}${cells.join("   ")}`);
  }
}

function printCalls({ Node, Chromium }) {
  say("\ngenerateToken, median of one call after another, without the network");
  say(`${"".padEnd(40)}${"Node".padStart(12)}${"Chromium".padStart(12)}`);
  for (const core of CORES) {
    say(`${`AffiniPay, fetch answers at once, ${core}`.padEnd(40)}${ms(Node.affinipay[core])}${ms(Chromium.affinipay[core])}`);
  }
  for (const core of CORES) {
    const { all, bare } = Chromium.nelnet[core];
    say(`${`Nelnet, less a script in the page, ${core}`.padEnd(40)}${"-".padStart(12)}${ms(all - bare)}   (${all.toFixed(1)} - ${bare.toFixed(1)} ms: nearly all is the frame)`);
  }
}

function printBars(found) {
  say("");
  for (const [place, { rates, affinipay: calls, nelnet }] of Object.entries(found)) {
    for (const core of CORES) {
      const ours = rates[`panless ${core}`];
      const bars = [
        ["20 x card-validator", ours >= 20 * rates["card-validator"]],
        ["half of creditcards", ours >= rates.creditcards / 2],
        ["AffiniPay under 1 ms", calls[core] < 1],
        ...(nelnet ? [["Nelnet under 1 ms", nelnet[core].all - nelnet[core].bare < 1]] : []),
      ];
      say(`${`${place}, ${core}:`.padEnd(16)}${bars.map(([bar, met]) => `${bar}: ${met ? "met" : "MISSED"}`).join("; ")}`);
    }
  }
}

say("Node");
const node = await inNode();
say("Chromium");
const found = { Node: node, Chromium: await inChromium() };
printRates(found);
printCalls(found);
printBars(found);
