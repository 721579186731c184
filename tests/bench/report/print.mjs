// The tables on a terminal.

import { facts, tables } from "./tables.mjs";

const say = (text) => process.stdout.write(`${text}\n`);
const plain = (cell) => cell.replace(/\*\*|`/g, "");
/** What stands in a wide cell is for the page; a terminal has no room for it. */
const WIDE = 64;
const short = (cell) => (cell.length > WIDE ? `${cell.slice(0, WIDE - 1)}…` : cell);

function printTable({ title, heads, rows }) {
  const lines = [heads, ...rows].map((row) => row.map((cell, column) => (column ? short(plain(cell)) : plain(cell))));
  const widths = heads.map((_, column) => Math.max(...lines.map((row) => row[column].length)));
  say(`\n${title}`);
  for (const row of lines) say(row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd());
}

export function print(found) {
  say("");
  for (const fact of facts(found)) say(fact);
  for (const table of Object.values(tables(found))) printTable(table);
  say("\nIn brackets: the middle half of the measurements lies there. 1 kB is 1,000 bytes.");
}

/** Says so when the machine has other work. */
export function warn({ isBusy, load, others }) {
  if (!isBusy) return;
  const busy = `load average ${load.toFixed(2)} before the build, ${Math.round(others * 100)} % of the processors in use by others`;
  say(`\nWARNING: this machine is busy (${busy}). Times and rates are not to be trusted; sizes and memory are.\n`);
}
