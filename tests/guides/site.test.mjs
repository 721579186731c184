// The site of the guides: every page, its links, its looks, its search.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { openBrowser } from "../e2e/harness/browser.mjs";
import { consoleEntries } from "../e2e/harness/page.mjs";
import { shot } from "../e2e/harness/shots.mjs";
import { waitFor } from "../e2e/harness/wait.mjs";
import { root } from "./blocks.mjs";

const folder = `${root}/dist/docs`;
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
// Whatever comes from elsewhere is refused, and the console says so.
const POLICY = "default-src 'self'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'";

const names = (await readdir(folder)).filter((name) => name.endsWith(".html")).sort();
const html = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(`${folder}/${name}`, "utf8")])));
const axe = await readFile(createRequire(`${root}/tests/`).resolve("axe-core/axe.min.js"), "utf8");

const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://site").pathname.replace(/\/$/, "/index.html");
  const body = await readFile(folder + path).catch(() => undefined);
  if (!body) return response.writeHead(404).end();
  return response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Content-Security-Policy": POLICY }).end(body);
});
let browser;
let origin;
before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

/** What stands on a page under that attribute. */
const all = (name, attribute) => [...html[name].matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "g"))].map(([, value]) => value.replaceAll("&amp;", "&"));

test("every document is a page", async () => {
  const documents = (await readdir(`${root}/docs`)).filter((name) => name.endsWith(".md") && name !== "README.md").map((name) => name.replace(".md", ".html"));
  assert.deepEqual(documents.filter((name) => !names.includes(name)), []);
  assert.ok(names.includes("index.html"));
});

test("every page has one heading of the first rank, and a title of its own", () => {
  for (const name of names) assert.equal(html[name].match(/<h1[ >]/g)?.length, 1, name);
  const titles = names.map((name) => /<title>(.*)<\/title>/.exec(html[name])[1]);
  assert.equal(new Set(titles.filter((title) => title !== "panless")).size, titles.filter((title) => title !== "panless").length);
});

test("every link inside the site leads to a page and to a place on it", () => {
  const broken = [];
  for (const name of names) {
    for (const link of all(name, "href").filter((one) => !/^(https?|data|mailto):/.test(one))) {
      const { pathname, hash } = new URL(link, `http://site/${name}`);
      const target = pathname === "/" ? "index.html" : pathname.slice(1);
      if (target === "style.css") continue;
      if (!html[target] || (hash && !all(target, "id").includes(decodeURIComponent(hash.slice(1))))) broken.push(`${name}: ${link}`);
    }
  }
  assert.deepEqual(broken, []);
});

test("no info string and no mark of a test stands on a page", () => {
  for (const name of names) assert.doesNotMatch(html[name], /```|page=\w+<|prints=|<!-- /, name);
});

const LOOKS = [
  { size: "desktop", width: 1280, height: 900, colours: "light", judged: () => true },
  // All pages have one style sheet: these have text, code, tables and links in them.
  { size: "phone", width: 390, height: 844, colours: "dark", judged: (name) => ["index.html", "affinipay.html", "core.html", "404.html"].includes(name) },
];

async function look({ width, height, colours }) {
  await browser.size({ width, height });
  await browser.emulate([{ name: "prefers-color-scheme", value: colours }]);
}

for (const one of LOOKS) {
  test(`no page breaks a rule of axe, is wider than the screen or asks for anything elsewhere: ${one.size}, ${one.colours}`, async () => {
    const { driver } = browser;
    await look(one);
    const faults = [];
    for (const name of names) {
      await driver.get(`${origin}/${name}`);
      if (one.judged(name)) await driver.executeScript(axe);
      const found = await driver.executeScript(async () => {
        const { violations } = (await window.axe?.run({ resultTypes: ["violations"] })) ?? { violations: [] };
        const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        const broken = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
        return wide > 0 ? [...broken, `${wide} px too wide`] : broken;
      });
      faults.push(...found.map((fault) => `${name}: ${fault}`));
      await shot(driver, `site-${one.size}-${name.replace(".html", "")}`);
    }
    assert.deepEqual([...faults, ...(await consoleEntries(driver))], []);
  });
}

test("the search finds a page by a word of it, by keyboard alone", async () => {
  const { driver } = browser;
  await look(LOOKS[0]);
  await driver.get(`${origin}/index.html`);
  await driver.findElement(By.css("#mkdocs-search-query")).sendKeys("frame_blocked");
  const first = () => driver.executeScript(() => document.querySelector("#mkdocs-search-results a")?.getAttribute("href"));
  await waitFor("a result", async () => /errors|pepper|nelnet/.test((await first()) ?? ""));
  await shot(driver, "site-search");
  await driver.findElement(By.css("#mkdocs-search-query")).sendKeys(Key.ENTER);
  await driver.actions().sendKeys(Key.ENTER).perform();
  await waitFor("the page", async () => !(await driver.getCurrentUrl()).includes("index.html"));
});

test("the menu says which page is open, and a phone can open it", async () => {
  const { driver } = browser;
  await look(LOOKS[1]);
  await driver.get(`${origin}/csp.html`);
  const current = await driver.findElement(By.css("nav [aria-current=page]"));
  assert.equal(await current.isDisplayed(), false);
  await driver.findElement(By.css("nav summary")).click();
  assert.equal(await current.getText(), "CSP and SRI");
});

test("without JavaScript every page can be read and reached", async () => {
  const { driver } = browser;
  await look(LOOKS[0]);
  await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: true });
  try {
    await driver.get(`${origin}/index.html`);
    await driver.findElement(By.css("main a[href='start.html']")).click();
    assert.match(await driver.getCurrentUrl(), /start\.html$/);
  } finally {
    await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: false });
  }
});
