// The name `panless` is taken when our script comes, or two versions of it are on one page: the form that the tag names waits for its
// token all the same, each version works by itself, and what cannot be is said once.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { TOKEN, checkout, formOf, tag } from "./harness/checkout.mjs";
import { checkout as elementCheckout } from "./harness/element.mjs";
import { fill, openFoul, payHere, visit } from "./harness/foul.mjs";
import { lacks, needs } from "./harness/needs.mjs";
import { consoleLines, evaluate } from "./harness/page.mjs";
import { waitFor } from "./harness/wait.mjs";

let tools;
let driver;

before(async () => {
  tools = await openFoul();
  ({ driver } = tools);
});
after(() => tools?.close());

const inline = (code) => `<script nonce="n0nce">${code}</script>`;

/** What stands under the name; whether ours can take its place; what the page reads there then. */
const TAKEN = [
  ["a value", inline(`window.panless = "theirs"`), true],
  ["an element's id", '<p id="panless"></p>', true],
  ["a property that cannot be written", inline(`Object.defineProperty(window, "panless", { value: "theirs" })`), false],
  ["a frozen object that cannot be replaced", inline(`Object.defineProperty(window, "panless", { value: Object.freeze({ toString: () => "theirs" }) })`), false],
  ["a getter without a setter", inline(`Object.defineProperty(window, "panless", { get: () => "theirs" })`), false],
  ["a setter that throws", inline(`Object.defineProperty(window, "panless", { get: () => "theirs", set() { throw new Error("theirs"); } })`), false],
  ["a const of another script", inline(`const panless = "theirs";`), false],
];

for (const [what, first, isOurs] of TAKEN) {
  test(`panless is ${what}: the form of the tag leaves with a token, and ${isOurs ? "nothing is said" : "it is said once"}`, needs(what.startsWith("a const") && "const"), async () => {
    const page = checkout(tools, { script: {}, html: first + formOf() });
    await visit(tools, page);
    assert.equal(await evaluate(driver, `typeof panless === "object" && "loadCore" in panless ? "ours" : String(panless)`), isOurs ? "ours" : "theirs");
    const { order, sent, said } = await payHere(tools, page);
    assert.match(order.payment_token, TOKEN);
    assert.equal(sent, 1);
    assert.deepEqual(said.map((line) => /panless: .*window\.panless/.test(line)), isOurs || lacks("console") ? [] : [true], said.join("\n"));
  });
}

test("where panless is taken, <panless-card> still finds our script", async () => {
  const page = elementCheckout(tools, { own: `Object.defineProperty(window, "panless", { value: "theirs" });` });
  await visit(tools, page);
  const { order } = await payHere(tools, page);
  assert.match(order.payment_token, TOKEN);
});

// Two versions on one page.

const OTHER = formOf().replaceAll(/id="(\w+)"/g, 'id="other-$1"').replaceAll('data-panless-error=""', 'data-panless-error="" class="other"');

/** Another version, from a place of its own. */
async function otherVersion(options) {
  const page = checkout(tools, options);
  const { version } = JSON.parse(await readFile(`${process.env.PANLESS_DIST}/npm/package.json`, "utf8"));
  const text = await readFile(`${process.env.PANLESS_DIST}/cdn/${version}/panless.js`, "utf8");
  page.own["panless.js"] = text.replaceAll(`"${version}"`, '"0.0.1"');
  assert.notEqual(page.own["panless.js"], text);
  return page;
}

test("two versions, each with a tag and a form of its own, each send theirs with a token of its own", async () => {
  for (const which of ["", "other-"]) {
    const second = await otherVersion({ script: {} });
    const page = checkout(tools, { script: {}, html: formOf() + OTHER });
    page.whole = page.whole.replace("</body>", `${tag(second, { "data-form": "#other-checkout" })}</body>`);
    await visit(tools, page);
    await waitFor("both begin", async () => (await evaluate(driver, `told.filter(([name]) => name === "ready").length`)) === 2);
    await fill(driver, { [`${which}number`]: "4242424242424242", [`${which}expiry`]: "1230", [`${which}cvv`]: "123" });
    await evaluate(driver, `document.getElementById("${which}pay").click()`);
    const { body } = await waitFor("the order", () => page.orders()[0]);
    assert.match(new URLSearchParams(body).get("payment_token"), TOKEN);
    const asked = [(await page.asks()).length, (await second.asks()).length];
    assert.deepEqual([asked, await consoleLines(driver)], [which ? [0, 1] : [1, 0], []]);
  }
});

for (const [how, times] of [["at the end", {}], ["with defer", { defer: true }]]) {
  test(`one form in the tags of two versions ${how} is sent once, by the first, and the second says so`, async () => {
    const second = await otherVersion({ script: {} });
    const page = checkout(tools, { script: times });
    page.whole = page.whole.replace("</body>", `${tag(second, times)}</body>`);
    await visit(tools, page);
    const { order, sent, said } = await payHere(tools, page);
    assert.match(order.payment_token, TOKEN);
    assert.deepEqual([sent, await second.asks(), page.orders().length], [1, [], 1]);
    assert.deepEqual(said.map((line) => /panless: option_invalid \(container\)/.test(line)), lacks("console") ? [] : [true], said.join("\n"));
  });
}

test("a form that one version has attached is refused to the other, and free again when it is destroyed", async () => {
  const second = await otherVersion({ script: {} });
  const page = checkout(tools, { attach: null, html: formOf() + OTHER });
  page.whole = page.whole.replace("</body>", `${inline("window.first = panless")}<script nonce="n0nce" src="${second.url}panless.js"></script></body>`);
  await visit(tools, page);
  const ends = await evaluate(driver, `(() => {
    const [one, two] = [first, panless].map((version) => version.createTokenizer(${JSON.stringify(page.tokenizer)}));
    const code = (act) => { try { act(); return "attached"; } catch (error) { return [error.code, error.field, first.isTokenizerError(error), panless.isTokenizerError(error)].join(); } };
    const form = one.attach("#checkout", {});
    const ends = [first !== panless, code(() => two.attach("#checkout", {})), code(() => two.attach("#other-checkout", {}))];
    two.destroy();
    ends.push(code(() => first.createTokenizer(${JSON.stringify(page.tokenizer)}).attach("#other-checkout", {})));
    form.destroy();
    ends.push(code(() => panless.createTokenizer(${JSON.stringify(page.tokenizer)}).attach("#checkout", {})));
    return ends;
  })()`);
  assert.deepEqual(ends, [true, "option_invalid,container,true,true", "attached", "attached", "attached"]);
  const { order, sent } = await payHere(tools, page);
  assert.match(order.payment_token, TOKEN);
  assert.equal(sent, 1);
});
