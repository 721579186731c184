// Stands in for a frame that a gateway hosts: no frame, no field, no number. Whoever looks at it chooses the answer.
// @ts-check

import { DEPTH, SETTINGS, SUBMIT, TOKEN, WRONG, firstKind, readPreset, writer } from "../frames/hosted.js";
import { foreign, gatewayOf, play, sandbox, take } from "./control.js";

/** @typedef {Parameters<typeof import("../frames/hosted.js").openFrame>[0]} Means */

const GATEWAY = "pepper";

/** @param {string} name @param {any} members @param {(Node | string)[]} inside */
function element(name, members, ...inside) {
  const made = Object.assign(document.createElement(name), members);
  made.append(...inside);
  return made;
}

/** @param {string} label @param {[value: string, words: string][]} choices @param {(value: string) => void} chosen */
function choice(label, choices, chosen) {
  const options = choices.map(([value, textContent]) => element("option", { value, textContent }));
  const select = element("select", { onchange: () => chosen(/** @type {any} */ (select).value) }, ...options);
  return element("label", { hidden: choices.length < 2, style: "margin: 0 1em 0 0" }, `${label} `, select);
}

/** @param {Means} means */
export function openFrame(means) {
  const { container, given, timeout, emit, change, error, core, config, snapshot, tokenOf, errorOf, state } = means;
  const tell = writer(means);
  for (const field of ["expiry", "address", "shippingAddress"]) if (given[field] !== undefined) readPreset(field, given[field], { tell, error });
  tell(SETTINGS, { amount: given.amount, settings: given.settings });
  if (gatewayOf(/** @type {any} */ (config.steps[0][1])) !== GATEWAY) throw foreign();

  const kinds = [given.settings?.payment?.types ?? "card"].flat();
  const ends = sandbox.scenarios[GATEWAY].filter((name) => name !== "hang");
  let chosen = "ok";
  const box = element("fieldset", { style: "border: 2px dashed; padding: 1em; margin: 0" },
    element("legend", { textContent: `${given.title ?? "Payment details"}: panless/sandbox` }),
    element("p", { textContent: "For tests. Nothing is paid, and no card is wanted here.", style: "margin: 0 0 1em" }),
    choice("Pay by", kinds.map((kind) => [kind, kind === "ach" ? "Bank account" : "Card"]), (kind) => change({ kind: kind === "ach" ? "bank" : "card", fields: {} })),
    choice("Answer", ends.map((name) => [name, name]), (name) => change({ valid: !(chosen = name).startsWith("validation") })));
  box.dataset.panlessSandbox = "";

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let deadline;
  /** Settles when the frame is there, or with the error when it does not come. @type {Promise<Error | undefined>} */
  let spoken;
  /** @type {import("../guard.js").Fail | undefined} */
  let running;
  let [missing, waiting, gone] = [false, false, false];

  const load = () => {
    const hangs = take(GATEWAY, (scenario) => scenario === "hang");
    missing = false;
    clearTimeout(deadline);
    container.append(box);
    change({ ready: false, valid: null, kind: firstKind(given.settings), fields: {} });
    spoken = hangs ? new Promise((resolve) => (deadline = setTimeout(() => resolve(lose()), timeout))) : Promise.resolve().then(greet);
  };
  const lose = () => {
    const cause = error("frame_failed");
    missing = true;
    if (!waiting) emit("error", cause);
    return cause;
  };
  const greet = () => {
    if (gone) return undefined;
    change({ ready: true, valid: !chosen.startsWith("validation") });
    emit("ready");
  };
  box.addEventListener("focusin", () => emit("focus"));
  box.addEventListener("focusout", () => emit("blur"));
  load();

  return {
    /** @param {Record<string, any>} asked @param {AbortSignal} signal @param {() => void} sent @param {import("../guard.js").Fail} fail */
    async submit({ amount }, signal, sent, fail) {
      tell(SUBMIT, { amount });
      if (missing || !box.isConnected) {
        const cause = error(missing ? "frame_failed" : "frame_gone");
        load();
        throw cause;
      }
      waiting = true;
      const silent = await spoken;
      waiting = false;
      if (silent) throw silent;
      running = fail;
      const end = () => (running = undefined);
      // As with a real one, which is thrown away after an abort.
      signal.addEventListener("abort", () => { if (end(), !gone) load(); });
      const lost = /** @type {any} */ ((/** @type {import("../error.js").Code} */ code) => { throw fail(code); });
      const [, data] = await play(GATEWAY, {}, { signal, sent, lost }, take(GATEWAY) ?? chosen);
      end();
      core.give(snapshot({ event: "submission", data }, DEPTH));
      const what = core.call((exports) => exports.hear(state.kind === "bank"));
      const said = core.pull();
      if (what !== TOKEN) throw errorOf(said);
      return tokenOf(core, 0, said, data);
    },

    /** @param {string} field @param {{ value?: unknown, error?: unknown }} news */
    setField(field, { value, error: wrong } = {}) {
      if (value !== undefined) readPreset(field, value, { tell, error });
      if (wrong) tell(WRONG, { value: field });
    },

    clear: () => (running ? running("aborted") : load()),
    focus: () => box.querySelector("select")?.focus(),

    destroy() {
      gone = true;
      clearTimeout(deadline);
      box.remove();
    },
  };
}
