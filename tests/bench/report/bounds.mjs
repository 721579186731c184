// Every bound that this project has set itself, with what was measured: reached, or by how much it was missed.

import { kB, ms, times } from "../figures.mjs";

const CORE = { wasm: "WebAssembly", js: "JavaScript core" };
/** What 9,990 calls may leave: less than the smallest object for each, so no call leaves one. */
const LEFT = 100_000;

/** `show` prints a figure and the piece that is missing. */
const atMost = (what, found, bound, show, said = `at most ${show(bound)}`) => ({
  what, bound: said, measured: show(found), isMet: found <= bound, missed: found <= bound ? "" : `by ${show(found - bound)}`,
});
const atLeast = (what, found, bound, said) => ({
  what, bound: said, measured: times(found), isMet: found >= bound, missed: found >= bound ? "" : `by ${Math.round((1 - found / bound) * 100)} %`,
});
const later = (what, bound, measured) => ({ what, bound, measured, isMet: null, missed: "" });

function ofBytes({ call, attach, js }) {
  const token = "a token, all gateways: wasm, glue and loader, brotli";
  return [
    atMost(token, call.bytes, 22_000, kB, "goal: 22 kB"),
    atMost(token, call.bytes, 26_000, kB, "gate: 26 kB"),
    atMost("`attach` with one language on top, brotli", attach.bytes, 5000, kB, "gate: 5 kB"),
    later("sealed fields: `seal.js`, and what the wasm grows", "3 kB; 1 kB", "`cargo xtask size`: 2.05 kB; 0.97 kB, of `panless-fields.wasm` beside the same sources without the feature `seal`"),
    atMost("JavaScript core, brotli", js.bytes, 60_000, kB, "gate: 60 kB"),
  ];
}

function ofStart(rows) {
  const of = (id, kind) => rows.find((row) => row.id === id).times[kind].mid;
  return ["1x warm", "4x warm"].map((kind) => {
    const what = `script tag to first judged keystroke, warm cache, Chromium${kind === "4x warm" ? ", processor 4 times slower" : ""}`;
    return atMost(what, of("panless-wasm", kind), of("braintree-web", kind), ms, `below braintree-web's evaluation, ${ms(of("braintree-web", kind))}`);
  });
}

function ofJudging(places) {
  const rows = [["card-validator", 20, "20 x card-validator"], ["creditcards", 0.5, "half of creditcards"]];
  return rows.flatMap(([peer, bound, said]) =>
    Object.entries(CORE).flatMap(([core, name]) =>
      Object.entries(places).map(([place, { number }]) =>
        atLeast(`\`judge("number", …)\`, ${name}, ${place}`, number[`panless ${core}`].mid / number[peer].mid, bound, `at least ${said}`),
      ),
    ),
  );
}

function ofCalls(node, { cores, frames }) {
  const rows = Object.entries(CORE).flatMap(([core, name]) => [
    atMost(`\`generateToken\`, AffiniPay, without the network, ${name}, Node`, node.cores[core].affinipay.mid, 1, ms, "under 1 ms"),
    atMost(`\`generateToken\`, AffiniPay, without the network, ${name}, Chromium`, cores[core].affinipay.mid, 1, ms, "under 1 ms"),
    atMost(`\`generateToken\`, Nelnet, without network and frame, ${name}, Chromium`, cores[core].nelnetAlone.mid, 1, ms, "under 1 ms"),
  ]);
  const { all, bare } = cores.wasm.nelnet;
  const whole = atMost("`generateToken`, Nelnet, with its frame, without the network, Chromium", Math.max(0, all.mid - bare.mid), 1, ms, "under 1 ms");
  return [...rows, { ...whole, missed: whole.missed && `${whole.missed}; an empty frame and an empty worker alone take ${ms(frames.frame.mid + frames.worker.mid)}` }];
}

const grown = (bytes) => `${bytes < 0 ? "-" : "+"}${kB(Math.abs(bytes))}`;

const growth = ({ after }, kind) => after[10_000][kind] - after[10][kind];

/** Judged where the browser compiles nothing, because it counts code among the objects. */
const ofMemory = (rows) =>
  Object.entries(CORE).map(([core, name]) => {
    const [plain, compiled] = [false, true].map((isCompiled) => rows.find((row) => row.core === core && row.isCompiled === isCompiled));
    const [left, memory] = [growth(plain, "heap"), growth(plain, "core") + growth(compiled, "core")];
    const code = `with what the browser compiles ${grown(growth(compiled, "heap"))}`;
    const isMet = left <= LEFT && memory <= 0;
    return {
      what: `memory after 10,000 tokenizations, ${name}`, bound: "as after 10",
      measured: `the core's ${memory ? grown(memory) : "the same"}; the page's ${grown(left)} (${code})`,
      isMet, missed: isMet ? "" : `by ${grown(memory > 0 ? memory : left)}`,
    };
  });

/** Rows of `{ what, bound, measured, isMet, missed }`; `isMet` is null where there is nothing to measure yet. */
export const bounds = ({ node, chromium }) => [
  ...ofBytes(chromium.bytes.ours),
  ...ofStart(chromium.start),
  ...ofJudging({ Node: node.judging, Chromium: chromium.judging }),
  ...ofCalls(node.calls, chromium.calls),
  ...ofMemory(chromium.memory),
  { what: "native fuzzing of every parser", bound: "100 million inputs, no panic", measured: "`cargo xtask fuzz --runs 100000000`: 100,000,012 for 18 targets, none failed", isMet: true, missed: "" },
];

export const verdict = ({ isMet, missed }) => (isMet === null ? "–" : isMet ? "reached" : `missed ${missed}`);
