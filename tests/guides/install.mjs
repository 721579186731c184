// What a guide installs: the versions that are locked, once for all of its folders, and our package as it was packed.

import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./blocks.mjs";

const run = promisify(execFile);

/** @type {Map<string, Promise<string>>} */
const places = new Map();

/** The folder whose `node_modules` has it all: a folder below finds it by going up. @param {"project" | "runners"} name whose lock */
export function installed(name) {
  if (!places.has(name)) places.set(name, install(`${root}/tests/guides/${name}`, `${root}/target/panless/guides-${name}`));
  return /** @type {Promise<string>} */ (places.get(name));
}

/** @param {string} from @param {string} place */
async function install(from, place) {
  const lock = await readFile(`${from}/package-lock.json`, "utf8");
  const stamp = join(place, "node_modules/.installed-from");
  if ((await readFile(stamp, "utf8").catch(() => "")) !== lock) {
    await cp(from, place, { recursive: true });
    await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: place, timeout: 300_000 });
    await writeFile(stamp, lock);
  }
  const own = join(place, "node_modules/panless");
  await rm(own, { recursive: true, force: true });
  await mkdir(own);
  // What `npm install` of the packed file leaves in the folder; the package has no dependency.
  await cp(`${process.env.PANLESS_DIST ?? `${root}/dist`}/npm`, own, { recursive: true });
  return place;
}
