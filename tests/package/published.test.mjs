// What is published for script tags.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const dist = process.env.PANLESS_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const { version } = JSON.parse(readFileSync(join(dist, "npm/package.json"), "utf8"));
const folder = join(dist, "cdn", version);

test("sri.json has the hash of every file beside it, and no other", () => {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name !== "sri.json" && statSync(join(folder, name)).isFile());
  const hash = (name) => `sha384-${createHash("sha384").update(readFileSync(join(folder, name))).digest("base64")}`;
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "sri.json"), "utf8")), Object.fromEntries(files.sort().map((name) => [name, hash(name)])));
});
