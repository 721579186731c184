// The expiry field: what reads as a month and a year, and whether more typing could get there.

const SEPARATOR = /\p{White_Space}*[/\-\u2013]\p{White_Space}*|\p{White_Space}+/gu;
const EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu;
const ALPHABET = [..."0123456789/ -"];

// No text needs more than this to become valid: "20" becomes "2099-12" with five, and no shorter beginning needs as many.
const DEPTH = 5;

/** ASCII digits for full-width ones, and a slash for the full-width slash. */
export function fold(text) {
  return text.replace(/[\uff0f-\uff19]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

const normal = (text) => fold(text).replace(EDGES, "").replace(SEPARATOR, "/");

const FORMS = [
  { form: /^(\d{1,2})\/(\d{2}|\d{4})$/, monthFirst: true },
  { form: /^(\d{2})(\d{2}|\d{4})$/, monthFirst: true },
  { form: /^(\d)(\d{2}|\d{4})$/, monthFirst: true },
  { form: /^(\d{4})\/(\d{2})$/, monthFirst: false },
];

function read(plain) {
  for (const { form, monthFirst } of FORMS) {
    const found = form.exec(plain);
    if (found === null) continue;
    const [month, year] = monthFirst ? [found[1], found[2]] : [found[2], found[1]];
    return { month: Number(month), year: Number(year) + (year.length === 2 ? 2000 : 0) };
  }
  return null;
}

/** The month and year that the text stands for, or null: unreadable, past, or beyond the horizon of twenty years. */
function valid(plain, today) {
  const date = read(plain);
  if (date === null || date.month < 1 || date.month > 12) return null;
  const [year, month] = today.split("-").map(Number);
  const past = date.year < year || (date.year === year && date.month < month);
  return past || date.year > year + 20 ? null : date;
}

/** What no typing can mend: a foreign character, a second separator, a separator in front, too many digits in a row. */
const hopeless = (plain) => /[^0-9/]|\/.*\/|^\/|\d{7}|\/\d{5}/.test(plain);

function reachable(text, today, depth) {
  const plain = normal(text);
  if (hopeless(plain)) return false;
  if (valid(plain, today) !== null) return true;
  return depth > 0 && ALPHABET.some((character) => reachable(text + character, today, depth - 1));
}

/**
 * @param {string} text
 * @param {string} today the calendar day, YYYY-MM-DD
 * @returns {{ status: string, empty: boolean, month: number | null, year: number | null }}
 */
export function judgeExpiry(text, today) {
  const empty = /^\p{White_Space}*$/u.test(text);
  if (empty) return { status: "incomplete", empty, month: null, year: null };
  const date = valid(normal(text), today);
  if (date !== null) return { status: "valid", empty, ...date };
  return { status: reachable(text, today, DEPTH) ? "incomplete" : "invalid", empty, month: null, year: null };
}
