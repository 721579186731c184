// Which measurements are drawn, and how they are told.

import { kB, ms, rate } from "../figures.mjs";
import { bars } from "./plot.mjs";

const TOKEN = { token: "page half", judge: "judges only", type: "formats only" };
const from = (spread, show, before = "") => ({ value: spread.mid, low: spread.low, high: spread.high, text: `${before}${show(spread.mid)}` });

function bytesPlot({ ours: { call, form }, peers }) {
  const own = [
    { label: "panless: a token", isOurs: true, bars: [{ value: call.bytes, text: kB(call.bytes) }] },
    { label: "panless: a form and a token", isOurs: true, bars: [{ value: form.bytes, text: kB(form.bytes) }] },
  ];
  const name = (id) => id.replace(/^@.*\//, "");
  const others = peers.map(({ id, kind, bytes }) => ({ label: `${name(id)}: ${TOKEN[kind]}`, bars: [{ value: bytes, text: kB(bytes) }] }));
  const note = "Brotli, 1 kB = 1,000 bytes. The frames of braintree-web and adyen-web come from their servers and are not counted.";
  return bars({ title: "Bytes that a browser fetches", note, rows: [...own, ...others] });
}

function startPlot(rows) {
  const shown = rows.map(({ label, isOurs, times }) => ({
    label: label.split(", client")[0].split(", CustomCard")[0], isOurs, bars: [from(times["4x warm"], ms, "warm "), from(times["4x cold"], ms, "cold ")],
  }));
  const note = "Chromium, processor 4 times slower, server on the same machine. braintree-web and adyen-web: no field yet.";
  return bars({ title: "From the script tag to the first judged keystroke", note, rows: shown });
}

function judgingPlot(places) {
  const names = Object.keys(Object.values(places)[0].number);
  const rows = names.map((name) => ({
    label: name.replace("panless wasm", "panless").replace("panless js", "panless, JavaScript core"),
    isOurs: name.startsWith("panless"),
    bars: Object.entries(places).map(([place, { number }]) => from(number[name], rate, `${place} `)),
  }));
  return bars({ title: "Card numbers judged per second", note: "Published test numbers, bare and grouped, whole and half-typed. More is better.", rows });
}

function typingPlot(rows) {
  const shown = rows.map(({ label, isOurs, later, first }) => ({ label, isOurs, bars: [from(later, ms), from(first, ms, "first number ")] }));
  return bars({ title: "Script time of a keystroke in a formatted field", note: "Chromium, real keys. The pale bar is the first number typed on a page.", rows: shown });
}

/** By file name: SVG. */
export const plots = ({ node, chromium }) => ({
  bytes: bytesPlot(chromium.bytes),
  start: startPlot(chromium.start),
  judging: judgingPlot({ Node: node.judging, Chromium: chromium.judging }),
  typing: typingPlot(chromium.typing),
});
