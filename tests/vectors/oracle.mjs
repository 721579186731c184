// A second, independent reading of the card rules, written to be obviously right and never to be shipped.
//
// One definition decides everything: a text is not invalid exactly when some text that starts with it is valid. So each
// field says what is valid, and the rest is found by looking for a continuation.

import { candidates, heads } from "./brands.mjs";
import { fold, judgeExpiry } from "./expiry.mjs";
import { judgePostalCode } from "./postal.mjs";

const LONGEST_TEXT = 1024;
const CARD_NUMBER_DIGITS = 12;
const TEN = [..."0123456789"];

/** Whether ASCII digits, at least two of them and nothing else, end in the right check digit. */
export function luhn(text) {
  if (!/^[0-9]{2,}$/.test(text)) return false;
  const fromTheRight = [...text].reverse().map(Number);
  const summands = fromTheRight.map((digit, place) => {
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    return doubled > 9 ? doubled - 9 : doubled;
  });
  return summands.reduce((sum, summand) => sum + summand, 0) % 10 === 0;
}

/** The ids of the brands that digits can still become, in table order. */
export const brands = (prefix) => candidates(prefix).map(({ id }) => id);

function numberIsValid(digits) {
  const possible = candidates(digits);
  if (possible.length !== 1) return false;
  const [brand] = possible;
  return brand.lengths.includes(digits.length) && (!brand.luhn || luhn(digits));
}

function numberCanGrow(digits) {
  return heads(digits).some(({ head, brand }) => {
    const start = digits.length < 8 ? head : digits;
    const longer = brand.lengths.filter((length) => length > start.length);
    return longer.some((length) => TEN.some((last) => numberIsValid(start.padEnd(length - 1, "0") + last)));
  });
}

function judgeNumber(text) {
  const digits = fold(text).replace(/[\p{White_Space}-]/gu, "");
  if (digits === "") return { status: "incomplete", empty: true };
  // The full-width slash folds to a slash, which is as foreign to a number as any letter.
  if (/[^0-9]/.test(digits)) return { status: "invalid", empty: false };
  const possible = brands(digits);
  const status = numberIsValid(digits) ? "valid" : numberCanGrow(digits) ? "incomplete" : "invalid";
  return { status, empty: false, brand: possible.length === 1 ? possible[0] : null };
}

/** The verdict on text made of digits, when any longer count up to the longest of `lengths` can follow. */
function judgeCount(digits, lengths) {
  const empty = digits === "";
  if (/[^0-9]/.test(digits) || digits.length > Math.max(...lengths)) return { status: "invalid", empty };
  return { status: lengths.includes(digits.length) ? "valid" : "incomplete", empty };
}

function judgeCvv(text, brand) {
  const lengths = brand === undefined ? [3, 4] : brand === "american-express" ? [4] : [3];
  return judgeCount(fold(text), lengths);
}

function nameIsValid(text) {
  const digits = fold(text).replace(/[^0-9]/g, "").length;
  const speaks = /[^0-9\uff10-\uff19\p{White_Space}-]/u.test(text);
  return text.length <= 255 && digits < CARD_NUMBER_DIGITS && speaks;
}

function judgeName(text) {
  const empty = /^\p{White_Space}*$/u.test(text);
  if (nameIsValid(text)) return { status: "valid", empty };
  // If one letter more does not help, nothing does: it adds a speaking character at the least length.
  return { status: empty || nameIsValid(`${text}A`) ? "incomplete" : "invalid", empty };
}

function routingIsValid(digits) {
  if (digits.length !== 9) return false;
  const pair = Number(digits.slice(0, 2));
  const issued = pair <= 12 || (pair >= 21 && pair <= 32) || (pair >= 61 && pair <= 72) || pair === 80;
  const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];
  return issued && [...digits].reduce((sum, digit, place) => sum + weights[place] * Number(digit), 0) % 10 === 0;
}

function judgeRouting(text) {
  const digits = fold(text).replace(/[\p{White_Space}-]/gu, "");
  if (digits === "") return { status: "incomplete", empty: true };
  if (/[^0-9]/.test(digits) || digits.length > 9) return { status: "invalid", empty: false };
  if (routingIsValid(digits)) return { status: "valid", empty: false };
  // The second digit decides the issuer's district, the last one the sum; those between may be anything.
  const seconds = digits.length === 1 ? TEN.map((second) => digits + second) : [digits];
  const grown = seconds.flatMap((start) => TEN.map((last) => start.padEnd(8, "0") + last));
  const canGrow = digits.length < 9 && grown.some(routingIsValid);
  return { status: canGrow ? "incomplete" : "invalid", empty: false };
}

function judgeAccount(text) {
  const lengths = Array.from({ length: 14 }, (_, index) => index + 4);
  return judgeCount(fold(text).replace(/[\p{White_Space}-]/gu, ""), lengths);
}

const FIELDS = {
  number: judgeNumber,
  expiry: (text, { today }) => judgeExpiry(text, today),
  cvv: (text, { brand }) => judgeCvv(text, brand),
  holder: judgeName,
  firstName: judgeName,
  lastName: judgeName,
  postalCode: (text, { country }) => judgePostalCode(fold(text), country),
  routingNumber: judgeRouting,
  accountNumber: judgeAccount,
};

/**
 * @param {string} field one of the nine judged fields
 * @param {unknown} text what was typed
 * @param {{ today?: string, brand?: string, country?: string }} context `today` as YYYY-MM-DD, needed for an expiry
 * @returns {{ status: string, empty: boolean, brand: string | null, month: number | null, year: number | null }}
 */
export function judge(field, text, context = {}) {
  const nothing = { brand: null, month: null, year: null };
  if (typeof text !== "string" || text.length > LONGEST_TEXT) return { status: "invalid", empty: false, ...nothing };
  const { status, empty, ...found } = FIELDS[field](text, context);
  return { status, empty, ...nothing, ...found };
}
