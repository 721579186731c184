// Using the demo shop as a customer does: with keys.

import { By, Key } from "selenium-webdriver";
import { fill, inside } from "./embed.mjs";
import { waitFor } from "./wait.mjs";

const PAGES = { affinipay: "/", nelnet: "/nelnet", pepper: "/pepper", stripe: "/stripe", chargezoom: "/chargezoom", ontraport: "/ontraport" };

/** Opens a gateway's checkout page, as its server renders it for a scenario and a language. */
export const openPage = ({ driver, sandbox }, gateway, { scenario = "", lang = "en", mode = "direct" } = {}) =>
  driver.get(`${sandbox.shop}${PAGES[gateway]}?${new URLSearchParams({ lang, scenario, mode })}`);

/** Opens a checkout with inputs of the page's own, and waits until what is typed is judged. */
export async function openDemo(stage, gateway = "affinipay", wish) {
  await openPage(stage, gateway, wish);
  await judging(stage.driver);
}

/** Waits until the core runs: it takes a blank away that is typed in front. */
export const judging = (driver) => waitFor("the core is ready", async () => {
  const number = await driver.findElement(By.id("number"));
  await number.sendKeys(" ");
  return (await valueOf(driver, "number")) === "" || number.clear();
});

/** Opens the checkout whose fields stand in a frame, and waits for them. */
export async function openHosted(stage, wish) {
  await openPage(stage, "pepper", wish);
  await hostedFields(stage.driver);
}

/** Waits until the frame has its fields and its height. */
export const hostedFields = (driver) => waitFor("the frame's fields", async () => {
  const height = await driver.executeScript(() => document.querySelector("#hosted iframe")?.offsetHeight);
  return height > 100 && inside(driver, async () => (await driver.findElements(By.id("cc"))).length === 1);
});

/** Opens the checkout whose fields stand in our own frame, and waits for them. */
export async function openFramed(stage, gateway = "affinipay", wish) {
  await openPage(stage, gateway, { ...wish, mode: "framed" });
  await framedFields(stage.driver, "number");
  await inside(stage.driver, () => judging(stage.driver));
}

/** Waits until a field is there in our own frame. */
export const framedFields = (driver, id) => waitFor("the frame's fields", async () => {
  const [frame] = await driver.findElements(By.css("#framed iframe"));
  return frame && inside(driver, async () => (await driver.findElements(By.id(id))).length === 1);
});

/** Types into our own frame. */
export const typeFramed = (driver, values) => inside(driver, () => type(driver, values));

/** The text of the input with this id. */
export const valueOf = (driver, id) => driver.findElement(By.id(id)).getAttribute("value");

/** What the notes say that are shown, by field; the one for the whole form is "". */
export const notes = (driver) => driver.executeScript(() => {
  const shown = [...document.querySelectorAll("[data-panless-error]")].filter((note) => note.textContent && note.getClientRects().length);
  return Object.fromEntries(shown.map((note) => [note.dataset.panlessError, note.textContent]));
});

/** Waits for the note of a field, or of the whole form, and gives its text. */
export const note = (driver, field = "") => waitFor(`a note for ${field || "the form"}`, async () => (await notes(driver))[field]);

/** Types into inputs by id, key by key. */
export async function type(driver, values) {
  for (const [id, text] of Object.entries(values)) await driver.findElement(By.id(id)).sendKeys(text);
}

/** A whole form around the number of a card. */
export const filled = (number, cvv) => ({ number, expiry: "1230", cvv, holder: "Rosa Marlowe", postalCode: "97205" });

/** A whole form of a bank account. */
export const account = { routingNumber: "000000013", accountNumber: "1234567890", accountHolder: "Rosa Marlowe" };

/** The same for a gateway that wants the name in two. */
export const splitAccount = { routingNumber: "000000013", accountNumber: "1234567890", firstName: "Rosa", lastName: "Marlowe" };

/** Chooses between card and bank account. */
export const choose = (driver, method) => driver.findElement(By.id(`method-${method}`)).click();

/** A whole card, and a bank account, by the names of the frame's fields. */
export const hostedCard = (cc, cvv) => ({ cc, exp: "12/30", cvv });
export const hostedAccount = { routing: "490000018", account: "1234567890" };

/** Types into the frame. */
export async function typeHosted(driver, values) {
  if (values.account) await inside(driver, () => driver.findElement(By.css("input[value=ach]")).click());
  await fill(driver, values);
}

/** Whether the form is on its way. */
export const isBusy = (driver) => driver.executeScript(() => document.getElementById("checkout")?.getAttribute("aria-busy") === "true");

/** Presses the pay button, once the form is free: a note may be there before the press counts again. */
export async function pay(driver) {
  await waitFor("the form is free", async () => !(await isBusy(driver)));
  await driver.findElement(By.id("pay")).click();
}

/** Waits for the shop's answer to the order and gives its parts. */
export async function receipt(driver) {
  const page = await waitFor("a receipt or a note", () => driver.executeScript(() => {
    const text = (id) => document.getElementById(id)?.innerText ?? "";
    const alert = document.querySelector("[data-panless-error='']")?.textContent;
    const check = document.querySelector(".check");
    if (!check) return alert && { alert };
    return { title: text("title"), brand: text("brand"), last4: text("last4"), received: text("received"), isClean: check.dataset.clean === "yes" };
  }));
  if (page.alert) throw new Error(`no receipt, but: ${page.alert}`);
  return { ...page, order: Object.fromEntries(new URLSearchParams(page.received.replaceAll("\n", ""))) };
}

/** Sends keys to whatever has the focus. */
export const press = (driver, ...keys) => driver.actions().sendKeys(...keys).perform();

/** The id of what has the focus. */
export const focused = (driver) => driver.executeScript(() => document.activeElement.id);

/** Presses Tab until the element with this id has the focus; fails where it cannot be reached. */
export async function tabTo(driver, id) {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(driver)) === id) return;
    await press(driver, Key.TAB);
  }
  throw new Error(`the Tab key does not reach ${id}`);
}
