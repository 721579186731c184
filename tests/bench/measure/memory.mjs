// What stays in memory after tokenizations: objects of the page's, and the memory of the core.

import { memoryKeeper } from "../../e2e/harness/memory.mjs";
import { openChromium } from "../browser.mjs";

const COUNTS = [10, 1000, 10_000];

/**
 * A browser counts the code that it compiles while it runs among the objects. So there is a second browser that only interprets JavaScript:
 * what grows there is what calls leave behind.
 */
const INTERPRETS = "--js-flags=--no-opt --no-maglev --no-sparkplug";

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><script src="/panless/panless.js"></script>
<script src="/bench.js"></script>`;

async function heap({ cdp, run }) {
  // One collection leaves what had a finalizer.
  for (let time = 0; time < 3; time += 1) await cdp("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp("Runtime.getHeapUsage");
  // Those that a core in JavaScript has grown out of are kept by the keeper alone.
  const core = await run(() => Math.max(...window.keptMemories.map(({ buffer }) => buffer.byteLength)));
  return { heap: usedSize, core };
}

async function measure({ open, run, cdp }, url, core) {
  await open(url);
  const after = {};
  let made = 0;
  for (const count of COUNTS) {
    await run((kind, calls) => window.bench.calls(kind, calls), core, count - made);
    made = count;
    after[count] = await heap({ run, cdp });
  }
  return after;
}

/** Rows of `{ core, isCompiled, after }`, with `after[10]` being `{ heap, core }` in bytes. */
export async function memory(server, cores) {
  server.page("/memory.html", html);
  const rows = [];
  for (const isCompiled of [false, true]) {
    const browser = await openChromium(isCompiled ? [] : [INTERPRETS]);
    try {
      await browser.beforePage(memoryKeeper);
      for (const core of cores) rows.push({ core, isCompiled, after: await measure(browser, server.at("/memory.html", `memory-${core}`), core) });
    } finally {
      await browser.close();
    }
  }
  return rows;
}
