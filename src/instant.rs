//! Moments in time as gateways write them, without a clock.

use crate::date::{days_until, decimal};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Instant(pub f64);

const MINUTE: f64 = 60_000.0;

impl Instant {
    /// Reads `YYYY-MM-DDThh:mm:ssZ`, with or without a fraction of a second (RFC 3339, UTC only).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_at_checked(10)?;
        let days = days_until(day)?;
        let [b'T', h1, h2, b':', m1, m2, b':', s1, s2, fraction @ .., b'Z'] = time.as_bytes() else { return None };
        let (hour, minute, second) = (decimal(&[*h1, *h2])?, decimal(&[*m1, *m2])?, decimal(&[*s1, *s2])?);
        if hour >= 24 || minute >= 60 || second >= 61 {
            return None;
        }
        // Whole numbers only: reading a fraction as a float would link ten kilobytes of float parsing.
        let milliseconds = match fraction {
            [] => 0,
            [b'.', digits @ ..] if digits.len() <= 9 => {
                decimal(digits)?;
                digits.iter().zip([100, 10, 1]).map(|(digit, place)| i64::from(digit - b'0') * place).sum()
            }
            _ => return None,
        };
        let minutes = (i64::from(days) * 24 + i64::from(hour)) * 60 + i64::from(minute);
        Some(Self(((minutes * 60 + i64::from(second)) * 1000 + milliseconds) as f64))
    }

    /// This moment and so many minutes.
    #[must_use]
    pub fn plus_minutes(self, minutes: u16) -> Self {
        Self(self.0 + f64::from(minutes) * MINUTE)
    }
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
