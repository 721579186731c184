//! Names on cards and accounts. A card number typed into a name field must not get any further.

use crate::error::{Code, Field};
use crate::text::{self, TextJudgement};
use crate::verdict::Verdict;

/// The longest name, in UTF-16 units.
pub const LONGEST: usize = 255;

/// From how many digits on a text that should be something else is taken for a card number.
pub const CARD_NUMBER_DIGITS: usize = 12;

/// Which name a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// The whole name.
    Holder,
    /// The first name alone.
    First,
    /// The last name alone.
    Last,
}

impl Name {
    /// The name that this field holds, if it holds one.
    #[must_use]
    pub const fn of(field: Field) -> Option<Self> {
        match field {
            Field::Holder => Some(Self::Holder),
            Field::FirstName => Some(Self::First),
            Field::LastName => Some(Self::Last),
            _ => None,
        }
    }

    const fn missing(self) -> Code {
        match self {
            Self::Holder => Code::HolderMissing,
            Self::First => Code::FirstNameMissing,
            Self::Last => Code::LastNameMissing,
        }
    }

    const fn incomplete(self) -> Code {
        match self {
            Self::Holder => Code::HolderIncomplete,
            Self::First => Code::FirstNameIncomplete,
            Self::Last => Code::LastNameIncomplete,
        }
    }

    const fn invalid(self) -> Code {
        match self {
            Self::Holder => Code::HolderInvalid,
            Self::First => Code::FirstNameInvalid,
            Self::Last => Code::LastNameInvalid,
        }
    }
}

/// Judges a name as somebody typed it.
///
/// Any script, up to [`LONGEST`] units, with at least one character that is neither digit nor white space nor hyphen.
/// Twelve or more digits, wherever they stand, are `card_number_misplaced`; a name of white space alone is missing.
#[must_use]
pub fn judge(name: Name, text: &str) -> TextJudgement {
    if text::too_long(text) {
        return TextJudgement::of(Verdict::Invalid(name.invalid()));
    }
    if text::trim(text).is_empty() {
        return TextJudgement::empty(name.missing());
    }
    let units = text::units(text);
    TextJudgement::of(if text::count_digits(text) >= CARD_NUMBER_DIGITS {
        Verdict::Invalid(Code::CardNumberMisplaced)
    } else if units > LONGEST {
        Verdict::Invalid(name.invalid())
    } else if text.chars().any(|character| text::digit(character).is_none() && !text::is_filler(character)) {
        Verdict::Valid
    } else if units < LONGEST {
        Verdict::Incomplete(name.incomplete())
    } else {
        Verdict::Invalid(name.invalid())
    })
}

/// Parses a finished name; what [`judge`] says holds here too. White space around it is dropped.
///
/// # Errors
///
/// The field's `…_missing`, `…_incomplete` or `…_invalid`, and `card_number_misplaced`.
pub fn parse(name: Name, text: &str) -> Result<&str, Code> {
    judge(name, text).finished()?;
    Ok(text::trim(text))
}
