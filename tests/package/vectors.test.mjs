// The installed package answers every vector as the reference does.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { installedCore } from "./installed.mjs";

const FOLDER = new URL("../vectors/", import.meta.url);
const SHOWN = 20;
const FEWEST = 2_000;

let core;
let ran = 0;

before(async () => {
  core = await installedCore();
});

after(() => assert.ok(ran >= FEWEST, `only ${ran} vectors ran`));

// A trailing slash after the month is a matter of taste, so it is not compared.
const withoutSlash = (text) => text.replace(/\s*\/\s*$/, "");

function judged({ field, text, want, ...context }) {
  const judgement = core.judge(field, text, context);
  return Object.fromEntries(Object.keys(want).map((key) => [key, judgement[key]]));
}

function formatted({ field, text }) {
  const shown = core.format(field, text);
  return field === "expiry" ? withoutSlash(shown) : shown;
}

const ANSWERS = {
  "brands.json": ({ prefix }) => core.brands(prefix),
  "format.json": formatted,
  "luhn.json": ({ text }) => core.luhn(text),
};

function differences(vectors, answer) {
  return vectors.flatMap((vector) => {
    const got = JSON.stringify(answer(vector));
    return got === JSON.stringify(vector.want) ? [] : [`${JSON.stringify(vector)}\n  got ${got}`];
  });
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
  test(`answers ${file} as the reference does`, () => {
    const vectors = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
    ran += vectors.length;
    const wrong = differences(vectors, ANSWERS[file] ?? judged);
    const shown = wrong.slice(0, SHOWN).join("\n");
    assert.equal(wrong.length, 0, `${wrong.length} of ${vectors.length} differ:\n${shown}`);
  });
}

test("formats what it has formatted without another change", () => {
  const vectors = JSON.parse(readFileSync(new URL("format.json", FOLDER), "utf8"));
  const moved = vectors.filter(({ field, text }) => {
    const once = core.format(field, text);
    return core.format(field, once) !== once;
  });
  assert.deepEqual(moved.slice(0, SHOWN), []);
});

test("calls a value that is not text invalid and does not throw", () => {
  for (const value of [undefined, null, 4242424242424242, {}, [], true, Symbol("number")]) {
    assert.equal(core.judge("number", value).status, "invalid");
  }
});

test("judges a formatted number as it judges the bare digits", () => {
  const vectors = JSON.parse(readFileSync(new URL("number-typing.json", FOLDER), "utf8"));
  const changed = vectors.filter(({ text, want }) => {
    const longest = want.brand === null ? 0 : core.format("number", text).replaceAll(" ", "").length;
    return longest === text.length && core.judge("number", core.format("number", text)).status !== want.status;
  });
  assert.deepEqual(changed.slice(0, SHOWN), []);
});
