// Calls of panless from a page that holds nothing else. What a driver runs names the page's globals by `window`: in Firefox it has a
// `globalThis` of its own.

import { coreName } from "./browser.mjs";

export function addPanless() {
  if (window.panless?.createTokenizer) return undefined;
  const asIs = (text) => text;
  const policy = window.trustedTypes?.createPolicy("e2e", { createScriptURL: asIs }) ?? { createScriptURL: asIs };
  const script = document.createElement("script");
  script.src = policy.createScriptURL("/panless/latest/panless.js");
  const loaded = new Promise((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("panless.js could not be loaded"));
  });
  document.head.append(script);
  return loaded;
}

// What WebDriver hands back is a copy, so an error is turned into a record, with all that could be logged of it.
export function addHelpers() {
  const record = (error) => ({
    name: error?.name,
    isOurs: panless.isTokenizerError(error),
    code: error?.code,
    category: error?.category,
    field: error?.field,
    issues: error?.issues,
    message: error?.message,
    status: error?.status,
    gatewayCode: error?.gatewayCode,
    retryable: error?.retryable,
    outcome: error?.outcome,
    cause: error?.cause === undefined ? null : String(error.cause),
    printed: [String(error), error?.stack, JSON.stringify(error), String(error?.cause ?? "")].join("\n"),
  });
  window.settled = async (call) => {
    const start = performance.now();
    try {
      const token = await call();
      return { token, error: null, ms: performance.now() - start };
    } catch (error) {
      return { token: null, error: record(error), ms: performance.now() - start };
    }
  };
}

/** Opens the shop's empty page with panless on it, and the core for tokenizing started: the one that it takes, which must be `wanted`. */
export async function openBlank(driver, sandbox, wanted = coreName(), path = "/blank") {
  await driver.get(`${sandbox.shop}${path}`);
  await driver.executeScript(addPanless);
  await driver.executeScript(addHelpers);
  const name = await driver.executeScript(async (publicKey) => {
    await panless.createTokenizer({ publicKey }).ready;
    return performance.getEntriesByType("resource").some((entry) => entry.name.endsWith("panless-core.js")) ? "js" : "wasm";
  }, sandbox.publicKey);
  if (name !== wanted) throw new Error(`the page runs on the core ${name}, not on ${wanted}`);
}

/** One call of one tokenizer: `{token, error, ms}`, of which one of the first two is null. */
export function tokenize(driver, options, payment, call = {}) {
  const run = (given, what, limits) => settled(() => panless.createTokenizer(given).generateToken(what, limits));
  return driver.executeScript(run, options, payment, call);
}

/** How forty calls at once are settled, the eighteenth being aborted: an id each, or code, outcome and cause. */
export function abortOneOfForty(driver, options, payment) {
  const run = (given, what) => {
    const tokenizer = panless.createTokenizer(given);
    const controllers = Array.from({ length: 40 }, () => new AbortController());
    const calls = controllers.map(({ signal }) => tokenizer.generateToken(what, { signal }));
    controllers[17].abort("left the page");
    const told = ({ value, reason }) => value?.id ?? [reason.code, reason.outcome, reason.cause].join(" ");
    return Promise.allSettled(calls).then((all) => all.map(told));
  };
  return driver.executeScript(run, options, payment);
}

/** A good card; the number is published for tests. */
export const card = Object.freeze({ number: "4242424242424242", expiry: "12/30", cvv: "123" });

/** A good bank account, published for tests. */
export const bank = Object.freeze({ routingNumber: "000000013", accountNumber: "1234567890", accountType: "checking", holder: "Rosa Marlowe" });

/** The sandbox Nelnet under a scenario, as a tokenizer of one of the shop's pages takes it. */
export const nelnetOptions = ({ nelnet, shop }, scenario, tag = "") => ({
  publicKey: nelnet.publicKey,
  baseUrl: nelnet.scenario(scenario, tag),
  assets: `${shop}/scenario/${scenario}${tag && `~${tag}`}/panless/latest/`,
});

/** The sandbox Stripe under a scenario. */
export const stripeOptions = ({ stripe }, scenario, tag = "") => ({ publicKey: stripe.publicKey, baseUrl: stripe.scenario(scenario, tag) });

/** A bank account that Stripe publishes for tests. */
export const stripeBank = Object.freeze({ routingNumber: "110000000", accountNumber: "000123456789", accountHolderType: "individual", holder: "Rosa Marlowe" });

/** The same for Nelnet: it takes no CVV unasked, and wants names, an account's in two. */
export const nelnetCard = Object.freeze({ number: "4111111111111111", expiry: "12/30", holder: "Grace Hopper" });
export const nelnetBank = Object.freeze({
  routingNumber: "021000021", accountNumber: "1234567890", accountType: "checking", firstName: "Grace", lastName: "Hopper",
});
