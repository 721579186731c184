// Pages on which other scripts have been at work, before our script or after it: one call, the page's own inputs, our own frame.

import { CARD, checkout, formOf } from "./checkout.mjs";
import { addPanless, card } from "./calls.mjs";
import { checkout as frameCheckout, type } from "./own-frame.mjs";
import { call, consoleLines, evaluate } from "./page.mjs";
import { openAtRelay, sealFor } from "./sealed.mjs";
import { startSite } from "./site.mjs";
import { openStage } from "./stage.mjs";
import { waitFor } from "./wait.mjs";

export const TIMES = ["before", "after"];

const inline = (code) => `<script nonce="n0nce">${code}</script>`;
let count = 0;

/** The sandbox, the browser, the shop's site and a frame's, for one test file. */
export async function openFoul() {
  const stage = await openStage();
  const [site, host] = [await startSite(), await startSite()];
  const { driver, sandbox } = stage;
  return { stage, sandbox, driver, site, shop: site, host, pages: [], close: () => (site.stop(), host.stop(), stage.close()) };
}

// In the page: what a caller gets.
async function callHere(options, payment) {
  try {
    const { gateway, kind, brand, last4, expMonth, expYear, omitted, sealed, id } = await panless.createTokenizer(options).generateToken(payment);
    return { id, token: { gateway, kind, brand, last4, expMonth, expYear, omitted: [...omitted], sealed, isText: typeof id === "string" && id !== "" } };
  } catch (error) {
    const { code, outcome, message } = error;
    return { code: panless.isTokenizerError(error) ? code : `not ours: ${message}`, outcome };
  }
}

/** What a call gives the tokenizer by gateway, and what of it arrived there: requests, or for a relay the string that it opens. */
const GATEWAYS = {
  affinipay: ({ sandbox }, tag) => ({
    options: { publicKey: sandbox.publicKey, baseUrl: sandbox.scenario("ok", tag) },
    sent: async () => (await sandbox.requests(tag)).filter(({ method }) => method !== "OPTIONS").length,
  }),
  nelnet: ({ sandbox: { nelnet, shop } }, tag) => ({
    options: { publicKey: nelnet.publicKey, baseUrl: nelnet.scenario("ok", tag), assets: `${shop}/scenario/ok~${tag}/panless/latest/` },
    sent: async () => (await nelnet.requests(tag)).length,
  }),
  chargezoom: async ({ sandbox, stage }) => ({
    options: { gateway: "chargezoom", seal: await sealFor(sandbox.relay) },
    sent: async (id) => (id && (await openAtRelay(stage, id, "create")).status === 200 ? 1 : 0),
  }),
};

/**
 * One call on a page where `script` ran. The answer has the `token`, or `code` and `outcome`; `sent` counts what arrived at the gateway; `said`
 * is what the console had to say. `more` are further options.
 */
export async function callOn(tools, script, when, { payment = card, more = {}, gateway = "affinipay" } = {}) {
  const { driver, sandbox } = tools;
  const { options, sent } = await GATEWAYS[gateway](tools, `foul-${(count += 1)}`);
  await driver.get(`${sandbox.shop}/blank`);
  await consoleLines(driver);
  if (when === "before") await evaluate(driver, script);
  await call(driver, addPanless);
  if (when === "after") await evaluate(driver, script);
  const { id, ...answer } = await call(driver, callHere, { ...options, ...more }, payment);
  return { ...answer, sent: await sent(id), said: await consoleLines(driver) };
}

// In the page: what a password manager or a customer leaves in the inputs.
function fillHere(values) {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  for (const id of Object.keys(values)) {
    const input = document.getElementById(id);
    set.call(input, values[id]);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Opens a page, with what the console said until now forgotten. */
export async function visit({ driver }, page) {
  await driver.switchTo().defaultContent();
  await driver.get("about:blank");
  await consoleLines(driver);
  await driver.get(page.url);
}

/** Fills in the page's own inputs, by their ids. */
export const fill = (driver, values = CARD) => call(driver, fillHere, values);

/** The codes of the errors that the form has told. */
const codes = (driver) => evaluate(driver, `[...told].filter(([name]) => name === "error").map(([, error]) => error.code)`);
const isReady = (driver) => evaluate(driver, `[...told].some(([name]) => name === "ready")`);

// In the page: what a shop's own script does.
function attachHere(options, more) {
  try {
    window.form = panless.createTokenizer(options).attach("#checkout", more);
  } catch (error) {
    told.push(["error", { code: panless.isTokenizerError(error) ? error.code : `not ours: ${error.message}` }]);
  }
}

/** The page's own inputs, attached on a page where `script` ran; filled in and sent. `order` is what reached the merchant's server, `code` else. */
export async function attachOn(tools, script, when, { attach = {}, ...options } = {}) {
  const { driver } = tools;
  const first = when === "before" ? inline(script) : "";
  const page = checkout(tools, { ...options, attach: null, own: when === "after" ? script : "", html: `${first}${formOf()}` });
  page.stays = attach.submit === false;
  await visit(tools, page);
  await call(driver, attachHere, page.tokenizer, attach);
  return payHere(tools, page);
}

/** Fills in and sends the form of the page that is open; `fillIn` does the first. */
export async function payHere({ driver }, page, fillIn = fill) {
  await waitFor("the form begins", async () => (await isReady(driver)) || (await codes(driver)).length);
  const [early] = await codes(driver);
  if (early) return { code: early, sent: (await page.asks()).length, said: await consoleLines(driver) };
  await fillIn(driver);
  await evaluate(driver, `document.getElementById("pay").click()`);
  const failed = async () => (await driver.getCurrentUrl()) === page.url && (await codes(driver))[0];
  // Where it does not leave by itself its token is the end.
  const stayed = () => evaluate(driver, `[...told].some(([name]) => name === "token") && ${page.stays}`);
  const code = await waitFor("the form leaves, or says why not", async () => (page.orders().length ? "left" : (await failed().catch(() => false)) || ((await stayed().catch(() => false)) && "left")));
  const order = page.orders()[0] && Object.fromEntries(new URLSearchParams(page.orders()[0].body));
  const said = [...(await consoleLines(driver)), ...page.reports().map(({ body }) => body)];
  return { order, code: code === "left" ? undefined : code, sent: (await page.asks()).length, said };
}

/** Our own frame on a page where `script` ran, filled in and asked for a token. */
export async function frameOn(tools, script, when, options = {}) {
  const { driver } = tools;
  const own = when === "before" ? { after: inline(script) } : { own: script };
  const page = frameCheckout(tools, { ...options, ...own });
  await visit(tools, page);
  await waitFor("the frame begins", async () => (await isReady(driver)) || (await codes(driver)).length);
  if (await isReady(driver)) await type(driver, { number: CARD.number, expiry: CARD.expiry, cvv: CARD.cvv, holder: "Ada Byron", postalCode: "78701" });
  const answer = await evaluate(driver, `form.generateToken().then(({ last4, brand }) => ({ token: { last4, brand } }), ({ code, outcome }) => ({ code, outcome }))`);
  return { ...answer, page, sent: (await page.asks()).length, said: [...(await consoleLines(driver)), ...page.reports().map(({ body }) => body)] };
}
