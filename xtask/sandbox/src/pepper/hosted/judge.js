// What the form takes for good, and what the published test numbers are.

/** Of the test cards, those of which it is published what they are. */
const CARD_TYPES = {
  debit: ["4111111111111111", "4217651111111119", "5555555555554444"],
  credit: [
    "4005519200000004", "4009348888881881", "4012000033330026", "4012000077777777", "4012888888881881", "4500600000000061",
    "2223000048400011",
  ],
};
const TEST_BANKS = ["000000000", "000000001", "000000002"];

/** What a lookup of the number would say of it. No digits. */
export function bin(number) {
  const [type] = Object.entries(CARD_TYPES).find(([, numbers]) => numbers.includes(number)) ?? [];
  return type ? { card_type: type } : {};
}

export const digits = (text) => text.replace(/[\s-]/g, "");

function passesLuhn(number) {
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = place % 2 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** A longer number than sixteen digits is for the strict mode, which is described as allowing nineteen. */
export function isNumber(number, isStrict) {
  return /^\d{12,19}$/.test(number) && (isStrict || number.length <= 16) && passesLuhn(number);
}

/** What was typed as a month, as MM/YY, or nothing. */
export function month(text) {
  const [, month, year] = /^\s*(0[1-9]|1[0-2])\s*\/?\s*(\d\d)\s*$/.exec(text) ?? [];
  return month && `${month}/${year}`;
}

/** A card is good through the last day of its month. */
export function isFuture(expiry, now = new Date()) {
  const [month, year] = expiry.split("/").map(Number);
  return (2000 + year) * 12 + month >= now.getFullYear() * 12 + now.getMonth() + 1;
}

export const isCode = (cvv) => /^\d{3,4}$/.test(cvv);

export function isRouting(routing) {
  if (!/^\d{9}$/.test(routing)) return false;
  const sum = [...routing].reduce((total, digit, place) => total + Number(digit) * [3, 7, 1][place % 3], 0);
  return TEST_BANKS.includes(routing) || sum % 10 === 0;
}

export const isAccount = (account) => /^\d{1,17}$/.test(account);
