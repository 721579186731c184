// Brands as the installed package sees them, beside the tables that others publish on npm.
//
// Every difference has to be listed here with its reason, and every listed difference has to be real.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { BRANDS } from "../vectors/brands.mjs";
import { PUBLISHED } from "../vectors/cases/number.mjs";
import { installedCore, toolsRequire } from "./installed.mjs";

// Beginnings about which the peers are known to be wrong, or to have been wrong.
const PROBES = `1800 2131 3500 3528 300 305 309 36 38 39 27 2205 2220 2721 2230 2240 2290 4175 4571 5031 6012 62183 622126
  622925 62184 62190 6270 6275 6277 600722 6703 6555 384100 979200 8100 8171`;

// Beginnings; brand here, or null; brand in credit-card-type 10.3, or null; why.
const DIFFERENCES = [
  ["3088 3094 3096 3102 3112 3120 3158 3159 3337 3349", "jcb", null, "its JCB stops short of the blocks in 30, 31 and 33"],
  ["3090", "jcb", null, "the old 309 is split into Diners 3095 and JCB around it"],
  ["3095", "diners-club", null, "the old 309 is split into Diners 3095 and JCB around it"],
  ["1800", "uatp", "jcb", "its retired JCB block; 1 is UATP"],
  ["2131", null, "jcb", "its retired JCB block"],
  ["1000", "uatp", null, "it has no UATP"],
  ["5019", "dankort", "maestro", "it has no Dankort"],
  ["508500 508999 606985 607984 608001 608500", "rupay", "maestro", "it has no RuPay"],
  ["652150 653149", "rupay", "discover", "it has no RuPay"],
  ["817200 820199", "rupay", null, "it has no RuPay"],
  ["506198 507964", "verve", "maestro", "it ends these Verve blocks one short"],
  ["650002 650027", "verve", "discover", "it has no Verve in 65"],
  ["650057 650081 651704", "elo", "discover", "it ends these Elo blocks elsewhere"],
  ["650052 650082 650923", "discover", "troy", "Troy BINs in 65 are co-badged and change often: they stay Discover"],
  ["62183 6275", "unionpay", "maestro", "its UnionPay has holes, which fall to Maestro"],
];

// Published numbers on whose validity card-validator answers otherwise.
const VERDICTS = [["4012000010000", "valid", "incomplete", "it refuses 13 digits of Visa, which gateways test with"]];

let core;
let creditCardType;
let cardValidator;

before(async () => {
  core = await installedCore();
  const require = toolsRequire();
  const exported = require("credit-card-type");
  creditCardType = exported.default ?? exported;
  cardValidator = require("card-validator");
});

const only = (ids) => (ids.length === 1 ? ids[0] : null);

function numbers() {
  const bounds = BRANDS.flatMap(({ ranges }) => ranges.flatMap(({ low, high }) => [low, high, String(Number(high) + 1)]));
  const padded = [...bounds, ...PROBES.split(/\s+/)].map((start) => start.padEnd(16, "0"));
  return [...new Set([...PUBLISHED, ...padded])];
}

function differing() {
  return numbers().flatMap((number) => {
    const ours = only(core.brands(number));
    const theirs = only(creditCardType(number).map(({ type }) => type));
    return ours === theirs ? [] : [{ number, ours, theirs }];
  });
}

const listed = DIFFERENCES.flatMap(([starts, ours, theirs, reason]) =>
  starts.split(" ").map((start) => ({ start, ours, theirs, reason })),
);

const explains = (row, difference) =>
  difference.number.startsWith(row.start) && row.ours === difference.ours && row.theirs === difference.theirs;

test("names a brand as credit-card-type does, but for the listed differences", () => {
  const unlisted = differing().filter((difference) => !listed.some((row) => explains(row, difference)));
  assert.deepEqual(unlisted, []);
});

test("still differs from credit-card-type where a difference is listed", () => {
  const found = differing();
  const stale = listed.filter((row) => !found.some((difference) => explains(row, difference)));
  assert.deepEqual(stale, []);
});

test("judges published numbers as card-validator does, but for the listed differences", () => {
  const found = PUBLISHED.flatMap((number) => {
    const { isValid, isPotentiallyValid } = cardValidator.number(number);
    const theirs = isValid ? "valid" : isPotentiallyValid ? "incomplete" : "invalid";
    const ours = core.judge("number", number).status;
    return ours === theirs ? [] : [[number, ours, theirs]];
  });
  assert.deepEqual(
    found,
    VERDICTS.map(([number, ours, theirs]) => [number, ours, theirs]),
  );
});
