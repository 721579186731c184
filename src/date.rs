//! Calendar months. It must never ask a clock: "now" comes in as an argument.

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: u16,
    month: u8,
}

const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// A card is good until its month has ended everywhere, and UTC-12 is where it ends last.
const LAST_ZONE_MILLISECONDS: f64 = 12.0 * 3_600_000.0;

/// Days from the first day of year 0 to 1 January 1970.
const EPOCH_DAYS: i64 = days_before(1970);

impl YearMonth {
    /// The earliest month there is, for what depends on none.
    pub const MIN: Self = Self { year: 0, month: 1 };

    /// A month from 1 to 12 of any year.
    #[must_use]
    pub const fn new(year: u16, month: u8) -> Option<Self> {
        if matches!(month, 1..=12) { Some(Self { year, month }) } else { None }
    }

    /// The calendar month at UTC-12 at a moment given in milliseconds since 1970, as `Date.now()` gives it.
    ///
    /// `None` when that is no number, or outside the years 0 to 9999.
    #[must_use]
    pub fn at(epoch_milliseconds: f64) -> Option<Self> {
        let days = ((epoch_milliseconds - LAST_ZONE_MILLISECONDS) / DAY_MILLISECONDS).floor();
        if !(-1e7..1e7).contains(&days) {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, reason = "a whole number between -1e7 and 1e7")]
        Self::of_days(days as i64 + EPOCH_DAYS)
    }

    /// The month of a day written `YYYY-MM-DD`, taken as it is. `None` unless the calendar has that day.
    #[must_use]
    pub fn of_day(text: &str) -> Option<Self> {
        read_day(text).map(|(month, _)| month)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    fn of_days(days: i64) -> Option<Self> {
        // The mean year gives the right year or, near its ends, a neighbour.
        let guess = days * 400 / days_before(400);
        let year = (guess - 1..=guess + 1).rev().find(|year| days_before(*year) <= days)?;
        let mut left = days - days_before(year);
        for month in 1..=12 {
            let length = days_in(year, month);
            if left < length {
                return (year <= 9999).then_some(Self { year: u16::try_from(year).ok()?, month });
            }
            left -= length;
        }
        None
    }
}

/// A day written `YYYY-MM-DD` as its month and its number in that month. `None` unless the calendar has that day.
fn read_day(text: &str) -> Option<(YearMonth, i64)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let month = YearMonth::new(decimal(&[*y1, *y2, *y3, *y4])? as u16, decimal(&[*m1, *m2])? as u8)?;
    let day = i64::from(decimal(&[*d1, *d2])?);
    (1..=days_in(i64::from(month.year), month.month)).contains(&day).then_some((month, day))
}

/// Days from 1 January 1970 to a day written `YYYY-MM-DD`. `None` unless the calendar has that day.
pub(crate) fn days_until(text: &str) -> Option<i64> {
    let (month, day) = read_day(text)?;
    let year = i64::from(month.year);
    let months: i64 = (1..month.month).map(|month| days_in(year, month)).sum();
    Some(days_before(year) - EPOCH_DAYS + months + day - 1)
}

/// The number that up to nine ASCII digits write.
pub(crate) fn decimal(digits: &[u8]) -> Option<u32> {
    let mut value = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(byte - b'0');
    }
    Some(value)
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from the first day of year 0, itself a leap year, to the first day of `year`.
const fn days_before(year: i64) -> i64 {
    let last = year - 1;
    365 * year + last.div_euclid(4) - last.div_euclid(100) + last.div_euclid(400) + 1
}

const fn days_in(year: i64, month: u8) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: u16, month: u8) -> Option<YearMonth> {
        YearMonth::new(year, month)
    }

    #[test]
    fn a_month_ends_twelve_hours_after_it_ended_in_greenwich() {
        // 2027-01-01T12:00:00Z is midnight at UTC-12.
        let turn = 1_798_804_800_000.0;
        assert_eq!(YearMonth::at(turn - 1.0), month(2026, 12));
        assert_eq!(YearMonth::at(turn), month(2027, 1));
    }

    #[test]
    fn every_day_of_eight_centuries_falls_into_its_month() {
        let mut day = (days_before(1700) - EPOCH_DAYS) as f64;
        for year in 1700..2500 {
            for number in 1..=12 {
                for _ in 0..days_in(i64::from(year), number) {
                    let noon = day * DAY_MILLISECONDS + DAY_MILLISECONDS / 2.0;
                    assert_eq!(YearMonth::at(noon), month(year, number), "day {day}");
                    day += 1.0;
                }
            }
        }
        assert_eq!(day, 193_579.0, "2500-01-01 is that many days after 1970-01-01");
    }

    #[test]
    fn a_moment_that_no_calendar_has_is_no_month() {
        for moment in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 8.64e15, -8.64e15, -1e14] {
            assert_eq!(YearMonth::at(moment), None, "{moment}");
        }
        assert_eq!(YearMonth::at(253_402_343_999_999.0), month(9999, 12));
        assert_eq!(YearMonth::at(253_402_344_000_000.0), None);
    }

    #[test]
    fn reads_real_days_only() {
        assert_eq!(YearMonth::of_day("2028-02-29"), month(2028, 2));
        assert_eq!(YearMonth::of_day("2000-02-29"), month(2000, 2));
        for text in ["2027-02-29", "2100-02-29", "2027-04-31", "2027-00-01", "2027-13-01", "2027-01-00", "2027-01-32"] {
            assert_eq!(YearMonth::of_day(text), None, "{text}");
        }
    }

    #[test]
    fn reads_one_spelling_of_a_day_only() {
        for text in ["", "2027-1-1", "2027/01/01", " 2027-01-01", "2027-01-01T00:00", "+027-01-01", "２０２７-01-01"]
        {
            assert_eq!(YearMonth::of_day(text), None, "{text}");
        }
    }

    #[test]
    fn orders_by_year_then_month() {
        assert!(month(2026, 12) < month(2027, 1) && month(2027, 1) < month(2027, 2));
        assert_eq!((month(2027, 0), month(2027, 13)), (None, None));
    }
}
