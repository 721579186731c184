//! A payment as the gateway keeps it, what it shows of it, and what the published test numbers mean (section 7).

use crate::brand::Brand;
use crate::digits::last_4;
use serde_json::{Value, json};

/// A token's inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Payment {
    pub(crate) method: Method,
    /// Of the billing section, if the page had one.
    pub(crate) postal_code: Option<String>,
}

/// A card or a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Method {
    Card { number: String, expiry: String, cvc: Option<String> },
    Bank { account: String, routing: String, kind: String, sec_code: String },
}

/// What becomes of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: u16,
    pub(crate) response: &'static str,
}

const APPROVED: Outcome = Outcome { code: 100, response: "approved" };
/// Half of the amount.
pub(crate) const PARTIAL: Outcome = Outcome { code: 110, response: "partially approved" };
const DECLINED: Outcome = Outcome { code: 200, response: "declined" };
const FUNDS: Outcome = Outcome { code: 202, response: "declined" };
const EXPIRED: Outcome = Outcome { code: 223, response: "declined" };

/// The numbers that are not approved. The file names codes for two of them (V); it has none for a decline without a
/// reason, a lost or a stolen card, which get the first of the issuer's (I).
const CARDS: [(&str, Outcome); 6] = [
    ("4000000000000002", DECLINED),
    ("4000000000009995", FUNDS),
    ("4000000000009987", DECLINED),
    ("4000000000009979", DECLINED),
    ("4000000000000069", EXPIRED),
    ("4000000000000051", PARTIAL),
];
/// The other two test routing numbers come back later, which the sandbox does not live to see.
const DECLINED_BANK: &str = "000000000";
/// The documented test routing numbers, of which two fail the checksum.
pub(crate) const BANKS: [&str; 3] = [DECLINED_BANK, "000000001", "000000002"];
const MISMATCHED_CVC: &str = "200";
const MISMATCHED_POSTAL_CODE: &str = "20000";

impl Method {
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Card { number, .. } => {
                CARDS.iter().find(|(test, _)| test == number).map_or(APPROVED, |(_, outcome)| *outcome)
            }
            Self::Bank { routing, .. } if routing == DECLINED_BANK => DECLINED,
            Self::Bank { .. } => APPROVED,
        }
    }

    /// The word for `payment_type` (D for a card, I for a bank account).
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Card { .. } => "card",
            Self::Bank { .. } => "ach",
        }
    }

    /// What a charge shows. The names of a card's members are those of the vendor's server library (V); a bank
    /// account's are built by analogy, and so is what stands in all of them (I). `M` and `N` for the CVC are the file's
    /// (D, P); without a CVC there is no member. For the address the file has a list (D).
    pub(crate) fn charged(&self, postal_code: Option<&str>) -> Value {
        let avs = match postal_code {
            Some(MISMATCHED_POSTAL_CODE) => "N",
            Some(_) => "Z",
            None => "0",
        };
        match self {
            Self::Card { number, expiry, cvc } => {
                let mut shown = json!({
                    "card_type": Brand::of(number).map_or("unknown", card_type),
                    "last_four": last_4(number),
                    "masked_card": masked(number),
                    "expiration_date": expiry,
                    "avs_response_code": avs,
                });
                if let (Some(cvc), Value::Object(members)) = (cvc, &mut shown) {
                    let code = if cvc == MISMATCHED_CVC { "N" } else { "M" };
                    members.insert("cvv_response_code".to_owned(), json!(code));
                }
                shown
            }
            Self::Bank { account, kind, sec_code, .. } => {
                json!({ "account_type": kind, "sec_code": sec_code, "masked_account": masked(account) })
            }
        }
    }
}

fn masked(number: &str) -> String {
    crate::digits::starred(number, 4)
}

const fn card_type(brand: Brand) -> &'static str {
    match brand {
        Brand::Visa => "visa",
        Brand::Mastercard => "mastercard",
        Brand::Amex => "amex",
        Brand::Discover => "discover",
        Brand::DinersClub => "diners",
        Brand::Jcb => "jcb",
    }
}
