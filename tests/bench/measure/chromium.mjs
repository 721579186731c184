// Everything that is measured in Chromium: one browser, one server, one sandbox.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startSandbox } from "../../e2e/harness/sandbox.mjs";
import { openChromium } from "../browser.mjs";
import { bundle } from "../peers.mjs";
import { startServer } from "../server.mjs";
import { bytes } from "./bytes.mjs";
import { memory } from "./memory.mjs";
import { start } from "./start.mjs";
import { typing } from "./typing.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><script src="/panless/panless.js"></script><script src="/bench.js"></script>';

async function pageScript() {
  const { outputFiles } = await build({ entryPoints: [here("page.mjs")], bundle: true, write: false, format: "iife", define: { global: "globalThis" } });
  return outputFiles[0].text;
}

/** Where Nelnet's sender would lie, one that answers at once. */
async function sender() {
  const reply = await readFile(here("../../fixtures/nelnet/accepted_card.json"), "utf8");
  return `export const sender = () => async () => ({ status: 0, text: ${JSON.stringify(reply)} });`;
}

/** What formats an input, as a page loads it: two do nothing else, of the third the formatting is not what its entry above is about. */
const formatters = async (rows) => ({
  ...Object.fromEntries(rows.map(({ id, script }) => [id, script])),
  payment: await bundle('import payment from "payment"; globalThis.payment = payment;'),
});

/** The sandbox Nelnet: where a call finds it, and where a script in the page gets the same reply. */
function places({ shop, nelnet }) {
  const baseUrl = nelnet.scenario("ok");
  const card = "card_owner_name=Rosa%20Marlowe&card_number=4242424242424242&card_exp_month=12&card_exp_year=2030";
  const query = `${card}&public_api_key=${nelnet.publicKey}&callback=benchCallback`;
  return { baseUrl, publicKey: nelnet.publicKey, assets: `${shop}/scenario/ok/panless/latest/`, bareUrl: `${baseUrl}/api/v1/tokens/jsonp?${query}` };
}

async function calls({ server, browser, sandbox, script }, cores) {
  const { run } = browser;
  const measure = (name, ...given) => run((what, all) => window.bench[what](...all), name, given);
  const found = Object.fromEntries(cores.map((core) => [core, {}]));
  await browser.open(server.at("/bench.html", "calls"));
  for (const core of cores) {
    found[core].affinipay = await measure("affinipay", core);
    found[core].nelnetAlone = await measure("nelnetAlone", core, { publicKey: sandbox.nelnet.publicKey, assets: server.at("/stub/", "calls") });
  }
  const { assets, ...rest } = places(sandbox);
  await browser.open(`${sandbox.shop}/blank?csp=off`);
  await run((src) => new Promise((done) => document.head.append(Object.assign(document.createElement("script"), { src, onload: done }))), `${sandbox.shop}/panless/latest/panless.js`);
  await run(script);
  for (const core of cores) found[core].nelnet = await measure("nelnet", core, { assets, ...rest });
  return { cores: found, frames: await measure("frames", `${assets}jsonp.html`) };
}

/** All of it; `say` tells what is being done. */
export async function inChromium(peers, cores, say) {
  const [server, sandbox, browser] = await Promise.all([startServer(), startSandbox(), openChromium()]);
  try {
    const cdn = `${process.env.PANLESS_DIST}/cdn/${peers.panless}`;
    const script = await pageScript();
    for (const place of ["/panless/", "/stub/"]) await server.folder(place, cdn);
    server.file("/stub/panless-jsonp.js", await sender());
    server.file("/bench.js", script);
    for (const peer of peers.rows) server.file(`/peers/${peer.id}.js`, peer.script);
    server.page("/bench.html", PAGE);
    const tools = { server, sandbox, browser, script, cdn };
    const found = { version: browser.version };
    say("bytes");
    found.bytes = await bytes(tools, peers.rows);
    say("start, cold and warm, with and without a slow processor");
    found.start = await start(tools, peers.rows);
    say("keystrokes");
    found.typing = await typing(tools, await formatters(peers.rows));
    say("judgements per second in Chromium");
    await browser.open(server.at("/bench.html", "judging"));
    found.judging = await browser.run((all) => window.bench.judging(all), cores);
    say("token calls");
    found.calls = await calls(tools, cores);
    say("memory");
    found.memory = await memory(server, cores);
    return found;
  } finally {
    server.stop();
    await Promise.allSettled([browser.close(), sandbox.stop()]);
  }
}
