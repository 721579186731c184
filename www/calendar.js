// Months as the core takes them: counted from the year 0. The core asks no clock.
// @ts-check

/** A card is good until its month has ended everywhere, and UTC-12 is where it ends last; in milliseconds. */
const LAST_ZONE = 12 * 3_600_000;

/**
 * The month at a moment, where it is earliest. NaN for a moment that no calendar has.
 * @param {number} [moment] in milliseconds since 1970; now
 */
export function monthAt(moment = Date.now()) {
  const date = new Date(moment - LAST_ZONE);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
