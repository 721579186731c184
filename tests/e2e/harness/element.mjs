// Checkout pages with <panless-card>, direct and framed. Orders go to the merchant's server, cards to the sandbox gateway.

import { By } from "selenium-webdriver";
import { FIELDS } from "./checkout.mjs";
import { checkout as frameCheckout } from "./own-frame.mjs";
import { waitFor } from "./wait.mjs";
import { listen } from "./watch.mjs";

export { faults, openFrames, order } from "./own-frame.mjs";

/** Published for tests. */
export const CARD = Object.freeze({ number: "4242424242424242", expiry: "1230", cvv: "123" });
export const MODES = ["direct", "framed"];

const needsJs = process.env.PANLESS_CORE === "policy";

// In the page, before anything else: what failed, and what the elements tell.
function watch() {
  window.told = [];
  addEventListener("unhandledrejection", ({ reason }) => violations.push(`rejection ${reason}`));
  const plain = (detail) => (detail instanceof Error ? { code: detail.code, field: detail.field } : detail ?? null);
  for (const name of ["ready", "change", "focus", "blur", "token", "error"]) {
    document.addEventListener(`panless:${name}`, ({ target, detail }) => told.push([name, plain(detail), target.id]));
  }
}

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const attributesOf = (options) => Object.entries(options).filter(([, value]) => value !== undefined).map(([name, value]) => ` ${kebab(name)}="${value}"`).join("");

/** The element as a page writes it; in the page's form it has the id `card`. */
export function card(page, mode, more = {}, inputs = FIELDS) {
  const { frameUrl } = page;
  const framed = mode === "framed" ? { frameUrl, fields: "number expiry cvv" } : {};
  return `<panless-card${attributesOf({ id: "card", ...page.tokenizer, ...framed, ...more })}>${mode === "framed" ? "" : inputs}</panless-card>`;
}

const inline = (code) => `<script nonce="n0nce">${code}</script>`;

/**
 * A page: `mode` is direct or framed, `more` are attributes, `html` makes what stands in the form beside the order and the button, `form` its
 * attributes, `own` is, or makes, JavaScript of the page's that runs first, `files` what is wrong with files, `defines` whether the element is known.
 */
export function checkout(tools, { mode = "direct", more, html = (page) => card(page, mode, more), form = "", own = "", defines = true, lang = "en", body = "", ...options } = {}) {
  const page = frameCheckout(tools, { mount: null, ...options });
  const { url, frame } = page;
  page.frameUrl = `${frame.url}frame.html`;
  if (needsJs) page.tokenizer.core = "js";
  const [site, gateway] = [new URL(url).origin, new URL(page.tokenizer.baseUrl).origin];
  page.policy = `default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'${needsJs ? "" : " 'wasm-unsafe-eval'"}; frame-src ${new URL(frame.url).origin} ${gateway}; ` +
    `connect-src ${site} ${gateway}; form-action ${site}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri ${url}reports`;
  page.whole = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Checkout</title>${inline(`(${listen})();(${watch})()`)}</head><body><h1>Checkout</h1>
<form id="checkout" action="orders" method="post" ${form}><p><label>Order <input id="order" name="order" value="A7"></label></p>
${html(page)}
<p><button id="pay" name="action" value="pay">Pay</button></p></form>${body}${inline(typeof own === "function" ? own(page) : own)}
<script nonce="n0nce" src="${url}panless.js"></script>${defines ? `<script nonce="n0nce" src="${url}panless-element.js"></script>` : ""}</body></html>`;
  return page;
}

/** The events of that name so far, or those of one element. */
export const told = (driver, name, id) =>
  driver.executeScript((wanted, of) => told.filter(([one, , from]) => one === wanted && (!of || from === of)).map(([, detail]) => detail), name, id ?? null);

export const ready = (driver, times = 1) => waitFor("the fields work", async () => (await told(driver, "ready")).length >= times)
  .catch(async ({ message }) => { throw new Error(`${message}: ${JSON.stringify(await driver.executeScript(() => [told, heard, violations]))}`); });

/** Opens a page, and waits until its fields work. */
export async function open(tools, options) {
  const page = checkout(tools, options);
  await tools.driver.switchTo().defaultContent();
  await tools.driver.get(page.url);
  await ready(tools.driver);
  return page;
}

/** Does something where the fields are: inside the frame, or on the page. */
export async function among(driver, mode, act, id = "card") {
  if (mode !== "framed") return act();
  await driver.switchTo().frame(await driver.executeScript((given) => document.getElementById(given).shadowRoot.querySelector("iframe"), id));
  try {
    return await act();
  } finally {
    await driver.switchTo().defaultContent();
  }
}

/** Types into the fields by their names. */
export const type = (driver, mode, values = CARD, id = "card") => among(driver, mode, async () => {
  for (const [name, text] of Object.entries(values)) {
    const input = await driver.findElement(By.id(name));
    // WebKit's driver gives the focus to nothing in a frame otherwise.
    await input.click();
    await input.sendKeys(text);
  }
}, id);

/** What stands in the fields. */
export const typed = (driver, mode, id) => among(driver, mode, () => driver.executeScript(() => ["number", "expiry", "cvv"].map((name) => document.getElementById(name).value)), id);

/** The id of what has the focus, in the frame if that has it. */
export async function focused(driver) {
  const [outer, frame] = await driver.executeScript(() => [document.activeElement.id, document.activeElement.shadowRoot?.activeElement]);
  if (!frame) return outer;
  await driver.switchTo().frame(frame);
  try {
    return await driver.executeScript(() => document.activeElement.id);
  } finally {
    await driver.switchTo().defaultContent();
  }
}

/** What a form asks of its element. */
export const validity = (driver, id = "card") => driver.executeScript((given) => {
  const { validity: { valid }, validationMessage, willValidate } = document.getElementById(given);
  return { valid, validationMessage, willValidate };
}, id);

export const isValid = (driver, wanted = true) => waitFor(`the element is ${wanted ? "valid" : "invalid"}`, async () => (await validity(driver)).valid === wanted);

/** Presses the pay button. */
export const pay = (driver) => driver.findElement(By.id("pay")).click();
