// Blocks that are the tests of a shop, in the test runners that shops have: the folder is laid as the guide says, and its tests pass.

import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "./blocks.mjs";

const run = promisify(execFile);
const here = `${root}/tests/guides/runners`;
/** What the guide installs, once for all; each shop lies below, and finds it by going up. */
const place = `${root}/target/panless/guides-runners`;

/** @type {Promise<void> | undefined} */
let installed;

async function install() {
  const lock = await readFile(`${here}/package-lock.json`, "utf8");
  const stamp = join(place, "node_modules/.installed-from");
  if ((await readFile(stamp, "utf8").catch(() => "")) !== lock) {
    await mkdir(place, { recursive: true });
    for (const name of ["package.json", "package-lock.json", ".npmrc"]) await cp(join(here, name), join(place, name));
    await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: place, timeout: 300_000 });
    await writeFile(stamp, lock);
  }
  await rm(join(place, "node_modules/panless"), { recursive: true, force: true });
  await cp(process.env.PANLESS_DIST ? `${process.env.PANLESS_DIST}/npm` : `${root}/dist/npm`, join(place, "node_modules/panless"), { recursive: true });
}

/** The reader's own browser is the one that is there. */
const OWN = `import config from "./playwright.config.js";
const launchOptions = { executablePath: process.env.PANLESS_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] };
export default { ...config, use: { ...config.use, launchOptions } };
`;

/** A command of the guide; what it installs is there. @param {string} line */
const asHere = (line) => (/^(npm install|npx playwright install)\b/.test(line) ? "true" : line.replace("npx playwright test", "npx playwright test --config own.config.js"));

/** @param {string} name @param {import("./blocks.mjs").Block[]} blocks */
export async function runTests(name, blocks) {
  await (installed ??= install());
  const folder = join(place, name);
  await rm(folder, { recursive: true, force: true });
  for (const { options, code } of blocks.filter(({ options }) => options.file)) {
    await mkdir(dirname(join(folder, options.file)), { recursive: true });
    await writeFile(join(folder, options.file), `${code}\n`);
  }
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  await writeFile(join(folder, "own.config.js"), OWN);
  // What the runner of these tests tells its own children is not for others.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  for (const { code } of blocks.filter(({ options, lang }) => lang === "sh" && !options.file)) {
    await run("bash", ["-euo", "pipefail", "-c", code.split("\n").map(asHere).join("\n")], { cwd: folder, env, timeout: 120_000 });
  }
}
