// Real keys in attached fields: groups, and a caret that stays put. In whichever engine PANLESS_ENGINE names, and wherever PANLESS_PLACE says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Key } from "selenium-webdriver";
import { chord, onPage, openShop, triedHere } from "./harness/attach.mjs";
import { isAll } from "./harness/extent.mjs";
import { needs } from "./harness/needs.mjs";

let shop;

before(async () => {
  shop = await openShop();
  await shop.open();
});
after(() => shop?.close());

const CTRL = Key.CONTROL;

/** Makes a field show a text by typing it, then puts the caret at `|`, or selects what stands between brackets. */
async function stand(id, marked) {
  const text = marked.replace(/[|[\]]/g, "");
  await shop.type(id, chord(CTRL, "a"), Key.DELETE, ...text.replace(/[ /]/g, ""));
  const [start, end] = marked.includes("|") ? [marked.indexOf("|")] : [marked.indexOf("["), marked.indexOf("]") - 1];
  await shop.focus(id, start, end);
  const shown = await shop.run((wanted) => document.getElementById(wanted).value, id);
  assert.equal(shown, text, "what was typed first");
}

// What is done; how the field stands, what is pressed, how it stands then. In the expected text the caret is before a gap.
const edits = {
  "a digit at the end": ["4242 42|", ["4"], "4242 424|"],
  "a digit that begins a group": ["4242|", ["4"], "4242 4|"],
  "a digit in the middle": ["4242 4|242", ["1"], "4242 41|24 2"],
  "two digits across a gap": ["424|2 42", ["1", "1"], "4241 1|242"],
  "a digit before a gap": ["4242| 4242", ["1"], "4242 1|424 2"],
  "a digit after a gap": ["4242 |4242", ["1"], "4242 1|424 2"],
  "a digit in front": ["|4242", ["4"], "4|424 2"],
  "a digit over a selection with a gap": ["42[42 42]42", ["1"], "421|4 2"],
  "a digit over everything": ["[4242 4242]", ["5"], "5|"],
  "a digit too many in the middle": ["5555 5555 |5555 4444", ["1"], "5555 5555| 5555 4444"],
  "a digit too many at the end": ["3782 822463 10005|", ["1"], "3782 822463 10005|"],
  "a letter": ["42|42", ["x"], "42|42"],
  "a space and a hyphen": ["4242 42|42", [" ", "-"], "4242 42|42"],
  "Backspace in a group": ["4242 42|42", [Key.BACK_SPACE], "4242 4|42"],
  "Backspace after a gap": ["4242 |4242", [Key.BACK_SPACE], "424|4 242"],
  "Backspace before a gap": ["4242| 4242", [Key.BACK_SPACE], "424|4 242"],
  "Backspace over three gaps": ["4242 4242 4242 |42", Array(9).fill(Key.BACK_SPACE), "424|4 2"],
  "Backspace in front": ["|4242 4", [Key.BACK_SPACE], "|4242 4"],
  "Backspace over a selection": ["4[242 4]242", [Key.BACK_SPACE], "4|242"],
  "Backspace over a gap alone": ["4242[ ]4242", [Key.BACK_SPACE], "4242| 4242"],
  "Backspace over the last digit of a group": ["4242 4|", [Key.BACK_SPACE], "4242|"],
  "Delete in a group": ["4242 4|242", [Key.DELETE], "4242 4|42"],
  "Delete before a gap": ["4242| 4242", [Key.DELETE], "4242| 242"],
  "Delete after a gap": ["4242 |4242", [Key.DELETE], "4242| 242"],
  "Delete at the end": ["4242 4|", [Key.DELETE], "4242 4|"],
  "Delete through everything": ["|4242 4242", Array(8).fill(Key.DELETE), "|"],
  "deleting a word": ["4242 4242|", [chord(CTRL, Key.BACK_SPACE)], "4242|"],
  "arrows, then a digit": ["4242 4242|", [Key.ARROW_LEFT, Key.ARROW_LEFT, "1"], "4242 421|4 2"],
  "Home, then a digit": ["4242 4|", [Key.HOME, "4", "4"], "44|42 424"],
  "selecting by arrows, then a digit": ["4242 4242|", [chord(Key.SHIFT, Key.HOME), "5"], "5|"],
  "an Amex that becomes another number": ["[3]782 822463 10005", ["4"], "4|782 8224 6310 005"],
  "a number that becomes Amex": ["[4]782 8224 6310 005", ["3"], "3|782 822463 10005"],
  "a Diners that grows by a digit": ["3056 930902 5904|", ["1"], "3056 9309 0259 041|"],
  "a Diners that shrinks by one": ["3056 9309 0259 041|", [Key.BACK_SPACE], "3056 930902 5904|"],
};

for (const [what, [from, keys, to]] of triedHere(Object.entries(edits))) {
  test(`${what}: ${from} becomes ${to}`, async () => {
    await stand("number", from);
    await shop.press(...keys);
    assert.equal(await shop.see("number"), to);
  });
}

// The first digit comes last, and the groups of the whole number have fewer gaps.
for (const [brand, from, to] of [["Amex", "|7828 2246 3100 05", "3|782 822463 10005"], ["Diners", "|0569 3090 2590 4", "3|056 930902 5904"]]) {
  test(`the missing first digit of ${brand}: ${from} becomes ${to}`, async () => {
    await stand("number", from);
    await shop.press("3");
    assert.equal(await shop.see("number"), to);
  });
}

test("a digit of another script too many pushes none off the end", async () => {
  await stand("number", "5555 5555 |5555 4444");
  await shop.press("۱");
  assert.equal(await shop.see("number"), "5555 5555| 5555 4444");
});

const dates = {
  "four digits": ["|", ["1230"], "12 / 30|"],
  "a month of one digit": ["|", ["9"], "09|"],
  "a month of one digit and a year": ["|", ["930"], "09 / 30|"],
  "a one and a slash": ["|", ["1/"], "01| / "],
  "a one and a year": ["|", ["1/30"], "01 / 30|"],
  "a thirteen": ["|", ["13"], "01 / 3|"],
  "a date with a slash and a long year": ["|", ["12/2030"], "12 / 2030|"],
  "a digit after a whole date": ["12 / 2030|", ["1"], "12 / 2030|"],
  "a digit in the year": ["12 / 3|1", [Key.BACK_SPACE, "4"], "12 / 4|1"],
  "Backspace after the slash": ["12 / |30", [Key.BACK_SPACE], "01| / 30"],
  "Backspace in the year": ["12 / 30|", [Key.BACK_SPACE, Key.BACK_SPACE], "12| / "],
  "Backspace over the separator": ["12 / 3|", [Key.BACK_SPACE, Key.BACK_SPACE], "12|"],
  "Backspace to the beginning": ["09 / 30|", Array(5).fill(Key.BACK_SPACE), "|"],
  "Delete before the slash": ["12| / 30", [Key.DELETE], "12| / 0"],
  "another month": ["[12] / 30", ["0", "9"], "09| / 30"],
};

for (const [what, [from, keys, to]] of triedHere(Object.entries(dates))) {
  test(`expiry, ${what}: ${from} becomes ${to}`, async () => {
    await stand("expiry", from);
    await shop.press(...keys);
    assert.equal(await shop.see("expiry"), to);
  });
}

test("a date typed year first is read as one that is pasted", async () => {
  for (const text of ["2030-12", "203012", "2031/01"]) {
    await shop.type("expiry", chord(CTRL, "a"), Key.DELETE, text);
    assert.equal(await shop.see("expiry"), `${await shop.page((given) => panless.loadCore().then((core) => core.format("expiry", given)), text)}|`);
  }
});

test("a field without groups keeps text and caret as they are", async () => {
  await stand("cvv", "1|23");
  await shop.press("4", Key.ARROW_LEFT, Key.BACK_SPACE);
  assert.equal(await shop.see("cvv"), "|423");
  await shop.type("holder", "Rosa  M", Key.ARROW_LEFT, "x ");
  assert.equal(await shop.run(() => [holder.value, holder.selectionStart].join()), "Rosa  x M,8");
  await shop.type("postalCode", "K1A 0B1", Key.HOME, Key.DELETE);
  assert.equal(await shop.see("postalCode"), "|1A 0B1");
});

test("undo and redo go step by step, and typing on ends what could be redone", async () => {
  await shop.open();
  await shop.type("number", "4242424");
  await shop.press(chord(CTRL, "z"), chord(CTRL, "z"), chord(CTRL, "z"));
  assert.equal(await shop.see(), "4242|");
  await shop.press(chord(CTRL, "y"));
  assert.equal(await shop.see(), "4242 4|");
  await shop.press(chord(CTRL, Key.SHIFT, "z"));
  assert.equal(await shop.see(), "4242 42|");
  await shop.press("9", chord(CTRL, "y"), chord(CTRL, Key.SHIFT, "z"));
  assert.equal(await shop.see(), "4242 429|");
  await shop.press(chord(CTRL, "z"));
  assert.equal(await shop.see(), "4242 42|");
  await shop.press(...Array(9).fill(chord(CTRL, "z")));
  assert.equal(await shop.see(), "|");
  await shop.press(...Array(9).fill(chord(CTRL, "y")));
  assert.equal(await shop.see(), "4242 429|");
});

test("undo brings back the caret and the selection of before", async () => {
  await stand("number", "4242 4|242");
  await shop.press("1", chord(CTRL, "z"));
  assert.equal(await shop.see(), "4242 4|242");
  await shop.press(Key.BACK_SPACE, chord(CTRL, "z"));
  assert.equal(await shop.see(), "4242 4|242");
  await shop.focus("number", 2, 7);
  await shop.press(Key.DELETE, chord(CTRL, "z"));
  assert.equal(await shop.see(), "42[42 42]42");
  await shop.press(chord(CTRL, "y"));
  assert.equal(await shop.see(), "42|42");
  await stand("expiry", "12 / 3|0");
  await shop.press(Key.BACK_SPACE, Key.BACK_SPACE, chord(CTRL, "z"), chord(CTRL, "z"));
  assert.equal(await shop.see("expiry"), "12 / 3|0");
});

test("a refused key leaves nothing to undo", async () => {
  await shop.open();
  await shop.type("number", "4242", "x", " ", chord(CTRL, "z"));
  assert.equal(await shop.see(), "424|");
});

test("fields without groups are undone by the browser", needs("undo"), async () => {
  await stand("cvv", "12|3");
  await shop.press("4", chord(CTRL, "z"));
  assert.equal(await shop.run(() => cvv.value), "123");
});

onPage("what was typed before the core came is put right when it comes, and the caret stays", async () => {
  const files = { "panless-fields.wasm": "after go", "panless-core.js": "after go" };
  await shop.open(undefined, { files, begins: null });
  await shop.type("number", "42424242", Key.ARROW_LEFT, Key.ARROW_LEFT);
  assert.equal(await shop.see(), "424242|42");
  await shop.run(() => fetch("go").then(() => undefined));
  await shop.run(() => begun);
  assert.equal(await shop.see(), "4242 42|42");
  await shop.press("1");
  assert.equal(await shop.see(), "4242 421|4 2");
});

onPage("values set by script are formatted by setField, and on leaving the field", async () => {
  await shop.open();
  await shop.page(() => form.setField("number", { value: "378282246310005" }));
  assert.equal(await shop.see(), "3782 822463 10005");
  await shop.focus("expiry");
  await shop.set("expiry", "2030-12");
  assert.equal(await shop.run(() => expiry.value), "2030-12");
  await shop.leave();
  assert.equal(await shop.see("expiry"), "12 / 2030");
  await shop.focus("number");
  await shop.set("number", "4242424242424242");
  await shop.press(Key.END, Key.BACK_SPACE);
  assert.equal(await shop.see(), "4242 4242 4242 424|");
});

/** A generator of numbers below a bound; the same seed gives the same ones. */
function random(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const MOVES = { ArrowLeft: Key.ARROW_LEFT, ArrowRight: Key.ARROW_RIGHT, Home: Key.HOME, End: Key.END };
const DELETIONS = { Backspace: Key.BACK_SPACE, Delete: Key.DELETE };

/** Keys as somebody might press them who cannot decide; the digits are those of brands with different gaps. */
function anyKeys(next, count) {
  return Array.from({ length: count }, () => {
    const kind = next(25);
    if (kind < 14) return { key: "3334455780"[next(10)], held: false };
    const names = Object.keys(kind < 18 ? DELETIONS : MOVES);
    return { key: names[next(names.length)], held: kind === 24 };
  });
}

// In the page: what the field is after each key.
function record() {
  window.seen = [];
  document.addEventListener("keyup", ({ key, target: { value, selectionStart, selectionEnd } }) => {
    if (key !== "Shift") seen.push([value, selectionStart, selectionEnd]);
  });
}

// In the page: the digits, and the places of a caret among them, as anybody would think of them. Gives the first step that differs.
async function replay(steps, seen) {
  const core = await panless.loadCore();
  const digitsOf = (text) => text.replace(/\D/g, "");
  let [value, anchor, head] = ["", 0, 0];
  const move = ({ key, held }) => {
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    const isArrow = key.startsWith("Arrow");
    head = { ArrowLeft: Math.max(0, head - 1), ArrowRight: Math.min(value.length, head + 1), Home: 0, End: value.length }[key];
    if (!held && isArrow && from !== to) head = key === "ArrowLeft" ? from : to;
    if (!held) anchor = head;
    return { text: value, places: [Math.min(anchor, head), Math.max(anchor, head)] };
  };
  const change = ({ key }) => {
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    let [left, right] = [digitsOf(value.slice(0, from)), digitsOf(value.slice(to))];
    if (key === "Backspace" && from === to) left = left.slice(0, -1);
    if (key === "Delete" && from === to) right = right.slice(1);
    if (key.length === 1) left += key;
    const text = core.format("number", left + right);
    const isTooMany = key.length === 1 && from === to && digitsOf(text).length < (left + right).length;
    return isTooMany ? { text: value, count: left.length - 1 } : { text, count: Math.min(left.length, digitsOf(text).length) };
  };
  for (const [index, step] of steps.entries()) {
    const [now, start, end] = seen[index];
    const { text, places, count } = /^(Arrow|Home|End)/.test(step.key) ? move(step) : change(step);
    const isInPlace = places ? start === places[0] && end === places[1] : start === end && digitsOf(now.slice(0, start)).length === count;
    const isRight = now === text && isInPlace;
    if (!isRight) return { index, step, was: [value, anchor, head], is: [now, start, end], wanted: [text, places ?? count] };
    // Next to a gap either side is right: the browser's choice holds.
    if (!places) [value, anchor, head] = [now, start, start];
  }
  return null;
}

for (const seed of triedHere(isAll ? [1, 2, 3, 51] : [1, 51])) {
  test(`200 keys at random do to the field what they do to its digits, seed ${seed}`, async () => {
    await shop.open();
    await shop.run(record);
    const steps = anyKeys(random(seed), 200);
    const keys = steps.map(({ key, held }) => {
      const pressed = MOVES[key] ?? DELETIONS[key] ?? key;
      return held ? chord(Key.SHIFT, pressed) : pressed;
    });
    await shop.focus("number");
    await shop.press(...keys);
    const seen = await shop.run(() => window.seen);
    assert.equal(seen.length, steps.length);
    assert.deepEqual(await shop.page(replay, steps, seen), null);
  });
}

