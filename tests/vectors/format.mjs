// What the formatter shows for a text. A trailing slash of an expiry is a matter of taste: none is written here, and the
// runners cut it off before they compare.

import { candidates } from "./brands.mjs";

// The zeros of the five digit families: full-width, Arabic-Indic, Persian, Devanagari, Bengali.
const ZEROS = [0xff10, 0x0660, 0x06f0, 0x0966, 0x09e6];

function foldDigits(text) {
  return text.replace(/\p{Nd}/gu, (character) => {
    const code = character.codePointAt(0);
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? character : String(code - zero);
  });
}

function gapsOf(possible, count) {
  if (possible.length !== 1) return [4, 8, 12, 16];
  return possible[0].id === "diners-club" && count <= 14 ? [4, 10] : possible[0].gaps;
}

function formatNumber(text) {
  const all = foldDigits(text).replace(/[^0-9]/g, "");
  const possible = candidates(all);
  const longest = possible.length === 0 ? 19 : Math.max(...possible.flatMap(({ lengths }) => lengths));
  const digits = all.slice(0, longest);
  const gaps = gapsOf(possible, digits.length);
  return [...digits].map((digit, place) => (gaps.includes(place) ? ` ${digit}` : digit)).join("");
}

function splitExpiry(text) {
  const plain = foldDigits(text).replace(/[/\-\u2013\uff0f\p{White_Space}]+/gu, "/").replace(/[^0-9/]/g, "");
  const iso = /^(\d{4})\/(\d{2})$/.exec(plain);
  if (iso !== null) return [iso[2], iso[1]];
  const short = /^([1-9])\/(.*)$/.exec(plain);
  if (short !== null) return [`0${short[1]}`, short[2]];
  const digits = plain.replace(/\//g, "");
  const oneDigitMonth = /^([2-9]|1(?=[3-9]))(.*)$/.exec(digits);
  if (oneDigitMonth !== null) return [`0${oneDigitMonth[1]}`, oneDigitMonth[2]];
  return [digits.slice(0, 2), digits.slice(2)];
}

function formatExpiry(text) {
  const [month, rest] = splitExpiry(text);
  const year = rest.replace(/[^0-9]/g, "").slice(0, 4);
  return year === "" ? month : `${month} / ${year}`;
}

/** The text as the field shows it. Only number and expiry are ever changed. */
export function format(field, text) {
  if (field === "number") return formatNumber(text);
  return field === "expiry" ? formatExpiry(text) : text;
}
