// Blocks that are the tests of a shop, in the test runners that shops have: the folder is laid as the guide says, and its tests pass.

import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { installed } from "./install.mjs";

const run = promisify(execFile);

/** The reader's own browser is the one that is there. */
const OWN = `import config from "./playwright.config.js";
const launchOptions = { executablePath: process.env.PANLESS_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] };
export default { ...config, use: { ...config.use, launchOptions } };
`;

/** A command of the guide; what it installs is there. @param {string} line */
const asHere = (line) => (/^(npm install|npx playwright install)\b/.test(line) ? "true" : line.replace("npx playwright test", "npx playwright test --config own.config.js"));

/** @param {string} name @param {import("./blocks.mjs").Block[]} blocks */
export async function runTests(name, blocks) {
  const folder = join(await installed("runners"), name);
  await rm(folder, { recursive: true, force: true });
  for (const { options, code } of blocks.filter(({ options }) => options.file)) {
    await mkdir(dirname(join(folder, options.file)), { recursive: true });
    await writeFile(join(folder, options.file), `${code}\n`);
  }
  await writeFile(join(folder, "own.config.js"), OWN);
  // What the runner of these tests tells its own children is not for others.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  for (const { code } of blocks.filter(({ options, lang }) => lang === "sh" && !options.file)) {
    await run("bash", ["-euo", "pipefail", "-c", code.split("\n").map(asHere).join("\n")], { cwd: folder, env, timeout: 120_000 });
  }
}
