//! A payment that is known to be good: what a gateway turns into a request.
//!
//! Everything bad about the input is found in one pass, so that one error can name every bad field.

mod details;
mod names;
mod parse;
mod reader;

pub use names::Slot;
pub(crate) use names::top;
pub use parse::{Options, parse};

use crate::bank::account::{AccountNumber, AccountType, HolderType};
use crate::bank::routing::RoutingNumber;
use crate::card::cvv::Cvv;
use crate::card::number::CardNumber;
use crate::country::Country;
use crate::date::YearMonth;
use crate::error::Field;
use crate::secret::Secret;
use crate::token::Kind;

/// A card.
#[derive(Debug)]
pub struct Card {
    /// Its number.
    pub number: CardNumber,
    /// Its expiry.
    pub expiry: YearMonth,
    /// Its security code, where one was given.
    pub cvv: Option<Cvv>,
    /// The brand in the gateway's own word, where the caller gave one. It agrees with the number.
    pub stated_brand: Option<&'static str>,
}

/// A bank account in the United States.
#[derive(Debug)]
pub struct Bank {
    /// The bank.
    pub routing: RoutingNumber,
    /// The account.
    pub account: AccountNumber,
    /// Checking or savings.
    pub account_type: Option<AccountType>,
    /// A person or a company.
    pub holder_type: Option<HolderType>,
}

/// Card or bank account.
#[derive(Debug)]
pub enum Method {
    /// A card.
    Card(Card),
    /// A bank account.
    Bank(Bank),
}

/// What goes along with a card or a bank account.
#[derive(Debug, Default)]
pub struct Details {
    /// Texts by field, trimmed and never empty: names, address, contact, reference, description.
    texts: Vec<(Field, Secret)>,
    /// The country of the address.
    pub country: Option<Country>,
    /// The caller's own texts by name.
    pub metadata: Vec<(Secret, Secret)>,
    /// Fields that the gateway does not take and that were left out at the caller's wish.
    pub omitted: Vec<Field>,
}

impl Details {
    /// The text of a field, if it was given.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&str> {
        self.texts.iter().find(|(given, _)| *given == field).map(|(_, text)| text.expose())
    }
}

/// A payment that a gateway takes.
#[derive(Debug)]
pub struct Payment {
    /// What is exchanged for a token.
    pub method: Method,
    /// What goes along with it.
    pub details: Details,
}

impl Payment {
    /// Card or bank account.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.method {
            Method::Card(_) => Kind::Card,
            Method::Bank(_) => Kind::Bank,
        }
    }

    /// The digits of the card or account number. Secret.
    #[must_use]
    pub fn number(&self) -> &str {
        match &self.method {
            Method::Card(card) => card.number.digits().expose(),
            Method::Bank(bank) => bank.account.digits().expose(),
        }
    }

    /// The last four digits of the card or account number. They may be shown.
    #[must_use]
    pub fn last4(&self) -> &str {
        match &self.method {
            Method::Card(card) => card.number.last4(),
            Method::Bank(bank) => bank.account.last4(),
        }
    }

    /// The digits of the security code, where one was given. Secret.
    #[must_use]
    pub fn cvv(&self) -> Option<&str> {
        self.text(Field::Cvv)
    }

    /// The card's expiry.
    #[must_use]
    pub const fn expiry(&self) -> Option<YearMonth> {
        match &self.method {
            Method::Card(card) => Some(card.expiry),
            Method::Bank(_) => None,
        }
    }

    /// The brand in the gateway's own word, where the caller gave one.
    #[must_use]
    pub const fn stated_brand(&self) -> Option<&'static str> {
        match &self.method {
            Method::Card(card) => card.stated_brand,
            Method::Bank(_) => None,
        }
    }

    /// What a field holds, as a gateway takes it: numbers as bare digits, the kinds of an account as our words.
    ///
    /// # Secrets
    /// Number, security code and account number.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&str> {
        match (&self.method, field) {
            (Method::Card(card), Field::Number) => Some(card.number.digits().expose()),
            (Method::Card(card), Field::Cvv) => card.cvv.as_ref().map(|cvv| cvv.digits().expose()),
            (Method::Bank(bank), Field::RoutingNumber) => Some(bank.routing.digits().expose()),
            (Method::Bank(bank), Field::AccountNumber) => Some(bank.account.digits().expose()),
            (Method::Bank(bank), Field::AccountType) => bank.account_type.map(AccountType::as_str),
            (Method::Bank(bank), Field::AccountHolderType) => bank.holder_type.map(HolderType::as_str),
            _ => self.details.text(field),
        }
    }
}
