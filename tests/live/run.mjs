// `cargo xtask live`: looks at a real gateway with somebody's own test key. The key comes by the environment, where no list of processes
// shows it. Ends with 1 if something could not be run, with 2 if nothing was asked.

import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/harness/browser.mjs";
import { Refused, examine } from "./examine.mjs";
import { line, masking, opening, record, summary, sums } from "./report.mjs";

const text = { type: "string" };
const { values } = parseArgs({ options: { gateway: text, "base-url": text, only: text, json: { type: "boolean", default: false } } });
const publicKey = process.env.PANLESS_LIVE_KEY?.trim() ?? "";
const masked = masking(publicKey || "(no key)");
const say = (text) => void process.stdout.write(`${masked(text)}\n`);
const aside = values.json ? () => {} : say;

try {
  const found = await examine({
    gateway: values.gateway,
    publicKey,
    baseUrl: values["base-url"],
    only: values.only?.split(","),
    dist: process.env.PANLESS_DIST,
    openBrowser: () => openBrowser("chromium", "wasm"),
    begin: (about) => aside(opening(about)),
    tell: (finding) => aside(line(finding)),
  });
  if (values.json) say(JSON.stringify(record(found), null, 2));
  else say(summary(found.findings));
  process.exitCode = sums(found.findings).notRun > 0 ? 1 : 0;
} catch (error) {
  process.exitCode = 2;
  // An error of Node's or the driver's could hold an address with all that was asked.
  const broken = () => `it broke off: ${`${error?.stack ?? error}`.replace(/\?\S*/g, "?…")}`;
  process.stderr.write(`${masked(error instanceof Refused ? error.message : broken())}\n`);
}
