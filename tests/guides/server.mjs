// Blocks of a shop's server: commands, and programs in Node and Python, run against the sandbox gateways with a fresh token.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PRIVATE, cdn, filledIn, forDemo, freshToken, gatewayOf, headersOf } from "./table.mjs";

const run = promisify(execFile);

const PROGRAMS = { sh: ["bash", "block.sh"], python: ["python3", "block.py"], js: [process.execPath, "block.mjs"] };

/** Whether a block is the server's. */
export const isServers = ({ lang, words }) => lang in PROGRAMS && (lang !== "js" || words.includes("node"));

/** Runs it in an empty folder, or in a copy of the script tag's; what it printed. */
export async function runServer(block, { sandbox }) {
  const folder = await mkdtemp(join(tmpdir(), "panless-guide-"));
  const [program, file] = PROGRAMS[block.lang];
  const gateway = block.options.token ?? gatewayOf(block.code);
  try {
    if (block.options.in === "cdn") await cp(cdn, folder, { recursive: true });
    const begin = block.lang === "sh" ? "set -euo pipefail\n" : "";
    await writeFile(join(folder, file), begin + filledIn(block.code, sandbox));
    const TOKEN = gateway ? await freshToken[gateway](sandbox) : "";
    const { stdout } = await run(program, [file], { cwd: folder, timeout: 60_000, env: { ...process.env, ...PRIVATE, TOKEN } });
    if (block.options.prints) assert.ok(stdout.includes(block.options.prints), `it printed ${stdout}`);
    else assert.notEqual(stdout.trim(), "", "it printed nothing, and says not what it should");
    return stdout;
  } catch (error) {
    if (error.code === "ENOENT" && block.lang === "python") throw new Error("python3 is missing; on Debian: apt-get install python3");
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Holds a JSON to what a document shows of it: every member, and every value but those of `<…>`. */
export function assertShown(real, shown, at = "the output") {
  if (typeof shown === "string" && /^<.*>$/.test(shown)) return assert.equal(typeof real, "string", at);
  if (shown === null || typeof shown !== "object") return assert.deepEqual(real, shown, at);
  assert.equal(typeof real, "object", at);
  return Object.entries(shown).forEach(([name, value]) => assertShown(real?.[name], value, `${at}.${name}`));
}

/** Reads headers, and compares them with what the demo sends: the shop with jsonp.html, or its frame's host with the file of `of=FILE`. */
export async function checkHeaders({ code, options }, { sandbox }) {
  const headers = options.of ? await headersOf(sandbox, options.of) : (await fetch(`${sandbox.shop}/panless/latest/jsonp.html`)).headers;
  for (const line of forDemo(code, sandbox).split("\n")) {
    const [, name, value] = /^([\w-]+): (\S.*)$/.exec(line) ?? assert.fail(`not a header: ${line}`);
    const sent = headers.get(name) ?? assert.fail(`the shop sends no ${name}`);
    assert.ok(value.startsWith("…; ") ? sent.endsWith(value.slice(3)) : sent === value, `${name}: ${sent}`);
  }
}
