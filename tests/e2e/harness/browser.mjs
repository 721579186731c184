// Opens browsers by WebDriver; engines.mjs has the engines.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engines } from "./engines.mjs";

/** The engine of this run. */
export const engineName = process.env.PANLESS_ENGINE ?? "chromium";

/**
 * What PANLESS_CORE can name: "wasm"; "js", in a browser without WebAssembly; "policy", on pages whose policy forbids it and which ask for
 * the JavaScript core. The core that answers in each:
 */
export const coreName = (run = process.env.PANLESS_CORE ?? "wasm") => (run === "policy" ? "js" : run);

/** Runs before the page's scripts: whoever uses `panless` without saying which core gets the one in JavaScript. */
const ASK_FOR_JS = `{
  const js = (options) => {
    if (typeof options === "function") return { callback: options, core: "js" };
    if (options && typeof options !== "object") return options;
    try {
      return { core: "js", ...options };
    } catch {
      return options;
    }
  };
  let given;
  Object.defineProperty(window, "panless", {
    configurable: true,
    get: () => given,
    set: (real) => {
      const { createTokenizer, generateToken, loadCore } = real;
      given = Object.assign(real, {
        createTokenizer: (options) => createTokenizer(js(options)),
        generateToken: (key, payment, third) => generateToken(key, payment, js(third)),
        loadCore: (options) => loadCore(js(options)),
      });
    },
  });
}`;

/**
 * A browser with a profile of its own: `driver`, what its engine can do, and `close`. With the core "js", which PANLESS_CORE can name, it knows
 * no WebAssembly. Of `more`, `flags` are its program's, and `isLogged` has it keep what its pages send and where they go, which costs a tenth of its time;
 * `phone` is the one that Chromium plays (phone.mjs).
 */
export async function openBrowser(name = engineName, core = process.env.PANLESS_CORE, more = {}) {
  const engine = engines[name];
  if (!engine) throw new Error(`there is no engine ${name}`);
  const profile = await mkdtemp(join(tmpdir(), "panless-e2e-"));
  const removed = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  const { driver, ended = () => {} } = await engine.open(profile, more).catch(async (error) => {
    await removed();
    throw error;
  });
  await driver.manage().setTimeouts({ script: 30_000, pageLoad: 30_000 });
  if (core === "js") await engine.beforePage(driver, "delete globalThis.WebAssembly;");
  if (core === "policy") await engine.beforePage(driver, ASK_FOR_JS);
  return {
    driver,
    beforePage: (source) => engine.beforePage(driver, source),
    emulate: (features) => engine.emulate(driver, features),
    size: (size) => engine.size(driver, size),
    async close() {
      await driver.quit();
      await ended();
      await removed();
    },
  };
}
