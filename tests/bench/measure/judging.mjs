// Judgements per second: ours and the peers' on the same texts. The same file runs in Node and, bundled, in a page.

import { Bench } from "tinybench";
import { PUBLISHED } from "../../vectors/cases/number.mjs";
import { spread } from "../figures.mjs";
import { peerJudges } from "../peers/judges.mjs";

// A clock in a page may tick ten times a millisecond only, so that one measured step judges all texts many times.
const STEP = 5000;
const ROUNDS = 5;

const grouped = (number) => number.replace(/\d{4}(?=\d)/g, "$& ");

/** Texts as they are typed: published test numbers bare and in groups, whole and half-typed; dates and codes key by key, good and bad. */
export const TEXTS = {
  number: PUBLISHED.flatMap((number) => [number, grouped(number), number.slice(0, 6), grouped(number.slice(0, 11))]),
  expiry: ["1", "12", "12/", "12/3", "12/30", "12 / 30", "1/30", "13/30", "01/20", "12/2030", "0", "00/30"],
  cvv: ["1", "12", "123", "1234", "12345", "12a"],
};
TEXTS.brand = TEXTS.number;

const ours = (core) => ({
  number: (text) => core.judge("number", text),
  expiry: (text) => core.judge("expiry", text),
  cvv: (text) => core.judge("cvv", text),
  brand: (text) => core.brands(text),
});

/** Who judges a field, by the name in the table. */
const judges = (cores, field) => [
  ...cores.map((core) => [`panless ${core.name}`, ours(core)[field]]),
  ...Object.entries(peerJudges).flatMap(([name, judge]) => (judge[field] ? [[name, judge[field]]] : [])),
];

// Keeps the compiler from leaving out what nobody would look at.
let kept = 0;

/** One closure for each: shared, it would be compiled for all of them at once, and for none well. */
const step = (judge, texts, passes) =>
  new Function("judge", "texts", "passes", "keep", `return () => {
    let seen = 0;
    for (let pass = 0; pass < passes; pass += 1) for (const text of texts) seen += judge(text) ? 1 : 0;
    keep(seen);
  };`)(judge, texts, passes, (seen) => (kept += seen));

async function rates(cores, field) {
  const texts = TEXTS[field];
  const passes = Math.ceil(STEP / texts.length);
  const steps = judges(cores, field).map(([name, judge]) => [name, step(judge, texts, passes)]);
  const found = Object.fromEntries(steps.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const bench = new Bench({ time: 150, iterations: 4, warmupTime: 50, warmupIterations: 2 });
    for (const [name, act] of steps) bench.add(name, act);
    await bench.run();
    for (const { name, result } of bench.tasks) found[name].push((texts.length * passes * 1000) / result.latency.p50);
  }
  return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, spread(all)]));
}

/** Judgements per second by field and name: rounds, in each of which everybody has a turn after a warm-up. */
export async function judging(cores) {
  const found = {};
  for (const field of Object.keys(TEXTS)) found[field] = await rates(cores, field);
  return found;
}
