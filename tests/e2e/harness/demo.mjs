// Using the demo shop as a customer does: with keys.

import { By, Key } from "selenium-webdriver";
import { fill, inside } from "./embed.mjs";
import { waitFor } from "./wait.mjs";

/** Opens the checkout and waits until it judges what is typed. */
export async function openDemo({ driver, sandbox }) {
  await driver.get(`${sandbox.shop}/`);
  await waitFor("the pay button is ready", () => driver.findElement(By.id("submit")).isEnabled());
  // The core formats a blank that is typed in front away as soon as it runs.
  await waitFor("the core is ready", async () => {
    await driver.findElement(By.id("number")).sendKeys(" ");
    return (await valueOf(driver, "number")) === "" || clear(driver, "number");
  });
}

async function clear(driver, id) {
  await driver.findElement(By.id(id)).clear();
  return false;
}

/** The text of the input with this id. */
export const valueOf = (driver, id) => driver.findElement(By.id(id)).getAttribute("value");

/** The text of the element with this id, if it is shown. */
export const textOf = (driver, id) => driver.findElement(By.id(id)).getText();

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

/** Chooses the gateway in the drawer. */
export async function chooseGateway(driver, id) {
  await driver.executeScript(() => { document.getElementById("try").open = true; });
  await driver.findElement(By.css(`#gateway option[value=${id}]`)).click();
}

/** Chooses the gateway whose fields stand in a frame, and waits for them. */
export async function openHosted(driver) {
  await chooseGateway(driver, "pepper");
  await hostedFields(driver);
}

/** Waits until the frame has its fields and its height. */
export const hostedFields = (driver) => waitFor("the frame's fields", async () => {
  const height = await driver.executeScript(() => document.querySelector("#hosted iframe")?.offsetHeight);
  return height > 100 && inside(driver, async () => (await driver.findElements(By.id("cc"))).length === 1);
});

/** A whole card, and a bank account, by the names of the frame's fields. */
export const hostedCard = (cc, cvv) => ({ cc, exp: "12/30", cvv });
export const hostedAccount = { routing: "490000018", account: "1234567890" };

/** Types into the frame. */
export async function typeHosted(driver, values) {
  if (values.account) await inside(driver, () => driver.findElement(By.css("input[value=ach]")).click());
  await fill(driver, values);
}

/** Plays a scenario with the next payment, as the drawer's list does; it need not be on the list. */
export async function play(driver, scenario) {
  await driver.executeScript((name) => {
    const list = document.getElementById("scenario");
    list.append(new Option(name, name, true, true));
    list.dispatchEvent(new Event("change"));
  }, scenario);
}

/** Presses the pay button. */
export const pay = (driver) => driver.findElement(By.id("submit")).click();

/** Waits for the receipt and gives its parts. */
export async function receipt(driver) {
  await waitFor("a receipt or an alert", () => driver.executeScript(() =>
    !document.getElementById("receipt").hidden || !document.getElementById("alert").hidden));
  const [title, token, log, check, result] = await Promise.all(
    ["receipt-title", "token", "log", "log-check", "result"].map((id) => textOf(driver, id)),
  );
  if (!title) throw new Error(`no receipt, but: ${await textOf(driver, "alert")}`);
  return { title, token: JSON.parse(token), log, check, result };
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
