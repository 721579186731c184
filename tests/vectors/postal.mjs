// The postal code field: shapes by country, never ranges that were issued.

const DIGITS = "0123456789";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const CANADIAN = "ABCEGHJKLMNPRSTVWXYZ";

// In a template these letters are classes; a digit or a small letter stands for itself.
const CLASSES = {
  N: DIGITS,
  P: "123456789",
  A: LETTERS,
  X: LETTERS + DIGITS,
  C: CANADIAN,
  F: CANADIAN.replace(/[WZ]/g, ""),
};

const ROWS = [
  ["AD FO IS LS MG PG", "NNN"],
  ["AF AL AM AT AU AZ BD BE BG CH CV CY DK ET GE HT HU LU LV MD MK MZ NE NO NZ PH PY SI TN VC VE VG ZA", "NNNN"],
  ["GL", "39NN"],
  ["LI", "94NN"],
  [
    `BA BB BT CZ DE DO DZ EE EG ES FI FR GR GT HR ID IQ IT JO KE KH KR KW KY LA LK LT MA MM MN MV MX MY NI NP PK PL SE
     SK SN SO TH TR UA UY ZM`,
    "NNNNN",
  ],
  ["MC", "980NN"],
  ["SA", "NNNNN NNNNNNNNN"],
  ["RS VN", "NNNNN NNNNNN"],
  ["TW", "NNN NNNNN NNNNNN"],
  ["IL", "NNNNN NNNNNNN"],
  ["US", "NNNNN NNNNNNNNN"],
  ["PR", "00NNN 00NNNNNNN"],
  ["BY CN CO KG KZ RO RU SG TJ TM UZ", "NNNNNN"],
  ["IN", "PNNNNN"],
  ["CL JP PT", "NNNNNNN"],
  ["BR", "NNNNNNNN"],
  ["IR", "NNNNNNNNNN"],
  ["CA", "FNCNCN"],
  ["GB GG JE IM", "ANNAA ANNNAA AANNAA AANNNAA ANANAA AANANAA gir0aa bfpoN bfpoNN bfpoNNN bfpoNNNN"],
  ["NL", "PNNNAA"],
  ["IE", "ANXXXXX"],
  ["AR", "NNNN ANNNNAAA"],
  ["MT", "AAANN AAANNNN"],
  ["BN", "AANNNN"],
  ["SZ", "ANNN"],
];

const classesOf = (template) => [...template].map((letter) => CLASSES[letter] ?? letter.toUpperCase());

// A country code may stand in front of a template that begins with a digit: that makes a second, longer template.
function shapes(country, templates) {
  return templates.split(" ").flatMap((template) => {
    const shape = classesOf(template);
    return DIGITS.includes(shape[0][0]) ? [shape, [...country, ...shape]] : [shape];
  });
}

/** Country to its shapes; a shape lists, place by place, the characters that may stand there. */
export const SHAPES = new Map(
  ROWS.flatMap(([countries, templates]) =>
    countries.split(/\s+/).map((country) => [country, shapes(country, templates)]),
  ),
);

const begins = (shape, plain) =>
  plain.length <= shape.length && [...plain].every((character, place) => shape[place].includes(character));

// Without a known country: two letters or digits in front, then anything.
function anywhere(plain) {
  if (/[^A-Z0-9]/.test(plain.slice(0, 2))) return "invalid";
  return plain.length < 2 ? "incomplete" : "valid";
}

/**
 * @param {string} text full-width digits already folded
 * @param {string | undefined} country two capital letters
 */
export function judgePostalCode(text, country) {
  const plain = text.toUpperCase().replace(/[\p{White_Space}-]/gu, "");
  const empty = plain === "";
  if (empty) return { status: "incomplete", empty };
  if (plain.replace(/[^0-9]/g, "").length >= 12) return { status: "invalid", empty };
  const known = SHAPES.get(country);
  if (known === undefined) return { status: anywhere(plain), empty };
  const open = known.filter((shape) => begins(shape, plain));
  if (open.some((shape) => shape.length === plain.length)) return { status: "valid", empty };
  return { status: open.length > 0 ? "incomplete" : "invalid", empty };
}
