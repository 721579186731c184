// What a page may tell our own frame: fields, values, labels, words and looks. What is wrong is refused by name; nothing of it can load
// something, or ask for what a customer types.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { needs } from "./harness/needs.mjs";
import { BANK, CARD, faults, generate, look, mountAll, open, openFrames, state, told, type, values, visit } from "./harness/own-frame.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFrames();
  ({ driver } = tools);
});
after(() => tools?.close());

const labels = () => look(driver, () => [...document.querySelectorAll("label")].map(({ textContent, htmlFor }) => [htmlFor, textContent]));

test("the page chooses the fields, their order and names, which may be empty, and fills them", async () => {
  const mount = {
    fields: ["holder", "number", "expiry", "cvv", "email", "postalCode"], labels: { holder: "Name <b>on</b> it" }, optional: ["email", "cvv"],
    values: { holder: "Ada Byron", postalCode: "K1A 0B1", country: "CA", reference: "A7" }, title: "Card", language: "de",
  };
  const page = await open(tools, { mount });
  assert.deepEqual((await labels()).slice(0, 2), [["holder", "Name <b>on</b> it"], ["number", "Kartennummer"]]);
  assert.deepEqual(await values(driver), { holder: "Ada Byron", number: "", expiry: "", cvv: "", email: "", postalCode: "K1A 0B1", country: "CA", reference: "A7" });
  assert.equal(await driver.executeScript(() => document.querySelector("iframe").title), "Card");
  await type(driver, { number: CARD.number, expiry: CARD.expiry });
  assert.equal((await generate(driver)).error, null);
  const [{ field_names: names }] = await page.asks();
  assert.deepEqual(["reference", "country", "email", "cvv"].map((name) => names.includes(name)), [true, true, false, false]);
});

test("a choice that is not shown goes along, and words of the page's own stand in the notes", async () => {
  const fields = ["firstName", "lastName", "routingNumber", "accountNumber"];
  const messages = { account_number_missing: "Account?" };
  await open(tools, { tokenizer: { messages: { first_name_missing: "Name?" } }, mount: { kind: "bank", fields, values: { accountType: "savings" }, messages } });
  await generate(driver);
  const notes = await look(driver, () => [...document.querySelectorAll(".note")].map(({ textContent }) => textContent).filter(Boolean));
  assert.ok(notes.includes("Account?"), notes.join());
  const { accountType: _, ...shown } = BANK;
  await type(driver, shown);
  const { token } = await generate(driver);
  assert.equal(token.kind, "bank");
});

test("what the tokenizer was told holds in the frame: accepted brands, names", async () => {
  await open(tools, { tokenizer: { acceptedBrands: ["visa"], brands: { off: ["uatp"] } } });
  await type(driver, { number: "5555" });
  await waitFor("the brand is not accepted", async () => (await state(driver)).fields.number?.code === "brand_not_accepted");
});

// What the page's side finds by itself.
for (const [what, mount, code, field] of [
  ["an unknown option", { colour: 1 }, "option_unknown", "colour"],
  ["an option of a gateway's frame", { amount: "12.50" }, "option_unknown", "amount"],
  ["settings of a gateway's frame", { settings: {} }, "option_unknown", "settings"],
  ["a kind that there is not", { kind: "cash" }, "option_invalid", "kind"],
  ["fields that are no list", { fields: "number" }, "option_invalid", "fields"],
  ["no address", { frameUrl: "" }, "option_invalid", "frameUrl"],
  ["a path", { frameUrl: "/frame.html" }, "option_invalid", "frameUrl"],
  ["an address without TLS", { frameUrl: "http://pay.example/frame.html" }, "option_invalid", "frameUrl"],
  ["a script as address", { frameUrl: "javascript:alert(1)" }, "option_invalid", "frameUrl"],
  ["data as address", { frameUrl: "data:text/html,x" }, "option_invalid", "frameUrl"],
  ["an address with a query", { frameUrl: "https://pay.example/frame.html?key=1" }, "option_invalid", "frameUrl"],
  ["an address with a fragment", { frameUrl: "https://pay.example/frame.html#a" }, "option_invalid", "frameUrl"],
  ["an address with a password", { frameUrl: "https://a:b@pay.example/frame.html" }, "option_invalid", "frameUrl"],
]) {
  test(`${what} is ${code}, and no frame is made`, async () => {
    const page = await visit(tools, { mount: null });
    const thrown = await driver.executeScript((given, options) => {
      try {
        mountForm(given, options);
        return null;
      } catch ({ code, field }) {
        return [code, field];
      }
    }, page.tokenizer, { frameUrl: `${page.frame.url}frame.html`, ...mount });
    assert.deepEqual([thrown, await driver.executeScript(() => frames.length)], [[code, field], 0]);
  });
}

test("a frame of the page's own origin would keep nothing out, and is option_invalid", async () => {
  const page = await visit(tools, { mount: null });
  const code = await driver.executeScript((given) => {
    try { return mountForm(given, { frameUrl: `${location.origin}/frame.html` }); } catch ({ code, field }) { return `${code} ${field}`; }
  }, page.tokenizer);
  assert.equal(code, "option_invalid frameUrl");
});

// What the frame finds. One page mounts one after the other.
const wrong = [
  ["a field that there is not", { fields: ["number", "pin"] }, "fields"],
  ["a field named like a member of objects", { fields: ["constructor"] }, "fields"],
  ["a field twice", { fields: ["number", "number"] }, "fields"],
  ["an optional field that there is not", { optional: ["pin"] }, "optional"],
  ["a card's number as a value", { values: { number: "4242424242424242" } }, "values"],
  ["a security code as a value", { values: { cvv: "123" } }, "values"],
  ["an account as a value", { values: { accountNumber: "000123456789" } }, "values"],
  ["a value that is no text", { values: { holder: 1 } }, "values"],
  ["a value without a field", { values: { colour: "red" } }, "values"],
  ["a choice that there is not", { kind: "bank", values: { accountType: "gold" } }, "values"],
  ["a label without a field", { labels: { pin: "PIN" } }, "labels"],
  ["a label that is no text", { labels: { number: 1 } }, "labels"],
  ["a label without text", { labels: { number: " " } }, "labels"],
];
const style = (property, value, part = "input") => ({ styles: { [part]: { [property]: value } } });
const LOADS = "https://evil.example/x";
const styles = [
  ["a part that there is not", style("color", "red", "body")], ["a selector", style("color", "red", "input, body")], ["a rule", style("color", "red", "input{}*")],
  ["an image", style("background-image", `url(${LOADS})`)], ["an image among the colours", style("background-color", `url(${LOADS})`)],
  ["an image in capitals", style("border", `1px solid URL("${LOADS}")`)], ["an image set", style("background-color", `image-set("${LOADS}" 1x)`)],
  ["an image in a shadow", style("box-shadow", `src("x")`)], ["an escaped image", style("background-color", "\\75rl(x)")],
  ["an image behind a comment", style("background-color", "red/**/url(x)")], ["a variable", style("color", "var(--ink)")],
  ["a variable with an image", style("color", "var(--x, url(x))")], ["a variable's own declaration", style("--ink", "red")],
  ["an environment's value", style("padding", "env(safe-area-inset-top)")], ["an attribute's value", style("color", "attr(value)")],
  ["a second declaration", style("color", "red; position: fixed")], ["the end of a rule", style("color", "red} * {color: blue")],
  ["an at-rule", style("font-family", "@import x")], ["more weight", style("color", "red !important")], ["markup", style("font-family", "</style><script>")],
  ["a field out of sight", style("display", "none")], ["a field that is not seen", style("visibility", "hidden")], ["a field that is seen through", style("opacity", "0")],
  ["a field elsewhere", style("position", "fixed")], ["a field moved", style("transform", "translate(9px)")], ["a field cut", style("clip-path", "inset(50%)")],
  ["content", style("content", '"x"')], ["a field over another", style("margin-top", "-100px", "field")], ["the same by arithmetic", style("margin", "calc(1px - 99px)", "field")],
  ["a value of another property", style("color", "12px")], ["a property in capitals", style("COLOR", "red")], ["a number", style("padding", 12)],
  ["no value", style("color", "")], ["a very long value", style("font-family", "a".repeat(201))], ["declarations that are a text", { styles: { input: "color: red" } }],
];

test("what the frame does not know is option_invalid by name, and no fields come", async () => {
  const rows = [...wrong.map(([what, mount, field]) => [what, mount, field]), ...styles.map(([what, mount]) => [what, mount, "styles"])];
  const ends = await mountAll(tools, rows.map(([what, mount]) => [what, "", "", { mount }]));
  assert.deepEqual(ends, rows.map(([what, , field]) => `${what}: option_invalid ${field}`));
  assert.deepEqual(await faults(tools), []);
});

const GOOD = {
  "background-color": "rgb(1, 2, 3)", border: "2px solid rgb(1, 2, 3)", "border-bottom": "3px dotted rgb(1, 2, 3)", "border-color": "rgb(1, 2, 3)", "border-radius": "9px",
  "border-style": "dashed", "border-width": "4px", "box-shadow": "rgb(1, 2, 3) 0px 1px 2px 0px", color: "rgb(1, 2, 3)", "column-gap": "7px", "font-family": '"Times New Roman", serif',
  "font-size": "19px", "font-style": "italic", "font-variant-numeric": "slashed-zero", "font-weight": "700", "letter-spacing": "2px", "line-height": "31px", margin: "5px",
  "margin-bottom": "6px", "margin-top": "7px", "min-height": "61px", outline: "rgb(1, 2, 3) solid 3px", "outline-offset": "-2px", padding: "11px", "row-gap": "8px",
  "text-align": "right", "text-transform": "uppercase", transition: "color 0.2s linear",
};

test("each part of the list can be styled", needs("placeholder"), async () => {
  const parts = ["form", "field", "label", "input", "input:focus", "input:invalid", "input:disabled", "input:placeholder", "note"];
  const sheet = Object.fromEntries(parts.map((part, at) => [part, { color: `rgb(0, 0, ${at + 1})` }]));
  await open(tools, { mount: { styles: { ...sheet, input: { ...sheet.input } } } });
  const seen = await look(driver, () => {
    const color = (element, part) => getComputedStyle(element, part).color;
    const [input, label] = [document.getElementById("holder"), document.querySelector("label")];
    const [form, field, note] = ["form", ".field", ".note"].map((query) => document.querySelector(query));
    const all = [color(form), color(field), color(label), color(input)];
    input.placeholder = "As on the card";
    input.focus();
    all.push(color(input));
    input.blur();
    input.setAttribute("aria-invalid", "true");
    all.push(color(input));
    input.disabled = true;
    all.push(color(input), color(input, "::placeholder"), color(note));
    return all;
  });
  assert.deepEqual(seen, parts.map((_, at) => `rgb(0, 0, ${at + 1})`));
});

test("each property of the list works", async () => {
  await open(tools, { mount: { styles: { input: GOOD, label: { "font-size": "clamp(10px, 2vw, 12px)", color: "color-mix(in srgb, #012345 50%, hsl(120deg 50% 50% / 0.5))" } } } });
  const declared = await look(driver, (names) => {
    const { style } = [...document.styleSheets[0].cssRules].filter(({ selectorText }) => selectorText === "input, select").at(-1);
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
  }, Object.keys(GOOD));
  const missing = Object.entries(declared).filter(([, value]) => !value).map(([name]) => name);
  assert.deepEqual(missing, []);
  assert.equal(await look(driver, () => getComputedStyle(number).fontSize), "19px");
});

test("absurd sizes leave the page its place, and the fields work", needs("absurd"), async () => {
  await open(tools, { mount: { styles: { input: { "font-size": "900px", padding: "9000px" }, field: { "margin-top": "99999px" } } } });
  await waitFor("the frame has the greatest height", () => driver.executeScript(() => document.querySelector("iframe").offsetHeight === 4000));
  await type(driver, { number: "4242" });
  await waitFor("the brand is told", async () => (await state(driver)).brand === "visa");
  assert.deepEqual(await told(driver, "error"), []);
});

test("light and dark are the page's", async () => {
  for (const [own, paper] of [["", "rgb(255, 255, 255)"], ["document.documentElement.style.colorScheme = 'dark'", "rgb(29, 29, 31)"]]) {
    await open(tools, { own });
    assert.equal(await look(driver, () => getComputedStyle(number).backgroundColor), paper);
  }
});
