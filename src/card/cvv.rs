//! The security code. No error and no print must ever repeat it.

use super::brand::Brand;
use crate::error::Code;
use crate::text;
use crate::verdict::{Judgement, Verdict};

/// Judges a text as somebody typed it, for the brand that its number has so far.
///
/// Four digits for American Express, three for every other brand (where a card carries none, the shop decides whether the
/// field is asked for), three or four while the brand is not known. Nothing else may stand between or around them.
#[must_use]
pub fn judge(text: &str, brand: Option<Brand>) -> Judgement {
    if text.is_empty() {
        return Judgement::empty(Code::CvvMissing);
    }
    let (shortest, longest) = match brand {
        Some(brand) => (brand.cvv_length().unwrap_or(3), brand.cvv_length().unwrap_or(3)),
        None => (3, 4),
    };
    let count = text::count_digits(text);
    // Every digit is one unit, so there is nothing else when the two agree.
    Judgement::of(if count != text::units(text) || count > longest {
        Verdict::Invalid(Code::CvvInvalid)
    } else if count < shortest {
        Verdict::Incomplete(Code::CvvIncomplete)
    } else {
        Verdict::Valid
    })
}
