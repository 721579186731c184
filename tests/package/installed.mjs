// Finds what the package tests run against: the installed package, and the peers it is compared with.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Calls `use` with a module's file inside PANLESS_PACKAGE_DIR: only there a bare name resolves just as in a user's own module. */
export async function inside(source, use) {
  const folder = process.env.PANLESS_PACKAGE_DIR;
  if (folder === undefined) throw new Error("PANLESS_PACKAGE_DIR must name a folder in which panless is installed");
  const entry = mkdtempSync(join(folder, "entry-"));
  try {
    const file = join(entry, "entry.mjs");
    writeFileSync(file, source);
    return await use(file);
  } finally {
    rmSync(entry, { recursive: true });
  }
}

/** The installed package, by `exports` and conditions. */
export const installed = () => inside('export * from "panless";\n', (file) => import(pathToFileURL(file)));

/** What a module prints that has a process of its own. */
export const printed = (source) => inside(source, (file) => execFileSync(process.execPath, [file], { encoding: "utf8" }));

/** Loads its card logic; PANLESS_CORE picks "wasm" or "js". */
export async function installedCore() {
  const { loadCore } = await installed();
  return loadCore({ core: process.env.PANLESS_CORE ?? "auto" });
}

/** A `require` for the packages of the tools folder: PANLESS_TOOLS, or xtask/tools of this repository. */
export function toolsRequire() {
  const folder = process.env.PANLESS_TOOLS ?? fileURLToPath(new URL("../../xtask/tools", import.meta.url));
  return createRequire(join(folder, "package.json"));
}
