//! Postal codes by shape. Ranges that a post office has issued change; they must never be a reason to refuse a code.

use super::postal_table::SHAPES;
use crate::country::Country;
use crate::text;
use crate::verdict::Status;

/// Judges a text as somebody typed it, for the country of its address.
///
/// White space, hyphens and case do not count. A shape that starts with a digit may have the country's code before it
/// (`LT-12345`). In any other or no country two letters or digits are enough, whatever follows. Twelve or more digits
/// are `card_number_misplaced`. Whether a country has codes at all is not judged here.
#[must_use]
pub fn judge(text: &str, country: Option<Country>) -> Status {
    let country = country.map(Country::alpha2).unwrap_or_default();
    let country = country.expose();
    let fit = match shapes(country) {
        Some(shapes) => best_fit(text, country, shapes),
        None => fit_anywhere(text),
    };
    match fit {
        Fit::Whole => Status::Valid,
        Fit::Start => Status::Incomplete,
        Fit::No => Status::Invalid,
    }
}

/// How far a text fits a shape, the better the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Start,
    Whole,
}

fn shapes(country: &str) -> Option<&'static str> {
    let lines = text::parts(SHAPES, b'\n').map(|line| text::cut(line, b':'));
    lines.into_iter().find(|(countries, _)| text::lists(countries, country))?.1
}

fn best_fit(text: &str, country: &str, shapes: &str) -> Fit {
    let mut best = Fit::No;
    for shape in text::parts(shapes, b' ') {
        best = best.max(fit(text, "", shape));
        if matches!(shape.as_bytes().first(), Some(b'N' | b'P' | b'0' | b'3' | b'9')) {
            best = best.max(fit(text, country, shape));
        }
    }
    best
}

/// Holds what counts of a text against the letters of a country and a shape behind them, character by character.
fn fit(text: &str, letters: &str, shape: &str) -> Fit {
    let mut at = 0;
    for character in text::characters(text).filter(|character| !text::is_filler(*character)) {
        let fits = match (letters.as_bytes().get(at), shape.as_bytes().get(at - at.min(letters.len()))) {
            (Some(letter), _) => character.to_ascii_uppercase() == char::from(*letter),
            (None, Some(class)) => is_of(character, *class),
            (None, None) => false,
        };
        if !fits {
            return Fit::No;
        }
        at += 1;
    }
    if at < letters.len() + shape.len() { Fit::Start } else { Fit::Whole }
}

fn is_of(character: char, class: u8) -> bool {
    let digit = text::digit(character);
    let letter = character.is_ascii_alphabetic();
    let upper = character.to_ascii_uppercase();
    match class {
        b'N' => digit.is_some(),
        b'P' => digit.is_some_and(|digit| digit > 0),
        b'A' => letter,
        b'X' => letter || digit.is_some(),
        b'C' => letter && !matches!(upper, 'D' | 'F' | 'I' | 'O' | 'Q' | 'U'),
        b'F' => letter && !matches!(upper, 'D' | 'F' | 'I' | 'O' | 'Q' | 'U' | 'W' | 'Z'),
        b'0'..=b'9' => digit == Some(class - b'0'),
        _ => upper == char::from(class.to_ascii_uppercase()),
    }
}

fn fit_anywhere(text: &str) -> Fit {
    let mut count = 0;
    for character in text::characters(text).filter(|character| !text::is_filler(*character)) {
        if !is_letter_or_digit(character) {
            return Fit::No;
        }
        count += 1;
        if count == 2 {
            return Fit::Whole;
        }
    }
    Fit::Start
}

/// Letters of other scripts are taken by their blocks, a few signs among them too: the tables that tell them apart take
/// two kilobytes.
fn is_letter_or_digit(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '\u{3040}'..='\u{fdff}' | '０'..='９' | 'Ａ'..='Ｚ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Status::{Incomplete, Invalid, Valid};

    fn status(text: &str, country: &str) -> Status {
        judge(text, Country::parse(country))
    }

    #[test]
    fn takes_each_shape_that_a_country_has() {
        let good = [
            ("US", "94103 94103-1234 ９４１０３ US94103"),
            ("CA", "K1A-0B1 v6b4y7"),
            ("GB", "M1-1AE B33-8TH CR2-6XH DN55-1PT W1A-0AX EC1A1BB gir0aa BFPO1 BFPO1234"),
            ("NL", "1012AB NL-1012AB nl1012ab"),
            ("IE", "D02-AF30 A65F4E2"),
            ("AR", "1425 C1425DKA AR1425"),
            ("MT", "VLT10 VLT1117"),
            ("LT", "12345 LT-12345"),
            ("AD", "100 AD100"),
            ("TW", "100 10048 100481"),
            ("PR", "00901 00901-1234 ００９01"),
            ("IR", "1234567890"),
        ];
        for (country, texts) in good {
            for text in texts.split(' ') {
                assert_eq!(status(text, country), Valid, "{text} in {country}");
                assert_eq!(status(&format!(" {text} "), &country.to_lowercase()), Valid, "{text} in {country}");
            }
        }
    }

    #[test]
    fn refuses_at_once_what_no_continuation_can_mend() {
        let bad = [
            ("US", "A UK 1234567890"),
            ("CA", "D W Z K1D K1A0B1A 1"),
            ("NL", "0 1012A1 LT"),
            ("IN", "0"),
            ("PR", "1 01"),
            ("GL", "2 38"),
            ("GB", "1 GIR1 BFPOA AAA EC1A1BBB"),
            ("AR", "14256 C1425DK1 CA"),
            ("DE", "1234.5 10115x F"),
        ];
        for (country, texts) in bad {
            for text in texts.split(' ') {
                assert_eq!(status(text, country), Invalid, "{text} in {country}");
            }
        }
    }

    #[test]
    fn waits_while_the_rest_can_follow() {
        for (country, texts) in
            [("US", "9 9410 941031 U US"), ("GB", "M M1 EC1A BFPO G"), ("TW", "10 1004"), ("NL", "1012A N")]
        {
            for text in texts.split(' ') {
                assert_eq!(status(text, country), Incomplete, "{text} in {country}");
            }
        }
    }

    #[test]
    fn two_letters_or_digits_are_enough_anywhere_else() {
        for country in [None, Country::parse("HK")] {
            let status = |text| judge(text, country);
            assert_eq!([status("A"), status(" 1 "), status("é")], [Incomplete; 3]);
            assert_eq!([status("AB"), status("1-2"), status("AB ?"), status("東京")], [Valid; 4]);
            assert_eq!([status("."), status("A."), status("\0\0")], [Invalid; 3]);
        }
    }

    #[test]
    fn no_country_stands_in_two_rows() {
        let mut all: Vec<_> = SHAPES.lines().flat_map(|line| text::cut(line, b':').0.split_whitespace()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|country| country.len() == 2));
    }
}
