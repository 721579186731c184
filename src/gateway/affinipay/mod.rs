//! AffiniPay (ChargeIO, 8am): `POST /v1/tokens` with the merchant's public key.
//!
//! Sources: \[D\] AffiniPay Payment Gateway API reference; \[V\] other pages and repositories of the vendor; \[O\]
//! observed in public code; \[I\] inferred. The gateway's own spellings stand in this folder and nowhere else.

mod reply;
mod rules_table;

use crate::error::{Code, Field, Issues};
use crate::payment::Payment;
pub(super) use reply::token;
pub(super) use rules_table::RULES;

/// State: two letters of the country, for the US and Canada \[D\]. Postal code: 3 to 9 letters and digits, with
/// spaces and dashes at most 10 characters \[D\]; the gateway would cut a longer one without a word \[V\].
pub(super) fn check(payment: &Payment, issues: &mut Issues) {
    let state = payment.text(Field::State);
    if state.and_then(|state| payment.country?.has_state(state)) == Some(false) {
        issues.add(Code::StateInvalid, Field::State);
    }
    if payment.text(Field::PostalCode).is_some_and(|postal| !takes_postal_code(postal)) {
        issues.add(Code::PostalCodeInvalid, Field::PostalCode);
    }
}

fn takes_postal_code(text: &str) -> bool {
    let mut counted = 0;
    for byte in text.bytes() {
        match byte {
            b' ' | b'-' => {}
            _ if byte.is_ascii_alphanumeric() => counted += 1,
            _ => return false,
        }
    }
    (3..=9).contains(&counted) && text.len() <= 10
}
