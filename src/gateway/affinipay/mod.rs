//! AffiniPay (ChargeIO, 8am): `POST /v1/tokens` with the merchant's public key.
//!
//! Sources: \[D\] AffiniPay Payment Gateway API reference; \[V\] other pages and repositories of the vendor; \[O\]
//! observed in public code; \[I\] inferred. The gateway's own spellings stand in this folder and nowhere else.

mod reply;
mod rules_table;

use super::{Gateway, Reply, Rules, Target};
use crate::country::Country;
use crate::error::{Code, Error, Field, Issue};
use crate::payment::Payment;
use crate::token::Token;
use crate::transport::{Body, Encoding};
use rules_table::RULES;

/// The gateway.
#[derive(Debug)]
pub struct Affinipay;

impl Gateway for Affinipay {
    fn rules(&self) -> &'static Rules {
        &RULES
    }

    /// State: two letters of the country, for the US and Canada \[D\]. Postal code: 3 to 9 letters and digits, with
    /// spaces and dashes at most 10 characters \[D\]; the gateway would cut a longer one without a word \[V\].
    fn check(&self, payment: &Payment, issues: &mut Vec<Issue>) {
        let state = payment.text(Field::State);
        if state.and_then(|state| payment.country?.has_state(state)) == Some(false) {
            issues.push(Issue::new(Code::StateInvalid, Field::State));
        }
        if payment.text(Field::PostalCode).is_some_and(|postal| !takes_postal_code(postal)) {
            issues.push(Issue::new(Code::PostalCodeInvalid, Field::PostalCode));
        }
    }

    /// Words in capitals; states too, where they are two letters \[D\].
    fn spelled(&self, field: Field, payment: &Payment) -> Option<String> {
        let upper = match field {
            Field::AccountType => true,
            Field::State => payment.country.is_some_and(Country::lists_states),
            _ => false,
        };
        payment.text(field).filter(|_| upper).map(str::to_ascii_uppercase)
    }

    /// A form post keeps every member that it does not know as one of `form_data` \[D\].
    fn surround(&self, target: &Target<'_>, payment: &Payment, body: &mut Body, end: bool) {
        match (target.encoding == Encoding::Form, end) {
            (true, false) => body.text("public_key", Some(target.public_key)),
            (true, true) => {
                payment.metadata.iter().for_each(|(name, text)| body.text(name.expose(), Some(text.expose())))
            }
            (false, true) => body.texts("form_data", &payment.metadata),
            (false, false) => {}
        }
    }

    fn token(&self, reply: &Reply<'_>, payment: &Payment) -> Result<Token, Box<Error>> {
        reply::read(reply, payment)
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
