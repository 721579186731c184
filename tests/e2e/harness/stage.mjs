// One sandbox and one browser for one test file.

import { openBrowser } from "./browser.mjs";
import { startSandbox } from "./sandbox.mjs";

/** Opens both; `close` ends both, also when one of them fails. `more` is the browser's. */
export async function openStage(engine, core, more) {
  const sandbox = await startSandbox();
  let browser;
  try {
    browser = await openBrowser(engine, core, more);
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  return {
    sandbox,
    browser,
    driver: browser.driver,
    async close() {
      await Promise.allSettled([browser.close(), sandbox.stop()]);
    },
  };
}
