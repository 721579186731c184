// The consumers' projects: laid out beside the installed tools, each with the package as npm unpacked it, and built.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));

/** Where `cargo xtask package` has installed the tools, and the package by itself. */
export const place = (() => {
  const folder = process.env.PANLESS_CONSUMERS_DIR;
  if (folder === undefined) throw new Error("PANLESS_CONSUMERS_DIR must name a folder; `cargo xtask package` makes it");
  return folder;
})();

/** The package as installed from the packed file. */
export const installed = join(place, "installed/node_modules/panless");

/** A fresh project: the files of its folder, those that it shares with others, and the package in its node_modules. */
export function lay(name, shared = []) {
  const folder = join(place, "projects", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of shared) cpSync(join(here, "shared", file), join(folder, file));
  if (existsSync(join(here, name))) cpSync(join(here, name), folder, { recursive: true });
  cpSync(installed, join(folder, "node_modules/panless"), { recursive: true });
  return folder;
}

/** What programs of others get: none of them asks anything of, or tells anything to, anybody else. */
export const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" };

/** Runs it silently and gives what it printed; what it said is told when it fails. */
export async function ran(folder, program, args) {
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const [[code], out, err] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} in ${folder} ended with ${code}\n${out}${err}`);
  return out;
}

/** `npm run build` of a project; tells how long it took. */
export async function build(folder) {
  const start = Date.now();
  await ran(folder, "npm", ["run", "build", "--silent"]);
  return Date.now() - start;
}

/** Does these one after the other, `lanes` of them at a time; each answer is a promise. */
export function queue(lanes, works) {
  const waiting = [...works];
  const promises = new Map();
  const settle = new Map();
  for (const [name] of works) promises.set(name, new Promise((...both) => settle.set(name, both)));
  const next = async () => {
    for (let work; (work = waiting.shift()); ) {
      const [good, bad] = settle.get(work[0]);
      await work[1]().then(good, bad);
    }
  };
  for (let lane = 0; lane < lanes; lane += 1) void next();
  // A failure is told where somebody asks for it.
  for (const promise of promises.values()) promise.catch(() => {});
  return promises;
}

/** All files below a folder, installed packages and caches left out. */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === "node_modules" ? [] : filesBelow(path);
  });
}
