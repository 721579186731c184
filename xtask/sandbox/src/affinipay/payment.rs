//! A payment as the gateway keeps it, and what it shows of it.

use super::errors::Fault;
use crate::brand::Brand;
use crate::digits::starred;
use serde_json::{Map, Value, json};

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Payment {
    pub(crate) method: Method,
    /// Name, address and so on, repeated as they were kept.
    pub(crate) echoed: Map<String, Value>,
    pub(crate) form_data: Option<Value>,
}

/// A card or a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Method {
    Card { number: String, month: u32, year: u32, cvv: Option<String> },
    Bank { routing_number: String, account_number: String, account_type: Option<String> },
}

impl Method {
    /// The number that the fingerprint is made from.
    pub(crate) fn number(&self) -> &str {
        match self {
            Self::Card { number, .. } => number,
            Self::Bank { account_number, .. } => account_number,
        }
    }

    fn masked(&self) -> Value {
        match self {
            Self::Card { number, month, year, cvv } => {
                let mut card = json!({
                    "type": "card",
                    "number": starred(number, 4),
                    "exp_month": month,
                    "exp_year": year,
                    "card_type": card_type(number),
                });
                if let (Some(_), Some(members)) = (cvv, card.as_object_mut()) {
                    members.insert("cvv".to_owned(), json!("***"));
                }
                card
            }
            Self::Bank { routing_number, account_number, account_type } => json!({
                "type": "bank",
                "routing_number": starred(routing_number, 3),
                "account_number": starred(account_number, 4),
                "account_type": account_type,
            }),
        }
    }
}

impl Payment {
    /// The masked members of a token reply, without id, fingerprint and times.
    pub(crate) fn masked(&self) -> Map<String, Value> {
        let mut members = self.echoed.clone();
        if let Value::Object(method) = self.method.masked() {
            members.extend(method.into_iter().filter(|(_, value)| !value.is_null()));
        }
        if let Some(form_data) = &self.form_data {
            members.insert("form_data".to_owned(), form_data.clone());
        }
        members
    }
}

/// The gateway's word for the brand of a number.
pub(crate) fn card_type(number: &str) -> &'static str {
    match Brand::of(number) {
        Some(Brand::Visa) => "VISA",
        Some(Brand::Mastercard) => "MASTERCARD",
        Some(Brand::Amex) => "AMERICAN_EXPRESS",
        Some(Brand::Discover) => "DISCOVER",
        Some(Brand::DinersClub) => "DINERS_CLUB",
        Some(Brand::Jcb) => "JCB",
        None => "UNKNOWN",
    }
}

/// What is wrong with a CVV's length for a number: Amex prints four digits, the others three.
pub(crate) fn cvv_fault(number: &str, cvv: &str) -> Option<Fault> {
    let wanted = if card_type(number) == "AMERICAN_EXPRESS" { 4 } else { 3 };
    (cvv.len() != wanted).then_some(Fault::Length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digits::passes_luhn;

    #[test]
    fn the_gateways_test_numbers_have_the_documented_types() {
        for (number, expected) in [
            ("378282246310005", "AMERICAN_EXPRESS"),
            ("5105105105105100", "MASTERCARD"),
            ("30569309025904", "DINERS_CLUB"),
            ("6011111111111117", "DISCOVER"),
            ("3530111333300000", "JCB"),
            ("4012000010000", "VISA"),
        ] {
            assert_eq!(card_type(number), expected);
            assert!(passes_luhn(number));
        }
    }
}
