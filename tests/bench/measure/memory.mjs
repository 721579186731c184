// What stays in memory after tokenizations: objects of the page's, and the memory of the core.

import { memoryKeeper } from "../../e2e/harness/memory.mjs";

const COUNTS = [10, 1000, 10_000];

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><script src="/panless/panless.js"></script>
<script src="/bench.js"></script>`;

async function heap({ cdp, run }) {
  // One collection leaves what had a finalizer.
  for (let time = 0; time < 3; time += 1) await cdp("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp("Runtime.getHeapUsage");
  const core = await run(() => window.keptMemories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
  return { heap: usedSize, core };
}

/** Rows of `{ core, after }`, with `after[10]` being `{ heap, core }` in bytes. */
export async function memory({ server, browser }, cores) {
  server.page("/memory.html", html);
  await browser.beforePage(memoryKeeper);
  const rows = [];
  for (const core of cores) {
    await browser.open(server.at("/memory.html", `memory-${core}`));
    const after = {};
    let made = 0;
    for (const count of COUNTS) {
      await browser.run((kind, calls) => window.bench.calls(kind, calls), core, count - made);
      made = count;
      after[count] = await heap(browser);
    }
    rows.push({ core, after });
  }
  return rows;
}
