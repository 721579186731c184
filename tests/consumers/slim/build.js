// Both wasm files are copied, and the page is told their hashes.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";

const files = ["panless.wasm", "panless-fields.wasm"];
const from = (name) => `node_modules/panless/${name}`;
const hash = (name) => `sha384-${createHash("sha384").update(readFileSync(from(name))).digest("base64")}`;
const hashes = Object.fromEntries(files.map((name) => [name, hash(name)]));
await build({ entryPoints: ["main.js"], bundle: true, format: "esm", splitting: true, outdir: "dist", define: { HASHES: JSON.stringify(hashes) } });
for (const name of files) copyFileSync(from(name), `dist/${name}`);
copyFileSync("index.html", "dist/index.html");
