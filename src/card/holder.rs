//! Names on cards and accounts. A card number typed into a name field must not get any further.

use crate::error::{Code, Field};
use crate::text;
use crate::verdict::{Judgement, Verdict};

/// The longest name, in UTF-16 units.
pub const LONGEST: usize = 255;

/// From how many digits on a text that should be something else is taken for a card number.
pub const CARD_NUMBER_DIGITS: usize = 12;

/// Judges a name as somebody typed it, with the codes of its field.
///
/// Any script, up to [`LONGEST`] units, with at least one character that is neither digit nor white space nor hyphen.
/// Twelve or more digits, wherever they stand, are `card_number_misplaced`; a name of white space alone is missing.
#[must_use]
pub fn judge(field: Field, text: &str) -> Judgement {
    let [missing, incomplete, invalid] = field.codes();
    let units = text::units(text);
    let verdict = if units > text::LONGEST {
        Verdict::Invalid(invalid)
    } else if text::trim(text).is_empty() {
        return Judgement::empty(missing);
    } else if text::count_digits(text) >= CARD_NUMBER_DIGITS {
        Verdict::Invalid(Code::CardNumberMisplaced)
    } else if units > LONGEST {
        Verdict::Invalid(invalid)
    } else if text::only_digits(text).is_none() {
        Verdict::Valid
    } else if units < LONGEST {
        Verdict::Incomplete(incomplete)
    } else {
        Verdict::Invalid(invalid)
    };
    Judgement::of(verdict)
}
