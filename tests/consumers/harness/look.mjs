// Opens a consumer's page and looks at what it said, what it fetched, and what its build emitted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TOKEN } from "../../e2e/harness/checkout.mjs";
import { consoleEntries } from "../../e2e/harness/page.mjs";
import { waitFor } from "../../e2e/harness/wait.mjs";
import { filesBelow, installed } from "./project.mjs";

const WASMS = ["panless.wasm", "panless-fields.wasm"];
const wasm = (name) => readFileSync(join(installed, name));

/** Words of the core's data that stand side by side there and nowhere else. No bundler changes them. */
const data = readFileSync(join(installed, "panless-core.js"), "latin1").match(/[a-z_]{30,}/g).sort((one, other) => other.length - one.length)[0];

/** What a file is, told by its content. A wasm that is text within a module counts, too. */
export function whatIs(bytes) {
  const name = WASMS.find((one) => bytes.equals(wasm(one)));
  if (name) return name;
  if (bytes.includes(data)) return "the JavaScript core";
  return WASMS.find((one) => bytes.includes(wasm(one).toString("base64").slice(0, 4000))) ? "a wasm as text" : "";
}

/** How often each is among the files that a build emitted. */
export function emitted(folder) {
  const counts = {};
  for (const file of filesBelow(folder)) {
    const what = whatIs(readFileSync(file));
    if (what) counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

/** What was fetched from the page's own server. */
async function fetched(addresses, url) {
  const own = [...new Set(addresses)].filter((address) => new URL(address).origin === new URL(url).origin);
  const files = await Promise.all(own.map(async (address) => whatIs(Buffer.from(await (await fetch(address)).arrayBuffer()))));
  return files.filter(Boolean).sort();
}

/** Opens the page and gives what it said, when all that it says is right; `wasms` are the files that it should have fetched. */
export async function look({ driver, sandbox }, url, wasms = [...WASMS].sort()) {
  const gateways = {
    affinipay: { publicKey: sandbox.publicKey, baseUrl: sandbox.base },
    pepper: { publicKey: sandbox.pepper.publicKey, baseUrl: sandbox.pepper.base },
  };
  // What the page before has left there is not this one's.
  await consoleEntries(driver);
  await driver.get(`${url}?gateways=${encodeURIComponent(JSON.stringify(gateways))}`);
  const heard = () => driver.executeScript("return document.documentElement.dataset.said");
  const said = JSON.parse(await waitFor("the page has said what came of it", heard, 60_000));
  const entries = await consoleEntries(driver);
  assert.equal(said.error, undefined, `${said.error}\n${entries.join("\n")}`);
  for (const id of [said.token, said.attached, said.second]) assert.match(id, TOKEN);
  assert.deepEqual([said.core, said.other, said.mounted], ["wasm", "js", true]);
  assert.deepEqual(await fetched(said.before, url), wasms, "fetched before the JavaScript core was wanted");
  assert.deepEqual(await fetched(said.after, url), [...wasms, "the JavaScript core"].sort(), "fetched in all");
  assert.deepEqual(entries.filter((entry) => /^(SEVERE|WARNING)/.test(entry)), [], "on the console");
  return said;
}
