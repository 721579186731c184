// The pages of harness/policies.mjs: made as a row and an entry say, without a part of it if one is given, opened, filled in, sent.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { By, Key } from "selenium-webdriver";
import { TOKENS, cdn, charge, sandboxOf } from "../../guides/table.mjs";
import { frameFor, openFrames } from "./own-frame.mjs";
import { consoleEntries } from "./page.mjs";
import { ENTRIES, ROWS, linesOf, written } from "./policies.mjs";
import { sealFor } from "./sealed.mjs";
import { ENDPOINT, GATEWAY } from "./site.mjs";
import { openStage } from "./stage.mjs";
import { waitFor } from "./wait.mjs";

/** Published for tests. */
const CARD = { number: "4111111111111111", expiry: "1230", cvv: "123", holder: "Ada King" };
const HOSTED = { cc: CARD.number, exp: CARD.expiry, cvv: "999" };

const hash = (algorithm, bytes) => `'${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}'`;
const bare = (source) => source.slice(1, -1);

// In each document that the driver reaches: what no console tells.
function watch() {
  document.addEventListener("panless:error", ({ detail }) => console.error(`panless:error ${detail.code}`));
  new ReportingObserver((reports) => reports.forEach(({ type, body }) => console.error(`report ${type} ${JSON.stringify(body)}`)), { buffered: true }).observe();
}

/** All frames in the page's process: what the console says of those in another one, no driver tells. */
const FLAGS = ["--disable-site-isolation-trials", "--disable-features=IsolateSandboxedIframes,IsolateOrigins,site-per-process"];

/** The sandbox, a browser, the shop's site and another host; which core a page takes is its row's matter. */
export async function openPolicies() {
  const world = await openFrames(() => openStage(undefined, "auto", { flags: FLAGS }));
  const { browser, driver, sandbox } = world.stage;
  await driver.get(world.shop.page({ whole: "<!doctype html><title>features</title>" }).url);
  const features = await driver.executeScript(() => document.featurePolicy.features());
  return Object.assign(world, { features, seal: await sealFor(sandbox.relay), loaded: {} });
}

/** A tab of its own for each page: what the last one still says or sends is not this one's. */
async function turnPage({ stage: { browser, driver } }) {
  const last = await driver.getWindowHandle();
  await driver.switchTo().newWindow("tab");
  const next = await driver.getWindowHandle();
  await driver.switchTo().window(last);
  await driver.close();
  await driver.switchTo().window(next);
  await browser.beforePage(`(${watch})()`);
  await complaints(driver);
}

/** What a frame's document says of itself, with somebody to hear of violations in it and its worker. */
async function framePolicy(file, { gateway, endpoint, page, part, more }) {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(await readFile(join(cdn, file), "utf8"));
  return { "Content-Security-Policy": `${policy.replace(ENDPOINT, endpoint).replace(GATEWAY, gateway).replace(part.inFrame ?? "", "")}${more}; report-uri ${page.url}reports` };
}

const attributes = (all) => Object.entries(all).map(([name, value]) => (value === undefined ? "" : value === true ? ` ${name}` : ` ${name}="${value}"`)).join("");

/** The page's own script. */
const PRELUDE = `const form = document.querySelector("#checkout");
const typed = () => Object.fromEntries([...document.querySelectorAll("#card input")].map(({ id, value }) => [id, value]));
const pay = (call) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { id } = await call().catch(({ code }) => (console.error("no token: " + code), {}));
  if (!id) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "payment_token", value: id }));
  form.submit();
});
`;

function codeOf({ imports, code, isElement }, { files, given, frameUrl }) {
  if (code === undefined) return "";
  const first = imports ? `import ${isElement ? "" : "{ createTokenizer } from "}"${files.url}${imports}";\n` : "";
  return `${first}${PRELUDE}const given = ${JSON.stringify(given)};\nconst frameUrl = "${frameUrl}";\n${code}`;
}

/** What a customer fills in on the page. */
const fieldsOf = ({ gateway, frame }) =>
  frame === "own" || frame === "hosted" ? "" : ["number", "expiry", gateway === "nelnet" ? "holder" : "cvv"].map((name) => `<label>${name} <input id="${name}" data-panless="${name}"></label>`).join("\n");

/** The options of the page's tokenizer. */
function givenOf({ gateway, core }, { options = {} }, { stage: { sandbox }, seal }, part) {
  const own = Object.entries(options).filter(([name]) => core && name !== part.option);
  if (gateway === "chargezoom") return { gateway, seal, ...Object.fromEntries(own) };
  const { publicKey, base: baseUrl } = sandboxOf(sandbox, gateway);
  return { publicKey, baseUrl, ...Object.fromEntries(own) };
}

/** The form, and what makes it work. Gives the hashes of all that it names as scripts. */
function documentOf(entry, row, { page, files, given, frameUrl, sri, loads }, part) {
  const { publicKey, baseUrl, core } = given;
  const fields = fieldsOf(entry);
  const card = entry.isElement ? `<panless-card${attributes({ "public-key": publicKey, "base-url": baseUrl, core })}>${fields}</panless-card>` : `<div id="card">${fields}</div>`;
  const hashes = [];
  const nonce = row.scripts === "nonce" ? "n0nce" : undefined;
  const inline = (kind, code) => (hashes.push(hash("sha256", code)), `<script${attributes({ type: kind, nonce })}>${code}</script>`);
  const map = () => inline("importmap", JSON.stringify({ integrity: Object.fromEntries(loads.map((name) => [files.url + name, bare(sri(name))])) }));
  const tag = (name) => {
    const integrity = row.scripts === "hashes" && part.tag !== "integrity" ? bare(sri(name)) : undefined;
    if (row.scripts === "hashes") hashes.push(sri(name));
    const data = entry.isForm ? { "data-form": "#checkout", "data-public-key": publicKey, "data-base-url": baseUrl, "data-core": core } : {};
    return `<script${attributes({ src: files.url + name, nonce, integrity, crossorigin: row.cross && part.tag !== "crossorigin" ? "anonymous" : undefined, ...data })}></script>`;
  };
  const code = codeOf(entry, { files, given, frameUrl });
  const kind = entry.imports ? "module" : undefined;
  page.own["shop.js"] = code;
  const own = !code ? "" : row.scripts === "hosts" ? `<script${attributes({ type: kind, src: `${page.url}shop.js` })}></script>` : inline(kind, code);
  const scripts = [loads.length && part.tag !== "map" ? map() : "", ...(entry.tags ?? []).map(tag), own].join("\n");
  page.whole = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title>
<form id="checkout" method="post" action="${page.url}orders">${card}<button id="pay">Pay</button></form>\n${scripts}</html>`;
  return hashes;
}

const withoutHeader = (needs, { file, header }) => Object.fromEntries(Object.entries(needs).map(([name, headers]) => [name, Object.fromEntries(Object.entries(headers).filter(([one]) => name !== file || one !== header))]));

/** What stands around the page, if something does. */
function around(page, { embed }, { shop }, part) {
  if (!embed) return page.url;
  const sandbox = embed.sandbox && ` sandbox="${embed.sandbox.filter((flag) => flag !== part.flag).join(" ")}"`;
  const { url } = shop.page({ whole: `<!doctype html><title>Around</title><iframe title="Checkout" width="900" height="700" src="${page.url}"${sandbox ?? ""}></iframe>` });
  return embed.isForeign ? url.replace("127.0.0.1", "localhost") : url;
}

/** Adds the page of a cell to the shop's site; it has what it is for, and its `lines`. */
async function makePage({ row: rowName, entry: entryName }, world, part) {
  const [row, entry] = [ROWS[rowName], ENTRIES[entryName]];
  const { sandbox } = world.stage;
  const [module, far] = [Boolean(entry.imports), Boolean(row.far)];
  const given = givenOf(entry, row, world, part);
  const gateway = entry.asks === "relay" ? sandbox.relay.url : new URL(given.baseUrl).origin;
  const endpoint = `${sandbox.nelnet.base}/api/v1/tokens/jsonp`;
  const needs = withoutHeader(row.needs ?? {}, part);
  const page = world.shop.page({ module, endpoint });
  const files = far ? world.host.page({ module, endpoint }) : page;
  const common = { gateway, endpoint, page, part };
  const jsonp = await framePolicy("jsonp.html", { ...common, more: "; sandbox allow-scripts" });
  page.headers = row.serves ?? {};
  files.headers = (file) => ({ ...(far ? {} : row.serves), ...needs.files, ...(file === "jsonp.html" && jsonp) });
  const frame = entry.frame === "own" && frameFor(world, { ...given, framing: { headers: {} } });
  page.visit = around(page, row, world, part);
  const ancestors = (part.isAlone ? [page.url] : [page.url, page.visit]).map((url) => new URL(url).origin);
  const own = frame && (await framePolicy("frame.html", { ...common, more: `; frame-ancestors ${[...new Set(ancestors)].join(" ")}` }));
  if (frame) frame.headers = (file) => file === "frame.html" && { ...needs["frame.html"], ...own };
  const frameUrl = frame && `${frame.url}frame.html`;
  const text = new Map();
  const loads = row.scripts === "hashes" ? await loadsOf(entryName, world) : [];
  for (const name of [...(entry.tags ?? []), ...loads]) text.set(name, await readFile(join(module ? join(page.dist, "npm") : cdn, name)));
  const sri = (name) => hash("sha384", text.get(name));
  const hashes = documentOf(entry, row, { page, files, given, frameUrl, sri, loads }, part);
  const place = far ? new URL(files.url).origin : "'self'";
  const framed = { jsonp: `${files.url}jsonp.html`, hosted: gateway, own: frame && new URL(frame.url).origin }[entry.frame];
  page.lines = linesOf({ row: rowName, entry: entryName }, {
    files: place, shop: "'self'", asked: gateway, framed, hosts: far && entry.code !== undefined ? [place, "'self'"] : [place],
    hashes: [...hashes, ...loads.map(sri)],
  });
  const left = Object.fromEntries(Object.entries(page.lines).map(([name, sources]) => [name, name === part.directive ? sources.filter((_, at) => at !== part.at) : sources]));
  page.policy = `${written(left)}; report-uri ${page.url}reports`;
  page.sends = { ...row.sends, ...(row.denies && denying(world)) };
  return page;
}

const denying = ({ features }) => ({
  "Permissions-Policy": features.map((name) => `${name}=()`).join(", "), "Document-Policy": "force-load-at-top, js-profiling=?0", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
});

/** The scripts that an entry loads beside its tags, as a page without hashes asks for them. */
async function loadsOf(entry, world) {
  const { asked } = (world.loaded[entry] ??= (await play({ row: "hosts", entry }, world)).page);
  return [...new Set(asked)].filter((name) => name.endsWith(".js") && name !== "shop.js" && !ENTRIES[entry].tags?.includes(name));
}

/** What the browser complained of since the last call, but for the icon that it asks for by itself. */
const complaints = async (driver) => (await consoleEntries(driver)).filter((line) => /^(SEVERE|WARNING)/.test(line) && !line.includes("favicon"));

/** Goes into the page, if a frame is around it, and `deeper`. */
async function enter(driver, { embed }, deeper = 0) {
  await driver.switchTo().defaultContent();
  for (let left = (embed ? 1 : 0) + deeper; left > 0; left -= 1) await driver.switchTo().frame(0);
}

async function type(driver, row, { frame }, isOver) {
  const inFrame = frame === "own" || frame === "hosted";
  const values = frame === "hosted" ? HOSTED : CARD;
  const [first] = Object.keys(values);
  if (inFrame) await waitFor("the frame's fields", async () => (await isOver()) || enter(driver, row, 1).then(() => driver.findElements(By.id(first))).then(({ length }) => length, () => false));
  for (const [name, text] of Object.entries(values)) for (const input of await driver.findElements(By.id(name))) await input.sendKeys(text);
  await enter(driver, row);
  // What is drawn meanwhile may move it from under a pointer.
  await driver.findElement(By.id("pay")).sendKeys(Key.ENTER);
}

/** Opens the page of a cell and pays: `{ page, token, said, holds }`, what it complained of in `said`. `part` is left out of it. */
export async function play(cell, world, part = {}) {
  const { driver } = world;
  const [row, entry] = [ROWS[cell.row], ENTRIES[cell.entry]];
  const page = await makePage(cell, world, part);
  const said = [];
  const order = () => page.posted.find(({ file }) => file === "orders");
  const isKnown = (line) => [...(row.reports ?? []), ...(row.warns ?? [])].some((known) => line.includes(known));
  const isOver = async () => (said.push(...(await complaints(driver)).filter((line) => !isKnown(line))), order() || said.length);
  let holds;
  try {
    await turnPage(world);
    await driver.get(page.visit);
    await enter(driver, row);
    holds = !row.holds || (await driver.executeScript(row.holds));
    await type(driver, row, entry, isOver);
    await waitFor("the order comes, or a complaint", isOver);
  } catch ({ message }) {
    said.push(message, await driver.executeScript(() => document.querySelector("form")?.outerHTML ?? "no form").catch(String));
  }
  await isOver();
  return { page, said, holds, token: new URLSearchParams(order()?.body).get("payment_token") };
}

/** Whether a token is one: the gateway takes it. */
export async function isWorth(token, { entry }, { stage: { sandbox } }) {
  const { gateway } = ENTRIES[entry];
  return TOKENS[gateway].test(token) && Boolean(await charge(sandbox, gateway, token));
}
