//! A payment that is known to be good: what a gateway turns into a request.
//!
//! Everything bad about the input is found in one pass, so that one error can name every bad field.

mod details;
pub(crate) mod names;
mod order_table;
mod parse;
mod reader;

pub use names::Slot;
pub(crate) use names::top;
pub use parse::parse;

use crate::card::brand::Brand;
use crate::country::Country;
use crate::date::YearMonth;
use crate::error::{Field, FieldSet};
use crate::input::Members;
use crate::secret::Secret;
use crate::token::Kind;

/// A payment that a gateway takes. Only [`parse`] makes one.
#[derive(Debug)]
pub struct Payment {
    /// Card or bank account.
    pub kind: Kind,
    texts: Vec<(Field, Secret)>,
    /// The card's brand.
    pub brand: Option<Brand>,
    /// The brand in the gateway's own word, where the caller gave one. It agrees with the number.
    pub stated_brand: Option<Secret>,
    /// The card's expiry.
    pub expiry: Option<YearMonth>,
    /// The country of the address.
    pub country: Option<Country>,
    /// The caller's own texts by name.
    pub metadata: Members,
    /// Fields that the gateway does not take and that were left out at the caller's wish.
    pub omitted: FieldSet,
}

impl Payment {
    const fn new(kind: Kind) -> Self {
        Self {
            kind,
            texts: Vec::new(),
            brand: None,
            stated_brand: None,
            expiry: None,
            country: None,
            metadata: Members::of(Vec::new()),
            omitted: FieldSet::EMPTY,
        }
    }

    #[inline(never)]
    fn keep(&mut self, field: Field, text: Secret) {
        self.texts.push((field, text));
    }

    /// What a field holds, if it was given: numbers as bare ASCII digits with their leading zeros, the kinds of an account
    /// in lower case, other texts trimmed. Never empty.
    ///
    /// # Secrets
    /// Number, security code and account number.
    #[inline(never)]
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&str> {
        self.texts.iter().find(|(given, _)| *given == field).map(|(_, text)| text.expose())
    }

    /// The digits of the card or account number. Secret.
    #[must_use]
    pub fn number(&self) -> &str {
        self.text(self.kind.number()).unwrap_or("")
    }

    /// The last four digits of the card or account number. They may be shown.
    #[must_use]
    pub fn last4(&self) -> &str {
        let number = self.number();
        number.get(number.len().saturating_sub(4)..).unwrap_or("")
    }
}
