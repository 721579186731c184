//! The ABA routing number of a bank in the United States.

use crate::text::{self, Count};
use crate::verdict::Status;

/// How many digits a routing number has.
pub const LENGTH: usize = 9;

/// Judges a text as somebody typed it: ASCII and full-width digits; white space and hyphens are skipped.
///
/// The first two digits are one of the Federal Reserve's groups (00-12, 21-32, 61-72, 80), and three times the first, fourth
/// and seventh digit, seven times the second, fifth and eighth, and the rest add up to a multiple of ten.
#[must_use]
pub fn judge(text: &str) -> Status {
    let Some(count @ ..=LENGTH) = Count::of(text).only_digits() else { return Status::Invalid };
    let digits = text::digits(text);
    if !starts_like_a_bank(digits.expose()) {
        Status::Invalid
    } else if count < LENGTH {
        // The last digit alone can bring the sum to any value.
        Status::Incomplete
    } else if checksum(digits.expose()).is_multiple_of(10) {
        Status::Valid
    } else {
        Status::Invalid
    }
}

fn starts_like_a_bank(digits: &str) -> bool {
    match digits.as_bytes() {
        [first, second, ..] => matches!((first - b'0') * 10 + (second - b'0'), 0..=12 | 21..=32 | 61..=72 | 80),
        [first] => matches!(first, b'0'..=b'3' | b'6'..=b'8'),
        [] => true,
    }
}

fn checksum(digits: &str) -> u32 {
    let mut sum = 0;
    for (place, digit) in digits.bytes().enumerate() {
        let weight = match place % 3 {
            0 => 3,
            1 => 7,
            _ => 1,
        };
        sum += u32::from(digit - b'0') * weight;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(text: &str) -> Status {
        judge(text)
    }

    #[test]
    fn takes_the_sandbox_numbers_that_start_with_two_zeros() {
        for text in ["000000000", "000000013", "021000021", " 0210-0002 1", "０２１０００021"] {
            assert_eq!(status(text), Status::Valid, "{text}");
        }
    }

    #[test]
    fn refuses_nine_digits_with_a_wrong_sum() {
        for text in ["000000001", "021000022", "012000021", "0210000210"] {
            assert_eq!(status(text), Status::Invalid, "{text}");
        }
    }

    #[test]
    fn refuses_a_beginning_that_no_bank_has() {
        let allowed: Vec<_> = (0..100).filter(|pair| status(&format!("{pair:02}")) == Status::Incomplete).collect();
        let expected: Vec<_> = (0..=12).chain(21..=32).chain(61..=72).chain([80]).collect();
        assert_eq!(allowed, expected);
        let first: Vec<_> = (0..10).filter(|digit| status(&digit.to_string()) == Status::Incomplete).collect();
        assert_eq!(first, [0, 1, 2, 3, 6, 7, 8]);
    }

    #[test]
    fn changing_any_one_digit_breaks_the_sum() {
        let good = "021000021";
        for place in 0..LENGTH {
            for digit in '0'..='9' {
                let changed: String =
                    good.chars().enumerate().map(|(at, c)| if at == place { digit } else { c }).collect();
                assert_eq!(status(&changed) == Status::Valid, changed == good, "{changed}");
            }
        }
    }
}
