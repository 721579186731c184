// Shortens scripts by terser, all of them in one process: starting it costs as much as its work. By `cargo xtask build`.
// Given: the folder to write to, then the scripts.

import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { minify } from "terser";

const OPTIONS = { module: true, ecma: 2020, compress: { passes: 4, keep_fargs: false }, mangle: true };

const [to, ...scripts] = process.argv.slice(2);
for (const script of scripts) {
  const { code } = await minify({ [basename(script)]: await readFile(script, "utf8") }, OPTIONS);
  await writeFile(join(to, basename(script)), code);
}
