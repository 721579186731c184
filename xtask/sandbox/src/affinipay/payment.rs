//! A payment as the gateway keeps it, and what it shows of it.

use super::errors::Fault;
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

/// As many stars as there are digits before the last `shown`; stars only when there is nothing before them.
fn starred(digits: &str, shown: usize) -> String {
    let length = digits.chars().count();
    let hidden = if length > shown { length - shown } else { length };
    "*".repeat(hidden) + &digits.chars().skip(hidden).collect::<String>()
}

/// The gateway's word for the brand of a number.
pub(crate) fn card_type(number: &str) -> &'static str {
    let prefix = |length| number.get(..length).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
    match (prefix(1), prefix(2), prefix(3), prefix(4)) {
        (4, ..) => "VISA",
        (_, 51..=55, ..) | (.., 2221..=2720) => "MASTERCARD",
        (_, 34 | 37, ..) => "AMERICAN_EXPRESS",
        (_, 65, ..) | (_, _, 644..=649, _) | (.., 6011) => "DISCOVER",
        (_, 36 | 38 | 39, ..) | (_, _, 300..=305, _) => "DINERS_CLUB",
        (.., 3528..=3589) => "JCB",
        _ => "UNKNOWN",
    }
}

/// Whether the last digit is right.
pub(crate) fn passes_luhn(number: &str) -> bool {
    let mut sum = 0;
    for (position, character) in number.chars().rev().enumerate() {
        let Some(digit) = character.to_digit(10) else {
            return false;
        };
        let doubled = if position % 2 == 1 { digit * 2 } else { digit };
        sum += if doubled > 9 { doubled - 9 } else { doubled };
    }
    !number.is_empty() && sum % 10 == 0
}

/// Whether a routing number passes the ABA checksum: weights 3, 7, 1.
pub(crate) fn passes_aba(routing_number: &str) -> bool {
    let digits = routing_number.chars().filter_map(|character| character.to_digit(10));
    let sum: u32 = digits.zip([3, 7, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    sum.is_multiple_of(10)
}

/// What is wrong with a CVV's length for a number: Amex prints four digits, the others three.
pub(crate) fn cvv_fault(number: &str, cvv: &str) -> Option<Fault> {
    let wanted = if card_type(number) == "AMERICAN_EXPRESS" { 4 } else { 3 };
    (cvv.len() != wanted).then_some(Fault::Length)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(!passes_luhn("4242424242424241"));
    }

    #[test]
    fn the_mask_tracks_the_length() {
        assert_eq!(starred("4242424242424242", 4), "************4242");
        assert_eq!(starred("1234567890", 4), "******7890");
        assert_eq!(starred("1234", 4), "****");
    }

    #[test]
    fn both_good_test_routing_numbers_pass_the_checksum_and_the_bad_one_fails() {
        assert!(passes_aba("000000000") && passes_aba("000000013") && !passes_aba("000000001"));
    }
}
