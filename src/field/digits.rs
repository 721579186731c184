//! Digits of other scripts, folded while somebody types. Judging must not use this: what is sent is what was judged.

use crate::text;

/// The zeros of the Arabic-Indic, Persian, Devanagari and Bengali digits.
const ZEROS: [char; 4] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];

/// The ASCII digit for a digit of one of five families beside ASCII: full-width and those of [`ZEROS`].
pub(super) fn fold(character: char) -> Option<char> {
    let value = text::digit(character).or_else(|| {
        let distance = |zero: &char| u32::from(character).checked_sub(u32::from(*zero));
        ZEROS.iter().filter_map(distance).find(|distance| *distance < 10).and_then(|value| u8::try_from(value).ok())
    });
    value.map(|value| char::from(b'0' + value))
}

/// The digits of a text, folded to ASCII.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(fold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_ten_digits_of_each_family_and_nothing_beside_them() {
        for zero in ['0', '０', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'].map(u32::from) {
            let around: String = (zero - 1..=zero + 10).filter_map(char::from_u32).collect();
            assert_eq!(folded(&around).collect::<String>(), "0123456789", "{around}");
        }
        assert_eq!(folded("x²①௧๑\u{1d7ce}").next(), None);
    }
}
