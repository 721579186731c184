//! How a number and an expiry date look while they are typed. Formatting what is formatted must change nothing.

use super::digits::{fold, folded};
use crate::card::brand::{BrandRules, FOURS, LONGEST_NUMBER, Prefix, candidates};
use crate::error::Field;
use crate::secret::Secret;

/// The text as the field shows it.
///
/// A number is grouped as on its card, an expiry date becomes `MM / YY`; everything else in them is dropped. Digits of
/// five further families become ASCII. Other fields keep their text as it is.
///
/// What is shown of a valid date is valid, too, and the same date. So `127` and `12027` are shown as the January that they
/// are for [`judge`](super::judge), although 12 could be a month; and a text that starts with 20 is a year that waits for
/// its month, for no card ends in February 200Y.
///
/// # Secrets
///
/// All of it.
#[must_use]
pub fn format(field: Field, text: &str) -> Secret {
    shape(field, text).0
}

/// The text as the field shows it, and how many zeros it gained at its start, counted from -1.
pub(super) fn shape(field: Field, text: &str) -> (Secret, usize) {
    match field {
        Field::Number => (number(text), 1),
        Field::Expiry => expiry(text),
        _ => (Secret::copy_of(text), 1),
    }
}

fn number(text: &str) -> Secret {
    let digits = folded(text);
    let mut prefix = Prefix::default();
    for digit in digits.expose().bytes() {
        prefix.push(digit - b'0');
    }
    let possible = candidates(prefix, &BrandRules::default());
    let longest = if possible.is_empty() { LONGEST_NUMBER } else { possible.longest() };
    let count = digits.expose().len().min(longest);
    let gaps = possible.single().map_or(FOURS, |brand| brand.gaps(count));
    // Four gaps at the most.
    let mut shown = Secret::with_capacity(count + 4);
    for (place, digit) in digits.expose().bytes().take(count).enumerate() {
        if gaps >> place & 1 == 1 {
            shown.push(' ');
        }
        shown.push(char::from(digit));
    }
    shown
}

/// Enough for `YYYY-MM`; what follows in a text is dropped.
const EXPIRY_DIGITS: usize = 6;

/// See [`shape`].
fn expiry(text: &str) -> (Secret, usize) {
    let (digits, separator) = read_expiry(text);
    let digits = digits.expose();
    let [first, second, third] = [0, 1, 2].map(|at| digits.as_bytes().get(at).copied().unwrap_or(b' '));
    let (zeros, month) = match (first, second, third, separator) {
        // A 2 is shown as 02 until the next digit tells that it began a year.
        (b'0', b'2', b'0', 0) => (0, 4),
        (b'2', b'0', _, 0 | 3..) => (1, 4),
        // 12/0Y is long past; 12/7Y to 12/9Y are too far, until 2050.
        (b'1', b'2', b'0' | b'7'..=b'9', 0) | (b'1', _, _, 1) => (2, 1),
        (b'1', b'3'..=b'9', ..) | (b'2'..=b'9', ..) => (2, 1),
        _ => (1, 2),
    };
    let digits = digits.get(usize::from(zeros == 0)..).unwrap_or("");
    let (left, right) = digits.split_at_checked(month).unwrap_or((digits, ""));
    let parts = match right.len() {
        // Where a browser deleted the last space of "12 / ", the rest of the separator has to go, too, or it comes back.
        0 if month == 4 || separator != month || text.ends_with(" /") => [left, "", ""],
        // What is no month would be read in another way when it stood in front.
        2 if month == 4 && right <= "12" => [right, " / ", left],
        _ if month == 4 => [left, "-", right],
        _ => [left, " / ", right.get(..4).unwrap_or(right)],
    };
    let mut shown = Secret::with_capacity(EXPIRY_DIGITS + 4);
    if zeros == 2 {
        shown.push('0');
    }
    parts.into_iter().for_each(|part| shown.push_str(part));
    (shown, zeros)
}

/// The digits of an expiry date, and after how many of them the first separator stands; 0 when there is none.
fn read_expiry(text: &str) -> (Secret, usize) {
    let (mut digits, mut separator) = (Secret::with_capacity(EXPIRY_DIGITS), 0);
    for character in crate::text::characters(text) {
        let count = digits.expose().len();
        if let Some(digit) = fold(character) {
            if count < EXPIRY_DIGITS {
                digits.push(digit);
            }
        } else if separator == 0 && is_separator(character) {
            separator = count;
        }
    }
    // Behind a whole date it separates nothing.
    if separator > 2 && separator == digits.expose().len() {
        separator = 0;
    }
    (digits, separator)
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
            ("1/", "01 / "),
            ("1 ", "01 / "),
            ("13", "01 / 3"),
            ("12", "12"),
            ("12/", "12 / "),
            ("12 /", "12"),
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
            ("2027-13", "2027-13"),
            ("2027-20", "2027-20"),
            ("20271", "2027-1"),
            ("20", "20"),
            ("020", "20"),
            ("02/0", "02 / 0"),
            ("120", "01 / 20"),
            ("12027", "01 / 2027"),
            ("127", "01 / 27"),
            ("127 ", "01 / 27"),
            ("1.2", "12"),
            ("12/7", "12 / 7"),
            ("126", "12 / 6"),
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
