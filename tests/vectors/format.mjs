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

/** A year that stands first, with what there is of its month. A zero before it was the padding of its 2. */
function yearFirst(plain) {
  const found = /^0?(20\d*)$/.exec(plain) ?? /^(20\d+)\/(.*)$/.exec(plain);
  if (found === null) return null;
  const digits = found.slice(1).join("").replace(/\//g, "").slice(0, 6);
  const [year, month] = [digits.slice(0, 4), digits.slice(4)];
  if (/^(0\d|1[0-2])$/.test(month)) return `${month} / ${year}`;
  return month === "" ? year : `${year}-${month}`;
}

// 120 and 127 to 129 are January: the Decembers that start like this are long past, or not before 2070.
const JANUARY_FIRST = [/^(1)(20\d*)$/, /^(1)(2[789]\d*)$/];

function splitMonth(plain) {
  for (const form of [/^([1-9])\/(.*)$/, ...JANUARY_FIRST, /^([2-9])(.*)$/, /^(1)(\/*[3-9].*)$/]) {
    const found = form.exec(plain);
    if (found !== null) return [`0${found[1]}`, found[2]];
  }
  const digits = plain.replace(/\//g, "");
  return [digits.slice(0, 2), digits.slice(2)];
}

// A separator at the end says only that the one digit before it is the whole month.
function formatExpiry(text) {
  const plain = foldDigits(text)
    .replace(/[/\-\u2013\uff0f\p{White_Space}]+/gu, "/")
    .replace(/[^0-9/]/g, "")
    .replace(/^\/+|\/+$/g, (slashes, at) => (at > 0 && at < 2 ? slashes : ""));
  const turned = yearFirst(plain);
  if (turned !== null) return turned;
  const [month, rest] = splitMonth(plain);
  const year = rest.replace(/[^0-9]/g, "").slice(0, 4);
  return year === "" ? month : `${month} / ${year}`;
}

/** The text as the field shows it. Only number and expiry are ever changed. */
export function format(field, text) {
  if (field === "number") return formatNumber(text);
  return field === "expiry" ? formatExpiry(text) : text;
}
