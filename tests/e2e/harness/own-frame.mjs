// Our own frame: a checkout page of a shop, and from another origin the frame that a platform serves for it. Orders go to the merchant's
// server, cards from the frame to the sandbox gateway.

import { addHelpers } from "./calls.mjs";
import { engineName } from "./browser.mjs";
import { startSite } from "./site.mjs";
import { openStage } from "./stage.mjs";
import { inside } from "./embed.mjs";
import { waitFor } from "./wait.mjs";
import { listen } from "./watch.mjs";
import { By } from "selenium-webdriver";

/** Published for tests. */
export const CARD = Object.freeze({ number: "4242424242424242", expiry: "1230", cvv: "123", holder: "Ada Byron", postalCode: "78701" });
export const BANK = Object.freeze({ firstName: "Ada", lastName: "Byron", routingNumber: "110000000", accountNumber: "000123456789", accountType: "checking" });

const needsJs = process.env.PANLESS_CORE === "policy";

/** A page's own script in a watched browser: what the frame says over its port goes to the leak search, too. */
export const HEAR = `const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  Object.defineProperty(MessagePort.prototype, "onmessage", { set(listener) { set.call(this, (event) => (leakWatch.tell(event.data), listener(event))); } });`;

/** The lines that the guide gives for the shop's page: nothing but its own script, the frame, the order. */
export const policyOf = ({ url }, host) => {
  const own = new URL(url).origin;
  return `default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; frame-src ${new URL(host.url).origin}; connect-src ${own}; form-action ${own}; ` +
    `base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri ${url}reports`;
};

// In the page, before anything else: what its policy stopped, what nobody caught.
function watch() {
  window.violations = [];
  window.told = [];
  addEventListener("unhandledrejection", ({ reason }) => violations.push(`rejection ${reason}`));
  addEventListener("error", ({ message }) => violations.push(`error ${message}`));
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violations.push(effectiveDirective));
}

// In the page: mounts the frame as a shop would; its form leaves with the token.
function mountForm(given, options) {
  window.container = document.getElementById("fields");
  window.tokenizer = panless.createTokenizer(given);
  window.form = tokenizer.mount(container, options);
  const plain = (detail) => (detail instanceof Error ? { code: detail.code, outcome: detail.outcome, field: detail.field } : detail ?? null);
  for (const name of ["ready", "change", "focus", "blur", "token", "error"]) {
    container.addEventListener(`panless:${name}`, ({ detail }) => told.push([name, plain(detail)]));
  }
  const owner = document.getElementById("checkout");
  owner.addEventListener("submit", (event) => {
    event.preventDefault();
    form.generateToken().then(({ id }) => ((owner.elements.payment_token.value = id), owner.submit()), () => {});
  });
}

const inline = (code) => `<script nonce="n0nce">${code}</script>`;
const document = (url, lang, body, after) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Checkout</title>
${inline(`(${watch})(); (${addHelpers})();`)}</head><body><h1>Checkout</h1><form id="checkout" action="orders" method="post">
<p><label>Order <input id="order" name="order" value="A7"></label></p>
<div id="fields"></div><input type="hidden" name="payment_token"><button id="pay">Pay</button></form>${after}
<script nonce="n0nce" src="${url}panless.js"></script>${inline(`(${listen})()`)}${body}</body></html>`;

/** The sandbox, the browser, the shop's site and the frame's, for one test file. */
export async function openFrames(openOther = openStage) {
  const stage = await openOther();
  const [shop, host] = [await startSite(), await startSite()];
  return {
    stage,
    shop,
    host,
    driver: stage.driver,
    pages: [],
    async close() {
      shop.stop();
      host.stop();
      await stage.close();
    },
  };
}

let count = 0;

/** A frame that serves the shop; `shop` of a config changes what is said of it. */
export function frameFor({ shop, host }, { publicKey, baseUrl, config, framing }) {
  const frame = host.page({ gateway: new URL(baseUrl).origin, endpoint: `${baseUrl}/api/v1/tokens/jsonp`, own: {}, ...framing });
  const shops = [{ origin: new URL(shop.page().url).origin, publicKeys: [publicKey], ...config?.shop }];
  frame.own["config.json"] ??= JSON.stringify(config && !config.shop ? config : { shops, baseUrls: [baseUrl] });
  return frame;
}

/**
 * Mounts one frame for each row `[what, code, field, {config, framing, tokenizer, mount}]` in one page, and gives what became of each: the
 * first error and that of the next call.
 */
export async function mountAll(tools, rows) {
  const { sandbox } = tools.stage;
  const given = { publicKey: sandbox.publicKey, baseUrl: sandbox.scenario("ok", "all") };
  await visit(tools, { mount: null });
  const all = rows.map(([, , , { tokenizer, mount, ...more } = {}]) => {
    const { url } = frameFor(tools, { ...given, ...more });
    return [{ ...given, ...(needsJs && { core: "js" }), ...tokenizer }, { frameUrl: `${url}frame.html`, ...mount }];
  });
  const ends = await tools.driver.executeScript(mountEach, all);
  return rows.map(([what], at) => `${what}: ${ends[at]}`);
}

// In the page.
function mountEach(all) {
  const said = ({ code, field, outcome }) => `${code}${field ? ` ${field}` : ""}${outcome === "none" ? "" : outcome}`;
  return Promise.all(all.map(([given, options]) => new Promise((resolve) => {
    const tokenizer = panless.createTokenizer(JSON.parse(JSON.stringify(given)));
    const form = tokenizer.mount("#fields", options);
    const end = (answer) => (form.destroy(), resolve(answer));
    form.on("error", async (first) => {
      if (form.getState().busy) return;
      const [one, next] = [said(first), await form.generateToken().then(() => "a token", said)];
      end(one === next ? one : `${one}, then ${next}`);
    });
    form.on("ready", () => end("ready"));
  })));
}

/**
 * A page of the shop and the frame for it. `gateway` is the sandbox's gateway, `scenario` what it plays, `mount` and `tokenizer` are options,
 * `config` replaces what the frame's config.json says, `frame` and `page` are options of the two sites' pages, `after` is HTML after the form, `own` is JavaScript
 * of the shop's that runs before the frame is mounted; with `mount: null` nothing is mounted.
 */
export function checkout(tools, options = {}) {
  const { gateway, scenario = "ok", mount = {}, tokenizer, config, frame: framing, page: paging, own = "", lang = "en", after = "" } = options;
  const { sandbox } = tools.stage;
  const { publicKey, scenario: play, requests, mend } = gateway ? sandbox[gateway] : sandbox;
  const tag = `own-${(count += 1)}`;
  const baseUrl = play(scenario, tag);
  const page = tools.shop.page(paging);
  tools.pages.push(page);
  const frame = frameFor(tools, { publicKey, baseUrl, config, framing });
  page.policy = page.policy ?? policyOf(page, frame);
  page.frame = frame;
  page.tokenizer = { publicKey, baseUrl, ...(gateway === "nelnet" && { sendCvv: true }), ...(needsJs && { core: "js" }), ...tokenizer };
  page.mount = mount && { frameUrl: `${frame.url}frame.html`, ...mount };
  const begin = mount ? inline(`(${mountForm})(${JSON.stringify(page.tokenizer)}, ${JSON.stringify(page.mount)})`) : inline(`window.mountForm = ${mountForm}`);
  page.whole = document(page.url, lang, `${inline(own)}${begin}`, after);
  page.orders = () => page.posted.filter(({ file }) => file === "orders");
  page.reports = () => page.posted.filter(({ file }) => file === "reports");
  /** The token requests that reached the gateway. */
  page.asks = async () => (await requests(tag)).filter(({ method }) => method !== "OPTIONS");
  page.mend = () => mend(tag);
  return page;
}

/** The events of that name so far. */
export const told = (driver, name) => driver.executeScript((wanted) => told.filter(([one]) => one === wanted).map(([, detail]) => detail), name);

/** The codes of the errors told so far. */
export const errors = async (driver) => (await told(driver, "error")).map(({ code }) => code);

export const ready = (driver, times = 1) => waitFor("the frame's fields work", async () => (await told(driver, "ready")).length >= times);

/** Opens a page, and waits for nothing. */
export async function visit(tools, options) {
  const page = checkout(tools, options);
  await tools.driver.switchTo().defaultContent();
  await tools.driver.get(page.url);
  return page;
}

/** Opens a page, and waits until the fields in its frame work. */
export async function open(tools, options) {
  const page = await visit(tools, options);
  await ready(tools.driver);
  return page;
}

/** A page whose fields hold a good card, with a call that runs if it is asked for. */
export async function openFilled(tools, options, values = CARD) {
  const page = await open(tools, options);
  await type(tools.driver, values);
  return page;
}

/** Types into the frame's fields by their names; a choice is made by its value. */
export const type = (driver, values) => inside(driver, async () => {
  for (const [name, text] of Object.entries(values)) {
    const input = await driver.findElement(By.id(name));
    if ((await input.getTagName()) === "select") await input.findElement(By.css(`option[value="${text}"]`)).click();
    else {
      // Its driver finds no input of another origin in focus unless somebody has clicked.
      if (engineName === "webkit") await input.click();
      await input.sendKeys(text);
    }
  }
});

/** Runs a script in the frame's document. */
export const look = (driver, script, ...given) => inside(driver, () => driver.executeScript(script, ...given));

/** What stands in the fields, by their names. */
export const values = (driver) => look(driver, () => Object.fromEntries([...document.querySelectorAll("[data-panless]")].map(({ id, value }) => [id, value])));

/** The sentences at the fields, by their names; of the whole form by none. */
export const notes = (driver) =>
  look(driver, () => Object.fromEntries([...document.querySelectorAll("[data-panless-error]")].map(({ dataset, textContent }) => [dataset.panlessError, textContent]).filter(([, text]) => text)));

/** The first error told. */
export const error = (driver) => waitFor("the error is told", async () => (await told(driver, "error"))[0]);

/** The merchant's server takes what a token is worth. */
export async function charge({ shop }, gateway, token) {
  const body = JSON.stringify({ gateway, token, amount: 1300 });
  return (await fetch(`${shop}/orders`, { method: "POST", headers: { "content-type": "application/json" }, body })).json();
}

/** The order that reached the merchant's server. */
export async function order(page) {
  const { body } = await waitFor("the order reaches the shop", () => page.orders()[0]);
  return Object.fromEntries(new URLSearchParams(body));
}

/** One call: `{token, error, ms}`. */
export const generate = (driver, options) => driver.executeScript((given) => settled(() => form.generateToken(given)), options);
export const begin = (driver, options) => driver.executeScript((given) => void (window.running = settled(() => form.generateToken(given))), options);
export const ended = (driver) => driver.executeScript(() => running);
export const codeOf = ({ error }) => [error?.code, error?.outcome];
export const state = (driver) => driver.executeScript(() => form.getState());

/** What any page's policy reported, but of the picture that some browsers ask for by themselves, and what nobody caught in the one that is open. */
export async function faults({ driver, pages }) {
  const stopped = await driver.executeScript(() => window.violations ?? []);
  return [...stopped, ...pages.flatMap((page) => page.reports()).map(({ body }) => body)].filter((what) => what !== "img-src" && !what.includes("favicon.ico"));
}
