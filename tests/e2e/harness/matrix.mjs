// Every cell that there is: mode, gateway, core, fault. It has an end, or the reason why it cannot be played. No cell is left out by being
// forgotten: they are made here of whole lists, and fault-modes.test.mjs counts them.

import { FAULTS, GATEWAYS, isSealed } from "./faults.mjs";
import { ANSWERS, FAILED, MUTE, PAGES } from "./frame-faults.mjs";

/** How a card comes to its gateway, and which file plays the cells. */
export const MODES = {
  direct: { title: "`generateToken` with the card", file: "faults.test.mjs" },
  attached: { title: "`tokenizer.attach`, the page's own inputs", file: "fault-modes.test.mjs" },
  framed: { title: "`tokenizer.mount`, our own frame", file: "fault-modes.test.mjs" },
  hosted: { title: "`tokenizer.mount`, the gateway's frame", file: "mount-faults.test.mjs" },
};
export const CORES = ["wasm", "js"];

const none = (because) => ({ because });
const NO_CALL = "Its card is typed into its own frame: no direct call of it is known.";
const NO_HOST = "It hosts no frame.";
const NOT_SEEN = "Its own page asks the gateway; what comes back there the page is told as an answer, or not at all.";
const MESSAGES_ONLY = "It answers a call by a reply, not by messages.";
const OWN_POLICY = "The frame has a policy of its own; a page's policy that forbids the frame is in own-frame-faults.test.mjs.";

const KEYS_THERE = "The key file has come with the fields, and nothing else is asked for.";

const frameError = ([code, outcome]) => ({ code, outcome });

/** What is said by messages, or not said: rows of the gateway's frame alone. */
const MESSAGES = [...MUTE.map((play) => [play, FAILED]), ...Object.entries(ANSWERS)].map(([play, ends]) => ({ fault: `The frame plays ${play}`, play, ends: ends && frameError(ends) }));

/** A gateway whose calls are made from a page of ours: a column of harness/faults.mjs. */
const called = (id) => (row, mode) => {
  if (mode === "hosted") return none(NO_HOST);
  if (!row[id]) return none(MESSAGES_ONLY);
  if (isSealed(id) && row[id].offline && mode !== "direct") return none(KEYS_THERE);
  return mode === "framed" && row[id].site?.policy ? none(OWN_POLICY) : row[id];
};

/** The gateway whose page is in the frame. */
function hosted({ fault, play, ends }, mode) {
  if (mode !== "hosted") return none(NO_CALL);
  if (play) return { play, ends };
  return PAGES[fault] ? { ...PAGES[fault], ends: frameError(FAILED) } : none(NOT_SEEN);
}

/** Each gateway's cell of a row in a mode. */
const COLUMNS = { ...Object.fromEntries(Object.keys(GATEWAYS).map((id) => [id, called(id)])), pepper: hosted };

/** All of them: `{mode, gateway, core, fault}`, and what harness/faults.mjs says of one, or `because` alone. */
export const CELLS = Object.keys(MODES).flatMap((mode) =>
  Object.entries(COLUMNS).flatMap(([gateway, cellOf]) =>
    [...FAULTS, ...MESSAGES].flatMap((row) => CORES.map((core) => ({ ...cellOf(row, mode), mode, gateway, core, fault: row.fault })))));

/** Whether a cell is played, and not only explained. */
export const isPlayed = ({ ends }) => ends !== undefined;

/** The product's size, as it should be; for whoever counts the cells. */
export const SIZE = Object.keys(MODES).length * Object.keys(COLUMNS).length * CORES.length * (FAULTS.length + MESSAGES.length);

const HEAD = `
## In every mode

A card comes to its gateway in four ways, each on two cores. What the gateway or the way to it does ends alike in all of them: in attached
fields and in our own frame as in the table above, by the same error. \`cargo xtask test\` plays each fault once per gateway, \`cargo xtask test --all\` every
cell. The last column counts those that cannot be, by the reason's number.
`;

/** The modes' part of docs/faults.md. */
export function modesDocument() {
  const notes = [...new Set(CELLS.filter((cell) => !isPlayed(cell)).map(({ because }) => because))];
  const line = (mode, gateway) => {
    const all = CELLS.filter((cell) => cell.mode === mode && cell.gateway === gateway);
    const left = all.filter((cell) => !isPlayed(cell)).map(({ because }) => notes.indexOf(because) + 1);
    const reasons = [...new Set(left)].map((note) => `${left.filter((one) => one === note).length} [${note}]`);
    return `| ${[MODES[mode].title, gateway, all.length, all.length - left.length, reasons.join(", ") || "–"].join(" | ")} |`;
  };
  const rows = Object.keys(MODES).flatMap((mode) => Object.keys(COLUMNS).map((gateway) => line(mode, gateway)));
  const total = `| all | all | ${CELLS.length} | ${CELLS.filter(isPlayed).length} | ${CELLS.length - CELLS.filter(isPlayed).length} |`;
  const frame = [...Object.keys(PAGES).map((fault) => [fault, FAILED]), ...MESSAGES.map(({ fault, ends }) => [fault, ends && [ends.code, ends.outcome]])];
  const frameRows = frame.map(([fault, ends]) => `| ${fault} | ${ends ? `\`${ends[0]}\`, ${ends[1] === "unknown" ? "**unknown**" : ends[1]}` : "a token"} |`);
  const table = ["| Mode | Gateway | Cells | Played | Cannot be |", "|---|---|---|---|---|", ...rows, total];
  const numbered = notes.map((note, at) => `${at + 1}. ${note}`);
  const hostedPart = ["## In the gateway's frame", "", "Pepper's page, by the scenarios of its sandbox.", "", "| Fault | Pepper |", "|---|---|", ...frameRows];
  return `${[HEAD, ...table, "", "Reasons:", "", ...numbered, "", ...hostedPart].join("\n")}\n`;
}
