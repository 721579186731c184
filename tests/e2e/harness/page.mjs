// What can be read off a page: everywhere a number could have been left.

import { logging } from "selenium-webdriver";

/** The console's entries since the last call, as text. Violations of a Content-Security-Policy are among them. */
export async function consoleEntries(driver) {
  const entries = await driver.manage().logs().get(logging.Type.BROWSER);
  return entries.map(({ level, message }) => `${level.name} ${message}`);
}

/** The requests that the browser sent since the last call: address, method, headers and body. */
export async function sentRequests(driver) {
  const entries = await driver.manage().logs().get(logging.Type.PERFORMANCE);
  const messages = entries.map(({ message }) => JSON.parse(message).message);
  const sent = messages.filter(({ method }) => method === "Network.requestWillBeSent");
  return sent.map(({ params: { request } }) => ({
    url: request.url,
    method: request.method,
    headers: request.headers,
    body: request.postData ?? "",
  }));
}

// Attributes of every element, text without what stands in inputs, and the page's own memory of itself.
function dumpPage() {
  const elements = [...document.querySelectorAll("*")];
  const attributes = elements.flatMap((element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`));
  const storage = (area) => JSON.stringify(Object.entries(area));
  const performed = performance.getEntries().map((entry) => JSON.stringify(entry));
  return {
    attributes: attributes.join("\n"),
    text: document.documentElement.textContent,
    inputs: [...document.querySelectorAll("input, select, textarea")].map(({ value }) => value).join("\n"),
    performance: performed.join("\n"),
    localStorage: storage(localStorage),
    sessionStorage: storage(sessionStorage),
    cookies: document.cookie,
    location: location.href,
    history: JSON.stringify(history.state),
    referrer: document.referrer,
    name: window.name,
  };
}

/** Every place of a page as text, by name. */
export const places = (driver) => driver.executeScript(dumpPage);

/** Cookies as the browser keeps them, those that scripts cannot see included. */
export const cookies = (driver) => driver.manage().getCookies();
