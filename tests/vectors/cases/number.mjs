// Texts for the number field, brands and luhn. Published test numbers, or boundaries of ranges padded with zeros.

import { BRANDS } from "../brands.mjs";
import { luhn } from "../oracle.mjs";

/** Test numbers that gateways publish. */
export const PUBLISHED = `378282246310005 371449635398431 5105105105105100 5499740000000057 30569309025904 38520000023237
  6011111111111117 6011000990139424 3530111333300000 3566002020360505 4242424242424242 4012888888881881 4012000010000
  4000000000000002 4000000000000044 4000000000000051 4000000000000069 4000000000000119 4000000000000127 4242424242424241
  4000000000000135 4000000000000077 4000000000000101 4000000000000010 4000000000000085 4000000000000093 4000000000000028
  4000000000000036 4111111111111111 5555555555554444 2223003122003222 6200000000000005 6759649826438453
  5031433215406351`.split(/\s+/);

const prefixes = (text) => Array.from({ length: text.length + 1 }, (_, length) => text.slice(0, length));

const checkDigit = (start) => [..."0123456789"].find((digit) => luhn(start + digit));

const wrongDigit = (start) => String((Number(checkDigit(start)) + 1) % 10);

function padded(prefix, length, last = checkDigit) {
  const start = prefix.padEnd(length - 1, "0");
  return start + last(start);
}

/** The first number below and above a range that are written with as many digits as it is. */
function neighbours({ low, high }) {
  const below = String(Number(low) - 1);
  const above = String(Number(high) + 1);
  return [below, above].filter((prefix) => prefix.length === low.length);
}

function ofRange(brand, range) {
  const inside = [range.low, range.high].flatMap((end) => [
    ...brand.lengths.flatMap((length) => [padded(end, length), padded(end, length, wrongDigit)]),
    padded(end, brand.lengths[0] - 1),
    padded(end, brand.lengths.at(-1) + 1),
  ]);
  return [...inside, ...neighbours(range).flatMap((prefix) => [padded(prefix, 16), padded(prefix, 16, wrongDigit)])];
}

const fullWidth = (text) =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const LEGAL = [" ", "  ", "-", " - ", "\t", "\n", "\u00a0", "\u0085", "\u1680", "\u2003", "\u2028", "\u202f", "\u3000"];
const FOREIGN = [".", "/", ",", "_", "x", "+", "\u200b", "\u200d", "\u2060", "\ufeff", "\u2010", "\u2013", "\uff0f", "\u00b2", "\u0664", "\u09ea"];

function separated(number) {
  const places = [0, 1, 4, 8, number.length - 1, number.length];
  const groups = number.match(/.{1,4}/g);
  return [...LEGAL, ...FOREIGN].flatMap((sign) => [
    ...places.map((place) => number.slice(0, place) + sign + number.slice(place)),
    groups.join(sign),
    groups.slice(0, 2).join(sign) + sign,
  ]);
}

/** Both ends of every range and their neighbours, at every listed length and one off, with right and wrong check digit. */
export const ranges = () =>
  BRANDS.flatMap((brand) => brand.ranges.flatMap((range) => ofRange(brand, range))).map((text) => ({
    field: "number",
    text,
  }));

/** Every beginning of every published number, as somebody types it, and up to four digits too many. */
export const typing = () =>
  PUBLISHED.flatMap((number) => prefixes(`${number}0000`)).map((text) => ({ field: "number", text }));

/** Separators, foreign characters and full-width digits at every kind of place. */
export function signs() {
  const numbers = ["4242424242424242", "378282246310005", "5555555555554443"];
  const wide = [...numbers.map(fullWidth), "\uff14242 4242-4242\u00a04242", "\uff13", "\uff14\uff11", "\uff17"];
  const lone = ["", ...LEGAL, " \u00a0-\t", ...FOREIGN, "\uff0d", "4x", "x4", "7 ", " 4", "-4-"];
  const long = [`${" ".repeat(1008)}4242424242424242`, `${" ".repeat(1009)}4242424242424242`];
  const texts = [...separated(numbers[0]), ...separated(numbers[1]), ...wide, ...lone, ...long];
  return texts.map((text) => ({ field: "number", text }));
}

/** Beginnings whose brands are asked for: all up to three digits, and each step towards every bound and its neighbours. */
export function brandPrefixes() {
  const short = Array.from({ length: 1000 }, (_, index) => String(index));
  const zeros = ["0", "00", "000", "01", "001"];
  const bounds = BRANDS.flatMap(({ ranges: all }) =>
    all.flatMap((range) => [range.low, range.high, ...neighbours(range)]),
  );
  const stepped = [...bounds, ...PUBLISHED].flatMap(prefixes);
  const longer = bounds.flatMap((bound) => [bound.padEnd(8, "0"), bound.padEnd(8, "9"), bound.padEnd(16, "0")]);
  return [...short, ...zeros, ...stepped, ...longer];
}

/** Texts for luhn: digits with right and wrong ends, and what it refuses. */
export function luhnTexts() {
  const pairs = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, "0"));
  const lengths = Array.from({ length: 30 }, (_, index) => "1".repeat(index + 2));
  const numbers = PUBLISHED.flatMap((number) => {
    const wrong = number.slice(0, -1) + String((Number(number.at(-1)) + 1) % 10);
    const swapped = number.slice(0, -2) + number.at(-1) + number.at(-2);
    return [number, wrong, swapped];
  });
  const refused = ["", "0", "8", "banana", "4a111111111111111", "4111-xx-1111 1111 1111", "4111.1111.1111.1111", "+18", "1.8"];
  return [...pairs, ...lengths, ...numbers, ...refused];
}

/** Texts for the formatter: typed, pasted, formatted before, too long, with letters, in other digits. */
export function formatTexts() {
  const typed = [...PUBLISHED, "1000 0000 0000 000", "36000000000000000000", "62000000000000000000", "97920000000000000000"];
  const other = ["", "7", "00000000000000000000000", "3", "30", "5", "abc", "4242x4242", "4242.4242-4242/4242", " 4242 ",
    "4242 4242 4242 4242", "3782 822463 10005", "3056 930902 5904", "3056 9309 0259 04", "4242  42", "+4242",
    "\u0664\u0662\u0664\u0662\u0664", "\u06f4\u06f2\u06f4\u06f2\u06f4", "\u096a\u0968\u096a\u0968\u096a",
    "\u09ea\u09e8\u09ea\u09e8\u09ea", fullWidth("378282246310005"), "4242\u200b42", "\u00b242424"];
  return [...typed.flatMap((number) => prefixes(`${number}00000000`)), ...other].map((text) => ({ field: "number", text }));
}
