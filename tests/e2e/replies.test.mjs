// What becomes of each faulty JSONP reply in a plain worker and a plain page: the scenarios fail as they are named.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { openUnguarded, replyUrl, runReply } from "./harness/attacks.mjs";
import { engineName } from "./harness/browser.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;

before(async () => (stage = await openStage()));
after(() => stage?.close());
beforeEach(() => openUnguarded(stage));

// scenario: what importScripts makes of it, then what a script element makes of it where that differs.
const outcomes = {
  ok: ["called"],
  bins: ["called"],
  "delay-50": ["called"],
  "code-TKN01": ["called"],
  "redirect-own": ["called"],
  "redirect-foreign": ["called"],
  "window-name": ["failed", "called"],
  "throws-late": ["called"],
  "two-calls": ["called"],
  "trailing-comma": ["called"],
  "large-5": ["called"],
  "call-null": ["called"],
  // All of the reply is there; that the connection ended too early is nothing to WebKit.
  "cut-body": [engineName === "webkit" ? "called" : "failed"],
  "status-400": ["failed"],
  "status-503": ["failed"],
  html: ["failed", "called"],
  "mime-json": ["failed", "called"],
  "mime-none": ["failed", "called"],
  "syntax-error": ["failed", "silent"],
  // A browser that looks into the body blocks it, another finds that it does not parse.
  "html-page": ["failed", null],
  throws: ["failed", "silent"],
  "other-name": ["failed", "silent"],
  empty: ["silent"],
  "no-content": ["silent"],
  "no-call": ["silent"],
  "call-later": ["silent"],
  "call-soon": ["silent", "called"],
};

for (const [scenario, [inWorker, inPage = inWorker]] of Object.entries(outcomes)) {
  test(`${scenario} is ${inWorker} in a worker and ${inPage ?? "not called"} in a page`, async () => {
    const worker = await runReply(stage, "worker", scenario, scenario);
    assert.deepEqual(Object.keys(worker), [inWorker]);
    const page = await runReply(stage, "page", scenario, scenario);
    if (inPage) assert.deepEqual(Object.keys(page), [inPage]);
    else assert.ok(!page.called);
  });
}

test("reset and a port where nobody listens fail", async () => {
  assert.deepEqual(await runReply(stage, "worker", "reset", "reset"), { failed: true });
  const { sandbox, driver } = stage;
  const nobody = { sandbox: { nelnet: { ...sandbox.nelnet, scenario: () => sandbox.refused } }, driver };
  assert.deepEqual(await runReply(nobody, "worker"), { failed: true });
});

test("a page that leaves ends what hangs, drips or never ends", async () => {
  for (const scenario of ["hang", "slow-headers", "drip", "endless-body"]) {
    await openUnguarded(stage);
    const load = (url) => void document.body.append(Object.assign(document.createElement("script"), { src: url }));
    await stage.driver.executeScript(load, replyUrl(stage.sandbox, scenario, scenario));
    const first = async () => (await stage.sandbox.nelnet.requests(scenario))[0];
    await waitFor(`the request of ${scenario}`, first);
    await openUnguarded(stage);
    await waitFor(`the end of ${scenario}`, async () => (await first()).aborted);
  }
});

test("arguments that are no JSON cannot be written or become nothing", async () => {
  const shape = `
    const [url, done] = arguments;
    window.cb = (...values) => {
      try { done(JSON.stringify(values[0]) ?? "nothing"); } catch { done("refused"); }
    };
    document.body.append(Object.assign(document.createElement("script"), { src: url }));`;
  for (const [scenario, expected] of Object.entries({
    "call-nothing": "nothing", "call-function": "nothing", "call-symbol": "nothing", "call-to-json": "nothing",
    "call-cycle": "refused", "call-bigint": "refused", "call-getter": "refused",
    "call-null": "null", "call-string": '"24daa814b0"', "call-number": "24", "call-list": "[1,2,3]",
  })) {
    await openUnguarded(stage);
    assert.equal(await stage.driver.executeAsyncScript(shape, replyUrl(stage.sandbox, scenario)), expected, scenario);
  }
});
