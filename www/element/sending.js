// The page's form around a frame: it waits for the token and leaves with it, as with attached fields.
// @ts-check

import { makeSender } from "../fields/send.js";
import { holdSubmit } from "../hold.js";

/**
 * @param {{
 *   card: HTMLElement, owner: HTMLFormElement, form: import("../../src/wasm/forms").PaymentForm, call: () => Promise<any>,
 *   state: () => import("../../src/wasm/forms").FormState, emit: (name: string, detail: unknown) => void, submit: boolean | undefined, life: AbortController,
 * }} means
 * @returns what works it; nothing where the form waits for another token
 */
export function makeSending({ card, owner, form, call, state, emit, submit, life: { signal } }) {
  /** @type {(() => void)[]} */
  const undo = [];
  let isLeaving = false;
  /** Made because somebody pressed Enter in the frame. @type {unknown} */
  let entered;

  const release = holdSubmit(card, async () => sender, owner);
  if (!release) return undefined;
  const sender = makeSender(
    /** @type {any} */ ({
      container: owner,
      form: { ...form, generateToken: async () => entered ?? call() },
      state: { get busy() { return state().busy; } },
      change({ busy = false }) {
        isLeaving = busy;
        owner.setAttribute("aria-busy", `${busy}`);
        emit("change", state());
      },
    }),
    { tokenInput: "", submit },
    {
      // What is typed in a frame is not heard here, but that somebody goes there.
      listen: (name, listener, target = card) => target.addEventListener(name === "input" ? "panless:focus" : name, listener, /** @type {any} */ ({ __proto__: null, signal })),
      undo,
      empty: () => ((entered = undefined), form.clear()),
    },
  );
  return {
    isLeaving: () => isLeaving,
    take: (/** @type {unknown} */ token) => void (entered = token),
    /** What Enter does in a form: it is sent by its first button, unless another field is wrong. */
    leave() {
      const button = [...owner.elements].find((control) => /** @type {any} */ (control).type === "submit");
      if (entered && (owner.noValidate || owner.reportValidity())) HTMLFormElement.prototype.requestSubmit.call(owner, /** @type {any} */ (button) ?? null);
      else entered = undefined;
    },
    end() {
      release();
      for (const back of undo) back();
    },
  };
}
