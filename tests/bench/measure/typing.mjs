// What a keystroke costs in a formatted field: real keys, and the browser's own count of the processor's time that scripts took.

import { spread } from "../figures.mjs";

const DIGITS = "4242424242424242";
const SHOWN = "4242 4242 4242 4242";
const LOADS = 5;
/** Numbers typed after the first one of each page. */
const AGAIN = 8;

const attach = (core) => `new Promise((done, failed) => {
  const form = panless.createTokenizer({ publicKey: "m_0123456789abcdefghijkl", core: "${core}" }).attach("#form");
  form.on("error", failed);
  form.on("ready", done);
})`;
const masks = '[{ mask: "0000 000000 00000", startsWith: /^3[47]/ }, { mask: "0000 0000 0000 0000", startsWith: /^/ }]';
const choose = "(added, all) => all.compiledMasks.find(({ startsWith }) => startsWith.test(all.unmaskedValue + added))";

/** Who formats, and what it does for it at each key. */
const ROWS = [
  { id: "plain", label: "plain input", act: "0", does: "nothing: what a key costs anyway" },
  { id: "panless-wasm", label: "panless, attach", isOurs: true, act: attach("wasm"), does: "formats, judges, tells the brand, sets ARIA, keeps undo" },
  { id: "panless-js", label: "panless, attach, JavaScript core", isOurs: true, act: attach("js"), does: "the same" },
  { id: "cleave.js", label: "cleave.js", act: "new Formatter(number, { creditCard: true })", does: "formats, tells the brand" },
  { id: "imask", label: "imask", act: `new Formatter(number, { mask: ${masks}, dispatch: ${choose} })`, does: "formats" },
  { id: "payment", label: "payment", act: "payment.formatCardNumber(number)", does: "formats, tells the brand" },
];

const html = ({ id, isOurs, act }) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<form id="form"><input id="number" autocomplete="cc-number" size="40"></form>
${id === "plain" ? "" : `<script src="${isOurs ? "/panless/panless.js" : `/typing/${id}.js`}"></script>`}
<script>measured = Promise.resolve(${act}).then(() => (number.focus(), true))</script>`;

const key = (cdp, type, more) => cdp("Input.dispatchKeyEvent", { type, ...more });

async function typeDigits(cdp) {
  for (const digit of DIGITS) {
    const which = { key: digit, code: `Digit${digit}`, windowsVirtualKeyCode: digit.charCodeAt(0) };
    await key(cdp, "keyDown", { ...which, text: digit });
    await key(cdp, "keyUp", which);
  }
}

/** As somebody empties a field: all of it, and Backspace. */
async function empty(cdp) {
  const all = { key: "a", code: "KeyA", windowsVirtualKeyCode: 65, modifiers: 2 };
  const back = { key: "Backspace", code: "Backspace", windowsVirtualKeyCode: 8 };
  await key(cdp, "keyDown", { ...all, commands: ["selectAll"] });
  await key(cdp, "keyUp", all);
  await key(cdp, "keyDown", back);
  await key(cdp, "keyUp", back);
}

async function clock(cdp) {
  const { metrics } = await cdp("Performance.getMetrics");
  const of = (wanted) => metrics.find(({ name }) => name === wanted).value * 1000;
  return { script: of("ScriptDuration"), task: of("TaskDuration") };
}

/** Milliseconds per key, of scripts and of everything that the page's thread did. */
async function typedOnce({ cdp, run }, row) {
  const before = await clock(cdp);
  await typeDigits(cdp);
  const after = await clock(cdp);
  const text = await run(() => document.getElementById("number").value);
  if (text !== (row.id === "plain" ? DIGITS : SHOWN)) throw new Error(`${row.id} shows something else than was typed`);
  await empty(cdp);
  return { script: (after.script - before.script) / DIGITS.length, task: (after.task - before.task) / DIGITS.length };
}

/** Rows of `{ id, label, does, isOurs, first, later, task }`: the first number on a page, those after it, and the whole thread for those. */
export async function typing({ server, browser }, scripts) {
  for (const id of ["cleave.js", "imask", "payment"]) server.file(`/typing/${id}.js`, scripts[id]);
  for (const row of ROWS) server.page(`/typing/${row.id}.html`, html(row));
  const found = new Map(ROWS.map((row) => [row, { first: [], later: [], task: [] }]));
  // The processor's time of the page's thread: waiting for others is not in it.
  await browser.cdp("Performance.enable", { timeDomain: "threadTicks" });
  for (let load = 0; load < LOADS; load += 1) {
    for (const row of ROWS) {
      await browser.open(server.at(`/typing/${row.id}.html`, `typing-${row.id.replace(/\W/g, "-")}`));
      await browser.run(() => window.measured);
      const { first, later, task } = found.get(row);
      first.push((await typedOnce(browser, row)).script);
      for (let time = 0; time < AGAIN; time += 1) {
        const taken = await typedOnce(browser, row);
        later.push(taken.script);
        task.push(taken.task);
      }
    }
  }
  await browser.cdp("Performance.disable");
  return [...found].map(([{ act, ...row }, { first, later, task }]) => ({ ...row, first: spread(first), later: spread(later), task: spread(task) }));
}
