// docs/benchmarks.md and its plots.

import { mkdir, writeFile } from "node:fs/promises";
import { plots } from "./plots.mjs";
import { facts, tables } from "./tables.mjs";

const DOCS = new URL("../../../docs/", import.meta.url);

const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
const table = ({ heads, rows }) => [line(heads), `|${"---|".repeat(heads.length)}`, ...rows.map(line)].join("\n");
const section = ({ title, ...rest }, before, after) => [`## ${title}`, before, table(rest), after].filter(Boolean).join("\n\n");
const plot = (name, text) => `![${text}](benchmarks/${name}.svg)`;

const BUSY = `> **These are not the final figures.** The machine was busy when they were taken. Sizes and memory hold; times and rates are too slow, and
> how they compare is uncertain.`;

const METHOD = `## Method

- \`cargo xtask bench\` measures everything anew in one run and prints it; \`cargo xtask bench --write\` writes this page. Nothing fails because of a figure.
- A figure is a median. In brackets: the middle half of the measurements lies there. 1 kB is 1,000 bytes.
- Whoever is compared takes turns in every round, so that what happens to the machine happens to all. Before that comes a warm-up where the table says nothing else.
- Peers are installed from npm in exact versions (\`tests/bench/peers\`) and bundled by esbuild: the smallest import that does the job, minified, for ES2020, as ours. Brotli is quality 11 for all.
- Bytes of ours are the bodies that a server sent to a page that made a token, and to a page with an attached form.
- Start: a server on the same machine, brotli, files that may be kept for a year. Each page is on a site of its own, so it has a fresh process. Cold is a site where the browser has never been; warm is the fourth visit and later. "4x slower" is Chromium's own slowing of the page's thread.
- Judging: tinybench, five rounds, the same texts for all, whole and half-typed.
- Keystrokes: Chromium's real key events, sixteen digits, five loads of nine numbers; Chromium's own count of the processor's time that the page's thread spent, in scripts and in all. What the plain input shows is the browser's and the driver's part.
- Memory: objects of the page after forced collections, and the bytes of the core's memory. Reached means: the core's is the same, and the page's grew by less than 100 kB, which is less than an object for each call.`;

const LIMITS = `## What cannot be compared, and why

- **braintree-web and adyen-web** show fields in frames of their servers. Those frames' bytes and time are not here, nor the request for their configuration: their rows are what a page pays before that. They speak to one gateway, ours to all that the README names. No token comes of them without an account, so their token calls are not measured.
- **Judging at Braintree** happens in its frame, by card-validator. Its judgements per second are card-validator's.
- **card-validator, creditcards, payment and credit-card-type** make no token. panless is counted whole beside them: its judging cannot be had alone.
- **An answer is not an answer.** panless says valid, incomplete or invalid, with code and brand; card-validator valid and still possible, with the brand; creditcards and payment yes or no, of bare digits. creditcards' own \`parse\` is counted with it, as a page needs it; its expiry is taken apart by a line of ours.
- **cleave.js, imask and payment** format. An attached form of ours judges too, tells the brand, writes ARIA and keeps a history for undo, at each key.
- **Start without distance.** The server is on this machine: no latency, no TLS. On a real network each request costs more, and ours makes several (the script, the wasm, and what is loaded when it is used), each peer one, the frames of others not counted.
- **A slow processor** is slow for the page's thread alone. WebAssembly is compiled beside it, on threads that are not slowed, so its row is a little better than a slow phone's.`;

const START = `panless waits for a second file, the wasm, and for the browser to compile it; the rows "of that" say until when. braintree-web's and adyen-web's rows end when their script has run: the frames that hold their fields come after that, from their servers.`;

const JSONP = `Nelnet's reply is a script, and it runs in a worker inside a frame that lives for one call (see the architecture). A browser takes its time to make a frame and a worker; our own part is the row without them. The parts were measured alone and do not add up exactly: some of them overlap.`;

function text(found) {
  const { bounds, bytes, start, judging, typing, calls, memory } = tables(found);
  return [
    "# Benchmarks",
    facts(found).map((fact) => `- ${fact}`).join("\n"),
    found.machine.isBusy ? BUSY : "",
    section(bounds, "What this project has set itself, and what was measured."),
    section(bytes, plot("bytes", "Bars: bytes that a browser fetches, panless and peers. The table below has the figures.")),
    section(start, plot("start", "Bars: time from the script tag to the first judged keystroke, warm and cold. The table below has the figures."), START),
    section(judging, plot("judging", "Bars: card numbers judged per second in Node and in Chromium. The table below has the figures.")),
    section(typing, plot("typing", "Bars: script time of a keystroke in a formatted field. The table below has the figures.")),
    section(calls, "", JSONP),
    section(memory, "", "A browser counts the code that it compiles while it runs among the objects of a page. So memory is measured twice, once in a browser that compiles no JavaScript: what grows there is what calls leave behind."),
    METHOD,
    LIMITS,
  ].filter(Boolean).join("\n\n") + "\n";
}

export async function write(found) {
  await mkdir(new URL("benchmarks/", DOCS), { recursive: true });
  const svgs = Object.entries(plots(found)).map(([name, svg]) => writeFile(new URL(`benchmarks/${name}.svg`, DOCS), svg));
  await Promise.all([...svgs, writeFile(new URL("benchmarks.md", DOCS), text(found))]);
}
