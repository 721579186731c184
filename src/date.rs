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
        if days > -1e7 && days < 1e7 { Self::of_days(days as i32) } else { None }
    }

    /// The month of a day written `YYYY-MM-DD`, taken as it is. `None` unless the calendar has that day.
    #[must_use]
    pub fn of_day(text: &str) -> Option<Self> {
        let [year, month, day] = numbers(text, "0000-00-00")?;
        let month = Self::new(year as u16, month as u8)?;
        (1..=days_in(month)).contains(&day).then_some(month)
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

    /// Howard Hinnant's `civil_from_days`: years are counted from March, so that the leap day is the last of its year.
    fn of_days(days: i32) -> Option<Self> {
        let days = days + EPOCH;
        let day = days.rem_euclid(ERA_DAYS);
        let year = (day - day / 1460 + day / 36_524 - day / (ERA_DAYS - 1)) / 365;
        let month = (5 * (day - days_before(year)) + 2) / 153;
        let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let year = u16::try_from(year + carry + 400 * days.div_euclid(ERA_DAYS)).ok()?;
        if year <= 9999 { Self::new(year, month as u8) } else { None }
    }
}

/// Days of four hundred years, after which the calendar repeats itself.
const ERA_DAYS: i32 = 146_097;

/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH: i32 = 719_468;

/// Days from 1 March of year 0 to 1 March of `year`, within four hundred years.
const fn days_before(year: i32) -> i32 {
    365 * year + year / 4 - year / 100
}

/// The numbers of a text in which digits stand where `shape` has zeros, and everything else is the same.
#[inline(never)]
fn numbers(text: &str, shape: &str) -> Option<[i32; 3]> {
    let (mut numbers, mut at) = ([0; 3], 0);
    if text.len() != shape.len() {
        return None;
    }
    for (byte, wanted) in text.bytes().zip(shape.bytes()) {
        match numbers.get_mut(at) {
            Some(number) if wanted == b'0' && byte.is_ascii_digit() => *number = *number * 10 + i32::from(byte - b'0'),
            _ if wanted != b'0' && byte == wanted => at += 1,
            _ => return None,
        }
    }
    Some(numbers)
}

const fn days_in(month: YearMonth) -> i32 {
    let year = month.year;
    match month.month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
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
        // 1700-01-01 and 2500-01-01 are that many days from 1970-01-01.
        let mut day = -98_615;
        for year in 1700..2500 {
            for number in 1..=12 {
                for _ in 1..=days_in(month(year, number).unwrap()) {
                    let noon = f64::from(day) * DAY_MILLISECONDS + DAY_MILLISECONDS / 2.0;
                    assert_eq!(YearMonth::at(noon), month(year, number), "day {day}");
                    day += 1;
                }
            }
        }
        assert_eq!(day, 193_579);
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
