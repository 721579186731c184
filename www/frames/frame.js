// A frame of another origin on the page: made, waited for, asked for a token, thrown away. What is said to it and what it answers
// is a speech's: of ./hosted.js with a gateway's frame, of ./mount.js with ours.
// @ts-check

import { forbids } from "../policy.js";

/**
 * `begin` is called when a document is about to come, and gives what is known of it; `greet` when it stands there; `ask` for a token;
 * `hangUp` when nobody waits for the answer any more; `leave` when somebody has taken the frame out of the page.
 * @typedef {{
 *   begin: () => Partial<import("../form.js").FormState>,
 *   greet: () => void,
 *   ask: (given: Record<string, any>) => void,
 *   hangUp: () => void,
 *   leave?: () => void,
 * }} Speech
 */

/** The tallest that the frame becomes, in CSS pixels: a wrong height must not push the page out of reach. */
const TALLEST = 4000;

/**
 * @param {Pick<import("../form.js").Tools, "container" | "given" | "timeout" | "emit" | "change" | "error">} means
 * @param {string} url
 * @param {Partial<HTMLIFrameElement>} attributes
 * @param {Speech} speech
 */
export function makeFrame({ container, given, timeout, emit, change, error }, url, attributes, speech) {
  const { origin } = new URL(url);
  /** @type {HTMLIFrameElement} */
  let element;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let deadline;
  /** @type {Error | undefined} */
  let lost;
  /** Settles when the frame has spoken, or is lost. @type {Promise<void>} */
  let spoken;
  /** @type {() => void} */
  let settle;
  let [ready, waiting, isOver] = [false, false, false];
  /** @type {{ resolve: (token: any) => void, reject: (cause: unknown) => void, fail: import("../guard.js").Fail } | undefined} */
  let call;

  /** From now on the frame has until the deadline to say something. */
  const expect = () => {
    clearTimeout(deadline);
    deadline = setTimeout(() => frame.lose(error("frame_failed")), timeout);
    [ready, lost] = [false, undefined];
    spoken = new Promise((resolve) => (settle = resolve));
    change({ ready, valid: null, fields: {}, ...speech.begin() });
  };

  /** A document stands in the frame: the first, or another one where somebody moved or steered the frame. */
  const greet = () => {
    // Where hanging up has not loaded another frame, the document that came is greeted.
    if (call) return call.fail("frame_gone"), void (ready && greet());
    if (ready) expect();
    speech.greet();
  };

  const gone = () => lost ?? (element.isConnected ? undefined : error("frame_gone"));
  const removal = new MutationObserver(() => { if (!element.isConnected) speech.leave?.(), call ? call.fail("frame_gone") : ready || frame.lose(error("frame_gone")); });
  const blocked = (/** @type {SecurityPolicyViolationEvent} */ event) => { if (!ready && forbids(event, url)) frame.lose(error("frame_blocked")); };
  document.addEventListener("securitypolicyviolation", blocked);

  const frame = {
    isReady: () => ready,
    isBusy: () => !!call,
    /** Whether an event comes from the document in the frame. @param {MessageEvent} event */
    isSource: (event) => event.source === element.contentWindow && event.origin === origin,
    /** Rejects with what has become of the frame. From now on, until a call has ended, it is noticed when somebody takes it out of the page. */
    async met() {
      for (let root = element.getRootNode(); root; root = /** @type {any} */ (root).host?.getRootNode()) removal.observe(root, /** @type {any} */ ({ __proto__: null, childList: true, subtree: true }));
      await spoken;
      if (gone()) throw gone();
    },
    hasFocus: () => !!element && /** @type {any} */ (element.getRootNode()).activeElement === element,
    name: (/** @type {string} */ title) => void (element.title = given.title ?? title),
    post: (/** @type {unknown} */ message, /** @type {MessagePort[]} */ ports = []) => element.contentWindow?.postMessage(message, origin, ports),
    resize: (/** @type {number} */ height) => void (element.style.height = `${Math.min(height, TALLEST)}px`),

    load() {
      element?.remove();
      element = document.createElement("iframe");
      expect();
      Object.assign(element, { ...attributes, onload: greet, src: url });
      Object.assign(element.style, { border: "0", display: "block", width: "100%", height: "30px" });
      frame.name("Payment details");
      container.append(element);
    },

    /** The frame has spoken. */
    meet() {
      if (ready) return;
      clearTimeout(deadline);
      [ready, lost] = [true, undefined];
      settle();
      change({ ready });
      emit("ready");
    },

    /** @param {Error} why */
    lose(why) {
      clearTimeout(deadline);
      lost = why;
      settle();
      // A call that waits for the frame tells of it itself.
      if (!waiting) emit("error", lost);
    },

    /** @param {"resolve" | "reject"} how @param {unknown} said */
    end(how, said) {
      removal.disconnect();
      call?.[how](said);
      call = undefined;
    },

    /** @param {"internal" | "aborted"} code */
    fail: (code) => call?.fail(code),

    /**
     * @param {Record<string, any>} asked
     * @param {AbortSignal} signal
     * @param {() => void} sent
     * @param {import("../guard.js").Fail} fail
     * @returns {Promise<any>}
     */
    async submit(asked, signal, sent, fail) {
      const why = gone();
      if (why) {
        frame.load();
        throw why;
      }
      waiting = true;
      try { await frame.met(); } finally { waiting = false; }
      return new Promise((resolve, reject) => {
        if (signal.aborted) return;
        call = { resolve, reject, fail };
        signal.addEventListener("abort", () => {
          frame.end("reject", undefined);
          if (!isOver) speech.hangUp();
        });
        sent();
        speech.ask(asked);
      });
    },

    focus: () => element.focus(),

    destroy() {
      isOver = true;
      document.removeEventListener("securitypolicyviolation", blocked);
      clearTimeout(deadline);
      removal.disconnect();
      element.onload = null;
      element.remove();
    },
  };
  return frame;
}
