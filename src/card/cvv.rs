//! The security code. No error and no print must ever repeat it.

use super::brand::Brand;
use crate::text::Count;
use crate::verdict::Status;

/// Judges a text as somebody typed it, for the brand that its number has so far.
///
/// Four digits for American Express, three for every other brand (where a card carries none, the shop decides whether the
/// field is asked for), three or four while the brand is not known. Nothing else may stand between or around them.
#[must_use]
pub fn judge(count: Count, brand: Option<Brand>) -> Status {
    let (shortest, longest) = match brand {
        Some(brand) => (brand.cvv_length().unwrap_or(3), brand.cvv_length().unwrap_or(3)),
        None => (3, 4),
    };
    // Every digit is one unit, so there is nothing else when the two agree.
    if count.digits != count.units || count.digits > longest {
        Status::Invalid
    } else if count.digits < shortest {
        Status::Incomplete
    } else {
        Status::Valid
    }
}
