// What is made of many measurements: the one in the middle, and between which two the middle half lies.

const sorted = (numbers) => numbers.toSorted((one, other) => one - other);
const at = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];

export const median = (numbers) => at(numbers, 0.5);

/** `mid` is the median; half of all measurements lie between `low` and `high`. */
export const spread = (numbers) => ({ low: at(numbers, 0.25), mid: median(numbers), high: at(numbers, 0.75), count: numbers.length });

const digits = (number) => (number >= 100 ? 0 : number >= 10 ? 1 : number >= 1 ? 2 : 3);
const plain = (number) => number.toLocaleString("en", { maximumFractionDigits: digits(number), minimumFractionDigits: digits(number) });

/** A figure with its spread, in a unit: `1.23 ms (1.20 to 1.31)`. */
export const shown = ({ low, mid, high }, unit) => `${plain(mid)} ${unit} (${plain(low)} to ${plain(high)})`;

export const ms = (number) => `${plain(number)} ms`;
export const kB = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;
export const times = (number) => `${number.toPrecision(number >= 100 ? 3 : 2)} x`;

/** A rate with three digits that count: 1.23 million, 123,000. */
export function rate(number) {
  if (number >= 1e6) return `${(number / 1e6).toPrecision(3)} million`;
  return Number(number.toPrecision(3)).toLocaleString("en");
}
