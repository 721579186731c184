//! A field of a form: judged, shown and edited as text. It must never reach into a page; only text and bits cross.

mod digits;
pub mod edit;
pub mod format;
pub mod settle;

use crate::bank::{account, routing};
use crate::card::brand::{Brand, BrandRules};
use crate::card::{cvv, expiry, holder, number, postal};
use crate::country::Country;
use crate::date::YearMonth;
use crate::error::Field;
use crate::verdict::Judgement;

/// What a judgement depends on besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The current month where it is earliest, at UTC-12: a card is good until its month has ended everywhere.
    pub today: YearMonth,
    /// The brand of the form's number, if known: it decides how long a security code is.
    pub brand: Option<Brand>,
    /// The country of the address, if known: it decides the shape of postal codes.
    pub country: Option<Country>,
    /// What the shop wants of the brand table.
    pub rules: BrandRules,
}

/// Judges a text as somebody typed it. `None` for a field that is not judged while it is typed.
///
/// The rules of each field stand with its own type in [`crate::card`] and [`crate::bank`].
#[must_use]
pub fn judge(field: Field, text: &str, context: &Context) -> Option<Judgement> {
    Some(match field {
        Field::Number => number::judge(text, &context.rules),
        Field::Expiry => expiry::judge(text, context.today),
        Field::Cvv => cvv::judge(text, context.brand),
        Field::Holder | Field::FirstName | Field::LastName => holder::judge(field, text),
        Field::PostalCode => postal::judge(text, context.country),
        Field::RoutingNumber => routing::judge(text),
        Field::AccountNumber => account::judge(text),
        _ => return None,
    })
}
