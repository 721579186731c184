// Texts for the expiry field: every form that is documented, taken or refused, on days at the edges of years and months.

export const DAYS = ["2019-12-31", "2020-01-01", "2020-06-15", "2024-02-29", "2026-06-15", "2026-12-31", "2099-12-31"];

// The day of the documented examples.
const USUAL = "2026-06-15";

const prefixes = (text) => Array.from({ length: text.length + 1 }, (_, length) => text.slice(0, length));

const onEveryDay = (text) => DAYS.map((today) => ({ field: "expiry", text, today }));

const onTheUsualDay = (text) => ({ field: "expiry", text, today: USUAL });

/** One month in every form that is taken. */
function forms(month, year) {
  const two = String(month).padStart(2, "0");
  const short = String(year).slice(2);
  const years = year < 2100 ? [String(year), short] : [String(year)];
  const taken = years.flatMap((written) =>
    [String(month), two].flatMap((start) => [
      ...["/", " ", "-", "\u2013", " / "].map((separator) => start + separator + written),
      ...(start === "10" || start === "11" || start === "12" || start.length < 2 || month < 10 ? [start + written] : []),
    ]),
  );
  return [...taken, `${year}-${two}`];
}

/** The months in which something changes on a day: around its own, and around the horizon. */
function edges(today) {
  const [year, month] = today.split("-").map(Number);
  const around = [-1, 0, 1].map((step) => year * 12 + (month - 1) + step);
  const horizon = [20 * 12 + 11, 20 * 12 + 12].map((step) => year * 12 + step);
  return [...around, ...horizon].map((months) => ({ month: (months % 12) + 1, year: Math.floor(months / 12) }));
}

const DOCUMENTED = ["927", "120", "12027", "1230", "123", "13", "12-27", "12/20", "12/2027", "012/27", " 12/27",
  "\uff11\uff12\uff0f\uff12\uff17", "\uff11\uff12\uff12\uff17", "12 / 27", "12\u201327", "12 \u2013 27", "2027-12",
  "1/27", "1/2027", "127", "1227", "122027", "12 27", "12  27", "12/ 27", "12 /27", "\t12/27\n", "12\u00a0/\u00a027",
  "12/27 ", "12/20 ", "12 ", "1 ", "2 ", "12 /", "12 / ", "12/", "1/", "2/", "1-", "20", "2027", "2027 ", "2027-", "2027-1"];

const REFUSED = ["00/27", "0/27", "13/27", "13/", "99/27", "0027", "1327", "001/27", "100/27", "012", "012/", "12/7",
  "12/027", "12/227", "12/202", "12/20277", "12//27", "12--27", "12/-27", "12/27/", "12/27-", "12-27-", "/12", "/",
  "-12/27", "12.27", "12,27", "12:27", "12.", "Dec 27", "12/2x", "x", "1x", "01/12/27", "01-12-27", "2027-12-01",
  "2027-12-", "2027-00", "2027-13", "2027-0", "1 2/27", "12 2 7", "12\u200b/27", "1227 ", "1227/", "12270", "1220277",
  "00", "000", "12/00", "12/2000", "12/1999", "12/99", "12/9", "12/3", "12/4", "12/5", "12/21", "12/19", "19", "21", "22",
  "24", "25", "26", "210", "2100", "1/2", "1/1", "1/3", "12\\27", "12|27", "+1227", "\u0661\u0662/\u0662\u0667"];

/** Every documented, refused and bordering text with every beginning of it, on every day. */
export function documented() {
  const texts = [...DOCUMENTED, ...REFUSED].flatMap(prefixes);
  return [...texts.flatMap(onEveryDay), { field: "expiry", text: "1".repeat(1025), today: USUAL }];
}

/** The months at the edges of each day in every form, and every beginning of the forms on the usual day. */
export function months() {
  const onTheirDay = DAYS.flatMap((today) =>
    edges(today).flatMap(({ month, year }) => forms(month, year).map((text) => ({ field: "expiry", text, today }))),
  );
  const typed = [[1, 2027], [6, 2026], [5, 2026], [9, 2027], [10, 2030], [11, 2046], [12, 2046], [1, 2047]];
  const beginnings = typed.flatMap(([month, year]) => forms(month, year)).flatMap(prefixes);
  return [...onTheirDay, ...beginnings.map(onTheUsualDay)];
}

/** All texts of one to three digits, and of one or two digits on both sides of a slash. */
export function digits() {
  const counted = (length) => Array.from({ length: 10 ** length }, (_, index) => String(index).padStart(length, "0"));
  const apart = counted(1).flatMap((month) => counted(1).map((year) => `${month}/${year}`));
  const months = Array.from({ length: 15 }, (_, index) => String(index).padStart(2, "0"));
  const whole = months.flatMap((month) => ["", "2", "19", "20", "26", "46", "47", "202", "204"].map((year) => `${month}${year}`));
  return [...counted(1), ...counted(2), ...counted(3), ...apart, ...whole].map(onTheUsualDay);
}

// Two rules meet here: 12 is a month, and no valid text may change its meaning. The second one wins: the formatter shows
// 12027 as the January that it is for `judge`, and what starts with 20 as a year that waits for its month.
const READ_TWICE = ["120", "1202", "12027", "127", "127 ", "128", "129", "12/7", "12/0", "126", "20", "020", "02/0", "202",
  "2027", "2027-", "2027-1", "20271", "2027-01", "2027-12", "202712", "2027/12", "2027 12", "2027-13", "2027-20", "12 / ", "12 /"];

/** Texts for the formatter. */
export function formatTexts() {
  const texts = ["", "0", "1", "01", "012", "0127", "2", "3", "9", "1/", "1/2", "1/27", "1/2027", "13", "14", "19", "137",
    "927", "92", "10", "102", "1027", "12", "122", "1227", "12202", "122027", "12/", "12/2", "12/27", "12 / 27", "12 / 2027",
    "12-27", "12 27", "12\u201327", "12a27", "Dec", "09 / 27", "9/27", "09/2027", "\uff11\uff12\uff0f\uff12\uff17",
    "\u0661\u0662\u0662\u0667", "\u06f1\u06f2\u06f2\u06f7", "\u0967\u0968\u0968\u096d", "\u09e7\u09e8\u09e8\u09ed",
    "01 / 3", "01 / 27", " 12/27 ", ...READ_TWICE];
  return texts.map((text) => ({ field: "expiry", text }));
}
