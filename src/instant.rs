//! Moments in time as gateways write them, without a clock.

use crate::date::{days_until, numbers};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Instant(pub f64);

const MINUTE: f64 = 60_000.0;
const DAY: f64 = 86_400_000.0;

impl Instant {
    /// Reads `YYYY-MM-DDThh:mm:ssZ`, with or without a fraction of a second (RFC 3339, UTC only).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let days = days_until(text.get(..10)?)?;
        let [hour, minute, second, ..] = numbers(text.get(10..19)?, "T00:00:00").map(|[_, clock @ ..]| clock)?;
        if hour >= 24 || minute >= 60 || second >= 61 {
            return None;
        }
        // Whole numbers only: reading a fraction as a float would link ten kilobytes of float parsing.
        let (mut milliseconds, mut place) = (0, 100);
        let fraction = text.get(19..)?.strip_suffix('Z')?;
        for (at, byte) in fraction.bytes().enumerate() {
            match byte {
                b'.' if at == 0 => {}
                b'0'..=b'9' if at > 0 && at <= 9 => {
                    (milliseconds, place) = (milliseconds + i32::from(byte - b'0') * place, place / 10)
                }
                _ => return None,
            }
        }
        let seconds = (hour * 60 + minute) * 60 + second;
        Some(Self(f64::from(days) * DAY + f64::from(seconds * 1000 + milliseconds)))
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
