// Finds what the package tests run against: the installed package, and the peers it is compared with.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Loads the card logic of the package installed in PANLESS_PACKAGE_DIR; PANLESS_CORE picks "wasm" or "js". */
export async function installedCore() {
  const folder = process.env.PANLESS_PACKAGE_DIR;
  if (folder === undefined) throw new Error("PANLESS_PACKAGE_DIR must name a folder in which panless is installed");
  // Only a module inside that folder resolves the bare name just as a user's own module does, by `exports` and conditions.
  const entry = mkdtempSync(join(folder, "entry-"));
  try {
    const file = join(entry, "entry.mjs");
    writeFileSync(file, 'export { loadCore } from "panless";\n');
    const { loadCore } = await import(pathToFileURL(file));
    return await loadCore({ core: process.env.PANLESS_CORE ?? "auto" });
  } finally {
    rmSync(entry, { recursive: true });
  }
}

/** A `require` for the packages of the tools folder: PANLESS_TOOLS, or xtask/tools of this repository. */
export function toolsRequire() {
  const folder = process.env.PANLESS_TOOLS ?? fileURLToPath(new URL("../../xtask/tools", import.meta.url));
  return createRequire(join(folder, "package.json"));
}
