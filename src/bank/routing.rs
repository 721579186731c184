//! The ABA routing number of a bank in the United States.

use crate::error::Code;
use crate::secret::Secret;
use crate::text::{self, TextJudgement};
use crate::verdict::Verdict;

/// How many digits a routing number has.
pub const LENGTH: usize = 9;

/// Nine digits with a right checksum.
///
/// # Secrets
///
/// None by itself, but it prints as dots: together with an account number it names an account.
#[derive(Debug)]
pub struct RoutingNumber(Secret);

impl RoutingNumber {
    /// Parses a finished text; what [`judge`] says holds here too.
    ///
    /// # Errors
    ///
    /// `routing_number_missing`, `routing_number_incomplete`, `routing_number_invalid`.
    pub fn parse(text: &str) -> Result<Self, Code> {
        judge(text).finished()?;
        Ok(Self(text::digits(text)))
    }

    /// The nine digits, ASCII.
    #[must_use]
    pub const fn digits(&self) -> &Secret {
        &self.0
    }
}

/// Judges a text as somebody typed it: ASCII and full-width digits; white space and hyphens are skipped.
///
/// The first two digits are one of the Federal Reserve's groups (00-12, 21-32, 61-72, 80), and three times the first, fourth
/// and seventh digit, seven times the second, fifth and eighth, and the rest add up to a multiple of ten.
#[must_use]
pub fn judge(text: &str) -> TextJudgement {
    let invalid = TextJudgement::of(Verdict::Invalid(Code::RoutingNumberInvalid));
    let count = match text::only_digits(text) {
        Some(count) if count <= LENGTH && !text::too_long(text) => count,
        _ => return invalid,
    };
    if count == 0 {
        return TextJudgement::empty(Code::RoutingNumberMissing);
    }
    if !starts_like_a_bank(text) {
        return invalid;
    }
    TextJudgement::of(if count < LENGTH {
        // The last digit alone can bring the sum to any value.
        Verdict::Incomplete(Code::RoutingNumberIncomplete)
    } else if checksum(text).is_multiple_of(10) {
        Verdict::Valid
    } else {
        Verdict::Invalid(Code::RoutingNumberInvalid)
    })
}

fn starts_like_a_bank(text: &str) -> bool {
    let mut digits = text.chars().filter_map(text::digit);
    match (digits.next(), digits.next()) {
        (Some(first), Some(second)) => matches!(first * 10 + second, 0..=12 | 21..=32 | 61..=72 | 80),
        (Some(first), None) => matches!(first, 0..=3 | 6..=8),
        (None, _) => true,
    }
}

fn checksum(text: &str) -> u32 {
    let digits = text.chars().filter_map(text::digit).map(u32::from);
    digits.zip([3, 7, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Status;

    fn status(text: &str) -> Status {
        judge(text).verdict.status()
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

    #[test]
    fn parses_to_bare_digits_and_prints_none() {
        let number = RoutingNumber::parse("0210-00021").unwrap();
        assert_eq!(number.digits().expose(), "021000021");
        assert!(!format!("{number:?}").contains('2'));
        assert_eq!(RoutingNumber::parse(" ").unwrap_err(), Code::RoutingNumberMissing);
        assert_eq!(RoutingNumber::parse("02").unwrap_err(), Code::RoutingNumberIncomplete);
        assert_eq!(RoutingNumber::parse("02100002x").unwrap_err(), Code::RoutingNumberInvalid);
    }
}
