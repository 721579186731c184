// Every policy of harness/policies.mjs with every way to use panless: a card becomes a token at the merchant's server, nothing is reported,
// and each line is needed. `cargo xtask test` plays each row and each entry once and takes one part of each kind away, `--all` plays all.
// Chooses the core itself, whichever core the run is on.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { isAll, oneOfEach } from "./harness/extent.mjs";
import { CELLS, ENTRIES, ROWS, isPlayed, kinds, partsOf, policiesTable, sizeOfAll, someOfAll } from "./harness/policies.mjs";
import { consoleEntries } from "./harness/page.mjs";
import { isWorth, openPolicies, play } from "./harness/policy-pages.mjs";
import { waitFor } from "./harness/wait.mjs";

const DOCUMENT = new URL("../../docs/csp.md", import.meta.url);

let world;
before(async () => (world = await openPolicies()));
after(() => world?.close());

const titleOf = ({ row, entry }) => `${ROWS[row].title}: ${ENTRIES[entry].title}`;
const bodies = (page) => page.posted.filter(({ file }) => file === "reports").map(({ body }) => JSON.parse(body)["csp-report"]);
const reportsOf = (page) => bodies(page).map((report) => `${report["effective-directive"]} ${report["blocked-uri"]}`);

const played = [];
const taken = new Set();
const tried = new Set();
/** Once for a kind; where everything is wanted, once for each row and once for each entry. */
function isWanted({ row, entry }, { kind, name, isGuided }) {
  if (isGuided && !isAll) return false;
  taken.add(kind);
  const keys = isAll ? [`${row} ${name}`, `${entry} ${name}`] : [kind];
  return keys.map((key) => !tried.has(key) && tried.add(key)).some(Boolean);
}

for (const cell of (isAll ? CELLS : someOfAll()).filter(isPlayed)) {
  const expected = ENTRIES[cell.entry].core ? (ROWS[cell.row].reports ?? []) : [];
  test(`${titleOf(cell)}: the card is a token at the merchant's server, and ${expected.length ? `nothing but ${expected} is reported` : "nothing is reported"}`, async () => {
    const { page, said, holds, token } = await play(cell, world);
    assert.deepEqual([said, holds], [[], true], page.policy);
    await waitFor("what is to be reported", () => reportsOf(page).length >= expected.length);
    assert.ok(await isWorth(token, cell, world));
    played.push({ cell, page, expected });
    for (const part of partsOf(cell, page.lines).filter((one) => isWanted(cell, one))) {
      const bad = await play(cell, world, part);
      assert.ok(bad.said.length || !bad.token, `nothing breaks without ${part.name} ${part.source ?? ""}`);
    }
  });
}

describe("a cell that cannot be", () => {
  const cells = CELLS.filter((cell) => !isPlayed(cell));
  for (const cell of oneOfEach(cells, ({ because }) => because)) {
    test(`${titleOf(cell)}: is none`, async () => {
      const { said, token } = await play(cell, world);
      assert.deepEqual([token, said.length > 0], [null, true]);
    });
  }

  test("says why in a sentence, of an entry that there is", () => {
    for (const { cannot = {} } of Object.values(ROWS)) for (const [entry, because] of Object.entries(cannot)) {
      assert.ok(ENTRIES[entry], entry);
      assert.match(because, /^[A-Z`].* .*\.$/);
    }
  });
});

describe("these tests see", () => {
  for (const [what, entry, inFrame, directive] of [
    ["what is stopped in the worker of a JSONP call", "nelnet", ({ stage: { sandbox } }) => ` ${sandbox.nelnet.base}/api/v1/tokens/jsonp`, "script-src"],
    ["what is stopped in our own frame", "own", () => " 'wasm-unsafe-eval'", "script-src"],
  ]) {
    test(what, async () => {
      const { page, said } = await play({ row: "hosts", entry }, world, { inFrame: inFrame(world) });
      // A frame that is taken away may take its report with it, but not what the console has of it.
      const seen = async () => [...said.filter((line) => line.includes("Content Security Policy")), ...reportsOf(page)].some((line) => line.includes(directive));
      await waitFor("the report, or the console's line", async () => (said.push(...(await consoleEntries(world.driver))), seen()));
    });
  }
});

describe("the table", () => {
  test("has a cell for each row with each entry, and here each row and each entry was played", () => {
    assert.equal(CELLS.length, Object.keys(ROWS).length * Object.keys(ENTRIES).length);
    for (const [kind, all] of [["row", ROWS], ["entry", ENTRIES]]) assert.deepEqual(Object.keys(all).filter((name) => !played.some(({ cell }) => cell[kind] === name)), []);
    if (isAll) assert.equal(played.length, CELLS.filter(isPlayed).length);
  });

  test("has lost a part of each kind", () => assert.deepEqual(kinds().filter((kind) => !taken.has(kind)), []));

  test("is the one of docs/csp.md", async (t) => {
    t.diagnostic(`${sizeOfAll()}; here ${played.length} were played`);
    const text = await readFile(DOCUMENT, "utf8");
    const [, before, , after] = /^([^]*<!-- policies[^\n]*-->\n)([^]*)(<!-- \/policies -->[^]*)$/.exec(text) ?? assert.fail("docs/csp.md lost its mark");
    const now = before + policiesTable() + after;
    if (process.env.PANLESS_BLESS) await writeFile(DOCUMENT, now);
    else assert.equal(text, now, "PANLESS_BLESS=1 writes it anew");
  });
});

test("no report came late, and none twice", () => {
  // Each page has had the time of all that were played after it.
  for (const { cell, page, expected } of played) assert.deepEqual(reportsOf(page), expected.map((known) => `script-src ${known}`), titleOf(cell));
});
