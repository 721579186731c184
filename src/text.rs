//! What the judged fields share: which characters are digits, which are skipped, how long a text may be.
//!
//! Further digit families are folded by `field` while somebody types; they must not be taken here.

use crate::error::Code;
use crate::secret::Secret;
use crate::verdict::Verdict;

/// The longest text that is judged at all, in UTF-16 units. Anything longer is invalid in every field.
///
/// The definition in [`crate::verdict`] therefore holds for texts that leave room for what is missing.
pub const LONGEST: usize = 1024;

/// Whether `text` is longer than [`LONGEST`].
#[must_use]
pub fn too_long(text: &str) -> bool {
    // A UTF-16 unit takes at least one byte of UTF-8, so most texts need no counting.
    text.len() > LONGEST && units(text) > LONGEST
}

/// The length of `text` in UTF-16 units.
#[must_use]
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The value of an ASCII or full-width digit.
#[must_use]
pub fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '０'..='９' => '０',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// Whether a character only groups digits: any Unicode white space, and the hyphen-minus.
#[must_use]
pub fn is_filler(character: char) -> bool {
    character == '-' || character.is_whitespace()
}

/// How many digits `text` holds, wherever they stand.
#[must_use]
pub fn count_digits(text: &str) -> usize {
    text.chars().filter(|character| digit(*character).is_some()).count()
}

/// How many digits `text` holds, or `None` when it also holds a character that is neither a digit nor `ignored`.
pub(crate) fn only_digits(text: &str, ignored: fn(char) -> bool) -> Option<usize> {
    text.chars().try_fold(0, |count, character| match digit(character) {
        Some(_) => Some(count + 1),
        None => ignored(character).then_some(count),
    })
}

/// The digits of `text` as ASCII.
///
/// # Secrets
///
/// All of it.
pub(crate) fn digits(text: &str) -> Secret {
    let mut digits = Secret::with_capacity(count_digits(text));
    for value in text.chars().filter_map(digit) {
        digits.push(char::from(b'0' + value));
    }
    digits
}

/// What is said of a text that stands for nothing but itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextJudgement {
    /// Status and reason.
    pub verdict: Verdict,
    /// Whether the text holds nothing but characters that its field ignores.
    pub empty: bool,
}

impl TextJudgement {
    /// A text of which nothing is there yet; `code` is its field's `…_missing`.
    #[must_use]
    pub const fn empty(code: Code) -> Self {
        Self { verdict: Verdict::Incomplete(code), empty: true }
    }

    /// A text of which something is there.
    #[must_use]
    pub const fn of(verdict: Verdict) -> Self {
        Self { verdict, empty: false }
    }

    /// Nothing when valid.
    ///
    /// # Errors
    ///
    /// The verdict's code otherwise, also while the text is only incomplete.
    pub const fn finished(self) -> Result<(), Code> {
        match self.verdict.code() {
            None => Ok(()),
            Some(code) => Err(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_ascii_and_full_width_digits_only() {
        let values: Vec<_> = "09０９٣۳३৩".chars().filter_map(digit).collect();
        assert_eq!(values, [0, 9, 0, 9]);
    }

    #[test]
    fn counts_length_in_utf_16_units() {
        assert!(!too_long(&"é".repeat(LONGEST)));
        assert!(too_long(&"é".repeat(LONGEST + 1)));
        assert!(!too_long(&"😀".repeat(LONGEST / 2)));
        assert!(too_long(&"😀".repeat(LONGEST / 2 + 1)));
    }

    #[test]
    fn skips_white_space_and_hyphens_but_nothing_invisible() {
        assert!(['-', ' ', '\u{a0}', '\u{2009}', '\n'].into_iter().all(is_filler));
        assert!(!['\u{200b}', '\u{feff}', '–', '.', '\0'].into_iter().any(is_filler));
    }
}
