// The types of the packed package, as TypeScript's users meet them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lay, place, ran } from "./harness/project.mjs";

/** Each entry with types. A raw file has none. */
const COMPAT = ["compat/paymentspring", "compat/chargeio", "compat/tokenizer"];
const ENTRIES = [".", "slim", "inline", "messages/en", "panless-core.js", ...COMPAT];

/** What of the compiler stands for each way of finding modules. */
const WAYS = { bundler: "esnext", node16: "node16", nodenext: "nodenext" };

test("the package's types fit what Node and bundlers find, for each entry", async () => {
  const attw = join(place, "node_modules/@arethetypeswrong/cli/dist/index.js");
  // What `require` finds is a module, which is for Node's own `require` of modules, not for CommonJS.
  await ran(place, process.execPath, [attw, process.env.PANLESS_TARBALL, "--profile", "esm-only", "--entrypoints", ...ENTRIES]);
});

for (const compiler of ["typescript-oldest", "typescript"]) {
  for (const [moduleResolution, module] of Object.entries(WAYS)) {
    test(`${compiler} takes every entry in a strict project by ${moduleResolution}`, async () => {
      const folder = lay("types");
      const strict = { strict: true, noEmit: true, skipLibCheck: false, target: "es2022", lib: ["es2022", "dom"], types: [] };
      const compilerOptions = { ...strict, module, moduleResolution };
      const name = `tsconfig.${compiler}.${moduleResolution}.json`;
      writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
      writeFileSync(join(folder, name), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
      await ran(folder, process.execPath, [join(process.env.PANLESS_TOOLS, "node_modules", compiler, "bin/tsc"), "--pretty", "false", "-p", name]);
    });
  }
}
