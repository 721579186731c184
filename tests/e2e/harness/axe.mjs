// The rules of axe, on the page that is open and in its frame.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inside } from "./embed.mjs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What breaks a rule: the rule and where. axe does not cross origins, so it is told to stay in its document. */
export async function violations(driver, rules = {}) {
  if (!(await driver.executeScript(() => "axe" in window))) await driver.executeScript(source);
  const found = await driver.executeScript((given) => axe.run(document, { resultTypes: ["violations"], iframes: false, rules: given }), rules);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** The same in the page's frame, but for rules of whole pages that are the outer page's to keep: its heading of the first order, and others. */
export const violationsInside = (driver, others = []) =>
  inside(driver, () => violations(driver, Object.fromEntries(["page-has-heading-one", ...others].map((name) => [name, { enabled: false }]))));
