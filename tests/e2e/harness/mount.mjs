// The sandbox Pepper's frame in a page of the shop, worked by `tokenizer.mount`.

import { openBlank } from "./calls.mjs";
import { fill, inside } from "./embed.mjs";
import { listen, watchLeftovers } from "./watch.mjs";
import { waitFor } from "./wait.mjs";
import { By, Key } from "selenium-webdriver";

/** Published for tests, as all of the sandbox's. */
export const CARD = { cc: "4111111111111111", exp: "12/30", cvv: "999" };
export const BANK = { routing: "490000018", account: "9876543210" };

// In the page: what the form's handlers and the container's listeners were told, as WebDriver can carry it.
function mountForm(given, options) {
  window.told = [];
  window.container = document.getElementById("fields") ?? document.body.appendChild(Object.assign(document.createElement("div"), { id: "fields" }));
  window.tokenizer = panless.createTokenizer(given);
  window.form = tokenizer.mount(container, options);
  const plain = (detail) => (detail instanceof Error ? { code: detail.code, outcome: detail.outcome, field: detail.field } : detail ?? null);
  for (const name of ["ready", "change", "focus", "blur", "token", "error"]) {
    form.on(name, (detail) => told.push([name, plain(detail)]));
    container.addEventListener(`panless:${name}`, ({ detail }) => told.push([`dom:${name}`, plain(detail)]));
  }
}

/** Options of a tokenizer for a scenario. */
export const pepperOptions = ({ pepper }, scenario = "ok", tag = "") => ({ publicKey: pepper.publicKey, baseUrl: pepper.scenario(scenario, tag) });

/** Opens an empty page of the shop and mounts the frame; `told` of the page gathers its events. */
export async function openMount(stage, scenario, { tag, options = {}, tokenizer = {}, timers = false, path } = {}) {
  const { driver, sandbox } = stage;
  await driver.switchTo().defaultContent();
  await openBlank(driver, sandbox, undefined, path);
  if (timers) await watchLeftovers(driver);
  await mountHere(driver, { ...pepperOptions(sandbox, scenario, tag), ...tokenizer }, options);
}

/** Mounts the frame in the page that is open. */
export async function mountHere(driver, tokenizer, options = {}) {
  await driver.executeScript(listen);
  await driver.executeScript(mountForm, tokenizer, options);
}

/** The events of that name so far. */
export const told = (driver, name) => driver.executeScript((wanted) => told.filter(([one]) => one === wanted).map(([, detail]) => detail), name);

/** Waits until the form says that it is ready. */
export const ready = (driver, times = 1) => waitFor("the form is ready", async () => (await told(driver, "ready")).length >= times);

/** Mounts, waits, and types. */
export async function openFilled(stage, scenario, more, values = CARD) {
  await openMount(stage, scenario, more);
  await ready(stage.driver);
  await typed(stage.driver, values);
}

/** Types into the frame's fields by their ids. */
export async function typed(driver, values) {
  const [first] = Object.keys(values);
  await waitFor("the form is there", () => inside(driver, async () => (await driver.findElements(By.id(first))).length === 1));
  await fill(driver, values);
}

/** One call: `{token, error, ms}`. */
export const generate = (driver, options) => driver.executeScript((given) => settled(() => form.generateToken(given)), options);

/** Begins a call that `ended` waits for. */
export const begin = (driver, options) => driver.executeScript((given) => void (window.running = settled(() => form.generateToken(given))), options);
export const ended = (driver) => driver.executeScript(() => running);

/** What a token of the sandbox looks like. */
export const TOKEN = /^[A-Za-z0-9]{32}$/;

/** How a call failed. */
export const codeOf = ({ error }) => [error?.code, error?.outcome];

/** Where Tab leads from a button before the form to one after it, and back if wanted: ids, those of the frame's fields included. */
export async function tabStops(driver, directions, count = 4) {
  await driver.executeScript(() => {
    const button = (id) => Object.assign(document.createElement("button"), { id, textContent: id });
    container.before(button("first"));
    container.after(button("last"));
    document.getElementById("first").focus();
  });
  const where = async () => {
    const outer = await driver.executeScript(() => document.activeElement.id || document.activeElement.tagName);
    return outer === "IFRAME" ? inside(driver, () => driver.executeScript(() => document.activeElement.id)) : outer;
  };
  const stops = [];
  for (const direction of directions) {
    for (let step = 0; step < count; step += 1) {
      const press = driver.actions();
      await (direction === "back" ? press.keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT) : press.sendKeys(Key.TAB)).perform();
      stops.push(await where());
    }
  }
  return stops;
}

export const state = (driver) => driver.executeScript(() => form.getState());
