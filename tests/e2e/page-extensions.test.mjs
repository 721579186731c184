// Extensions of the customer's browser at work in the form: password managers, grammar checkers, translators. What they add, wrap, move
// and fill in changes no payment; notes stay with their fields; what is destroyed leaves theirs untouched and takes ours away.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CARD, TOKEN, checkout, order, ready } from "./harness/checkout.mjs";
import { openFoul, visit } from "./harness/foul.mjs";
import { call, consoleLines, evaluate } from "./harness/page.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFoul();
  ({ driver } = tools);
});
after(() => tools?.close());

// In the page: what each does, once.
const EXTENSIONS = {
  "puts an icon into a shadow root beside each field, and one over it": () => {
    for (const input of document.querySelectorAll("form input:not([type=hidden])")) {
      for (const [place, name] of [["afterend", "pm-icon"], ["beforebegin", "pm-anchor"]]) {
        const node = document.createElement(name);
        node.attachShadow({ mode: "open" }).append(Object.assign(document.createElement("input"), { value: "pm" }));
        input.insertAdjacentElement(place, node);
      }
      document.body.append(Object.assign(document.createElement("pm-overlay"), { style: "position:fixed" }));
    }
  },
  "wraps each field, and leaves it in its wrapper": () => {
    for (const input of document.querySelectorAll("form input:not([type=hidden])")) {
      const wrapper = Object.assign(document.createElement("div"), { className: "pm-wrapper", style: "position:relative" });
      input.replaceWith(wrapper);
      wrapper.append(input, Object.assign(document.createElement("button"), { type: "button", textContent: "Fill" }));
    }
  },
  "marks fields with attributes and styles of its own": () => {
    for (const input of document.querySelectorAll("form input:not([type=hidden])")) {
      for (const name of ["data-lpignore", "data-com-onepassword-filled", "data-dashlane-rid", "data-gramm", "data-temp-mail-org", "spellcheck"]) input.setAttribute(name, "true");
      input.style.setProperty("background-image", "none", "important");
      input.classList.add("pm");
    }
    document.documentElement.setAttribute("data-pm-installed", "");
  },
  "puts the fields into another order": () => {
    const rows = [...document.querySelectorAll("form p")];
    for (const row of rows.reverse()) row.parentNode.insertBefore(row, document.getElementById("pay"));
  },
  "translates every text of the page": () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) if (texts.currentNode.data.trim() && !texts.currentNode.parentNode.matches("script,style")) all.push(texts.currentNode);
    for (const node of all) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      outer.append(inner);
      inner.textContent = `${node.data}*`;
      node.replaceWith(outer);
    }
    document.documentElement.classList.add("translated-ltr");
  },
  "shows a form of its own inside ours": () => {
    const form = document.createElement("form");
    form.id = "pm-form";
    form.append(Object.assign(document.createElement("input"), { id: "pm-search", name: "pm" }), Object.assign(document.createElement("button"), { id: "pm-send" }));
    form.addEventListener("submit", (event) => (event.preventDefault(), document.body.setAttribute("data-pm-sent", "")));
    document.getElementById("checkout").append(form);
  },
};

// How it fills in: by the browser's own setter, and what it then tells the page.
const FILLS = {
  "with input and change": ["input", "change"],
  "with key events that have no key, input and change": ["keydown", "keypress", "input", "keyup", "change"],
  "with events that do not bubble": ["!input", "!change"],
  "with an event alone that says nothing of the edit": ["change"],
  "without an event": [],
};

function fillAs(values, events) {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  for (const id of Object.keys(values)) {
    const input = document.getElementById(id);
    input.focus();
    set.call(input, values[id]);
    for (const name of events) input.dispatchEvent(new Event(name.replace("!", ""), { bubbles: !name.startsWith("!"), cancelable: true }));
  }
  document.activeElement.blur();
}

/** Of each field: what it is told to be, and which text describes it. */
const described = () => call(driver, () => Object.fromEntries(["number", "expiry", "cvv"].map((id) => {
  const input = document.getElementById(id);
  const notes = (input.getAttribute("aria-describedby") ?? "").split(" ").map((one) => document.getElementById(one)?.textContent ?? "gone");
  return [id, [input.getAttribute("aria-invalid"), notes.join(" ").replaceAll("*", "") !== ""]];
})));

async function openPage(options) {
  const page = checkout(tools, options);
  await visit(tools, page);
  await ready(driver);
  return page;
}
const click = (id) => evaluate(driver, `document.getElementById("${id}").click()`);

/** The order that left, with one token of one request, and nothing said. */
async function isPaid(page) {
  const { payment_token: token, ...rest } = await order(page);
  assert.match(token, TOKEN);
  delete rest.pm;
  assert.deepEqual([rest, (await page.asks()).length, page.orders().length], [{ order: "A7", action: "pay" }, 1, 1]);
  assert.deepEqual([await consoleLines(driver), page.reports()], [[], []]);
}

for (const [what, act] of Object.entries(EXTENSIONS)) {
  test(`an extension that ${what}: fields are judged, notes belong to them, the form pays once`, async () => {
    const page = await openPage();
    await call(driver, act);
    await call(driver, fillAs, { ...CARD, number: "4242424242424241" }, FILLS["with input and change"]);
    assert.deepEqual(await described(), { number: ["true", true], expiry: ["false", false], cvv: ["false", false] });
    await click("pay");
    await waitFor("the wrong field has the focus", () => evaluate(driver, `document.activeElement.id === "number"`));
    assert.deepEqual(await page.asks(), []);
    await call(driver, fillAs, CARD, FILLS["with input and change"]);
    assert.deepEqual(await described(), { number: ["false", false], expiry: ["false", false], cvv: ["false", false] });
    await click("pay");
    await isPaid(page);
  });

  test(`an extension that ${what} before or while fields are attached keeps what is its own when they are destroyed`, async () => {
    /** The page's body as it is at last. Ours stands in `ids` that we have made. */
    const body = () => call(driver, () => { for (const script of document.querySelectorAll("script")) script.remove(); return document.body.innerHTML; });
    await visit(tools, checkout(tools, { attach: null }));
    await call(driver, act);
    const alone = await body();
    for (const early of [true, false]) {
      const page = checkout(tools, { attach: null });
      await visit(tools, page);
      if (early) await call(driver, act);
      await evaluate(driver, `new Promise((done) => { window.form = panless.createTokenizer(${JSON.stringify(page.tokenizer)}).attach("#checkout", {}); form.on("ready", () => done()); })`);
      if (!early) await call(driver, act);
      await evaluate(driver, "form.destroy()");
      assert.equal(await body(), alone, early ? "before" : "while");
    }
  });
}

for (const [how, events] of Object.entries(FILLS)) {
  test(`a manager that fills in ${how}: the form pays once`, async () => {
    const page = await openPage();
    await call(driver, fillAs, CARD, events);
    await click("pay");
    await isPaid(page);
  });
}

test("a form that an extension shows inside ours is its own: sending it pays nothing, and is not stopped", async () => {
  const page = await openPage();
  await call(driver, EXTENSIONS["shows a form of its own inside ours"]);
  await call(driver, fillAs, CARD, FILLS["with input and change"]);
  await click("pm-send");
  assert.equal(await evaluate(driver, `document.body.hasAttribute("data-pm-sent")`), true);
  await click("pay");
  await isPaid(page);
});
