//! The number of a bank account, and the words for its kind and holder.

use crate::text::Count;
use crate::verdict::Status;

/// The fewest digits of an account number.
pub const SHORTEST: usize = 4;

/// The most digits of an account number.
pub const LONGEST: usize = 17;

/// Judges a text as somebody typed it: ASCII and full-width digits; white space and hyphens are skipped.
#[must_use]
pub const fn judge(count: Count) -> Status {
    match count.only_digits() {
        Some(..SHORTEST) => Status::Incomplete,
        Some(..=LONGEST) => Status::Valid,
        _ => Status::Invalid,
    }
}

/// The kinds of an account.
pub const TYPES: &[&str] = &["checking", "savings"];

/// Who holds an account.
pub const HOLDER_TYPES: &[&str] = &["individual", "company"];

/// The one of these words that a text is, in any case.
#[must_use]
pub fn word(words: &[&'static str], text: &str) -> Option<&'static str> {
    words.iter().copied().find(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_four_to_seventeen_digits() {
        for count in 1..25 {
            let expected = match count {
                ..4 => Status::Incomplete,
                4..=17 => Status::Valid,
                _ => Status::Invalid,
            };
            assert_eq!(judge(Count::of(&"0".repeat(count))), expected, "{count} digits");
        }
    }

    #[test]
    fn refuses_anything_but_digits() {
        for text in ["1234x", "1234.5", "DE1234", "1234\u{200b}", "-12345/6"] {
            assert_eq!(judge(Count::of(text)), Status::Invalid, "{text}");
        }
    }

    #[test]
    fn a_word_is_read_in_any_case() {
        assert_eq!(
            (word(TYPES, "Savings"), word(HOLDER_TYPES, "savings"), word(TYPES, "")),
            (Some("savings"), None, None)
        );
    }
}
