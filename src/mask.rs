//! Hiding numbers in a gateway's reply before JavaScript gets to see it.

use crate::secret::Secret;
use crate::text;

/// The text with the submitted number, the submitted security code as a word of its own, and every run of 12 to 19 digits
/// that passes Luhn replaced by asterisks. Digits of one run may be apart by one space or hyphen. `None` when there was
/// nothing to hide.
///
/// `number` and `cvv` are digits only. Where the number was typed into a gateway's own frame, nobody knows it: with an empty
/// `number` every run of seven or more digits is hidden.
#[must_use]
pub fn mask(text: &str, number: &str, cvv: Option<&str>) -> Option<Secret> {
    let mut masked = Secret::with_capacity(text.len());
    let (mut run, mut changed) = (Secret::default(), false);
    for character in text::characters(text) {
        let joins = matches!(character, ' ' | '-') && run.expose().as_bytes().last().is_some_and(u8::is_ascii_digit);
        if joins || character.is_ascii_digit() {
            run.push(character);
        } else {
            changed |= end(&mut masked, run, number, cvv);
            run = Secret::default();
            masked.push(character);
        }
    }
    changed |= end(&mut masked, run, number, cvv);
    changed.then_some(masked)
}

/// Appends a run, which may end in a separator, and tells whether it had to be hidden.
#[inline(never)]
fn end(masked: &mut Secret, run: Secret, number: &str, cvv: Option<&str>) -> bool {
    let hidden = !run.expose().is_empty() && hides(run.expose(), number, cvv);
    for character in text::characters(run.expose()) {
        masked.push(if hidden && character.is_ascii_digit() { '*' } else { character });
    }
    hidden
}

/// Whether a run of 12 to 19 digits that passes Luhn stands in a text.
#[must_use]
pub fn holds_card_number(text: &str) -> bool {
    const NOWHERE: &str = "-";
    mask(text, NOWHERE, None).is_some()
}

/// From how many digits on a run could be a number that nobody here knows.
const UNKNOWN_FROM: usize = 7;

fn hides(run: &str, number: &str, cvv: Option<&str>) -> bool {
    let digits = text::digits(run);
    let digits = digits.expose();
    let luhn = (12..=19).contains(&digits.len()) && crate::card::number::luhn_valid(digits);
    // Every text holds the empty one.
    let sent = if number.is_empty() { digits.len() >= UNKNOWN_FROM } else { text::holds(digits, number) };
    luhn || sent || cvv.is_some_and(|cvv| has_word(run, cvv))
}

/// A code of three digits stands in many a date: only the whole word counts.
fn has_word(run: &str, word: &str) -> bool {
    text::parts(run, b' ').any(|part| text::parts(part, b'-').any(|part| part == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Option<String> {
        mask(text, "000123456789", Some("987")).map(|text| text.expose().to_owned())
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
    fn hides_every_long_run_where_the_number_is_unknown() {
        let masked = |text| mask(text, "", None).map(|text| text.expose().to_owned());
        assert_eq!(masked("1234567").as_deref(), Some("*******"));
        assert_eq!(
            masked("on 123 4567, 12-34 567 and x1234567y").as_deref(),
            Some("on *** ****, **-** *** and x*******y")
        );
        for text in
            ["", "7", "123456", "123-456", "123  4567", "123.4567", "123 - 4567", "1-2-3-4-5-6", "exp 12/40, cvv 999"]
        {
            assert_eq!(masked(text), None, "{text}");
        }
    }

    #[test]
    fn a_card_number_is_a_long_run_that_passes_luhn() {
        for text in ["4012000098765439", "tok_378282246310005", "x 4012 0000-9876 5439 y"] {
            assert!(holds_card_number(text), "{text}");
        }
        for text in [
            "",
            "-",
            "4012000098765430",
            "4012.0000.9876.5439",
            "490000018",
            "0".repeat(11).as_str(),
            "0".repeat(20).as_str(),
        ] {
            assert!(!holds_card_number(text), "{text}");
        }
        assert!(holds_card_number(&"0".repeat(12)) && holds_card_number(&"0".repeat(19)));
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
