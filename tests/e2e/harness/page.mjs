// What the browser says of a page.

import { logging } from "selenium-webdriver";

/** The console's entries since the last call, as text. Violations of a Content-Security-Policy are among them. */
export async function consoleEntries(driver) {
  const entries = await driver.manage().logs().get(logging.Type.BROWSER);
  return entries.map(({ level, message }) => `${level.name} ${message}`);
}
