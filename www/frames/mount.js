// What is said to our own frame (../hosted/frame.js), and what is made of its answers. What customers type never leaves the frame.
// @ts-check

import { jsonOf } from "../json.js";
import { makeFrame } from "./frame.js";

/** Leaving the page, opening windows, and everything else that a form does not need is not allowed. */
const SANDBOX = "allow-scripts allow-same-origin allow-forms";

/** @param {import("../form.js").Tools & { settings: import("../options.js").TokenizerSettings, version: string, errorOf: typeof import("../error.js").errorOf }} means */
export function openOwn(means) {
  const { container, given, emit, change, error, form, settings, version, errorOf } = means;
  const { frameUrl, title, ...options } = given;
  const language = given.language ?? container.closest("[lang]")?.getAttribute("lang");
  /** @type {MessagePort | undefined} */
  let port;
  /** What waits for an answer, by number. @type {Map<number, (failure: Error | null, said?: any) => void>} */
  const waiting = new Map();
  let [count, call] = [0, 0];

  /** What is no data, such as a function among the words, would stop the message. `now` by the same clock as `since` in `seal`. */
  const opening = () => JSON.parse(jsonOf({ tokenizer: { ...settings.given, seal: settings.seal }, form: { ...options, language, scheme: getComputedStyle(container).colorScheme }, now: performance.now() }));
  /** @param {string} what @param {unknown} said @param {(failure: Error | null, said?: any) => void} told called once */
  const ask = (what, said, told) => {
    waiting.set((count += 1), told);
    port?.postMessage([what, said, count]);
    return count;
  };
  /** The document that was spoken to is gone. @param {"frame_gone" | "destroyed"} why */
  const hangUp = (why) => {
    port?.close();
    for (const told of waiting.values()) told(error(why));
    waiting.clear();
  };
  /** What the frame may say. @type {Map<unknown, (said: any, number?: any) => void>} */
  const hears = new Map(Object.entries({
    hello: (theirs) => (theirs === version ? port?.postMessage(["open", opening()]) : frame.lose(error("frame_version"))),
    refused: (record) => frame.lose(errorOf(record)),
    ready: () => frame.meet(),
    change: (news) => change(news),
    focus: (field) => emit("focus", field),
    blur: (field) => emit("blur", field),
    height: (height) => frame.resize(height),
    // Somebody pressed Enter in a field.
    submit: () => void form.generateToken().catch(() => {}),
    title: (title) => frame.name(title),
    error: (record) => emit("error", errorOf(record)),
    answer([record, said], number) {
      waiting.get(number)?.(record && errorOf(record), said);
      waiting.delete(number);
    },
  }));

  const frame = makeFrame(means, frameUrl, { sandbox: /** @type {any} */ (SANDBOX), referrerPolicy: "no-referrer" }, {
    begin: () => (hangUp("frame_gone"), { kind: given.kind ?? "card", brand: null }),
    greet() {
      hangUp("frame_gone");
      const { port1, port2 } = new MessageChannel();
      port = port1;
      port.onmessage = ({ data: [what, said, number] }) => hears.get(what)?.(said, number);
      frame.post({ panless: version }, [port2]);
    },
    leave: () => (waiting.delete(call), hangUp("frame_gone")),
    ask: ({ timeout }) => void (call = ask("submit", timeout, (failure, token) => frame.end(failure ? "reject" : "resolve", failure ?? token))),
    // What was typed stays: the customer may try again.
    hangUp: () => (waiting.delete(call), port?.postMessage(["abort"])),
  });
  frame.load();

  return {
    submit: frame.submit,
    async setField(/** @type {string} */ field, /** @type {unknown} */ news) {
      await frame.met();
      await new Promise((resolve, reject) => ask("setField", [field, news], (failure) => (failure ? reject(failure) : resolve(undefined))));
    },
    clear: () => (frame.fail("aborted"), port?.postMessage(["clear"])),
    focus: (/** @type {string | undefined} */ field) => (frame.focus(), port?.postMessage(["focus", field])),
    destroy: () => (frame.destroy(), hangUp("destroyed")),
  };
}
