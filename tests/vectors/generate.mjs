// Writes the vectors: `node generate.mjs`. With `--check` it writes nothing and fails when a file differs.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as expiry from "./cases/expiry.mjs";
import * as number from "./cases/number.mjs";
import * as rest from "./cases/rest.mjs";
import { format } from "./format.mjs";
import { brands, judge, luhn } from "./oracle.mjs";

const LARGEST_FILE = 400_000;

const judged = (cases) => cases.map((one) => ({ ...one, want: judge(one.field, one.text, one) }));

const FILES = {
  "number-ranges": () => judged(number.ranges()),
  "number-typing": () => judged(number.typing()),
  "number-signs": () => judged(number.signs()),
  "expiry-documented": () => judged(expiry.documented()),
  "expiry-months": () => judged(expiry.months()),
  "expiry-digits": () => judged(expiry.digits()),
  cvv: () => judged(rest.cvv()),
  names: () => judged(rest.names()),
  "postal-a-l": () => judged(rest.postalShapes("A", "L")),
  "postal-m-z": () => judged(rest.postalShapes("M", "Z")),
  "postal-special": () => judged(rest.postalSpecial()),
  bank: () => judged(rest.bank()),
  doubtful: () => judged(rest.doubtful()),
  brands: () => number.brandPrefixes().map((prefix) => ({ prefix, want: brands(prefix) })),
  luhn: () => number.luhnTexts().map((text) => ({ text, want: luhn(text) })),
  format: () =>
    [...number.formatTexts(), ...expiry.formatTexts(), { field: "cvv", text: "12 a" }, { field: "holder", text: " Jo " }].map(
      (one) => ({ ...one, want: format(one.field, one.text) }),
    ),
};

// Escapes keep invisible and look-alike characters visible in a diff.
const escape = (line) =>
  line.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

function render(vectors) {
  const lines = [...new Set(vectors.map((vector) => escape(JSON.stringify(vector))))].sort();
  return { count: lines.length, text: `[\n${lines.join(",\n")}\n]\n` };
}

const check = process.argv.includes("--check");
let total = 0;
let failed = false;
for (const [name, make] of Object.entries(FILES)) {
  const file = new URL(`${name}.json`, import.meta.url);
  const { count, text } = render(make());
  if (text.length >= LARGEST_FILE) throw new Error(`${name}.json is too large: ${text.length} bytes`);
  total += count;
  if (!check) writeFileSync(file, text);
  const same = existsSync(file) && readFileSync(file, "utf8") === text;
  if (!same) failed = true;
  console.log(`${name}.json: ${count} vectors, ${Math.ceil(text.length / 1024)} KB${same ? "" : ", differs"}`);
}
console.log(`${total} vectors in all`);
if (failed) {
  console.error("The committed vectors differ: run `node tests/vectors/generate.mjs` and look at what changed.");
  process.exitCode = 1;
}
