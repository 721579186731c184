// Texts for security code, names, postal code and bank fields, and the cases in which the rules leave room.

import { BRANDS } from "../brands.mjs";
import { SHAPES } from "../postal.mjs";

const prefixes = (text) => Array.from({ length: text.length + 1 }, (_, length) => text.slice(0, length));

/** Every brand, and none, with every count of digits and with signs. */
export function cvv() {
  const texts = [...prefixes("123456"), "000", "0000", "\uff11\uff12\uff13", "\uff11\uff12\uff13\uff14", "12a", "a", "12.",
    "-123", "+123", "1 23", "\u0661\u0662\u0663", "\u200b123", "\u00b2", "12/", "1".repeat(1025)];
  const contexts = [{}, ...BRANDS.map(({ id }) => ({ brand: id }))];
  return contexts.flatMap((context) => texts.map((text) => ({ field: "cvv", text, ...context })));
}

/** Names in several scripts, at the limits of length, and with digits up to and from twelve. */
export function names() {
  const eleven = "41111111111";
  const digits = [eleven, `${eleven}1`].flatMap((count) => [
    count, `Jo ${count}`, `${count} Jo`, `Jo ${count} Smith`, [...count].join("-"), `J ${[...count].join(" ")}`,
    [...count].join("a"), `x${[...count].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("")}`,
  ]);
  const limits = ["a".repeat(255), "a".repeat(256), `${"\u{1f642}".repeat(127)}a`, "\u{1f642}".repeat(128), "\u00e9".repeat(255),
    "\u4e00".repeat(256), `1${" ".repeat(253)}`, `1${" ".repeat(254)}`, "a".repeat(1025), `${" ".repeat(254)}a`];
  const plain = ["", " ", "\t\u00a0", "Jo Smith", "O'Brien", "Anne-Marie", "\u674e", "\u0410\u043d\u043d\u0430", "\u0645\u062d\u0645\u062f", "24 Hour Fitness",
    "REFUSED51", "J", "X \u00c6 A-12", "123", "1234", "12 34", "12-34", "\uff11\uff12\uff13", "1", "1\u00a02", "Acme, Inc. #5", "4111 1111 1111 1111",
    "John 4111111111111111", "4242-4242-4242-4242 Jo", "Jo 4242", "Jo 4242 4242 42", ".", "0."];
  const texts = [...digits, ...limits, ...plain, ...prefixes("John 4111111111111111"), ...prefixes("24 Hour Fitness")];
  return ["holder", "firstName", "lastName"].flatMap((field) => texts.map((text) => ({ field, text })));
}

/** A text of a shape: at each place another of the characters that it allows there. */
const sample = (shape, step) => shape.map((allowed, place) => allowed[(place * 3 + step) % allowed.length]).join("");

/** At each place of a code a digit for a letter, a letter for a digit, and a sign. */
const bent = (code) =>
  [...code].flatMap((character, place) => {
    const other = /[0-9]/.test(character) ? "K" : "5";
    return [code.slice(0, place) + other + code.slice(place + 1)];
  });

function ofCountry([country, shapes]) {
  const first = sample(shapes[0], 1);
  const codes = shapes.flatMap((shape) => prefixes(sample(shape, 1)));
  const middle = Math.ceil(first.length / 2);
  const written = [`${first.slice(0, middle)} ${first.slice(middle)}`, `${first.slice(0, middle)}-${first.slice(middle)}`,
    ` ${first.toLowerCase()} `, `${country}-${first}`, `${country} ${first}`, country, `${first}.`, `${first}0`, `${first}A`];
  return [...codes, ...shapes.map((shape) => sample(shape, 2)), ...bent(first), ...written].map((text) => ({
    field: "postalCode",
    text,
    country,
  }));
}

const BY_COUNTRY = {
  US: ["90210", "90210-1234", "90210 1234", "9021", "902101", "9021O", "90210-", "US-90210", "us90210", "1234567890123",
    "123456789012", "4111111111111111"],
  PR: ["00901", "00901-1234", "01901", "10901", "0", "1", "PR 00901"],
  CA: ["K1A 0B1", "k1a0b1", "K1A-0B1", "D1A 0B1", "W1A 0B1", "Z1A 0B1", "K1D 0B1", "K1W 0Z1", "K1A 0O1", "U", "I", "KO"],
  GB: ["M1 1AA", "M60 1NW", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA", "BFPO 1", "BFPO 1234", "BFPO 12345", "BFPO",
    "GIR", "GIR 0AB", "sw1a 1aa", "SW1A1AAA", "1AA", "AAA", "B", "BF", "BFP", "GI"],
  NL: ["1012 AB", "NL-1012 AB", "1012ab", "0012 AB", "10123", "1012 A", "1012 A1"],
  IE: ["D02 AF30", "A65 F4E2", "D6W XY00", "DXX", "D02AF30X"],
  AR: ["1425", "C1425ABC", "AR1425", "AR-1425", "A", "C1425A", "C1425", "14250"],
  MT: ["VLT 1117", "VLT 11", "VLT 111", "MT VLT"],
  IN: ["110001", "011001", "0", "IN 110001"],
  GL: ["3900", "3800", "39", "38", "GL-3900"],
  LI: ["9490", "9390", "LI-9490"],
  MC: ["98000", "97000", "981", "MC-98000"],
  AD: ["AD100", "AD 100", "100", "A", "AD", "ADX"],
  LT: ["LT-12345", "LT", "L", "LV-12345"],
  IL: ["61000", "610001", "6100001", "61000012"],
  TW: ["100", "1000", "10001", "100011", "1000111"],
  SA: ["12345", "123456", "12345-6789"],
  AE: ["00000", "0", "AB"],
  HK: ["AB", "A", "!", "!A", "A!", "12", "A 1", " A", "000000000000", "00000000000"],
};

/** The countries of the table whose code lies between two letters. */
export const postalShapes = (from, to) =>
  [...SHAPES].filter(([country]) => country[0] >= from && country[0] <= to).flatMap(ofCountry);

/** The shapes that need a look of their own, and no country at all. */
export function postalSpecial() {
  const special = Object.entries(BY_COUNTRY).flatMap(([country, texts]) =>
    ["", " ", "-", ...texts].map((text) => ({ field: "postalCode", text, country })),
  );
  const nowhere = [...BY_COUNTRY.HK, ...BY_COUNTRY.US, "a".repeat(1025)].map((text) => ({ field: "postalCode", text }));
  return [...special, ...nowhere];
}

const ROUTING = ["021000021", "011401533", "122105155", "091000019", "000000000", "000000013", "000000001", "021000022",
  "130000006", "200000000", "210000000", "320000000", "330000000", "600000000", "610000000", "720000000", "730000000", "790000000", "800000000",
  "810000000", "990000000", "400000000", "500000000", "0210000210", "02100002x", "x", "0x", "\uff10\uff12\uff11", "021.", "9", "12", "13", "20"];

/** Routing numbers and account numbers with every beginning; every pair of first digits with all its sums. */
export function bank() {
  const pairs = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, "0"));
  const sums = pairs.flatMap((pair) => [pair, ...[..."0123456789"].map((last) => `${pair}000000${last}`)]);
  const accounts = [...prefixes("000123456789012345678"), "1234-5678", "12 34 56 78", "1234\u00a05678", "--1", "1234x", "x",
    "1234.5", "\uff11\uff12\uff13\uff14", "0000", "1-2-3", "\u200b1234", "1".repeat(1025)];
  return [
    ...[...ROUTING.flatMap(prefixes), ...sums].map((text) => ({ field: "routingNumber", text })),
    ...accounts.map((text) => ({ field: "accountNumber", text })),
  ];
}

/** Cases in which the text of the rules leaves room: a change here is a decision, elsewhere it is a mistake. */
export const doubtful = () => [
  ...["4111x", "378282246310005.", "7x"].map((text) => ({ field: "number", text })),
  ...["2027/12", "2027 12", "2027 - 12", "2027\u201312", "2027/", "2027/1", "12\u00a027", "12\u201427"].map((text) => ({
    field: "expiry",
    text,
    today: "2026-06-15",
  })),
  ...["021 000 021", "0210-0002-1", " 021000021 ", " ", "-"].map((text) => ({ field: "routingNumber", text })),
  ...[" ", "-", " - "].map((text) => ({ field: "accountNumber", text })),
  ...[" ", "123 ", " 123"].map((text) => ({ field: "cvv", text })),
  ...["-", "- -", `${" ".repeat(255)}`, `${" ".repeat(256)}`, `a${" ".repeat(255)}`].map((text) => ({ field: "holder", text })),
  { field: "cvv", text: "123", brand: "uatp" },
  { field: "postalCode", text: "\uff19\uff10\uff12\uff11\uff10", country: "US" },
  { field: "postalCode", text: "AB#1" },
];
