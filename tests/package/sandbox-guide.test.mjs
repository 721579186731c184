// The test of docs/testing.md that needs no runner but Node's, as a reader runs it where the package is installed.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { inside } from "./installed.mjs";

const GUIDE = new URL("../../docs/testing.md", import.meta.url);

test("the first example of the guide passes, each of its tests", async () => {
  const [, code] = /```js project=node file=checkout\.test\.mjs.*?\n(.*?)```/s.exec(await readFile(GUIDE, "utf8"));
  // A test that runs tests would be told to report to the one above.
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const { stdout } = await inside(code, (file) => promisify(execFile)(process.execPath, ["--test", "--test-reporter=tap", file], { env }));
  assert.match(stdout, /^# pass 5$/m);
  assert.match(stdout, /^# fail 0$/m);
});
