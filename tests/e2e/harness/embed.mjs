// The sandbox Pepper's page in an otherwise empty page of the shop, spoken to by messages written by hand.

import { By, Key } from "selenium-webdriver";
import { waitFor } from "./wait.mjs";

export const ID = "12345678-1234-4123-8123-123456789abc";

// In the page: the frame, all that it says, and the settings as soon as it has loaded.
function embed(source, message) {
  window.heard = [];
  window.loads = 0;
  window.stopped = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => stopped.push(effectiveDirective));
  const frame = document.createElement("iframe");
  frame.title = "Payment form";
  frame.style.cssText = "border: 0; width: 100%; height: 700px";
  addEventListener("message", (event) => {
    const isOwn = event.source === frame.contentWindow;
    let value = event.data;
    // WebDriver need not carry a megabyte of junk.
    if (typeof value === "string" && value.length > 20_000) value = `${value.length} characters`;
    heard.push({ origin: event.origin, isOwn, value });
  });
  frame.onload = () => {
    window.loads += 1;
    if (message) frame.contentWindow.postMessage(message, "*");
  };
  frame.src = source;
  document.body.replaceChildren(frame);
}

/** A parent's message. */
export const written = (event, data) => JSON.stringify({ event, data });

/** Opens the page of a base URL under the shop's policy, or without one; `settings` of null send none. */
export async function openFrame(stage, base, settings = {}, path = "/blank") {
  const { driver, sandbox } = stage;
  await driver.switchTo().defaultContent();
  await driver.get(`${sandbox.shop}${path}`);
  const whole = { ...settings, id: ID, apikey: sandbox.pepper.publicKey };
  const message = settings && written("setSettings", whole);
  await driver.executeScript(embed, `${base}/api/tokenizer/${sandbox.pepper.publicKey}`, message);
}

/** Sends as it is. */
export const post = (driver, value) => driver.executeScript((given) => frames[0].postMessage(given, "*"), value);

/** Sends a message. */
export const send = (driver, event, data) => post(driver, written(event, data));

/** All that came so far: `{origin, isOwn, value}`. */
export const heard = (driver) => driver.executeScript(() => heard);

/** The data of every message of that name that came so far, from the frame itself with our id. */
export async function told(driver, event) {
  const messages = (await heard(driver)).filter(({ isOwn, value }) => isOwn && typeof value === "string").flatMap(({ value }) => {
    try {
      const message = JSON.parse(value);
      return message?.id === ID ? [message] : [];
    } catch {
      return [];
    }
  });
  return messages.filter((message) => message.event === event).map(({ data }) => data);
}

/** The data of the message of that name, once there are `count` of them. */
export function next(driver, event, count = 1) {
  return waitFor(`${event} comes`, async () => (await told(driver, event))[count - 1]);
}

/** Does something inside the frame. */
export async function inside(driver, act) {
  await driver.switchTo().frame(0);
  try {
    return await act();
  } finally {
    await driver.switchTo().defaultContent();
  }
}

/** Types into fields of the frame, by their names. */
export const fill = (driver, values) =>
  inside(driver, async () => {
    for (const [name, text] of Object.entries(values)) {
      const input = await driver.findElement(By.id(name));
      await input.click();
      // What stands in it already goes first.
      const old = await input.getAttribute("value");
      await input.sendKeys(Key.END, ...Array.from(old, () => Key.BACK_SPACE), text);
    }
  });

/** Loads the form and fills in a good card. */
export async function withCard(stage, base, settings, card = { cc: "4111111111111111", exp: "12/30", cvv: "999" }, path) {
  await openFrame(stage, base, settings, path);
  await waitFor("the form is there", () => inside(stage.driver, async () => (await stage.driver.findElements(By.id("cc"))).length === 1));
  await fill(stage.driver, card);
}
