// Pages that were made for a gateway's own script: as they were, but for the URL of that script and, in front of the sandbox, `data-base-url`.

import { By } from "selenium-webdriver";
import { startSite } from "./site.mjs";
import { openStage } from "./stage.mjs";
import { waitFor } from "./wait.mjs";
import { listen } from "./watch.mjs";

/** What a careful shop allows; a directive that stands first counts. */
export const POLICY = [
  "default-src 'none'", "script-src 'nonce-n0nce' 'strict-dynamic' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'", "base-uri 'none'",
  "form-action 'self'", "require-trusted-types-for 'script'",
].join("; ");
export const NO_WASM = POLICY.replace(" 'wasm-unsafe-eval'", "");

const attributes = (given) => Object.entries(given).map(([name, value]) => ` data-${name}="${value}"`).join("");

/** What the page's script may name: `told` gathers what callbacks got, as WebDriver can carry it. */
const TOLD = "window.told = []; window.tell = (name) => (...given) => void told.push([name, ...given.map((one) => one ?? null)]);";

/** A sandbox, a browser and a site for one file of tests; `script` is the file of ours that its pages load. */
export async function openOldShop(script) {
  const stage = await openStage();
  const { driver, sandbox } = stage;
  const site = await startSite();
  const origin = (url) => new URL(url).origin;
  const policyOf = (base) => `${base}; connect-src 'self' ${origin(sandbox.base)}; frame-src 'self' ${origin(sandbox.pepper.base)}`;
  const shop = {
    ...stage,
    run: (what, ...given) => driver.executeScript(what, ...given),
    told: (name) => driver.executeScript((wanted) => told.filter(([one]) => one === wanted).map(([, ...given]) => given), name),
    next: (name, count = 1) => waitFor(`${name} is told`, async () => (await shop.told(name))[count - 1]),
    state: () => driver.executeScript(() => ({ heard, violations, dialogs: window.dialogs })),

    /**
     * Opens a page: `base` is where the gateway is, `data` further attributes of the script, `body` what stands on the page, `code` its own
     * script, `early` one in the head right after ours.
     */
    async open({ base, data = {}, body = "", code = "", early = "", policy = POLICY, ...more }) {
      const endpoint = `${base}/api/v1/tokens/jsonp`;
      const page = site.page({ policy: policyOf(policy), endpoint, ...more });
      const own = (text) => `<script nonce="n0nce">${text}</script>`;
      page.whole = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Old shop</title>
${own(`(${listen})(); ${TOLD} window.dialogs = 0; window.alert = () => void (window.dialogs += 1); window.names = Object.getOwnPropertyNames(window);`)}
<script nonce="n0nce" src="${script}"${attributes({ "base-url": base, ...data })}></script>${own(early)}</head><body>${body}${own(code)}</body></html>`;
      await driver.switchTo().defaultContent();
      await driver.get(page.url);
      return page;
    },

    async type(values) {
      for (const [id, text] of Object.entries(values)) await driver.findElement(By.id(id)).sendKeys(text);
    },
    click: (id) => driver.findElement(By.id(id)).click(),

    async close() {
      site.stop();
      await stage.close();
    },
  };
  return shop;
}

/** A label and an input for each id, without a name, as the vendors advise. */
export const inputs = (...ids) => ids.map((id) => `<p><label for="${id}">${id}</label> <input id="${id}"></p>`).join("");
