// Measures panless and its peers side by side, in Node and in Chromium, and prints tables. Nothing here fails because something is slow.
// With `--write` the tables become docs/benchmarks.md and its plots.

import { writeFileSync } from "node:fs";
import { createTokenizer, loadCore } from "panless";
import { machine } from "./machine.mjs";
import { affinipay } from "./measure/calls.mjs";
import { inChromium } from "./measure/chromium.mjs";
import { judging } from "./measure/judging.mjs";
import { loadPeers } from "./peers.mjs";
import { print, warn } from "./report/print.mjs";
import { write } from "./report/write.mjs";

const CORES = ["wasm", "js"];
const begun = performance.now();
const say = (text) => process.stdout.write(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s] ${text}\n`);

async function inNode() {
  const cores = await Promise.all(CORES.map((core) => loadCore({ core })));
  const calls = {};
  for (const core of CORES) calls[core] = { affinipay: await affinipay({ createTokenizer }, core) };
  return { judging: await judging(cores), calls: { cores: calls } };
}

const found = { machine: await machine() };
warn(found.machine);
const rows = await loadPeers();
found.peers = rows.map(({ script, source, ...peer }) => peer);
found.chromium = await inChromium({ rows, panless: found.machine.version }, CORES, say);
say("judgements per second and token calls in Node");
found.node = await inNode();
say("measured");
// Before anything that could fail: measuring takes minutes.
writeFileSync(new URL("../../target/panless/bench.json", import.meta.url), JSON.stringify(found, null, 1));
print(found);
if (process.argv.includes("--write")) await write(found);
warn(found.machine);
