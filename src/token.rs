//! What every gateway's answer becomes.

use crate::card::brand::Brand;
use crate::date::YearMonth;
use crate::error::{Field, FieldSet};
use crate::named::named;

named! {
    /// What was exchanged.
    Kind as_str {
        /// A card.
        Card "card"
        /// A bank account.
        Bank "bank"
    }
}

impl Kind {
    /// What a payment of this kind must have.
    #[must_use]
    pub const fn always(self) -> FieldSet {
        match self {
            Self::Card => FieldSet::of(&[Field::Number, Field::Expiry]),
            Self::Bank => FieldSet::of(&[Field::RoutingNumber, Field::AccountNumber]),
        }
    }

    /// The number that names it.
    #[must_use]
    pub const fn number(self) -> Field {
        match self {
            Self::Card => Field::Number,
            Self::Bank => Field::AccountNumber,
        }
    }
}

/// A one-time token with what may be shown of the payment behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// The gateway's own id, to be sent to the merchant's server.
    pub id: String,
    /// Card or bank account.
    pub kind: Kind,
    /// The brand of the reply, else our own; cards only.
    pub brand: Option<Brand>,
    /// The last four digits of the card or account number; empty where nobody but the gateway saw it.
    pub last4: String,
    /// The card's expiry.
    pub expiry: Option<YearMonth>,
    /// When it was made, as the reply says it: an RFC 3339 text of the gateway's, not judged here.
    pub created: Option<String>,
    /// How long it lives if nobody uses it, in minutes.
    pub lifetime: Option<u16>,
}

impl Token {
    /// The longest id that is taken, in bytes. Gateways' own are 22 to 30.
    pub const ID_LIMIT: usize = 255;

    /// A token of which nothing is known but its id.
    #[must_use]
    pub const fn of(id: String, kind: Kind) -> Self {
        Self { id, kind, brand: None, last4: String::new(), expiry: None, created: None, lifetime: None }
    }

    /// An id as it came, if it can be one: printable ASCII without spaces, and not one of the submitted numbers.
    #[must_use]
    pub fn id(text: &str) -> Option<String> {
        let fits = !text.is_empty() && text.len() <= Self::ID_LIMIT && text.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| crate::text::owned(text))
    }
}
