// The page's side of a frame that the gateway hosts: it is loaded, greeted, listened to, and thrown away. What the messages
// say is the core's to write and to read.
// @ts-check

import { kinds } from "panless-frame";
import { monthAt } from "../calendar.js";
import { randomHex } from "../hex.js";
import { nameable } from "../nameable.js";
import { forbids } from "../policy.js";

/** @typedef {import("../form.js").Tools & import("../exchange.js").Bound & { tell: (say: number, what: unknown) => import("../../src/wasm/internal").MessageRecord }} Tools */

// Places in `Say::ALL`; see src/gateway/pepper.rs.
const [SETTINGS, SUBMIT, EXPIRY, WRONG, BILLING, SHIPPING] = [0, 1, 2, 3, 4, 5];
// What `hear` answers; see src/wasm/frame.rs.
const [, HEIGHT, VALID, KIND, TOKEN] = [0, 1, 2, 3, 4];

const SAYS = new Map(Object.entries({ expiry: EXPIRY, address: BILLING, shippingAddress: SHIPPING }));

/** How deep settings and messages are read. */
const DEPTH = 8;
/** The longest message that is read, in characters. */
const LIMIT = 65_536;
/** The tallest that the frame becomes, in CSS pixels: a wrong height must not push the page out of reach. */
const TALLEST = 4000;

/** @param {Omit<Tools, "tell">} means */
export function openFrame(means) {
  const { container, given, timeout, emit, change, error, core, snapshot, tokenOf, errorOf, state } = means;
  const { amount, settings } = given;
  const tell = writer(means);
  /** What is told to every document, by the number of its message. @type {Map<number, any>} */
  const presets = new Map();
  for (const field of SAYS.keys()) if (given[field] !== undefined) presets.set(...readPreset(field, given[field], { tell, error }));
  const [url] = tell(SETTINGS, { amount, settings });
  const { origin } = new URL(url);

  /** @type {HTMLIFrameElement} */
  let frame;
  /** The frame echoes it: what another document says is not meant for us. */
  let id = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let deadline;
  /** @type {Error | undefined} */
  let lost;
  /** Settles when the frame has spoken, or with the error when it is lost. @type {Promise<Error | undefined>} */
  let spoken;
  /** @type {(lost?: Error) => void} */
  let settle;
  let [ready, focused, waiting] = [false, false, false];
  /** @type {{ resolve: (token: any) => void, reject: (cause: unknown) => void, fail: import("../guard.js").Fail } | undefined} */
  let call;

  const post = (/** @type {number} */ say, /** @type {unknown} */ what) => {
    const [, event, data] = tell(say, what);
    frame.contentWindow?.postMessage(JSON.stringify({ event, data }), origin);
  };

  /** From now on the frame has until the deadline to say something. */
  const expect = () => {
    clearTimeout(deadline);
    deadline = setTimeout(lose, timeout, "frame_failed");
    [ready, lost, id] = [false, undefined, makeId()];
    spoken = new Promise((resolve) => (settle = resolve));
    change({ ready, valid: null, kind: firstKind(settings), fields: {} });
  };

  const lose = (/** @type {"frame_failed" | "frame_blocked"} */ code) => {
    clearTimeout(deadline);
    lost = error(code);
    settle(lost);
    // A call that waits for the frame tells of it itself.
    if (!waiting) emit("error", lost);
  };

  const load = () => {
    frame?.remove();
    frame = document.createElement("iframe");
    expect();
    // Keys can be bound to the shop's address, which the page's own policy might hide.
    Object.assign(frame, { title: given.title ?? "Payment details", referrerPolicy: "strict-origin", onload: greet, src: url });
    Object.assign(frame.style, { border: "0", display: "block", width: "100%", height: "30px" });
    container.append(frame);
  };

  /** A document stands in the frame: the first, or another one where somebody moved or steered the frame. */
  const greet = () => {
    if (call) return call.fail("frame_gone");
    if (ready) expect();
    post(SETTINGS, { id, amount, settings });
    for (const [say, what] of presets) post(say, what);
  };

  const listen = (/** @type {MessageEvent} */ event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin || !event.isTrusted) return;
    const message = read(event.data);
    if (message?.id !== id) return;
    if (!ready) {
      clearTimeout(deadline);
      [ready, lost] = [true, undefined];
      settle();
      change({ ready });
      emit("ready");
    }
    let [what, said] = [0, /** @type {any} */ (null)];
    try {
      core.give(snapshot({ event: message.event, data: message.data }, DEPTH));
      what = core.call((exports) => exports.hear(state.kind === "bank"));
      said = what && core.pull();
      if (what === TOKEN) said = tokenOf(core, 0, said, message.data);
    } catch {
      // The core trapped, and perhaps over the answer.
      return call?.fail("internal");
    }
    if (what === HEIGHT) frame.style.height = `${Math.min(said, TALLEST)}px`;
    else if (what === VALID) change({ valid: said, fields: {} });
    else if (what === KIND) change({ kind: said, valid: null, fields: {} });
    else if (what) end(what === TOKEN ? "resolve" : "reject", what === TOKEN ? said : errorOf(said));
  };

  const end = (/** @type {"resolve" | "reject"} */ how, /** @type {unknown} */ said) => {
    removal.disconnect();
    call?.[how](said);
    call = undefined;
  };

  const removal = new MutationObserver(() => { if (!frame.isConnected) call?.fail("frame_gone"); });
  // The page's focus has not moved yet when its window tells of it, and the form may be destroyed when it has.
  const refocus = () => {
    const has = !!frame && /** @type {any} */ (frame.getRootNode()).activeElement === frame;
    if (has !== focused) emit((focused = has) ? "focus" : "blur");
  };
  const soon = () => void setTimeout(refocus);
  const blocked = (/** @type {SecurityPolicyViolationEvent} */ event) => { if (!ready && forbids(event, url)) lose("frame_blocked"); };

  const life = new AbortController();
  addEventListener("message", listen, life);
  addEventListener("blur", soon, life);
  addEventListener("focus", soon, life);
  document.addEventListener("securitypolicyviolation", blocked, life);
  load();

  return {
    /**
     * @param {Record<string, any>} given
     * @param {AbortSignal} signal
     * @param {() => void} sent
     * @param {import("../guard.js").Fail} fail
     * @returns {Promise<any>}
     */
    async submit({ amount: sum }, signal, sent, fail) {
      tell(SUBMIT, { amount: sum });
      const gone = lost ?? (frame.isConnected ? undefined : error("frame_gone"));
      if (gone) {
        load();
        throw gone;
      }
      waiting = true;
      const silent = await spoken;
      waiting = false;
      if (silent) throw silent;
      return new Promise((resolve, reject) => {
        if (signal.aborted) return;
        call = { resolve, reject, fail };
        for (let root = frame.getRootNode(); root; root = /** @type {any} */ (root).host?.getRootNode()) {
          removal.observe(root, { childList: true, subtree: true });
        }
        // Whoever gives up hangs up: an answer that comes late must not be taken for that of the next card.
        signal.addEventListener("abort", () => {
          end("reject", undefined);
          if (frame) load();
        });
        sent();
        post(SUBMIT, { amount: sum ?? amount });
      });
    },

    /** @param {string} field @param {{ value?: unknown, error?: unknown }} news */
    setField(field, { value, error: wrong } = {}) {
      const said = value === undefined ? [] : [readPreset(field, value, { tell, error })];
      // The next document gets it too.
      for (const [say, what] of said) presets.set(say, what);
      if (wrong) said.push([WRONG, { value: field }]);
      if (ready) for (const [say, what] of said) post(say, what);
    },

    clear: () => (call ? call.fail("aborted") : load()),

    focus: () => frame.focus(),

    destroy() {
      life.abort();
      clearTimeout(deadline);
      removal.disconnect();
      frame.onload = null;
      frame.remove();
      frame = /** @type {any} */ (undefined);
    },
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
export const firstKind = (settings) => (settings?.payment?.types?.[0] === kinds[1] ? "bank" : "card");
