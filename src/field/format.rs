//! How a number and an expiry date look while they are typed. Formatting what is formatted must change nothing.

use super::digits::{fold, folded};
use crate::card::brand::{Brand, BrandRules, FOURS, LONGEST_NUMBER, Prefix, candidates};
use crate::error::Field;
use crate::secret::Secret;

/// The text as the field shows it.
///
/// A number is grouped as on its card, an expiry date becomes `MM / YY`; everything else in them is dropped. Digits of
/// five further families become ASCII. Other fields keep their text as it is.
///
/// # Secrets
///
/// All of it.
#[must_use]
pub fn format(field: Field, text: &str) -> Secret {
    match field {
        Field::Number => number(text),
        Field::Expiry => Expiry::read(text).show(),
        _ => Secret::copy_of(text),
    }
}

fn number(text: &str) -> Secret {
    let digits = folded(text);
    let mut prefix = Prefix::default();
    for digit in digits.expose().bytes() {
        prefix.push(digit - b'0');
    }
    let possible = candidates(prefix, &BrandRules::default());
    let longest = possible.iter().map(Brand::longest).max().unwrap_or(LONGEST_NUMBER);
    let count = digits.expose().len().min(longest);
    let gaps = possible.single().map_or(FOURS, |brand| brand.gaps(count));
    let mut shown = Secret::with_capacity(count + gaps.len());
    for (place, digit) in digits.expose().chars().take(count).enumerate() {
        if gaps.contains(&place) {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

/// Enough for `YYYY-MM`; what follows in a text is dropped.
const EXPIRY_DIGITS: usize = 6;

/// The digits of an expiry date, and after how many of them the first separator stands.
pub(super) struct Expiry {
    digits: Secret,
    separator: Option<usize>,
}

impl Expiry {
    pub(super) fn read(text: &str) -> Self {
        let (mut digits, mut separator) = (Secret::with_capacity(EXPIRY_DIGITS), None);
        for character in crate::text::characters(text) {
            let count = digits.expose().len();
            if let Some(digit) = fold(character) {
                if count < EXPIRY_DIGITS {
                    digits.push(digit);
                }
            } else if count > 0 && separator.is_none() && is_separator(character) {
                separator = Some(count);
            }
        }
        Self { digits, separator }
    }

    /// Whether a month of one digit gets a zero before it: 2 to 9, 1 before a separator, 1 before 3 to 9.
    pub(super) fn pads(&self) -> bool {
        match self.digits.expose().as_bytes() {
            _ if self.starts_with_year() => false,
            [b'1', ..] if self.separator == Some(1) => true,
            [b'1', second, ..] => *second > b'2',
            [first, ..] => *first > b'1',
            [] => false,
        }
    }

    /// `YYYY-MM` as browsers fill it in. No month and no year of a card starts with 20 otherwise.
    fn starts_with_year(&self) -> bool {
        self.separator == Some(4) && self.digits.expose().starts_with("20")
    }

    fn show(&self) -> Secret {
        let digits = self.digits.expose();
        let year_first = self.starts_with_year();
        let cut = if year_first { 4 } else { 2 - usize::from(self.pads()) };
        let (left, right) = digits.split_at_checked(cut).unwrap_or((digits, ""));
        let mut shown = Secret::with_capacity(EXPIRY_DIGITS + 4);
        let parts = match right.len() {
            0 if !year_first => [left, "", ""],
            2 if year_first => [right, " / ", left],
            _ if year_first => [left, "-", right],
            _ => [left, " / ", right.get(..4).unwrap_or(right)],
        };
        if self.pads() {
            shown.push('0');
        }
        parts.into_iter().for_each(|part| shown.push_str(part));
        shown
    }
}

fn is_separator(character: char) -> bool {
    matches!(character, '/' | '／' | '-' | '–') || crate::text::is_space(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(field: Field, text: &str) -> String {
        format(field, text).expose().to_owned()
    }

    #[test]
    fn groups_a_number_as_on_its_card() {
        let cases = [
            ("4242424242424242", "4242 4242 4242 4242"),
            ("378282246310005", "3782 822463 10005"),
            ("30569309025904", "3056 930902 5904"),
            ("305693090259041", "3056 9309 0259 041"),
            ("135420001569134", "1354 20001 569134"),
            ("4242", "4242"),
            ("42424", "4242 4"),
            ("37828", "3782 8"),
            ("30", "30"),
            ("99999999999999999999", "9999 9999 9999 9999 999"),
            ("55555555555544449", "5555 5555 5555 4444"),
            ("3782822463100055", "3782 822463 10005"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(Field::Number, text), expected, "{text}");
        }
    }

    #[test]
    fn drops_whatever_is_no_digit() {
        assert_eq!(shown(Field::Number, "no. 4242-4242\u{200b}é😀4"), "4242 4242 4");
        assert_eq!(shown(Field::Expiry, "exp 12.27"), "12 / 27");
    }

    #[test]
    fn folds_five_digit_families() {
        for text in ["４２４２４", "٤٢٤٢٤", "۴۲۴۲۴", "४२४२४", "৪২৪২৪"] {
            assert_eq!(shown(Field::Number, text), "4242 4", "{text}");
            assert_eq!(shown(Field::Expiry, text), "04 / 2424", "{text}");
        }
    }

    #[test]
    fn shows_an_expiry_date_as_month_and_year() {
        let cases = [
            ("", ""),
            ("0", "0"),
            ("1", "1"),
            ("9", "09"),
            ("1/", "01"),
            ("1 ", "01"),
            ("13", "01 / 3"),
            ("12", "12"),
            ("12/", "12"),
            ("123", "12 / 3"),
            ("012/27", "01 / 227"),
            ("9/27", "09 / 27"),
            ("1/27", "01 / 27"),
            ("12–2027", "12 / 2027"),
            ("12／27", "12 / 27"),
            ("12/20275", "12 / 2027"),
            ("2027-12", "12 / 2027"),
            ("2027-01", "01 / 2027"),
            ("2027-1", "2027-1"),
            ("00/27", "00 / 27"),
            ("-/ ", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(Field::Expiry, text), expected, "{text}");
        }
    }

    #[test]
    fn keeps_the_text_of_other_fields() {
        for field in Field::ALL.iter().filter(|field| !matches!(field, Field::Number | Field::Expiry)) {
            assert_eq!(shown(*field, " ４2é😀\0 "), " ４2é😀\0 ");
        }
    }
}
