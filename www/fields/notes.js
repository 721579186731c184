// Where the customer reads and hears of errors: a note at each field, one for the whole form, one live region.
// @ts-check

import { inputsIn, nameOf } from "./find.js";

/** @typedef {import("./find.js").Input} Input */

let count = 0;

/** What makes an element of the page what it was. @param {Element} element */
const keep = (element) => {
  const { id, childNodes } = element;
  const before = [...childNodes];
  return () => (element.replaceChildren(...before), id || element.removeAttribute("id"));
};

/** @param {HTMLElement} container @param {(() => void)[]} undo */
export function makeNotes(container, undo) {
  /** @type {WeakMap<Element, HTMLElement>} */
  const notes = new WeakMap();
  const make = (/** @type {string} */ style) => {
    const node = document.createElement("span");
    node.style.cssText = style;
    undo.push(() => node.remove());
    return node;
  };
  /** The page's own note that is nearest. @param {Element} place @param {string} name */
  const nearest = (place, name) => {
    let at = place, note = /** @type {HTMLElement | null} */ (null);
    while (!(note = at.querySelector(`[data-panless-error=${JSON.stringify(name)}]`)) && at !== container && at.parentElement) at = at.parentElement;
    return note;
  };
  /** @param {Element} place what it belongs to @param {string} name @param {Element} before what it comes after if the page has none */
  const find = (place, name, before) => {
    let note = notes.get(place) ?? nearest(place, name);
    // As little as makes a note look like one.
    if (!note) before.after((note = make("display:block;color:light-dark(#b3261e,#f2b8b5)")));
    if (!notes.has(place)) undo.push(keep(note));
    notes.set(place, note);
    note.id ||= `panless-${(count += 1)}`;
    return note;
  };
  const live = make("position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)");
  live.setAttribute("role", "status");
  container.append(live);

  return {
    say: (/** @type {string} */ text) => void (live.textContent = text),
    whole: () => find(container, "", live),

    /** Both parts of a date have one note, and so have the answers of a choice. @param {Input} input @returns {HTMLElement} */
    note(input) {
      const name = nameOf(input);
      const group = inputsIn(container).filter((other) => nameOf(other) === name && (name === "expiry" || other.type === "radio"));
      const last = group.pop() ?? input;
      return find(last, name, last.closest(last.type === "radio" ? "fieldset" : "label") ?? last);
    },

    /** Where the brand is shown. @param {Input} number */
    slot(number) {
      const known = container.querySelector("[data-panless-brand]");
      const slot = known ?? make("");
      if (!known) number.after(slot), slot.setAttribute("data-panless-brand", "");
      if (!notes.has(slot)) undo.push(keep(slot)), notes.set(slot, live);
      return slot;
    },
  };
}
