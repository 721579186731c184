//! What the judged fields share: which characters are digits, which are skipped, how long a text may be.
//!
//! Further digit families are folded by `field` while somebody types; they must not be taken here.

use crate::secret::Secret;

/// The longest text that is judged at all, in UTF-16 units. Anything longer is invalid in every field.
///
/// The definition in [`crate::verdict`] therefore holds for texts that leave room for what is missing.
pub const LONGEST: usize = 1024;

/// Whether `text` is longer than [`LONGEST`].
pub fn too_long(text: &str) -> bool {
    // A UTF-16 unit takes at least one byte of UTF-8, so most texts need no counting.
    text.len() > LONGEST && Count::of(text).units > LONGEST
}

/// The characters of a text. The standard library's iterator is unrolled wherever it runs, which takes a hundred bytes each
/// time; this one is not.
pub(crate) fn characters(text: &str) -> Characters<'_> {
    Characters(text.chars())
}

/// See [`characters`].
pub(crate) struct Characters<'text>(core::str::Chars<'text>);

impl Iterator for Characters<'_> {
    type Item = char;

    #[inline(never)]
    fn next(&mut self) -> Option<char> {
        self.0.next()
    }
}

/// The value of an ASCII or full-width digit.
pub fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '０'..='９' => '０',
        _ => return None,
    };
    Some((character as u32 - zero as u32) as u8)
}

/// Whether a character is white space (the Unicode property `White_Space`).
///
/// The standard library's own answer, of which a test makes sure, comes with a table of 256 bytes.
#[inline(never)]
#[must_use]
pub fn is_space(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
            | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Whether a character only groups digits: any Unicode white space, and the hyphen-minus.
#[must_use]
pub fn is_filler(character: char) -> bool {
    character == '-' || is_space(character)
}

/// The text without white space at its ends.
#[inline(never)]
#[must_use]
pub fn trim(text: &str) -> &str {
    let (mut start, mut end, mut at) = (text.len(), 0, 0);
    for character in characters(text) {
        let next = at + character.len_utf8();
        if !is_space(character) {
            start = start.min(at);
            end = next;
        }
        at = next;
    }
    text.get(start..end).unwrap_or("")
}

/// Whether `needle` stands somewhere in `text`. The standard library's way is quicker, and a kilobyte longer.
#[inline(never)]
pub fn holds(text: &str, needle: &str) -> bool {
    (0..=text.len()).any(|at| text.as_bytes().get(at..at + needle.len()) == Some(needle.as_bytes()))
}

/// The text before and after the first `separator`, an ASCII character; all of it and nothing when there is none.
#[inline(never)]
pub fn cut(text: &str, separator: u8) -> (&str, Option<&str>) {
    let Some(at) = text.bytes().position(|byte| byte == separator) else { return (text, None) };
    (text.get(..at).unwrap_or(""), text.get(at + 1..))
}

/// The parts of a text between `separator`, an ASCII character. One part is all of it when there is none.
pub(crate) const fn parts(text: &str, separator: u8) -> Parts<'_> {
    Parts { rest: Some(text), separator }
}

/// See [`parts`].
pub(crate) struct Parts<'text> {
    rest: Option<&'text str>,
    separator: u8,
}

impl<'text> Iterator for Parts<'text> {
    type Item = &'text str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'text str> {
        let (part, rest) = cut(self.rest?, self.separator);
        self.rest = rest;
        Some(part)
    }
}

/// The line of this number, from 0; an empty one when there are fewer.
#[inline(never)]
pub(crate) fn line(lines: &str, number: usize) -> &str {
    parts(lines, b'\n').nth(number).unwrap_or_default()
}

/// At which place `word` stands among the lines of a text.
#[inline(never)]
pub(crate) fn line_of(lines: &str, word: &str) -> Option<usize> {
    parts(lines, b'\n').position(|line| line == word)
}

/// A text of its own.
#[inline(never)]
pub fn owned(text: &str) -> String {
    text.to_owned()
}

/// A text in capitals or in small letters, as far as it is ASCII.
#[inline(never)]
pub(crate) fn cased(text: &str, capitals: bool) -> Secret {
    let mut cased = Secret::with_capacity(text.len());
    for character in characters(text) {
        cased.push(if capitals { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() });
    }
    cased
}

/// The letters, digits and `_` at the end of a text, but for a mark that closes it.
pub(crate) fn last_word(text: &str) -> &str {
    let text = text.strip_suffix(['`', ']']).unwrap_or(text);
    let length = text.bytes().rev().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    text.get(text.len() - length..).unwrap_or("")
}

/// One text behind another.
#[inline(never)]
pub fn joined(first: &str, second: &str) -> String {
    let mut joined = owned(first);
    joined.push_str(second);
    joined
}

/// Whether a word is one of those that `words` lists, a space between any two, in any case.
#[inline(never)]
#[must_use]
pub fn lists(words: &str, word: &str) -> bool {
    parts(words, b' ').any(|listed| listed.eq_ignore_ascii_case(word))
}

/// What a text is made of.
#[derive(Clone, Copy, Default)]
pub struct Count {
    /// Its length in UTF-16 units.
    pub units: usize,
    /// How many digits it holds, wherever they stand.
    pub digits: usize,
    /// How many characters that are no white space.
    pub seen: usize,
    /// How many characters that are neither digits nor fillers.
    pub others: usize,
}

impl Count {
    /// Counts what `text` is made of.
    #[inline(never)]
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut count = Self::default();
        for character in characters(text) {
            count.units += character.len_utf16();
            count.seen += usize::from(!is_space(character));
            match digit(character) {
                Some(_) => count.digits += 1,
                None => count.others += usize::from(!is_filler(character)),
            }
        }
        count
    }

    /// How many digits there are, if there is nothing else but fillers.
    #[must_use]
    pub const fn only_digits(self) -> Option<usize> {
        if self.others == 0 { Some(self.digits) } else { None }
    }
}

/// The digits of `text` as ASCII.
///
/// # Secrets
///
/// All of it.
#[inline(never)]
pub(crate) fn digits(text: &str) -> Secret {
    let mut digits = Secret::with_capacity(text.len());
    for character in characters(text) {
        if let Some(value) = digit(character) {
            digits.push(char::from(b'0' + value));
        }
    }
    digits
}

/// Ten times itself so often.
#[inline(never)]
pub(crate) fn power_of_ten(exponent: u32) -> u32 {
    (0..exponent).fold(1, |power, _| power * 10)
}

/// Appends a whole number in decimal digits. The standard library's way would link its formatting.
pub(crate) fn push_number(into: &mut Secret, number: u32) {
    if number >= 10 {
        push_number(into, number / 10);
    }
    into.push(char::from(b'0' + (number % 10) as u8));
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
    fn white_space_is_what_unicode_calls_so() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_space(character), character.is_whitespace(), "{character:?}");
        }
    }

    #[test]
    fn trims_cuts_and_finds_as_the_standard_library_does() {
        for text in ["", " ", "a", " a", "a\u{3000}", "\u{a0} a é b \n", "é"] {
            assert_eq!(trim(text), text.trim(), "{text:?}");
        }
        assert_eq!(
            (cut("a:b:c", b':'), cut(":", b':'), cut("a", b':')),
            (("a", Some("b:c")), ("", Some("")), ("a", None))
        );
        for (text, needle) in [("", ""), ("", "a"), ("abc", "bc"), ("abc", "bd"), ("é1", "1"), ("aab", "ab")] {
            assert_eq!(holds(text, needle), text.contains(needle), "{text} {needle}");
        }
    }

    #[test]
    fn skips_white_space_and_hyphens_but_nothing_invisible() {
        assert!(['-', ' ', '\u{a0}', '\u{2009}', '\n'].into_iter().all(is_filler));
        assert!(!['\u{200b}', '\u{feff}', '–', '.', '\0'].into_iter().any(is_filler));
    }
}
