//! Moments in time as gateways write them, without a clock.

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Instant(pub f64);

const MINUTE: f64 = 60_000.0;
const DAY: i64 = 86_400_000;

impl Instant {
    /// Reads `YYYY-MM-DDThh:mm:ssZ`, with or without a fraction of a second (RFC 3339, UTC only).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('T')?;
        let [year, month, date] = numbers(day, '-', [4, 2, 2])?;
        let time = time.strip_suffix('Z')?;
        let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let [hour, minute, second] = numbers(clock, ':', [2, 2, 2])?;
        let in_range = (1..=12).contains(&month) && (1..=31).contains(&date) && hour < 24 && minute < 60 && second < 61;
        let fraction_fits = fraction.len() <= 9 && fraction.bytes().all(|byte| byte.is_ascii_digit());
        if !in_range || !fraction_fits {
            return None;
        }
        let seconds = (hour * 60 + minute) * 60 + second;
        // Whole numbers only: reading a fraction as a float would link ten kilobytes of float parsing.
        let places = [100, 10, 1].into_iter().zip(fraction.bytes());
        let milliseconds: i64 = places.map(|(place, digit)| place * i64::from(digit - b'0')).sum();
        Some(Self((days_from_civil(year, month, date) * DAY + seconds * 1000 + milliseconds) as f64))
    }

    /// This moment and so many minutes.
    #[must_use]
    pub fn plus_minutes(self, minutes: u16) -> Self {
        Self(self.0 + f64::from(minutes) * MINUTE)
    }
}

fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut read = |width: usize| {
        let part = parts.next()?;
        let fits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok())?
    };
    let [first, second, third] = widths;
    let numbers = [read(first)?, read(second)?, read(third)?];
    parts.next().is_none().then_some(numbers)
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar. Years are counted from March, so that the
/// leap day is the last of its year.
const fn days_from_civil(year: i64, month: i64, date: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_gateways_write() {
        assert_eq!(Instant::parse("1970-01-01T00:00:00Z"), Some(Instant(0.0)));
        assert_eq!(Instant::parse("2000-02-29T12:30:45.123Z"), Some(Instant(951_827_445_123.0)));
        assert_eq!(Instant::parse("2026-11-21T01:02:03.000Z"), Some(Instant(1_795_222_923_000.0)));
    }

    #[test]
    fn refuses_other_forms() {
        let refused = [
            "",
            "2026-11-21",
            "2026-11-21T01:02:03",
            "2026-13-21T01:02:03Z",
            "2026-11-21T24:00:00Z",
            "x-11-21T01:02:03Z",
        ];
        for text in refused {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    #[test]
    fn adds_minutes() {
        assert_eq!(Instant(1.0).plus_minutes(5), Instant(300_001.0));
    }
}
