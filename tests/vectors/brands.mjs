// The brand table as data, and the one question asked of it: which brands can digits still become?
// Nothing here may be taken from the crate: the vectors are worth something only while the two readings stay apart.

const ELO = `401178-401179 431274 438935 451416 457393 457631-457632 504175 506699-506778 509000-509999 627780 636297
  636368 650031-650033 650035-650051 650057-650081 650405-650439 650485-650538 650541-650598 650700-650718 650720-650727
  650901-650922 650924-650978 651652-651704 655000-655019 655021-655058`;

const row = (id, ranges, lengths, gaps, luhn = true) => ({
  id,
  ranges: ranges.split(/\s+/).map((range) => ({ low: range.split("-")[0], high: range.split("-").at(-1) })),
  lengths,
  gaps,
  luhn,
});

const FOURS = [4, 8, 12, 16];

/** Every brand in table order: id, ranges as written, lengths, places of the gaps, whether the check digit counts. */
export const BRANDS = [
  row("visa", "4", [13, 16, 18, 19], FOURS),
  row("mastercard", "51-55 2221-2720", [16], FOURS),
  row("american-express", "34 37", [15], [4, 10]),
  row("diners-club", "300-305 3095 36 38-39", [14, 15, 16, 17, 18, 19], FOURS),
  row("discover", "6011 644-649 65", [16, 17, 18, 19], FOURS),
  row("jcb", "3528-3589 3088-3094 3096-3102 3112-3120 3158-3159 3337-3349", [16, 17, 18, 19], FOURS),
  row("unionpay", "62 8100-8171", [16, 17, 18, 19], FOURS, false),
  row("maestro", "50 56-59 6", [12, 13, 14, 15, 16, 17, 18, 19], FOURS),
  row("mir", "2200-2204", [16, 17, 18, 19], FOURS),
  row("elo", ELO, [16], FOURS),
  row("hiper", "637095 637568 637599 637609 637612 63737423 63743358", [16], FOURS),
  row("hipercard", "606282", [16], FOURS),
  row("naranja", "589562", [16], FOURS, false),
  row("rupay", "508500-508999 606985-607984 608001-608500 652150-653149 817200-820199", [16], FOURS),
  row("verve", "506099-506198 507865-507964 650002-650027", [16, 18, 19], FOURS),
  row("troy", "9792", [16], FOURS),
  row("dankort", "5019", [16], FOURS),
  row("uatp", "1", [15], [4, 9]),
];

const ALL_RANGES = BRANDS.flatMap((brand) =>
  brand.ranges.map(({ low, high }) => ({
    brand,
    written: low.length,
    from: Number(low.padEnd(8, "0")),
    to: Number(high.padEnd(8, "9")),
  })),
);

for (const one of ALL_RANGES) {
  for (const other of ALL_RANGES) {
    const meet = one.from <= other.to && other.from <= one.to;
    if (one !== other && one.written === other.written && meet) throw new Error(`${one.from} is claimed twice`);
  }
}

/** The brand of exactly eight digits, given as a number: the longest range that holds it wins. Null when none does. */
function resolve(eight) {
  const holding = ALL_RANGES.filter(({ from, to }) => from <= eight && eight <= to);
  holding.sort((one, other) => other.written - one.written);
  return holding.length === 0 ? null : holding[0].brand;
}

// Between two neighbouring bounds the answer cannot change, so one look-up stands for every number between them.
const BOUNDS = [...new Set([0, ...ALL_RANGES.flatMap(({ from, to }) => [from, to + 1])])].sort((a, b) => a - b);
const STRETCHES = BOUNDS.filter((from) => from < 1e8).map((from, index) => ({
  from,
  to: (BOUNDS[index + 1] ?? 1e8) - 1,
  brand: resolve(from),
}));

/**
 * One eight-digit beginning for each stretch of numbers of one brand that digits can still reach.
 *
 * @param {string} digits ASCII digits, any count
 * @returns {{ head: string, brand: object }[]}
 */
export function heads(digits) {
  const low = Number(digits.slice(0, 8).padEnd(8, "0"));
  const high = Number(digits.slice(0, 8).padEnd(8, "9"));
  return STRETCHES.filter(({ from, to, brand }) => brand !== null && from <= high && low <= to).map(
    ({ from, brand }) => ({ head: String(Math.max(from, low)).padStart(8, "0"), brand }),
  );
}

/** The rows that at least one completion of the digits to eight resolves to, in table order. */
export function candidates(digits) {
  const reached = heads(digits).map(({ brand }) => brand);
  return BRANDS.filter((brand) => reached.includes(brand));
}
