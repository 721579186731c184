// The page's form on its way: it waits for the token, leaves with it, and may come back.
// @ts-check

/**
 * @param {import("../form.js").Tools} tools
 * @param {Record<string, any>} options
 * @param {{ listen: (name: string, listener: (event: any) => void, target?: EventTarget) => void, undo: (() => void)[], empty: () => void }} page
 */
export function makeSender({ container, change, form, state }, { tokenInput, brandInput, last4Input, submit }, { listen, undo, empty }) {
  const owner = /** @type {HTMLFormElement | null} */ (container.closest("form") ?? container.querySelector("form"));
  /** The browser is about to leave the page. */
  let isLeaving = false;

  const fill = (/** @type {Record<string, any>} */ { id = "", brand = "", last4 = "" }, isNew = true) => {
    for (const [name, value] of [[tokenInput, id], [brandInput, brand], [last4Input, last4]]) {
      let input = name && [...(owner?.elements ?? [])].find((/** @type {any} */ known) => known.name === name && known.type === "hidden");
      if (!input && name && isNew) {
        owner?.append((input = Object.assign(document.createElement("input"), { type: "hidden", name })));
        undo.push(() => input.remove());
      }
      if (input) input.value = value ?? "";
    }
  };
  const stay = () => {
    if (isLeaving) change({ busy: (isLeaving = false) });
  };
  const leave = (/** @type {HTMLFormElement} */ target, /** @type {HTMLElement | null} */ submitter) => {
    const { noValidate } = target;
    const { requestSubmit, submit: leaveUnseen } = HTMLFormElement.prototype;
    const look = (/** @type {Event} */ event) => void (isLeaving = !event.defaultPrevented);
    addEventListener("submit", look);
    // The inputs are empty by now. A control may be called `submit`, and older browsers know only that.
    target.noValidate = sender.passes = isLeaving = true;
    requestSubmit ? requestSubmit.call(target, submitter) : leaveUnseen.call(target);
    sender.passes = false;
    target.noValidate = noValidate;
    removeEventListener("submit", look);
    if (isLeaving) change({ busy: true });
  };

  listen("input", stay);
  listen("panless:change", ({ detail }) => owner?.setAttribute("aria-busy", detail.busy));
  // An old token is of no use to somebody who came back.
  listen("pageshow", ({ persisted }) => persisted && (fill({}, false), stay()), window);
  undo.push(() => owner?.removeAttribute("aria-busy"));
  fill({}, false);

  const sender = {
    passes: false,
    /** @param {HTMLFormElement} target @param {HTMLElement | null} submitter */
    async send(target, submitter) {
      if (state.busy) return;
      try {
        fill(await form.generateToken());
        empty();
        if (submit !== false) leave(target, submitter);
      } catch {
        // The form's event `error` has told it.
      }
    },
  };
  return sender;
}
