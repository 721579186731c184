//! Hiding numbers in a gateway's reply before JavaScript gets to see it.

use crate::secret::Secret;

/// What was submitted and must not come back: numbers and account numbers anywhere, a security code as a word of its own.
#[derive(Debug, Default)]
pub struct Submitted {
    /// A card or account number: digits only.
    pub number: Option<Secret>,
    /// A security code: digits only.
    pub cvv: Option<Secret>,
}

/// The text with every submitted number and every run of 12 to 19 digits that passes Luhn replaced by asterisks.
/// Digits of one run may be apart by one space or hyphen. `None` when there was nothing to hide.
#[must_use]
pub fn mask(text: &str, submitted: &Submitted) -> Option<Secret> {
    let mut masked = Secret::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let (run, after) = from.split_at(run_length(from));
        masked.push_str(before);
        if hides(run, submitted) {
            changed = true;
            run.chars().for_each(|character| masked.push(if character.is_ascii_digit() { '*' } else { character }));
        } else {
            masked.push_str(run);
        }
        rest = after;
    }
    masked.push_str(rest);
    changed.then_some(masked)
}

fn run_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut length = 0;
    while digit(length) || (matches!(bytes.get(length), Some(b' ' | b'-')) && digit(length + 1)) {
        length += 1;
    }
    length
}

fn hides(run: &str, submitted: &Submitted) -> bool {
    let mut digits = Secret::with_capacity(run.len());
    run.chars().filter(char::is_ascii_digit).for_each(|digit| digits.push(digit));
    let digits = digits.expose();
    let number = submitted.number.as_ref().is_some_and(|number| digits.contains(number.expose()));
    // A code of three digits stands in many a date: only the whole word counts.
    let cvv = submitted.cvv.as_ref().is_some_and(|cvv| run.split([' ', '-']).any(|word| word == cvv.expose()));
    number || cvv || ((12..=19).contains(&digits.len()) && crate::card::number::luhn_valid(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Option<String> {
        let secret = |text: &str| Some(Secret::new(text.to_owned()));
        let submitted = Submitted { number: secret("000123456789"), cvv: secret("987") };
        mask(text, &submitted).map(|text| text.expose().to_owned())
    }

    #[test]
    fn hides_what_was_submitted() {
        assert_eq!(masked("account 000123456789!").as_deref(), Some("account ************!"));
        assert_eq!(masked("9000123456789").as_deref(), Some("*************"));
        assert_eq!(masked("code 987").as_deref(), Some("code ***"));
    }

    #[test]
    fn hides_any_number_that_passes_luhn() {
        assert_eq!(masked("4242 4242-4242 4242").as_deref(), Some("**** ****-**** ****"));
        assert_eq!(masked("378282246310005").as_deref(), Some("***************"));
    }

    #[test]
    fn leaves_everything_else() {
        for text in
            ["", "wKgFaj72F3aBPvZneEsBew", "2026-11-21T01:02:03.123Z", "************4242", "4242424242424241", "19870"]
        {
            assert_eq!(masked(text), None, "{text}");
        }
    }
}
