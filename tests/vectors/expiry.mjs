// The expiry field: what reads as a month and a year, and whether more typing could get there.

const SEPARATOR = /\p{White_Space}*[/\-\u2013]\p{White_Space}*|\p{White_Space}+/gu;
const EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu;
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

const counted = (digits) => Array.from({ length: 10 ** digits }, (_, index) => String(index).padStart(digits, "0"));
const MONTHS = [...counted(1), ...counted(2)];
const YEARS = [...counted(2), ...counted(4).slice(2000, 2200)];
const READABLE = MONTHS.flatMap((month) => YEARS.flatMap((year) => [`${month}/${year}`, month + year, `${year}/${month}`]));

const beginningsByDay = new Map();

/** Every beginning of every text without spaces that is valid on the day: tried one by one, not thought out. */
function beginnings(today) {
  const known = beginningsByDay.get(today);
  if (known !== undefined) return known;
  const whole = READABLE.filter((plain) => valid(plain, today) !== null);
  const found = new Set(whole.flatMap((plain) => Array.from(plain, (_, index) => plain.slice(0, index + 1))));
  beginningsByDay.set(today, found);
  return found;
}

/** Whether some text that starts with this one is valid. A space at the end has begun a separator: no digit can join. */
function canGrow(text, today) {
  const plain = normal(text);
  const begun = /\p{White_Space}$/u.test(text) && !plain.endsWith("/") ? `${plain}/` : plain;
  return beginnings(today).has(begun);
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
  return { status: canGrow(text, today) ? "incomplete" : "invalid", empty, month: null, year: null };
}
