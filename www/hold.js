// Keeps a form from leaving with a card in it. This stands from the moment of `attach`, before anything is loaded.
// @ts-check

/**
 * `passes` is true while the form leaves with a token.
 * @typedef {{ passes: boolean, send: (form: HTMLFormElement, submitter: HTMLElement | null) => void }} Sender
 */

/**
 * Stops every submission that does not pass, and has it sent by what works the fields.
 * @param {HTMLElement} container
 * @param {() => Promise<Sender>} open settles within the deadline
 * @returns {() => void} lets go
 */
export function holdSubmit(container, open) {
  const owner = container.closest("form") ?? container;
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  /** @type {Sender | undefined} */
  let sender;
  const hold = async (/** @type {SubmitEvent} */ event) => {
    if (sender?.passes) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      (sender = await open()).send(/** @type {HTMLFormElement} */ (event.target), event.submitter);
      note.remove();
    } catch (error) {
      // Nothing else is there to say it.
      note.textContent = /** @type {Error} */ (error).message;
      owner.append(note);
    }
  };
  // Before the page's own handlers: they are to see the form that leaves, with the token.
  owner.addEventListener("submit", /** @type {any} */ (hold), true);
  return () => {
    owner.removeEventListener("submit", /** @type {any} */ (hold), true);
    note.remove();
  };
}
