// The message packs as the installed package hands them out.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { printed } from "./installed.mjs";

const sources = new URL("../../www/messages/", import.meta.url);

test("every pack is found under its language and says what its source says", async () => {
  const files = readdirSync(sources);
  assert.ok(files.length > 0);
  const languages = files.map((file) => file.replace(/\.js$/, ""));
  const imports = languages.map((language) => `import ${language} from "panless/messages/${language}";\n`).join("");
  const packs = JSON.parse(await printed(`${imports}console.log(JSON.stringify({ ${languages} }));\n`));
  for (const language of languages) {
    const { default: source } = await import(new URL(`${language}.js`, sources));
    assert.deepEqual(packs[language], source, language);
  }
});
