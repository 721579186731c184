// A shop's own inputs, worked by `tokenizer.attach`, and the hands of a customer: keys, clipboard, pointer, input method.

import { test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { engineName } from "./browser.mjs";
import { isAll } from "./extent.mjs";
import { inside } from "./embed.mjs";
import { checkout } from "./own-frame.mjs";
import { startSite } from "./site.mjs";
import { openStage } from "./stage.mjs";

/** Where the fields are: on the shop's own page, or in our frame on it. */
const place = process.env.PANLESS_PLACE ?? "page";

/** There a script moves the focus into a frame only once somebody has been in it. */
const needsClicks = engineName === "webkit" && place === "frame";

/** A test of the page's own inputs: of layouts that our frame does not have, or of what holds for the page's form. */
export const onPage = place === "page" ? test : () => {};

/**
 * Of many edits that the core decides alike in each place, those that are tried here: on the page all, in the frame every fourth unless everything
 * is wanted. There it is about focus, selection, clipboard and input method, which each of them shows.
 */
export const triedHere = (list) => (place === "page" || isAll ? list : list.filter((_, at) => at % 4 === 0));

/** The codes that a test may meet: each is its own sentence, so that a note shows the code. */
const CODES = [
  "number_missing", "number_incomplete", "number_invalid", "brand_not_accepted", "expiry_missing", "expiry_incomplete", "expiry_invalid",
  "expiry_past", "cvv_missing", "cvv_incomplete", "cvv_invalid", "holder_missing", "holder_incomplete", "card_number_misplaced",
  "postal_code_missing", "postal_code_incomplete", "postal_code_invalid", "routing_number_missing", "routing_number_incomplete",
  "routing_number_invalid", "account_number_missing", "account_number_incomplete", "account_number_invalid", "same_digits",
];

/** One input with a label, by the name of its field; the name is its id, too. */
export const input = (name, more = "") => `<p><label for="${name}">${name}</label> <input id="${name}" data-panless="${name}" ${more}></p>`;

/** A whole card in a form, with room after the fields. */
const FIELDS = ["number", "expiry", "cvv", "holder", "postalCode"].map((name) => input(name)).join("");
export const CARD = `<form id="fields">${FIELDS}<button id="pay">Pay</button></form>`;

// Beside the form: where a text is copied from and dragged to.
const OUTSIDE = `<p><textarea id="pad" rows="2" cols="60" aria-label="Notes"></textarea></p><p><button id="out">Elsewhere</button></p>`;

// In the page: attaches, and gathers what the form tells.
function attachFields(given, options, target) {
  window.told = [];
  window.tokenizer = panless.createTokenizer(given);
  window.form = tokenizer.attach(target, options);
  const plain = (detail) => (detail instanceof Error ? { code: detail.code, field: detail.field } : detail ?? null);
  for (const name of ["ready", "change", "focus", "blur", "token", "error"]) form.on(name, (detail) => told.push([name, plain(detail)]));
  window.begun = new Promise((resolve) => {
    form.on("ready", () => resolve("ready"));
    form.on("error", ({ code }) => resolve(code));
  });
}

/** How fields are reached: a script that runs where they are, one on the shop's page, and what opens both. */
const PLACES = {
  page: (tools) => ({ run: (...given) => tools.driver.executeScript(...given), open: opener(tools) }),
  frame: (tools) => ({ run: (...given) => inside(tools.driver, () => tools.driver.executeScript(...given)), open: frameOpener(tools) }),
};

/** A sandbox, a browser, a site, and what a test does with them. */
export async function openShop() {
  const stage = await openStage(engineName);
  const { driver, sandbox } = stage;
  const [site, host] = [await startSite(), await startSite()];
  const { run, open } = PLACES[place]({ stage, driver, sandbox, shop: site, host, pages: [] });
  const page = (script, ...given) => driver.executeScript(script, ...given);
  return { driver, sandbox, open, close: () => (site.stop(), host.stop(), stage.close()), ...hands(driver, run, page) };
}

function frameOpener(tools) {
  const messages = Object.fromEntries(CODES.map((code) => [code, code]));
  /** The same card in our frame; of the options those of the fields. */
  return async function open(_, { options = {}, tokenizer, dir = "ltr" } = {}) {
    const mount = { messages, optional: ["holder", "postalCode"], ...(dir === "rtl" && { language: "ar" }), ...options };
    await tools.driver.get(checkout(tools, { mount, tokenizer, after: OUTSIDE }).url);
    await tools.driver.executeScript(() => new Promise((resolve) => form.getState().ready ? resolve() : form.on("ready", () => resolve())));
    if (needsClicks) await inside(tools.driver, () => tools.driver.findElement(By.css("input")).click().then(() => tools.driver.executeScript(() => document.activeElement.blur())));
  };
}

function opener({ driver, sandbox, shop: site }) {
  const tokenizerOptions = (more) => ({ publicKey: sandbox.publicKey, baseUrl: sandbox.scenario("ok"), ...more });
  /** Opens a page of this HTML, attaches to `#fields`, and waits until that `begins` as it should, or not at all. */
  return async function open(html = CARD, { options = {}, tokenizer = {}, dir = "ltr", files = {}, begins = "ready" } = {}) {
    const page = site.page({ body: html + OUTSIDE, files });
    await driver.get(page.url);
    await driver.executeScript((given) => { document.documentElement.dir = given; }, dir);
    const messages = Object.fromEntries(CODES.map((code) => [code, code]));
    await driver.executeScript(attachFields, tokenizerOptions(tokenizer), { messages, submit: false, ...options }, "#fields");
    const how = begins && (await driver.executeScript(() => begun));
    if (how !== begins) throw new Error(`attach began with ${how}`);
  };
}

/** A key with others held down: `chord(Key.CONTROL, "z")`. */
export const chord = (...keys) => keys;

/** Whatever a customer, a browser and a password manager can do, and what can be seen of it. */
function hands(driver, run, page) {
  const keyboard = makeKeyboard(driver, run, page);
  return { run, page, ...keyboard, ...makeEyes(run, page), ...makeClipboard(page, keyboard), ...makeFillers(run), ...makePointer(driver, run) };
}

function makeKeyboard(driver, run, page) {
  /** Presses keys where the focus is: texts and chords. One command carries them all. */
  async function press(...parts) {
    const actions = driver.actions();
    for (const part of parts) {
      const held = Array.isArray(part) ? part.slice(0, -1) : [];
      for (const key of held) actions.keyDown(key);
      actions.sendKeys(Array.isArray(part) ? part.at(-1) : part);
      for (const key of [...held].reverse()) actions.keyUp(key);
    }
    await actions.perform();
  }

  /** Moves the focus; with an offset, the caret too. */
  async function focus(id, start, end = start) {
    const isOutside = ["pad", "out"].includes(id);
    // There no script takes the focus back out of a frame.
    if (isOutside && needsClicks) await driver.findElement(By.id(id)).click();
    await (isOutside ? page : run)((wanted, from, to) => {
      const element = document.getElementById(wanted);
      element.focus();
      if (from !== null) element.setSelectionRange(from, to);
    }, id, start ?? null, end ?? null);
  }

  /** Types into a field as if by Tab: what stands there is selected by no engine afterwards. */
  async function type(id, ...parts) {
    await focus(id);
    await press(Key.END, ...parts);
  }

  /** Leaves whatever has the focus. */
  const leave = () => focus("out");
  return { press, focus, type, leave };
}

function makeEyes(run, page) {
  /**
   * What a field shows: with `|` for the caret or `[` and `]` around what is selected if it has the focus. Next to a gap either side is
   * right for the caret, so it is shown before the gap.
   */
  const see = (id = "number") =>
    run((wanted) => {
      const element = document.getElementById(wanted);
      const { value, selectionStart: start, selectionEnd: end } = element;
      if (document.activeElement !== element) return value;
      if (start !== end) return `${value.slice(0, start)}[${value.slice(start, end)}]${value.slice(end)}`;
      const caret = value.slice(0, start).replace(/[^\da-z]+$/i, "").length;
      return `${value.slice(0, caret)}|${value.slice(caret)}`;
    }, id);

  /** What is said of a field: its note, whether it counts as wrong, and what a screen reader was told last. */
  const said = (id) =>
    run((wanted) => {
      const element = document.getElementById(wanted);
      const ids = (element.getAttribute("aria-describedby") ?? "").split(" ");
      const notes = ids.map((note) => document.getElementById(note)?.textContent).filter(Boolean);
      return { note: notes.join(" "), invalid: element.getAttribute("aria-invalid") };
    }, id);

  /** The note alone. */
  const note = async (id) => (await said(id)).note;
  /** Of several fields: one after the other, because a driver is in one document at a time. */
  const notes = async (ids) => {
    const all = [];
    for (const id of ids) all.push(await note(id));
    return all;
  };
  const live = () => run(() => document.querySelector("form [role=status], #fields [role=status]").textContent);
  const focused = () => run(() => document.activeElement.id);
  const state = () => page(() => form.getState());
  const told = (name) => page((wanted) => told.filter(([one]) => one === wanted).map(([, detail]) => detail), name);
  return { see, said, note, notes, live, focused, state, told };
}

function makeClipboard(page, { press, focus }) {
  /** Copies a text from the pad, with keys. */
  async function copy(text) {
    await page((given) => { document.getElementById("pad").value = given; }, text);
    await focus("pad");
    await press(chord(Key.CONTROL, "a"), chord(Key.CONTROL, "c"));
  }

  /** Pastes a text at the caret of a field, or over what is selected there. */
  async function paste(id, text, start, end) {
    await copy(text);
    await focus(id, start, end);
    await press(chord(Key.CONTROL, "v"));
  }
  return { copy, paste };
}

function makeFillers(run) {
  /** What a browser's own autofill does to a field. */
  const autofill = (id, text) =>
    run((wanted, value) => {
      const element = document.getElementById(wanted);
      element.value = value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }, id, text);

  /** What password managers and the page's own scripts do: the value, and these events. */
  const set = (id, text, ...events) =>
    run((wanted, value, names) => {
      const element = document.getElementById(wanted);
      element.value = value;
      for (const name of names) element.dispatchEvent(new Event(name, { bubbles: true }));
    }, id, text, events);
  return { autofill, set };
}

function makePointer(driver, run) {
  /**
   * Drags what is selected in one element to another: to its beginning, or to its end. A browser starts a drag only on selected text and
   * after some way.
   */
  async function drag(from, to, isEnd) {
    const at = (id, end) => run((wanted, isLast) => {
      const { left, right, top, height } = document.getElementById(wanted).getBoundingClientRect();
      return { x: Math.round(isLast ? right - 8 : left + 8), y: Math.round(top + Math.min(height / 2, 12)) };
    }, id, end);
    const [start, end] = [await at(from, false), await at(to, isEnd)];
    const pointer = driver.actions().move(start).press().move({ x: start.x + 6, y: start.y + 2, duration: 20 }).move({ ...end, duration: 50 });
    await pointer.move({ x: end.x - 1, y: end.y, duration: 20 }).release().perform();
  }

  /** Steps of an input method: texts as they are composed; then the text that it leaves, or null where it is given up. Chromium alone. */
  async function compose(steps, end) {
    const show = (text) => driver.sendDevToolsCommand("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    for (const text of steps) await show(text);
    if (end === null) await show("");
    else if (end !== undefined) await driver.sendDevToolsCommand("Input.insertText", { text: end });
  }
  return { drag, compose };
}
