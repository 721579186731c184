// What the browser says of a page, and keeps from it.

import { logging } from "selenium-webdriver";

/** The console's entries since the last call, as text. Violations of a Content-Security-Policy are among them. */
export async function consoleEntries(driver) {
  const entries = await driver.manage().logs().get(logging.Type.BROWSER);
  return entries.map(({ level, message }) => `${level.name} ${message}`);
}

/** Keeps requests for tokens waiting until they are let go, by what this gives. Chromium alone. */
export async function holdRequests(driver) {
  await driver.sendDevToolsCommand("Fetch.enable", { patterns: [{ urlPattern: "*/v1/tokens" }] });
  return () => driver.sendDevToolsCommand("Fetch.disable");
}
