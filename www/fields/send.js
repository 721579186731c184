// The page's form on its way: it waits for the token, leaves with it, and may come back.
// @ts-check

/**
 * @param {import("../form.js").Tools} tools
 * @param {Record<string, any>} options
 * @param {{ listen: (name: string, listener: (event: any) => void, target?: EventTarget) => void, undo: (() => void)[], empty: () => void }} page
 */
export function makeSender({ container, change, form, state }, { tokenInput, brandInput, last4Input, submit }, { listen, undo, empty }) {
  const owner = /** @type {HTMLFormElement | null} */ (container.closest("form") ?? container.querySelector("form"));
  const hidden = [tokenInput, brandInput, last4Input].map((name) => {
    const known = [...(owner?.elements ?? [])].find((/** @type {any} */ input) => name && input.name === name && input.type === "hidden");
    const input = /** @type {HTMLInputElement} */ (known ?? Object.assign(document.createElement("input"), { type: "hidden", name }));
    if (name && !known) owner?.append(input), undo.push(() => input.remove());
    return input;
  });
  const fill = (/** @type {(string | null)[]} */ ...values) => hidden.forEach((input, at) => (input.value = values[at] ?? ""));
  /** The browser is about to leave the page. */
  let isLeaving = false;
  const stay = () => isLeaving && change({ busy: (isLeaving = false) });
  const look = (/** @type {Event} */ event) => (isLeaving = !event.defaultPrevented);

  listen("input", stay);
  form.on("change", ({ busy }) => owner?.setAttribute("aria-busy", `${busy}`));
  // An old token is of no use to somebody who came back.
  listen("pageshow", ({ persisted }) => persisted && (fill(), stay()), window);
  undo.push(() => owner?.removeAttribute("aria-busy"));
  fill();

  const sender = {
    passes: false,
    /** @param {HTMLFormElement} target @param {HTMLElement | null} submitter */
    async send(target, submitter) {
      if (state.busy) return;
      // The form's event `error` tells of a failure.
      const token = await form.generateToken().catch(() => null);
      if (!token) return;
      fill(token.id, token.brand, token.last4);
      empty();
      if (submit === false) return;
      // A control may be called `submit`, and older browsers know only that.
      const { requestSubmit, submit: leaveUnseen } = HTMLFormElement.prototype;
      addEventListener("submit", look);
      sender.passes = isLeaving = true;
      requestSubmit ? requestSubmit.call(target, submitter) : leaveUnseen.call(target);
      sender.passes = false;
      removeEventListener("submit", look);
      if (isLeaving) change({ busy: true });
    },
  };
  return sender;
}
