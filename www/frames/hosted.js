// The page's side of a frame that the gateway hosts: it is loaded, greeted, listened to, and thrown away. What the messages
// say is the core's to write and to read.
// @ts-check

import { nameable } from "../nameable.js";
import { forbids } from "../policy.js";
import { checkSettings, firstKind, readAddress, readAmount } from "./options.js";

/**
 * What a frame works with.
 * @typedef {{
 *   container: Element,
 *   given: import("../options.js").MountSettings,
 *   timeout: number,
 *   emit: (name: string, detail?: unknown) => void,
 *   change: (news: Partial<import("../../src/wasm/forms").FormState>) => void,
 *   error: typeof import("../error.js").loaderError,
 *   judge: import("../../src/wasm/types").CardCore["judge"],
 *   tell: (say: number, given: unknown) => import("../../src/wasm/internal").MessageRecord,
 *   hear: (message: unknown) => [what: number, said: any],
 * }} Tools
 * @typedef {ReturnType<typeof openFrame>} Frame
 */

// Places in `Say::ALL`; see src/gateway/pepper.rs.
const [SETTINGS, SUBMIT, EXPIRY, WRONG, BILLING, SHIPPING] = [0, 1, 2, 3, 4, 5];
// What `hear` answers; see src/wasm/frame.rs.
const [, HEIGHT, VALID, KIND, TOKEN] = [0, 1, 2, 3, 4];

/** The longest message that is read, in characters. */
const LIMIT = 65_536;
/** The tallest that the frame becomes, in CSS pixels: a wrong height must not push the page out of reach. */
const TALLEST = 4000;

/** @param {Tools} tools */
export function openFrame(tools) {
  const { container, given, timeout, emit, change, error, tell, hear } = tools;
  const amount = readAmount(given.amount, error);
  checkSettings(given.settings, error);
  const presets = readPresets(given, tools);
  const [url] = tell(SETTINGS, {});
  const { origin } = new URL(url);

  /** @type {HTMLIFrameElement} */
  let frame;
  /** The frame echoes it: what another document says is not meant for us. */
  let id = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let deadline;
  /** @type {Error | undefined} */
  let lost;
  /** @type {{ promise: Promise<void>, resolve: () => void, reject: (cause: unknown) => void }} */
  let spoken;
  let ready = false;
  let focused = false;
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
    [ready, lost, id, spoken] = [false, undefined, makeId(), defer()];
    spoken.promise.catch(() => {});
    change({ ready, valid: null, kind: firstKind(given.settings), fields: {} });
  };

  const lose = (/** @type {"frame_failed" | "frame_blocked"} */ code) => {
    clearTimeout(deadline);
    lost = error(code);
    spoken.reject(lost);
    // A call that waits for the frame tells of it itself.
    if (!waiting) emit("error", lost);
  };
  let waiting = 0;

  const load = () => {
    frame?.remove();
    frame = document.createElement("iframe");
    expect();
    // Keys can be bound to the shop's address, which the page's own policy might hide.
    Object.assign(frame, { title: given.title ?? "Payment details", referrerPolicy: "strict-origin", onload: greet });
    Object.assign(frame.style, { border: "0", display: "block", width: "100%", height: "30px" });
    frame.src = url;
    container.append(frame);
  };

  /** A document stands in the frame: the first, or another one where somebody moved or steered the frame. */
  const greet = () => {
    if (call) return call.fail("frame_gone");
    if (ready) expect();
    post(SETTINGS, { id, amount, settings: given.settings });
    for (const [say, what] of presets) post(say, what);
  };

  const listen = (/** @type {MessageEvent} */ event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin || !event.isTrusted) return;
    const message = read(event.data);
    if (message?.id !== id) return;
    if (!ready) {
      clearTimeout(deadline);
      [ready, lost] = [true, undefined];
      change({ ready });
      emit("ready");
      spoken.resolve();
    }
    let [what, said] = [0, /** @type {any} */ (null)];
    try {
      [what, said] = hear({ event: message.event, data: message.data });
    } catch {
      // The core trapped, and perhaps over the answer.
      return call?.fail("internal");
    }
    if (what === HEIGHT) frame.style.height = `${Math.min(said, TALLEST)}px`;
    else if (what === VALID) change({ valid: said, fields: {} });
    else if (what === KIND) change({ kind: said, valid: null, fields: {} });
    else if (what) end(what === TOKEN ? "resolve" : "reject", said);
  };

  const end = (/** @type {"resolve" | "reject"} */ how, /** @type {unknown} */ said) => {
    removal.disconnect();
    call?.[how](said);
    call = undefined;
  };

  const removal = new MutationObserver(() => {
    if (!frame.isConnected) call?.fail("frame_gone");
  });
  const watchRemoval = () => {
    for (let root = frame.getRootNode(); root; root = /** @type {any} */ (root).host?.getRootNode()) {
      removal.observe(root, { childList: true, subtree: true });
    }
  };

  const watchFocus = () => {
    // Destroyed meanwhile.
    if (!frame) return;
    const has = /** @type {any} */ (frame.getRootNode()).activeElement === frame;
    if (has === focused) return;
    focused = has;
    emit(has ? "focus" : "blur");
  };
  // The page's focus has not moved yet when its window tells of it.
  const soon = () => void setTimeout(watchFocus);
  const blocked = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    if (!ready && forbids(event, url)) lose("frame_blocked");
  };

  addEventListener("message", listen);
  addEventListener("blur", soon);
  addEventListener("focus", soon);
  document.addEventListener("securitypolicyviolation", blocked);
  load();

  return {
    /**
     * @param {unknown} sum
     * @param {AbortSignal} signal
     * @param {() => void} sent
     * @param {import("../guard.js").Fail} fail
     * @returns {Promise<any>}
     */
    async submit(sum, signal, sent, fail) {
      const asked = sum === undefined ? amount : readAmount(sum, error);
      if (lost) {
        const before = lost;
        load();
        throw before;
      }
      if (!frame.isConnected) {
        load();
        throw error("frame_gone");
      }
      waiting += 1;
      try {
        await spoken.promise;
      } finally {
        waiting -= 1;
      }
      return new Promise((resolve, reject) => {
        if (signal.aborted) return;
        call = { resolve, reject, fail };
        watchRemoval();
        // Whoever gives up hangs up: an answer that comes late must not be taken for that of the next card.
        signal.addEventListener("abort", () => {
          end("reject", undefined);
          if (frame) load();
        });
        sent();
        post(SUBMIT, { amount: asked });
      });
    },

    /** @param {string} field @param {{ value?: unknown, error?: unknown }} news */
    setField(field, { value, error: wrong } = {}) {
      const said = value === undefined ? [] : [readPreset(field, value, tools)];
      if (wrong) said.push([WRONG, { value: field }]);
      for (const [say, what] of said) {
        if (ready) post(say, what);
        // The next document gets it too.
        if (say !== WRONG) presets.set(say, what);
      }
    },

    clear() {
      if (call) call.fail("aborted");
      else load();
    },

    focus: () => frame.focus(),

    destroy() {
      removeEventListener("message", listen);
      removeEventListener("blur", soon);
      removeEventListener("focus", soon);
      document.removeEventListener("securitypolicyviolation", blocked);
      clearTimeout(deadline);
      removal.disconnect();
      frame.onload = null;
      frame.remove();
      frame = /** @type {any} */ (undefined);
    },
  };
}

function defer() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

/** A random UUID, version 4 of RFC 9562. */
function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * A message as text, wrapped into JSON once or twice.
 * @param {unknown} text
 * @returns {any}
 */
function read(text, times = 2) {
  if (typeof text !== "string" || text.length > LIMIT) return null;
  try {
    const value = JSON.parse(text);
    return times > 1 && typeof value === "string" ? read(value, times - 1) : value;
  } catch {
    return null;
  }
}

/**
 * What is told to every document, by the number of its message.
 * @param {import("../options.js").MountSettings} given
 * @param {Tools} tools
 * @returns {Map<number, any>}
 */
function readPresets({ expiry, address, shippingAddress }, tools) {
  const given = Object.entries({ expiry, address, shippingAddress }).filter(([, value]) => value !== undefined);
  return new Map(given.map(([field, value]) => readPreset(field, value, tools)));
}

/**
 * @param {string} field
 * @param {unknown} value
 * @param {Tools} tools
 * @returns {[say: number, what: any]}
 */
function readPreset(field, value, { judge, tell, error }) {
  if (field === "expiry") {
    const { status, code, month, year } = judge("expiry", value);
    if (status !== "valid") throw error(code ?? "expiry_invalid", { field });
    return [EXPIRY, { value: `${`${month}`.padStart(2, "0")}/${`${year}`.slice(-2)}` }];
  }
  if (field !== "address" && field !== "shippingAddress") throw error("field_unsupported", { field: nameable(field) });
  const say = field === "address" ? BILLING : SHIPPING;
  const place = readAddress(value, error);
  // The core knows countries.
  tell(say, place);
  return [say, place];
}
