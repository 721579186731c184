// Opens browsers by WebDriver. A further engine is one row of the table.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { accessSync, constants } from "node:fs";
import { Builder, logging } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/chrome.js";

const flags = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-dev-shm-usage",
];

/** A program by its variable or on PATH; named always, because the driver's own manager would look for one outside. */
function find(variable, names) {
  if (process.env[variable]) return process.env[variable];
  const places = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`${names[0]} is not on PATH`);
  return found;
}

async function openChromium(profile, more) {
  const options = new Options();
  options.addArguments(...flags, ...more, `--user-data-dir=${profile}`);
  options.setBinaryPath(find("PANLESS_CHROMIUM", ["chromium", "chromium-browser", "google-chrome"]));
  const wanted = new logging.Preferences();
  wanted.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  wanted.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
  options.setLoggingPrefs(wanted);
  const service = new ServiceBuilder(find("PANLESS_CHROMEDRIVER", ["chromedriver"]));
  return new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
}

const engines = {
  chromium: {
    open: openChromium,
    // Scripts that run before the page's own; an engine without this has no search of the module's memory.
    beforePage: (driver, source) => driver.sendDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source }),
    emulate: (driver, features) => driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features }),
    size: (driver, { width, height }) =>
      driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false }),
  },
};

/** The engines of this run: all, or the one that PANLESS_ENGINE names. */
export const engineNames = process.env.PANLESS_ENGINE ? [process.env.PANLESS_ENGINE] : Object.keys(engines);

/**
 * A browser with a profile of its own: `driver`, what its engine can do, and `close`. With the core "js", which PANLESS_CORE can name, it knows
 * no WebAssembly. `more` are flags for its program.
 */
export async function openBrowser(name = engineNames[0], core = process.env.PANLESS_CORE, more = []) {
  const engine = engines[name];
  if (!engine) throw new Error(`there is no engine ${name}`);
  const profile = await mkdtemp(join(tmpdir(), "panless-e2e-"));
  const removed = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  const driver = await engine.open(profile, more).catch(async (error) => {
    await removed();
    throw error;
  });
  await driver.manage().setTimeouts({ script: 30_000, pageLoad: 30_000 });
  if (core === "js") await engine.beforePage(driver, "delete globalThis.WebAssembly;");
  return {
    driver,
    beforePage: (source) => engine.beforePage(driver, source),
    emulate: (features) => engine.emulate(driver, features),
    size: (size) => engine.size(driver, size),
    async close() {
      await driver.quit();
      await removed();
    },
  };
}
