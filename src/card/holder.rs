//! Names on cards and accounts. A card number typed into a name field must not get any further.

use crate::text::Count;
use crate::verdict::Status;

/// The longest name, in UTF-16 units.
pub const LONGEST: usize = 255;

/// Judges a name as somebody typed it.
///
/// Any script, up to [`LONGEST`] units, with at least one character that is neither digit nor white space nor hyphen.
/// Twelve or more digits, wherever they stand, are `card_number_misplaced`; a name of white space alone is missing.
#[must_use]
pub const fn judge(count: Count) -> Status {
    let units = count.units;
    if units > LONGEST {
        Status::Invalid
    } else if count.others > 0 {
        Status::Valid
    } else if units < LONGEST {
        Status::Incomplete
    } else {
        Status::Invalid
    }
}
