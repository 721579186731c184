// What is said to a frame that the gateway hosts, and what is made of its answers. What the messages say is the core's to write
// and to read.
// @ts-check

import { kinds } from "panless-frame";
import { monthAt } from "../calendar.js";
import { randomHex } from "../hex.js";
import { jsonOf } from "../json.js";
import { nameable } from "../nameable.js";
import { makeFrame } from "./frame.js";

/** @typedef {import("../form.js").Tools & import("../exchange.js").Bound & { tell: (say: number, what: unknown) => import("../../src/wasm/internal").MessageRecord }} Tools */

// Places in `Say::ALL`; see src/gateway/pepper.rs.
export const [SETTINGS, SUBMIT, EXPIRY, WRONG, BILLING, SHIPPING] = [0, 1, 2, 3, 4, 5];
// What `hear` answers; see src/wasm/frame.rs.
export const [, HEIGHT, VALID, KIND, TOKEN] = [0, 1, 2, 3, 4];

const SAYS = new Map(Object.entries({ expiry: EXPIRY, address: BILLING, shippingAddress: SHIPPING }));

/** How deep settings and messages are read. */
export const DEPTH = 8;
/** The longest message that is read, in characters. */
const LIMIT = 65_536;

/** @param {Omit<Tools, "tell">} means */
export function openFrame(means) {
  const { given, emit, change, error, core, snapshot, tokenOf, errorOf, state } = means;
  const { amount, settings } = given;
  const tell = writer(means);
  /** What is told to every document, by the number of its message. @type {Map<number, any>} */
  const presets = new Map();
  for (const field of SAYS.keys()) if (given[field] !== undefined) presets.set(...readPreset(field, given[field], { tell, error }));
  const [url] = tell(SETTINGS, { amount, settings });
  /** The frame echoes it: what another document says is not meant for us. */
  let id = "";
  let focused = false;

  const post = (/** @type {number} */ say, /** @type {unknown} */ what) => {
    const [, event, data] = tell(say, what);
    frame.post(jsonOf({ event, data }));
  };

  // Keys can be bound to the shop's address, which the page's own policy might hide.
  const frame = makeFrame(means, url, { referrerPolicy: "strict-origin" }, {
    begin: () => ((id = makeId()), { kind: firstKind(settings) }),
    greet() {
      post(SETTINGS, { id, amount, settings });
      for (const [say, what] of presets) post(say, what);
    },
    ask: ({ amount: sum = amount }) => post(SUBMIT, { amount: sum }),
    // An answer that comes late must not be taken for that of the next card.
    hangUp: () => frame.load(),
  });

  const listen = (/** @type {MessageEvent} */ event) => {
    if (!frame.isSource(event) || !event.isTrusted) return;
    const message = read(event.data);
    if (message?.id !== id) return;
    frame.meet();
    let [what, said] = [0, /** @type {any} */ (null)];
    try {
      core.give(snapshot({ event: message.event, data: message.data }, DEPTH));
      what = core.call((exports) => exports.hear(state.kind === "bank"));
      said = what && core.pull();
      if (what === TOKEN) said = tokenOf(core, 0, said, message.data);
    } catch {
      // The core trapped, and perhaps over the answer.
      return frame.fail("internal");
    }
    if (what === HEIGHT) frame.resize(said);
    else if (what === VALID) change({ valid: said, fields: {} });
    else if (what === KIND) change({ kind: said, valid: null, fields: {} });
    else if (what) frame.end(what === TOKEN ? "resolve" : "reject", what === TOKEN ? said : errorOf(said));
  };

  // The page's focus has not moved yet when its window tells of it, and the form may be destroyed when it has.
  const refocus = () => { if (frame.hasFocus() !== focused) emit((focused = !focused) ? "focus" : "blur"); };
  const soon = () => void setTimeout(refocus);
  addEventListener("message", listen);
  addEventListener("blur", soon);
  addEventListener("focus", soon);
  frame.load();

  return {
    /** @type {import("../form.js").Worker["submit"]} */
    async submit(asked, ...sending) {
      tell(SUBMIT, { amount: asked.amount });
      return frame.submit(asked, ...sending);
    },

    /** @param {string} field @param {{ value?: unknown, error?: unknown }} news */
    setField(field, { value, error: wrong } = {}) {
      const said = value === undefined ? [] : [readPreset(field, value, { tell, error })];
      // The next document gets it too.
      for (const [say, what] of said) presets.set(say, what);
      if (wrong) said.push([WRONG, { value: field }]);
      if (frame.isReady()) for (const [say, what] of said) post(say, what);
    },

    clear: () => (frame.isBusy() ? frame.fail("aborted") : frame.load()),
    focus: frame.focus,
    destroy: () => (frame.destroy(), removeEventListener("message", listen), removeEventListener("blur", soon), removeEventListener("focus", soon)),
  };
}

/** A random UUID, version 4 of RFC 9562. */
const makeId = () => randomHex().replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, "$1-$2-4$3-8$4-$5");

/**
 * A message as text, wrapped into JSON once or twice.
 * @param {unknown} text
 * @returns {any}
 */
function read(text) {
  if (typeof text !== "string" || text.length > LIMIT) return null;
  try {
    const value = JSON.parse(text);
    return typeof value === "string" ? JSON.parse(value) : value;
  } catch { return null; }
}

/**
 * What is told to every document. It is said once now, so that what is wrong with it is known now.
 * @param {string} field
 * @param {unknown} value
 * @param {Pick<Tools, "tell" | "error">} tools
 * @returns {[say: number, what: { value: unknown }]}
 */
export function readPreset(field, value, { tell, error }) {
  const say = SAYS.get(field);
  if (say === undefined) throw error("field_unsupported", { field: nameable(field) });
  tell(say, { value });
  return [say, { value }];
}

/**
 * Has the core write a message.
 * @param {import("../exchange.js").Bound} core
 * @returns {Tools["tell"]}
 */
export const writer = ({ core, config, snapshot, answer }) => (say, what) =>
  answer(core, [...snapshot(what, DEPTH), ...config.steps], (exports) => config.configure(exports) && exports.tell(say, monthAt())).record;

/** What the frame begins with. @param {any} settings @returns {"card" | "bank"} */
export const firstKind = (settings, { payment } = /** @type {any} */ ({ __proto__: null, ...settings }), { types } = /** @type {any} */ ({ __proto__: null, ...payment })) => (types?.[0] === kinds[1] ? "bank" : "card");
