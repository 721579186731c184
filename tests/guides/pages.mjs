// Blocks that are a page: opened in the browser, filled in as a customer does, sent; and policies, which are tried on pages.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { By, Key } from "selenium-webdriver";
import { inside } from "../e2e/harness/embed.mjs";
import { typed } from "../e2e/harness/mount.mjs";
import { CARD, type } from "../e2e/harness/own-frame.mjs";
import { consoleEntries } from "../e2e/harness/page.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";
import { MODULE } from "./stand-in.mjs";
import { FOLDER, PLACEHOLDERS, TOKENS, charge, gatewayOf, isFramed, onPage, policyOf, sandboxOf } from "./table.mjs";

/** A customer, by the words of `autocomplete` and of `data-panless`. Published for tests. */
const CUSTOMER = {
  number: "4111111111111111", "cc-number": "4111111111111111", expiry: "1230", "cc-exp": "1230", cvv: "123", "cc-csc": "123", "cc-name": "Ada King",
  holder: "Ada King", "cc-given-name": "Ada", "cc-family-name": "King", firstName: "Ada", lastName: "King", "postal-code": "78701", postalCode: "78701",
  routingNumber: "021000021", accountNumber: "123456789", email: "ada@example.com", country: "US",
};

/** What stands on the page of a module that brings none. */
const BODY = `<form id="checkout" method="post" action="/orders">
<label>Card number <input autocomplete="cc-number"></label>
<label>Expiry date <input autocomplete="cc-exp"></label>
<label>Security code <input autocomplete="cc-csc"></label>
<div id="card"></div>
<button id="payButton">Pay</button>
</form>
<script>function report(code) { console.log(code); }</script>`;

/** The page that a policy is tried on when its document has none of its own. */
const TAG_PAGE = (gateway, core) => `<script src="${FOLDER}panless.js" data-form="#checkout" data-public-key="${PLACEHOLDERS[gateway]}"${core ? ` data-core="${core}"` : ""}></script>
<form id="checkout" method="post" action="/orders">
<input autocomplete="cc-number"><input autocomplete="cc-exp">${gateway === "nelnet" ? '<input autocomplete="cc-name">' : '<input autocomplete="cc-csc">'}
<button>Pay</button></form>`;

const whole = (body) => (/<!doctype/i.test(body) ? body : `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>\n${body}`);

const standInPlugin = {
  name: "stand-in",
  setup(build) {
    build.onResolve({ filter: /^panless$/ }, () => ({ path: "stand-in", namespace: "stand-in" }));
    build.onLoad({ filter: /.*/, namespace: "stand-in" }, () => ({ contents: MODULE, resolveDir: fileURLToPath(new URL(".", import.meta.url)) }));
    build.onResolve({ filter: /^panless-itself$/ }, () => ({ path: fileURLToPath(new URL("../../dist/npm/index.js", import.meta.url)) }));
  },
};

/** A module with everything that it imports, as one text. */
export async function bundle(code, loader = "js") {
  const stdin = { contents: code, loader, resolveDir: fileURLToPath(new URL(".", import.meta.url)) };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: "esm", target: "es2022", logLevel: "silent", plugins: [standInPlugin] });
  return outputFiles[0].text;
}

/** What the comments after `console.log(…);` say that it logs: those that are JSON. */
const promised = (code) =>
  [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].flatMap(([, text]) => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });

/** Where our own frame is served for a page, and how its config.json answers: the guide's own, or one for this page. */
function frameFor(page, blocks, { sandbox }, site) {
  const { base, publicKey } = sandboxOf(sandbox, page.gateway);
  page.frame = site.frames.page({ gateway: new URL(sandbox.base).origin, endpoint: `${sandbox.nelnet.base}/api/v1/tokens/jsonp` });
  const [own] = blocks.filter(({ lang }) => lang === "json").map(({ code }) => JSON.parse(onPage(code, sandbox, page)));
  const shops = [{ origin: new URL(page.url).origin, publicKeys: [publicKey] }];
  // The reader's gateway is the usual one; the sandbox must be named.
  page.frame.own["config.json"] = JSON.stringify({ shops, ...own, baseUrls: [base] });
}

/** A page of the site made of the blocks of one group. */
export async function pageOf(blocks, { sandbox }, site) {
  const html = blocks.filter(({ lang }) => lang === "html").map(({ code }) => code).join("\n");
  const modules = blocks.filter(({ lang }) => ["js", "ts", "jsx"].includes(lang));
  const code = modules.map(({ code }) => code).join("\n");
  const page = site.page({ module: modules.length > 0, endpoint: `${sandbox.nelnet.base}/api/v1/tokens/jsonp` });
  page.text = html + code;
  page.gateway = gatewayOf(page.text) ?? blocks[0].options.gateway ?? "affinipay";
  if (isFramed(page.text)) frameFor(page, blocks, { sandbox }, site);
  const bundled = modules.length ? await bundle(`${onPage(code, sandbox, page)}\nwindow.ended = true;`, modules[0].lang) : "";
  page.whole = whole(onPage(html || BODY, sandbox, page)) + (bundled ? `\n<script type="module">\n${bundled.replaceAll("</script", "<\\/script")}</script>` : "");
  return page;
}

/** Types into a frame, which has a field of this id; tells whether that came before `isOver`. */
async function payFramed(driver, isOver, id, fillIn) {
  const has = async () => (await driver.findElements(By.css("iframe"))).length && inside(driver, async () => (await driver.findElements(By.id(id))).length);
  await waitFor("the frame's fields, or why there are none", async () => (await has()) || isOver());
  if (!(await has())) return false;
  await fillIn();
  return true;
}

/** Types what a customer types, and presses the button. */
async function pay(driver, { gateway, frame }, isOver) {
  if (frame && !(await payFramed(driver, isOver, "number", () => type(driver, CARD)))) return;
  if (gateway === "pepper" && !(await payFramed(driver, isOver, "cc", () => typed(driver, { cc: "4111111111111111", exp: "12/30", cvv: "999" })))) return;
  for (const input of gateway === "pepper" || frame ? [] : await driver.findElements(By.css("input, select"))) {
    const [own, complete, type] = await Promise.all(["data-panless", "autocomplete", "type"].map((name) => input.getAttribute(name)));
    const text = CUSTOMER[own || complete];
    if (text && type !== "radio" && (await input.isDisplayed()) && !(await input.getAttribute("value"))) await input.sendKeys(text);
  }
  const [button] = await driver.findElements(By.css("form button, button"));
  await waitFor("the button can be pressed", () => button.isEnabled());
  await driver.executeScript((one) => one.scrollIntoView(), button);
  await button.sendKeys(Key.ENTER);
}

const state = (driver) =>
  driver.executeScript(() => {
    const { tokens = [], logged = [], failures = [], ended = false } = window;
    return { tokens, logged, failures, ended, violations: sessionStorage.getItem("violations") };
  });

/** The token in an order. */
const ordered = (page) => page.posted.filter(({ file }) => file !== "reports").map(({ body }) => /token"?[=:]"?([\w.-]+)/.exec(body)?.[1]).find(Boolean);

/** Opens a page and waits for its end: `{ token, logged }`; fails with what the page said went wrong. */
export async function play(page, { driver }, { limit = 15_000, acts = /<button|\.attach\(|\.mount\(/.test(page.text), isDone, logs = [] } = {}) {
  await driver.get(page.url);
  let now;
  const isOver = async () => {
    now = await state(driver);
    // What a page logs, it may log after its order has come.
    return (!logs.length && ordered(page)) || now.failures.length > 0 || isDone?.(now);
  };
  if (acts) await pay(driver, page, isOver);
  await waitFor("the page ends", isOver, limit).catch(({ message }) => {
    throw new Error(`${message}: ${JSON.stringify(now)}`);
  });
  return { ...now, token: ordered(page) };
}

const hasOrder = (text) => /orders|data-form|method="post"/.test(text);

/** Opens the page of a group and holds it to what the group promises. */
export async function runPage(blocks, stage, site) {
  const page = await pageOf(blocks, stage, site);
  const logs = promised(page.text);
  const wanted = blocks.map(({ options }) => options.expect).find(Boolean);
  const order = !wanted && !logs.length && (blocks.some(({ lang }) => lang === "html") || hasOrder(page.text));
  const isDone = ({ tokens, logged, ended }) => !order && !wanted && (logs.length ? ended && logged.length >= logs.length : ended && tokens.length > 0);
  const end = await play(page, stage, { isDone, logs, ...(logs.length ? { acts: false } : {}) });
  if (wanted) return assert.match(end.failures.join("\n"), new RegExp(wanted.replace("error:", "")));
  assert.deepEqual(end.failures, []);
  if (logs.length) return assert.deepEqual(end.logged.map(([value]) => value), logs);
  const token = end.token ?? end.tokens[0];
  assert.match(token, TOKENS[page.gateway]);
  await charge(stage.sandbox, page.gateway, token);
}

/** The sources of a policy that can be taken away: `[directive, source, at]`. */
const sourcesOf = (policy) =>
  policy.split(";").flatMap((directive) => {
    const [name, ...sources] = directive.trim().split(/\s+/);
    return name.endsWith("-src") || ["form-action", "frame-ancestors"].includes(name) ? sources.map((source, at) => [name, source, at]).filter(([, source]) => source !== "'none'") : [];
  });

/** By its place: addresses and hashes are of one page. */
const without = (policy, [name, , at]) =>
  policy.split(";").map((one) => one.trim()).map((one) => (one.startsWith(`${name} `) ? one.split(/\s+/).filter((_, place) => place !== at + 1).join(" ") : one)).join("; ");

/** What a browser said against pages since the last call: complaints of a policy, on the console and in the page. */
async function complaints(driver) {
  const stored = await driver.executeScript(() => {
    const text = sessionStorage.getItem("violations") ?? "";
    sessionStorage.clear();
    return text;
  });
  const logged = (await consoleEntries(driver)).filter((entry) => /Content Security Policy|Trusted ?Type/i.test(entry));
  return [...logged, ...stored.split("\n").filter(Boolean)];
}

/** Tries a policy on its page: not one complaint and a token; without any one of its sources a complaint, or no token. */
export async function runPolicy(block, others, stage, site) {
  const { gateway = gatewayOf(others.map(({ code }) => code).join("")) ?? "affinipay", core, csp, only = "" } = block.options;
  const made = others.some(({ lang }) => lang === "html") ? others : [{ ...block, lang: "html", code: TAG_PAGE(gateway, core) }];
  const policy = csp === "frame" || /default-src/.test(block.code) ? block.code : `default-src 'none'; form-action 'self'; ${block.code}`;
  const end = async (tried) => {
    const page = await pageOf(made, stage, site);
    const here = policyOf(tried, stage.sandbox, page);
    if (csp === "frame") page.frame.headers = (file) => file === "frame.html" && { "Content-Security-Policy": here };
    else page.policy = here;
    const said = [];
    // That a frame may not stand there at all, no page hears.
    const isDone = async ({ violations }) => violations || (page.frame && said.push(...(await complaints(stage.driver))) > 0);
    const over = await play(page, stage, { acts: true, isDone }).catch(({ message }) => ({ failures: [message] }));
    return { token: over.token, said: [...said, ...(await complaints(stage.driver)), ...over.failures] };
  };
  const good = await end(policy);
  assert.deepEqual([good.said, Boolean(good.token)], [[], true], policy);
  const kept = (block.options.keeps ?? "").split(" ");
  for (const source of sourcesOf(block.code).filter(([name, one]) => !kept.includes(one) && name.startsWith(only))) {
    const bad = await end(without(policy, source));
    assert.ok(bad.said.length || !bad.token, `nothing breaks without ${source.join(" ")}`);
  }
}
