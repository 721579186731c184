//! Digits of other scripts, folded while somebody types. Judging must not use this: what is sent is what was judged.

use crate::secret::Secret;
use crate::text;

/// The zeros of the Arabic-Indic, Persian, Devanagari and Bengali digits.
const ZEROS: [char; 4] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];

/// The ASCII digit for a digit of one of five families beside ASCII: full-width and those of [`ZEROS`].
#[inline(never)]
pub(super) fn fold(character: char) -> Option<char> {
    let mut value = text::digit(character);
    for zero in ZEROS {
        let distance = (character as u32).wrapping_sub(zero as u32);
        if distance < 10 {
            value = Some(distance as u8);
        }
    }
    value.map(|value| char::from(b'0' + value))
}

/// The digits of a text, folded to ASCII.
///
/// # Secrets
///
/// All of it.
#[inline(never)]
pub(super) fn folded(text: &str) -> Secret {
    let mut folded = Secret::with_capacity(text.len());
    for character in text::characters(text) {
        if let Some(digit) = fold(character) {
            folded.push(digit);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_ten_digits_of_each_family_and_nothing_beside_them() {
        for zero in ['0', '０', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'].map(u32::from) {
            let around: String = (zero - 1..=zero + 10).filter_map(char::from_u32).collect();
            assert_eq!(folded(&around).expose(), "0123456789", "{around}");
        }
        assert_eq!(folded("x²①௧๑\u{1d7ce}").expose(), "");
    }
}
