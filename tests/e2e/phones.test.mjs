// What a customer does on a phone, in each place where fields can stand: taps and keys, a narrow screen, a turned one, large text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By } from "selenium-webdriver";
import * as attached from "./harness/checkout.mjs";
import * as demo from "./harness/demo.mjs";
import * as element from "./harness/element.mjs";
import { inside } from "./harness/embed.mjs";
import { isAll } from "./harness/extent.mjs";
import * as own from "./harness/own-frame.mjs";
import { SCREENS, hold, openPhone, setText } from "./harness/phone.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;
let driver;
let shop;
let frames;

before(async () => {
  stage = await openPhone();
  ({ driver } = stage);
  const shared = async () => ({ ...stage, close: () => {} });
  shop = await attached.openCheckouts(shared);
  frames = await own.openFrames(shared);
});
after(async () => {
  await Promise.all([shop?.close(), frames?.close()]);
  await stage?.close();
});

const run = (script, ...given) => driver.executeScript(script, ...given);
const onPage = (act) => act();
const inFrame = (act) => inside(driver, act);
const isToken = (order) => assert.match(order.payment_token, attached.TOKEN);
const isPaid = async () => assert.match((await demo.receipt(driver)).title, /^Paid/);

/**
 * Where fields stand: how the page is opened, how they are reached, what is typed by their ids, whether they have no looks at all or are the
 * gateway's, which keyboard the page itself has asked for, and how it ends.
 */
const PLACES = {
  "the page's own inputs, by the script tag": {
    open: () => attached.open(shop, { script: {} }), among: onPage, card: attached.CARD, isPlain: true, paid: async (page) => isToken(await attached.order(page)),
  },
  "our own frame": { open: () => own.open(frames), among: inFrame, card: own.CARD, paid: async (page) => isToken(await own.order(page)) },
  "panless-card in the page": {
    open: () => element.open(frames, { mode: "direct" }), among: onPage, card: element.CARD, isPlain: true, paid: async (page) => isToken(await element.order(page)),
  },
  "panless-card in our own frame": {
    open: () => element.open(frames, { mode: "framed" }), among: (act) => element.among(driver, "framed", act), card: element.CARD, paid: async (page) => isToken(await element.order(page)),
  },
  "Pepper's frame": { open: () => demo.openHosted(stage), among: inFrame, card: demo.hostedCard("4111111111111111", "123"), isTheirs: true, paid: isPaid },
  "the demo's card page": { open: () => demo.openDemo(stage), among: onPage, card: demo.filled("4242424242424242", "123"), own: { postalCode: " postal-code next" }, paid: isPaid },
};

/** Taps each field, types where that led, and gives by what the page was touched. */
async function fill({ among, card }) {
  const by = new Set();
  for (const [id, text] of Object.entries(card)) {
    by.add(await among(async () => {
      await run(() => addEventListener("pointerdown", ({ pointerType }) => { window.touchedBy = pointerType; }, { capture: true, once: true }));
      await driver.findElement(By.id(id)).click();
      return run(() => window.touchedBy);
    }));
    await demo.press(driver, text);
  }
  return [...by];
}

/** What somebody would have to look for: a page wider than the screen, what stands outside it, words that are cut, a frame that scrolls. */
const lost = (width) => run((screen) => {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const wide = scrollWidth > innerWidth || (parent === window && (innerWidth > screen || visualViewport.scale !== 1)) ? [`${scrollWidth} pixels wide`] : [];
  const high = parent !== window && scrollHeight > innerHeight ? ["the frame is too low"] : [];
  const isShown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && one.getBoundingClientRect().width > 2;
  const isCut = (one) => {
    const { left, right } = one.getBoundingClientRect();
    const isText = one.matches("button, label, p, summary") && getComputedStyle(one).display !== "inline";
    return left < 0 || right > innerWidth + 1 || (isText && one.scrollWidth > one.clientWidth + 1);
  };
  const parts = [...document.querySelectorAll("input, select, button, label, summary, a, p, span, h1, h2, legend")].filter(isShown);
  return [...wide, ...high, ...parts.filter(isCut).map((one) => one.id || one.textContent.trim())];
}, width);

/** Nothing is lost on this screen, once a frame has its new height. */
async function fits(screen, { among }, state) {
  await hold(driver, screen);
  let all;
  const isWhole = async () => !(all = [...(await lost(screen.width)), ...(await among(() => lost(screen.width)))]).length;
  await waitFor("nothing is lost", isWhole, 3_000).catch(() => assert.deepEqual(all, [], `${screen.name}, ${state}`));
}

/** What has the focus, whether all of it is on the screen, and what is seen there. */
async function focused({ among }) {
  const place = () => run(() => {
    const one = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
    const { left, top, width, height } = one.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return { id: one.id, left, top, bottom: top + height, isOnTop: (seen?.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2) ?? seen) === one };
  });
  const field = await among(place);
  const frame = among === onPage ? { top: 0 } : await place();
  const height = await run(() => visualViewport.height);
  return { id: field.id, isOnTop: field.isOnTop, isOnScreen: frame.top + field.top >= 0 && frame.top + field.bottom <= height };
}

/** Where a thumb misses, and where an iPhone would zoom in. */
const unhandy = () => run(() => {
  const shown = (query) => [...document.querySelectorAll(query)].filter((one) => one.getClientRects().length);
  const isSmall = (one) => {
    const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
    return Math.min(width, height) < 24;
  };
  const isZoomed = (one) => parseFloat(getComputedStyle(one).fontSize) < 16;
  const name = (one) => one.id || one.textContent.trim();
  return {
    small: shown("a, button, summary, select, input, label:has(input)").filter(isSmall).map(name),
    zoomed: shown("select, input:not([type=radio])").filter(isZoomed).map(name),
  };
});

/** What the phone's keyboard goes by. */
const keyboards = () => run(() => Object.fromEntries([...document.querySelectorAll("input[aria-describedby]")].filter((one) => one.getClientRects().length)
  .map(({ id, inputMode, autocomplete, enterKeyHint }) => [id, [inputMode, autocomplete, enterKeyHint].join(" ")])));
const KEYBOARDS = { number: "numeric cc-number next", expiry: "numeric cc-exp next", cvv: "numeric cc-csc next", holder: " cc-name next", postalCode: " billing postal-code next" };

for (const [at, [where, place]] of Object.entries(PLACES).entries()) {
  const { open, among, card, isPlain, isTheirs, own: asked, paid } = place;
  const wanted = { ...KEYBOARDS, ...asked };
  const upright = SCREENS.filter(({ isTurned }) => !isTurned);

  for (const screen of isAll ? upright : [upright[at % upright.length]]) {
    test(`${where}: a card is paid by taps and typed keys (${screen.name})`, async () => {
      await hold(driver, screen);
      const page = await open();
      if (!isPlain) assert.deepEqual(await among(unhandy), { small: [], zoomed: [] });
      if (!isTheirs) assert.deepEqual(await among(keyboards), Object.fromEntries(Object.keys(card).map((id) => [id, wanted[id]])));
      assert.deepEqual(await fill(place), ["touch"]);
      await driver.findElement(By.id("pay")).click();
      await paid(page);
    });
  }

  test(`${where}: what is wrong is brought onto the screen, and on no screen is anything cut or wider than it`, async () => {
    const [first, turned] = SCREENS;
    await hold(driver, turned);
    await open();
    const move = (far) => run((margin) => { document.getElementById("pay").style.marginTop = margin; }, far);
    // A screen below the fields, so that these are out of sight.
    await move("120vh");
    await driver.findElement(By.id("pay")).click();
    // What the gateway's own frame does with its fields is the gateway's.
    if (isTheirs) await demo.note(driver);
    else {
      await waitFor("the focus", async () => (await among(() => run(() => document.activeElement.id))) === "number");
      assert.deepEqual(await focused(place), { id: "number", isOnTop: true, isOnScreen: true });
    }
    // A browser measures nothing in a frame that nobody sees.
    await move("");
    for (const screen of SCREENS) await fits(screen, place, "with errors");
    await setText(driver, 32);
    for (const screen of [first, turned]) await fits(screen, place, "with text at 200 %");
    await setText(driver, 16);
  });
}
