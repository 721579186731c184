//! Charging a token: what the demo merchant's server does with one, in place of ONTRAPORT, whose server does it with a token
//! that it got as `payer.cctoken`.
//!
//! A declined charge uses the token up, too (I): a sandbox that let it live would hide an integration that counts on it.

use super::check::{Payment, new_id};
use super::errors::{Code, Refusal};
use crate::digits::last_4;
use crate::reply::reply;
use crate::vault::Vault;
use axum::response::Response;
use serde_json::{Map, Value, json};

/// The gateway's test numbers that fail, and how (P).
const CARDS: [(&str, Code); 4] = [
    ("4000000000000002", Code::CardDeclined),
    ("4000000000000069", Code::ExpiredCard),
    ("4000000000000127", Code::IncorrectCvc),
    ("4000000000000119", Code::ProcessingError),
];

/// Whether a charge of this test number fails.
pub(super) fn is_declined(number: &str) -> bool {
    CARDS.iter().any(|(test, _)| *test == number)
}

/// Answers `POST /v1/charges` from a caller who has shown the secret key. `created` in seconds.
pub(crate) fn charge(fields: &Map<String, Value>, tokens: &Vault<Payment>, created: u64) -> Result<Response, Refusal> {
    if let Some(name) = fields.keys().find(|name| !["amount", "currency", "source"].contains(&name.as_str())) {
        return Err(Refusal::of(Code::ParameterUnknown, name));
    }
    let text = |name: &str| {
        let found = fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        found.ok_or_else(|| Refusal::of(Code::ParameterMissing, name))
    };
    let amount = text("amount")?.parse::<u64>().ok().filter(|cents| *cents > 0);
    let amount = amount.ok_or_else(|| Refusal::of(Code::ParameterUnknown, "amount"))?;
    let (currency, id) = (text("currency")?, text("source")?);
    let payment = tokens.take(id).ok_or_else(|| Refusal::of(Code::TokenAlreadyUsed, "source"))?;
    let Payment::Card { number, .. } = &payment else {
        return Err(Refusal::of(Code::BankAccountUnusable, "source"));
    };
    if let Some((_, code)) = CARDS.iter().find(|(test, _)| test == number) {
        return Err(Refusal::new(*code));
    }
    let card = payment.token(created).remove("card");
    let body = json!({
        "id": new_id("ch_"), "object": "charge", "amount": amount, "currency": currency, "created": created,
        "paid": true, "status": "succeeded", "source": card, "last4": last_4(number),
    });
    Ok(reply(200, &body))
}
