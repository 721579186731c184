// What happens to a field while somebody types: the browser edits, the core puts it right, the caret stays.
// @ts-check

import { isSecret, nameOf, partOf } from "./find.js";

/** @typedef {import("../../src/wasm/types").EditState} EditState */
/** @typedef {import("./find.js").Input} Input */

const FORMATTED = ["number", "expiry"];
/** How a browser edits, in the order of src/field/settle.rs. */
const WAYS = [/^insertText$/, /^insertFromDrop$/, /Forward$/, /^delete/];
/** The most edits that can be undone. */
const HISTORY_LIMIT = 100;

/**
 * @param {(name: string, listener: (event: any) => void) => void} listen
 * @param {(input: Input) => void} typed called after every edit
 * @param {(field: string, before: EditState | undefined, now: EditState, how: number) => EditState} settled what the field is to show
 */
export function watchTyping(listen, typed, settled) {
  /** A browser forgets its own history once a script has written. @type {Map<Input, { past: EditState[], future: EditState[], last?: EditState }>} */
  const histories = new Map();
  /** @type {EditState | undefined} */
  let before;

  const stateOf = (/** @type {Input} */ { value, selectionStart, selectionEnd }) => ({ value, start: selectionStart ?? 0, end: selectionEnd ?? 0 });
  const put = (/** @type {Input} */ input, /** @type {EditState} */ { value, start, end }) => {
    input.value = value;
    // Elsewhere some browsers would move the focus here, too.
    if (input.matches(":focus")) input.setSelectionRange(start, end);
  };

  const settle = (/** @type {Input} */ input, how = "") => {
    if (input.matches("select") || !(isSecret(nameOf(input)) || nameOf(input) === "postalCode")) return;
    const history = historyOf(input);
    const { past, future, last } = history;
    const now = stateOf(input);
    const next = settled(partOf(input), before?.start === before?.end ? before : undefined, now, 1 + WAYS.findIndex((way) => way.test(how)));
    // What was filled in had no step before it.
    const was = before ?? last;
    if (was && was.value !== next.value && past.push(was)) future.length = 0;
    past.splice(0, past.length - HISTORY_LIMIT);
    history.last = next;
    if (how || next.value !== now.value) put(input, next);
    before = undefined;
  };
  const historyOf = (/** @type {Input} */ input) => histories.get(input) ?? /** @type {any} */ (histories.set(input, { past: [], future: [], last: undefined }).get(input));
  const step = (/** @type {any} */ event, /** @type {boolean} */ isUndo) => {
    event.preventDefault();
    const { past, future } = historyOf(event.target);
    const state = (isUndo ? past : future).pop();
    if (!state) return;
    (isUndo ? future : past).push(stateOf(event.target));
    put(event.target, state);
    typed(event.target);
  };
  const after = (/** @type {any} */ { target }, how = "") => {
    settle(target, how);
    typed(target);
  };

  listen("beforeinput", (event) => {
    const { target, inputType, isComposing } = event;
    if (!FORMATTED.includes(partOf(target))) return;
    if (/^history/.test(inputType)) step(event, inputType === "historyUndo");
    // A composition and a drag are one edit of several steps.
    else if (!before || !(isComposing || inputType === "insertFromDrop")) before = stateOf(target);
  });
  listen("keydown", (event) => {
    const key = (event.ctrlKey || event.metaKey) && !event.altKey && event.key?.toLowerCase();
    if ((key === "z" || key === "y") && FORMATTED.includes(partOf(event.target))) step(event, key === "z" && !event.shiftKey);
  });
  listen("input", (event) => {
    // An input method is still at work, or the text is still being dragged: its place must not move.
    if (!event.isComposing && event.inputType !== "deleteByDrag") after(event, event.inputType ?? "fill");
  });
  listen("compositionend", (event) => after(event, "compose"));
  // What was filled in without a key, and what is left of a drag.
  listen("change", (event) => after(event));
  listen("dragend", (event) => after(event));
  return { settle, forget: () => histories.clear() };
}
