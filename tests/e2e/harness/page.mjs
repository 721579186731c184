// What the browser says of a page, and keeps from it.

import { logging } from "selenium-webdriver";
import { engineName } from "./browser.mjs";

/**
 * The console's entries since the last call, as text. Violations of a Content-Security-Policy are among them. Other drivers than Chromium's
 * keep none: a test that expects a line `needs("console")`, and that nothing is said is seen in Chromium alone.
 */
export async function consoleEntries(driver) {
  if (engineName !== "chromium") return [];
  const entries = await driver.manage().logs().get(logging.Type.BROWSER);
  return entries.map(({ level, message }) => `${level.name} ${message}`);
}

/** Takes the network from every page of the browser, or gives it back. Chromium alone. */
export const setOffline = (driver, offline) => driver.setNetworkConditions({ offline, latency: 0, download_throughput: -1, upload_throughput: -1 });

/** Keeps requests for tokens waiting until they are let go, by what this gives. Chromium alone. */
export async function holdRequests(driver) {
  await driver.sendDevToolsCommand("Fetch.enable", { patterns: [{ urlPattern: "*/v1/tokens" }] });
  return () => driver.sendDevToolsCommand("Fetch.disable");
}

/** The console's lines without those about a page's icon, which no page here has. */
export const consoleLines = async (driver) => (await consoleEntries(driver)).filter((line) => !line.includes("favicon"));

/** What an expression gives in the page: in Chromium by the debugger, which needs none of the functions that a page can change. */
export async function evaluate(driver, expression) {
  if (engineName !== "chromium") return driver.executeScript(`return ${expression}`);
  const { result, exceptionDetails } = await driver.sendAndGetDevToolsCommand("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** The same of a function, and of what it is given. */
export const call = (driver, act, ...given) => evaluate(driver, `(${act})(...${JSON.stringify(given)})`);
