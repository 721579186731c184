// Blocks that are the files and the commands of one folder, as a reader makes it; at the end its page is opened.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "./blocks.mjs";
import { play } from "./pages.mjs";
import { TOKENS, charge, filledIn, gatewayOf, onPage } from "./table.mjs";

const run = promisify(execFile);

/** Runs a command of the guide; an installation takes the locked versions, and our package as it was packed. */
async function command(line, folder, own) {
  // The site has other pages too, so what is built lies below an address of its own.
  if (line === "npx vite build") line += ` --base=${own}`;
  if (!/^npm install\b/.test(line)) return run("bash", ["-euo", "pipefail", "-c", line], { cwd: folder, timeout: 120_000 });
  if (!line.includes("panless")) {
    for (const name of ["package.json", "package-lock.json"]) await cp(`${root}/tests/guides/project/${name}`, join(folder, name));
    return run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, timeout: 240_000 });
  }
  // What `npm install` of the packed file leaves in the folder; the package has no dependency.
  return cp(`${root}/dist/npm`, join(folder, "node_modules/panless"), { recursive: true });
}

/** Makes the folder, and opens what it built. */
export async function runProject(blocks, stage, site) {
  const { sandbox } = stage;
  const folder = await mkdtemp(join(tmpdir(), "panless-project-"));
  const text = blocks.map(({ code }) => code).join("\n");
  const gateway = gatewayOf(text);
  const page = site.page({ module: true, dist: folder, endpoint: `${sandbox.nelnet.base}/api/v1/tokens/jsonp` });
  try {
    for (const { options, lang, code } of blocks) {
      if (lang === "sh") for (const line of code.split("\n").filter((one) => one && !one.startsWith("#"))) await command(line, folder, new URL(page.url).pathname);
      else {
        const file = join(folder, options.file);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, onPage(filledIn(withHost(code, sandbox, gateway), sandbox), sandbox, page));
      }
    }
    await cp(join(folder, "dist"), join(folder, "npm"), { recursive: true });
    page.whole = await readFile(join(folder, "npm/index.html"), "utf8");
    page.text = "<button";
    page.gateway = gateway;
    const { token, failures } = await play(page, stage);
    assert.deepEqual(failures, []);
    assert.match(token, TOKENS[gateway]);
    await charge(sandbox, gateway, token);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A project's package is the real one, so that the sandbox's address stands in its options. */
const withHost = (code, sandbox, gateway) => code.replaceAll(/publicKey: "\w+_yourPublicKey"/g, (key) => `${key}, baseUrl: "${gateway === "affinipay" ? sandbox.base : sandbox[gateway].base}"`);
