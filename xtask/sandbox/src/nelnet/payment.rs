//! A payment as the gateway keeps it, and what it shows of it.

use super::errors::{self, Code};
use super::keys::Mode;
use crate::brand::Brand;
use crate::digits::last_4;
use serde_json::{Value, json};

/// A token's inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Payment {
    pub(crate) mode: Mode,
    pub(crate) method: Method,
}

/// A card or a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Method {
    Card { owner: String, number: String, brand: Brand, month: u32, year: u32, csc: Option<String> },
    Bank { account: String, routing: String, first_name: String, last_name: String, kind: String },
}

impl Method {
    /// The token reply. The one of a card is the file's first sample; the file has none for a bank account and builds
    /// one by analogy (I).
    pub(crate) fn token(&self, id: &str) -> Value {
        match self {
            Self::Card { owner, number, brand, month, year, .. } => json!({
                "id": id,
                "class": "token",
                "card_type": card_type(*brand),
                "card_owner_name": owner,
                "last_4": last_4(number),
                "card_exp_month": month,
                "card_exp_year": year,
            }),
            Self::Bank { account, routing, first_name, last_name, kind } => json!({
                "id": id,
                "class": "token",
                "token_type": "bank_account",
                "bank_account_number_last_4": masked(account),
                "bank_routing_number": routing,
                "bank_account_holder_first_name": first_name,
                "bank_account_holder_last_name": last_name,
                "bank_account_type": kind,
            }),
        }
    }

    /// The members of the file's second sample that the first one lacks. A bank token has no such version.
    pub(crate) fn bins(&self) -> Value {
        match self {
            Self::Card { brand, .. } => json!({
                "token_type": "credit_card",
                "bin_brand": card_type(*brand).to_uppercase(),
                "bin_type": "CREDIT",
                "bin_level": "BUSINESS",
            }),
            Self::Bank { .. } => json!({}),
        }
    }

    /// What a charge shows: masked, month and year as text (D). The other names are those of the token (I).
    pub(crate) fn charged(&self) -> Value {
        match self {
            Self::Card { owner, number, brand, month, year, .. } => json!({
                "card_type": card_type(*brand),
                "card_owner_name": owner,
                "card_number": masked(number),
                "card_exp_month": month.to_string(),
                "card_exp_year": year.to_string(),
            }),
            Self::Bank { account, kind, .. } => {
                json!({ "bank_account_number": masked(account), "bank_account_type": kind })
            }
        }
    }

    /// What a page must not see again.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        match self {
            Self::Card { number, csc, .. } => [Some(number.as_str()), csc.as_deref()].into_iter().flatten().collect(),
            Self::Bank { account, .. } => vec![account],
        }
    }
}

/// Twelve stars and four digits, as in the file's sample of a nine-digit account number.
fn masked(number: &str) -> String {
    format!("{:*>16}", last_4(number))
}

const fn card_type(brand: Brand) -> &'static str {
    match brand {
        Brand::Visa => "visa",
        Brand::Mastercard => "mastercard",
        Brand::Amex => "amex",
        Brand::Discover => "discover",
        Brand::DinersClub => "dinersclub",
        // Never reached by a token: `refusal` gives JCB none.
        Brand::Jcb => "other",
    }
}

/// The code for a number whose last digit is wrong; `None` for a brand that the gateway has neither code nor word for.
pub(crate) const fn refusal(brand: Brand) -> Option<Code> {
    match brand {
        Brand::Visa => Some(errors::VISA),
        Brand::Mastercard => Some(errors::MASTERCARD),
        Brand::Amex => Some(errors::AMEX),
        Brand::Discover => Some(errors::DISCOVER),
        Brand::DinersClub => Some(errors::DINERS_CLUB),
        Brand::Jcb => None,
    }
}
