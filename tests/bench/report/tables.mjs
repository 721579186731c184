// The measurements as tables, for the terminal and for the page alike.

import { kB, rate, shown, times } from "../figures.mjs";
import { bounds, verdict } from "./bounds.mjs";

const ours = (isOurs, text) => (isOurs ? `**${text}**` : text);
const none = "–";

function boundsTable(found) {
  const rows = bounds(found).map((row) => [row.what, row.bound, row.measured, row.isMet === false ? `**${verdict(row)}**` : verdict(row)]);
  return { title: "Bounds", heads: ["what", "bound", "measured", ""], rows };
}

function bytesTable({ ours: mine, peers }) {
  const own = Object.values(mine).map(({ label, bytes, files }) => [ours(true, label), kB(bytes), files.join(", "), ""]);
  const others = peers.map(({ label, version, bytes, does, lacks }) => [`${label} ${version}`, kB(bytes), does, lacks]);
  return { title: "Bytes that a browser fetches", heads: ["", "brotli", "what it is or does", "what it lacks"], rows: [...own, ...others] };
}

function startTable(rows) {
  const kinds = ["1x cold", "1x warm", "4x cold", "4x warm"];
  const heads = ["", "cold", "warm", "cold, 4x slower", "warm, 4x slower", "until"];
  const cells = (label, taken, until) => [label, ...kinds.map((kind) => shown(taken[kind], "ms")), until];
  const [{ parts }] = rows;
  const lines = rows.map(({ label, isOurs, times: taken, first }) => cells(ours(isOurs, label), taken, first));
  lines.splice(1, 0, cells("of that: the script", parts.script, "it has run"), cells("of that: script and wasm", parts.wasm, "the wasm's last byte is there"));
  return { title: "From the script tag to the first judged keystroke", heads, rows: lines };
}

const FIELDS = { number: "number", expiry: "expiry", cvv: "cvv", brand: "brands of a beginning" };

function judgingTable(places) {
  const rows = Object.entries(FIELDS).flatMap(([field, label]) => {
    const names = Object.keys(Object.values(places)[0][field]);
    return names.map((name) => {
      const cells = Object.values(places).flatMap((found) => {
        const { low, mid, high } = found[field][name];
        const ratio = mid / found[field]["panless wasm"].mid;
        return [`${rate(mid)} (${rate(low)} to ${rate(high)})`, name === "panless wasm" ? "1" : times(ratio)];
      });
      return [label, ours(name.startsWith("panless"), name), ...cells];
    });
  });
  const heads = ["", "", ...Object.keys(places).flatMap((place) => [`${place}, per second`, "of panless wasm"])];
  return { title: "Judgements per second", heads, rows };
}

function typingTable(rows) {
  const cells = rows.map(({ label, isOurs, first, later, task, does }) => [
    ours(isOurs, label), shown(first, "ms"), shown(later, "ms"), shown(task, "ms"), does,
  ]);
  return { title: "A keystroke in a formatted field", heads: ["", "script, first number of a page", "script, later ones", "whole thread, later ones", "what it does at each key"], rows: cells };
}

function callsTable(node, { cores, frames }) {
  const names = { wasm: "WebAssembly", js: "JavaScript core" };
  const rows = Object.entries(names).flatMap(([core, name]) => {
    const { affinipay, nelnetAlone, nelnet } = cores[core];
    return [
      [`AffiniPay, \`fetch\` answers in the page, ${name}`, shown(node.cores[core].affinipay, "ms"), shown(affinipay, "ms")],
      [`Nelnet, its sender answers in the page, ${name}`, none, shown(nelnetAlone, "ms")],
      [`Nelnet, whole, against a sandbox on this machine, ${name}`, none, shown(nelnet.all, "ms")],
    ];
  });
  const parts = [
    ["of that: the same request by a bare script element (the network's part)", none, shown(cores.wasm.nelnet.bare, "ms")],
    ["of that: an empty frame of `jsonp.html`, until it has loaded", none, shown(frames.frame, "ms")],
    ["of that: an empty worker, until its first word", none, shown(frames.worker, "ms")],
  ];
  return { title: "The client's time of a token call", heads: ["", "Node", "Chromium"], rows: [...rows, ...parts] };
}

function memoryTable(rows) {
  const names = { wasm: "WebAssembly", js: "JavaScript core" };
  const counts = Object.keys(rows[0].after);
  const cells = rows.flatMap(({ core, isCompiled, after }) => {
    const of = (what, kind) => [`${what}, ${names[core]}`, ...counts.map((count) => kB(after[count][kind]))];
    return isCompiled ? [of("the page, with what the browser compiles", "heap")] : [of("the core's memory", "core"), of("the page", "heap")];
  });
  return { title: "Memory after tokenizations", heads: ["", ...counts.map((count) => `${Number(count).toLocaleString("en")}`)], rows: cells };
}

/** By name: `{ title, heads, rows }`, cells being Markdown. */
export const tables = (found) => ({
  bounds: boundsTable(found),
  bytes: bytesTable(found.chromium.bytes),
  start: startTable(found.chromium.start),
  judging: judgingTable({ Node: found.node.judging, Chromium: found.chromium.judging }),
  typing: typingTable(found.chromium.typing),
  calls: callsTable(found.node.calls, found.chromium.calls),
  memory: memoryTable(found.chromium.memory),
});

/** The machine, one fact a line. */
export function facts({ machine, chromium, peers }) {
  const { date, version, commit, processors, memory, system, node, load, others } = machine;
  return [
    `panless ${version}, commit ${commit}, measured on ${date}`,
    `${processors}, ${memory} of memory, ${system}`,
    `Node ${node.slice(1)}, Chromium ${chromium.version}`,
    `load average before the build ${load.toFixed(2)}; others used ${Math.round(others * 100)} % of the processors in the second before the start`,
    peers.map(({ id, version: one }) => `${id} ${one}`).join(", "),
  ];
}
