// Months as the core takes them: counted from the year 0. The core asks no clock.
// @ts-check

/** A card is good until its month has ended everywhere, and UTC-12 is where it ends last; in milliseconds. */
const LAST_ZONE = 12 * 3_600_000;

/**
 * The month at a moment, where it is earliest. NaN for a moment that no calendar has.
 * @param {number} moment in milliseconds since 1970
 */
export const monthAt = (moment) => monthOf(new Date(moment - LAST_ZONE));

/**
 * The month of a calendar day `YYYY-MM-DD`, taken as it is. NaN for what is no such day.
 * @param {string} day
 */
export function monthOfDay(day) {
  const date = new Date(`${day}T00:00Z`);
  // Some browsers take the 31st of every month.
  return /^\d{4}(-\d\d){2}$/.test(day) && date.getUTCDate() === +day.slice(8) ? monthOf(date) : NaN;
}

/** @param {Date} date */
const monthOf = (date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
