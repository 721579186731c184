// One Chromium for the whole run, without the logs that the tests want of theirs: they cost time.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Builder } from "selenium-webdriver";
import * as chrome from "selenium-webdriver/chrome.js";

const FLAGS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-dev-shm-usage",
  // Whatever a peer may want of its own servers stays here, and finds nobody.
  "--host-resolver-rules=MAP * 127.0.0.1",
];

/** `more` are flags for the program. `run` calls a function in the page, `cdp` asks the browser itself, `throttle` slows the page's thread down. */
export async function openChromium(more = []) {
  const profile = await mkdtemp(join(tmpdir(), "panless-bench-"));
  const options = new chrome.Options();
  options.addArguments(...FLAGS, ...more, `--user-data-dir=${profile}`);
  options.setBinaryPath(process.env.PANLESS_CHROMIUM ?? "chromium");
  const service = new chrome.ServiceBuilder(process.env.PANLESS_CHROMEDRIVER ?? "chromedriver");
  const removed = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  const building = new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
  const driver = await Promise.resolve(building).catch(async (error) => {
    await removed();
    throw error;
  });
  await driver.manage().setTimeouts({ script: 240_000, pageLoad: 60_000 });
  const cdp = (name, given = {}) => driver.sendAndGetDevToolsCommand(name, given);
  return {
    version: (await driver.getCapabilities()).get("browserVersion"),
    open: (url) => driver.get(url),
    run: (act, ...given) => driver.executeScript(act, ...given),
    cdp,
    throttle: (rate) => cdp("Emulation.setCPUThrottlingRate", { rate }),
    beforePage: (source) => cdp("Page.addScriptToEvaluateOnNewDocument", { source }),
    async close() {
      await driver.quit();
      await removed();
    },
  };
}
