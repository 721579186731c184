// The documents' blocks, and who runs each: guides.test.mjs what stands by itself, policies.test.mjs and projects.test.mjs the rest, at once.

import { after, before } from "node:test";
import { openStage } from "../e2e/harness/stage.mjs";
import { startSite } from "../e2e/harness/site.mjs";
import { allBlocks } from "./blocks.mjs";
import { isServers } from "./server.mjs";
import { standIn } from "./stand-in.mjs";

export const only = process.env.PANLESS_GUIDE;
export const blocks = (await allBlocks()).filter(({ file }) => !only || file.includes(only));

/** Who runs a block; blocks that nobody runs are a fault. */
const kinds = {
  reason: ({ options }) => options.reason !== undefined,
  project: ({ options }) => options.project !== undefined,
  tests: ({ options }) => options.tests !== undefined,
  policy: ({ lang, words, options }) => lang === "txt" && (words.includes("csp") || options.csp !== undefined),
  output: ({ lang, words }) => lang === "json" && words.includes("output"),
  json: ({ lang, options }) => lang === "json" && !options.page,
  headers: ({ lang }) => lang === "http",
  server: isServers,
  page: ({ lang }) => ["html", "js", "ts", "json"].includes(lang),
};
export const kindOf = (block) => Object.keys(kinds).find((kind) => kinds[kind](block));
export const of = (kind) => blocks.filter((block) => kindOf(block) === kind);

/** A browser in which a reader's keys lead to the sandbox, and where the pages are served, while the tests of a file run. */
export function openGuides() {
  const world = {};
  before(async () => {
    world.stage = await openStage();
    world.site = await startSite();
    world.site.frames = await startSite();
    const { sandbox, browser } = world.stage;
    sandbox.relay.known = await sandbox.relay.keys();
    await browser.beforePage(standIn({ m_: sandbox.base, test_: sandbox.nelnet.base, live_: sandbox.nelnet.base, pub_: sandbox.pepper.base, pk_: sandbox.stripe.base }));
  });
  after(async () => {
    world.site?.frames?.stop();
    world.site?.stop();
    await world.stage?.close();
  });
  return world;
}
