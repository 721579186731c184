// Checkout pages of a merchant under a strict policy, whose own inputs are attached; orders go to the merchant's server, cards to the
// sandbox gateway.

import { By } from "selenium-webdriver";
import { engineName } from "./browser.mjs";
import { startSite } from "./site.mjs";
import { openStage } from "./stage.mjs";
import { waitFor } from "./wait.mjs";

/** Published for tests. */
export const CARD = Object.freeze({ number: "4242424242424242", expiry: "1230", cvv: "123" });

/** What the sandbox calls a token. */
export const TOKEN = /^[\w-]{22}$/;

/** What customers see of a card; a note for each field, and one for the form. */
export const FIELDS = `<p><label>Card number <input id="number" data-panless="number"></label> <span id="number-note" data-panless-error="number"></span></p>
<p><label>Expiry <input id="expiry" data-panless="expiry"></label> <span id="expiry-note" data-panless-error="expiry"></span></p>
<p><label>Code <input id="cvv" data-panless="cvv"></label> <span id="cvv-note" data-panless-error="cvv"></span></p>
<p id="note" data-panless-error=""></p>`;

/** A form of a shop: what it asks beside the card, then the card. */
export const formOf = (fields = FIELDS, action = "orders", more = "") => `<form id="checkout" action="${action}" method="post" ${more}>
<p><label>Order <input id="order" name="order" value="A7"></label></p>
${fields}
<button id="pay" name="action" value="pay">Pay</button>
</form>`;

/** No JavaScript core is asked for by a page where there is no WebAssembly anyway. */
const needsJs = process.env.PANLESS_CORE === "policy";

/** The strictest policy that a page can have: its own files, the gateway, the order. */
export const strictPolicy = ({ url, gateway, shop }, wasm = !needsJs) =>
  `default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'${wasm ? " 'wasm-unsafe-eval'" : ""}; connect-src ${new URL(url).origin} ${gateway}; ` +
  `form-action ${new URL(url).origin} ${shop}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri ${url}reports`;

// In the page, before anything else: what its policy stopped, what failed, what the form told.
function watch() {
  window.violations = [];
  window.told = [];
  addEventListener("unhandledrejection", ({ reason }) => violations.push(`rejection ${reason}`));
  addEventListener("error", ({ message }) => violations.push(`error ${message}`));
  // Firefox asks for the page's icon, which no policy here allows.
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => blockedURI.endsWith("/favicon.ico") || violations.push(effectiveDirective));
  const plain = (detail) => (detail instanceof Error ? { code: detail.code, field: detail.field, category: detail.category } : detail ?? null);
  for (const name of ["ready", "change", "focus", "blur", "token", "error"]) {
    document.addEventListener(`panless:${name}`, ({ detail }) => told.push([name, plain(detail)]));
  }
}

const inline = (code) => `<script nonce="n0nce">${code}</script>`;
const attached = ({ tokenizer, container, attach }) => inline(`window.tokenizer = panless.createTokenizer(${JSON.stringify(tokenizer)});
window.form = tokenizer.attach("${container}", ${JSON.stringify(attach)});`);

/** The attributes of a tag as text. */
const written = (attributes) => Object.entries(attributes).map(([name, value]) => (value === true ? ` ${name}` : value === undefined ? "" : ` ${name}="${value}"`)).join("");

/** The one tag of a page without JavaScript of its own. */
export const tag = (page, attributes) => {
  const { publicKey, baseUrl } = page.tokenizer;
  const own = { "data-form": "#checkout", "data-public-key": publicKey, "data-base-url": baseUrl, "data-core": needsJs ? "js" : undefined };
  return `<script nonce="n0nce" src="${page.url}panless.js"${written({ ...own, ...attributes })}></script>`;
};

const document = (head, body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Checkout</title>
${inline(`(${watch})()`)}
${head}</head><body>${body}</body></html>`;

let count = 0;

/**
 * A page of the site: `html` is its form, `attach` and `tokenizer` are options, `scenario` is what the gateway plays, `own` is JavaScript of
 * the page's own that runs before the fields are attached. With `script`, the attributes of a tag, the page has no JavaScript but
 * the tag; `placed` puts it into the head. `attach: null` attaches nothing.
 */
export function checkout({ site, stage, pages }, options = {}) {
  const { scenario = "ok", html = formOf(), tokenizer, container = "#checkout", attach = {}, script, own = "", placed, policy, files = {} } = options;
  const { sandbox } = stage;
  const name = `checkout-${(count += 1)}`;
  const page = site.page({ files });
  pages.push(page);
  page.tag = name;
  page.gateway = new URL(sandbox.base).origin;
  page.shop = sandbox.shop;
  page.policy = policy?.(page) ?? strictPolicy(page);
  page.tokenizer = { publicKey: sandbox.publicKey, baseUrl: sandbox.scenario(scenario, name), ...tokenizer };
  const loader = `<script nonce="n0nce" src="${page.url}panless.js"></script>`;
  const tags = script ? tag(page, script) : `${loader}${inline(own)}${attach ? attached({ tokenizer: page.tokenizer, container, attach }) : ""}`;
  page.whole = placed === "head" ? document(tags, html) : document("", `${html}${tags}`);
  page.orders = () => page.posted.filter(({ file }) => file !== "reports");
  page.reports = () => page.posted.filter(({ file }) => file === "reports");
  /** The token requests that reached the gateway. */
  page.asks = async () => (await sandbox.requests(name)).filter(({ method }) => method === "POST");
  page.mend = () => sandbox.mend(name);
  return page;
}

/** The sandbox, the browser and the site of one test file; `openOther` may open another stage. */
export async function openCheckouts(openOther = openStage) {
  const stage = await openOther();
  const site = await startSite();
  return {
    stage,
    site,
    driver: stage.driver,
    pages: [],
    async close() {
      site.stop();
      await stage.close();
    },
  };
}

/** What the form's event of that name told so far. */
export const told = (driver, name) => driver.executeScript((wanted) => told.filter(([one]) => one === wanted).map(([, detail]) => detail), name);

/** The codes of the errors told so far. */
export const errors = async (driver) => (await told(driver, "error")).map(({ code }) => code);

/** Opens a page of the site, and waits until its fields work. */
export async function open(shop, options) {
  const page = checkout(shop, options);
  await shop.driver.get(page.url);
  await ready(shop.driver);
  return page;
}

export const ready = (driver) => waitFor("the fields work", async () => (await told(driver, "ready")).length);

/** Presses the pay button. */
export const pay = (driver) => driver.findElement(By.id("pay")).click();

/** The text in an input. */
export const valueOf = (driver, id) => driver.executeScript((given) => document.getElementById(given).value, id);

/** What the customer can read on the page beside labels and buttons. */
export const sentences = (driver) => driver.executeScript(() => {
  const isShown = (node) => node.checkVisibility() && node.getBoundingClientRect().width > 2;
  return [...document.querySelectorAll("p, span")].filter((node) => !node.children.length && node.textContent && isShown(node)).map(({ textContent }) => textContent);
});

/** What is told in the form once somebody has to read it. */
export const sentence = (driver, limit) => waitFor("a sentence is shown", async () => (await sentences(driver)).join("; "), limit);

/** Whether the form says that it is busy. */
export const isBusy = (driver) => driver.executeScript(() => document.querySelector("form").getAttribute("aria-busy") === "true");

/** The order that reached the merchant's server: its members, in order. */
export async function order(page, times = 1, limit = undefined) {
  const { type, body } = await waitFor("the order reaches the shop", () => page.orders()[times - 1], limit);
  if (type !== "application/x-www-form-urlencoded") throw new Error(`the order came as ${type}`);
  return Object.fromEntries(new URLSearchParams(body));
}

/** The listeners of the window and of everything in the document, by what they listen to. Other drivers than Chromium's know of none. */
export async function listeners(driver) {
  if (engineName !== "chromium") return [];
  const of = async (expression) => {
    const { result } = await driver.sendAndGetDevToolsCommand("Runtime.evaluate", { expression });
    const all = await driver.sendAndGetDevToolsCommand("DOMDebugger.getEventListeners", { objectId: result.objectId, depth: -1 });
    return all.listeners.map(({ type, useCapture }) => `${expression} ${type}${useCapture ? " (capture)" : ""}`);
  };
  return [...(await of("window")), ...(await of("document"))].sort();
}

/** What any page's policy reported, and what nobody caught in the one that is open. */
export async function faults({ driver, pages }) {
  return [...(await driver.executeScript(() => window.violations ?? [])), ...pages.flatMap((page) => page.reports()).map(({ body }) => body)];
}
