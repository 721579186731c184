// Keeps a form from leaving with a card in it. This stands from the moment of `attach`, before anything is loaded.
// @ts-check

/**
 * `passes` is true while the form leaves with a token.
 * @typedef {{ passes: boolean, send: (form: HTMLFormElement, submitter: HTMLElement | null) => void }} Sender
 */

/** Known to every version of panless on a page. */
const HELD = Symbol.for("panless.held");

/** What a customer reads while nothing else can say anything. @param {Element} place */
export function apologize(place) {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = "The shop cannot take this payment now.";
  place.append(note);
  return note;
}

/**
 * Stops every submission that does not pass, and has it sent by what works the fields.
 * @param {HTMLElement} container
 * @param {() => Promise<Sender>} open settles within the deadline
 * @param {any} [owner] what the submission is seen at
 * @returns {(() => void) | undefined} lets go; nothing where it is held already
 */
export function holdSubmit(container, open, owner = container.closest("form") ?? container) {
  if (owner[HELD]) return undefined;
  owner[HELD] = true;
  /** @type {HTMLElement | undefined} */
  let note;
  /** @type {Sender | undefined} */
  let sender;
  const hold = async (/** @type {any} */ event) => {
    // What is disabled takes no part in its form. Extensions put forms of their own into ours.
    if (sender?.passes || container.matches(":disabled") || (owner !== event.target && owner instanceof HTMLFormElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    note?.remove();
    try { (sender = await open()).send(event.target, event.submitter); } catch { note = apologize(owner); }
  };
  // Before the page's own handlers: they are to see the form that leaves, with the token. Without options that could be inherited.
  owner.addEventListener("submit", hold, true);
  return () => (owner.removeEventListener("submit", hold, true), note?.remove(), void delete owner[HELD]);
}
