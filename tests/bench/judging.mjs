// Judgements per second: ours and the peers' on the same texts. The same file runs in Node and, bundled, in a page.

import cardValidator from "card-validator";
import creditcards from "creditcards";
import { Bench } from "tinybench";
import { PUBLISHED } from "../vectors/cases/number.mjs";

// A clock in a page may tick ten times a millisecond only, so that one measured step judges all texts several times.
const PASSES = 50;
const ROUNDS = 5;

const grouped = (number) => number.replace(/\d{4}(?=\d)/g, "$& ");

/** Published test numbers as they are typed: bare and in groups, whole and half-typed. */
export const TEXTS = PUBLISHED.flatMap((number) => [number, grouped(number), number.slice(0, 6), grouped(number.slice(0, 11))]);

const { parse, isValid } = creditcards.card;

/** What each judges, by the name in the table. creditcards takes bare digits only, so its own `parse` comes first. */
const judges = (cores) => ({
  ...Object.fromEntries(cores.map((core) => [`panless ${core.name}`, (text) => core.judge("number", text)])),
  "card-validator": (text) => cardValidator.number(text),
  creditcards: (text) => isValid(parse(text)),
});

// Keeps the compiler from leaving out what nobody would look at.
let kept = 0;

/** One closure for each: shared, it would be compiled for all of them at once, and for none well. */
const step = (judge) =>
  new Function("judge", "texts", "passes", "keep", `return () => {
    let seen = 0;
    for (let pass = 0; pass < passes; pass += 1) for (const text of texts) seen += judge(text) ? 1 : 0;
    keep(seen);
  };`)(judge, TEXTS, PASSES, (seen) => (kept += seen));

export const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];

/** Judgements per second by name: the median of rounds, in each of which everybody has a turn after a warm-up. */
export async function judging(cores) {
  const steps = Object.entries(judges(cores)).map(([name, judge]) => [name, step(judge)]);
  const found = Object.fromEntries(steps.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const bench = new Bench({ time: 300, iterations: 5, warmupTime: 100, warmupIterations: 2 });
    for (const [name, act] of steps) bench.add(name, act);
    await bench.run();
    for (const { name, result } of bench.tasks) found[name].push((TEXTS.length * PASSES * 1000) / result.latency.p50);
  }
  return Object.fromEntries(Object.entries(found).map(([name, rates]) => [name, median(rates)]));
}
