//! Charging a token: what the demo merchant's server does with one.
//!
//! The gateway file gives no charge reply; ours has `id`, `amount`, `method` (the masked token) and `created`. A
//! declined charge uses the token up too: the file leaves that open, and a sandbox that let it live would hide an
//! integration that counts on it. The AVS and CVV policies are taken as lenient: `NOT_MATCHED` is refused,
//! `UNAVAILABLE` and `ERROR` are not.

use super::errors::{Code, Fault, Refusal};
use super::payment::{Method, Payment, cvv_fault};
use super::request::Fields;
use super::store::{Store, new_id};
use crate::body::Encoding;
use crate::clock::{Clock, iso, year_month};
use crate::digits::{passes_aba, passes_luhn};
use crate::reply::reply;
use axum::response::Response;
use serde_json::{Value, json};

/// What a charge may say here. The real endpoint takes more, but nothing of ours sends it.
const KNOWN: [&str; 3] = ["method", "amount", "account_id"];

/// The gateway's test numbers that fail, and how.
const CARDS: [(&str, Code); 9] = [
    ("4000000000000002", Code::CardDeclined),
    ("4000000000000044", Code::DeclinedInsufficientFunds),
    ("4000000000000051", Code::DeclinedLimitExceeded),
    ("4000000000000069", Code::CardExpired),
    ("4000000000000119", Code::DeclinedProcessingError),
    ("4000000000000127", Code::DeclinedHold),
    ("4000000000000135", Code::CardTypeNotAccepted),
    ("4000000000000101", Code::CardCvvIncorrect),
    ("4000000000000010", Code::CardAvsRejected),
];

/// The routing number whose account numbers below choose a failure.
const CHOOSING_BANK: &str = "000000013";
const ACCOUNTS: [(&str, Code); 9] = [
    ("1000000001", Code::AchDeclined),
    ("1000000002", Code::AchDeclinedHold),
    ("1000000003", Code::AchDeclinedDuplicate),
    ("1000000004", Code::AchInvalidAccount),
    ("1000000005", Code::AchInsufficientFunds),
    ("1000000006", Code::AchAccountNotFound),
    ("1000000007", Code::AchAccountClosed),
    ("1000000008", Code::AchAccountFrozen),
    ("1000000009", Code::AchLimitExceeded),
];

/// Answers `POST /v1/charges` from a caller who has shown the secret key.
pub(crate) fn charge(encoding: Encoding, body: &[u8], store: &Store, clock: &Clock) -> Result<Response, Vec<Refusal>> {
    let fields = Fields::read(encoding, body, &KNOWN).map_err(|refusal| vec![refusal])?;
    let (id, amount) = order(&fields)?;
    let unknown = || vec![Refusal::not_found("Token", &id)];
    let (payment, masked) = store.take(&id).ok_or_else(unknown)?;
    if let Some(refusal) = decline(&payment, year_month(clock.now())) {
        return Err(vec![refusal]);
    }
    let body = json!({ "id": new_id(), "amount": amount, "method": masked, "created": iso(clock.now()) });
    Ok(reply(200, &body))
}

/// The token's id and the amount in cents.
fn order(fields: &Fields) -> Result<(String, u64), Vec<Refusal>> {
    if !fields.refused.is_empty() {
        return Err(fields.refused.clone());
    }
    let id = match fields.values.get("method") {
        Some(Value::String(id)) => id.clone(),
        Some(_) => return Err(vec![Refusal::field("method", Fault::Invalid)]),
        None => return Err(vec![Refusal::new(Code::NoPaymentMethod)]),
    };
    let amount = match (fields.values.get("amount"), fields.encoding) {
        (Some(Value::Number(number)), Encoding::Json) => number.as_u64(),
        (Some(Value::String(text)), Encoding::Form) => text.parse().ok(),
        (None, _) => return Err(vec![Refusal::field("amount", Fault::Missing)]),
        _ => None,
    };
    let amount = amount.filter(|cents| *cents > 0);
    Ok((id, amount.ok_or_else(|| vec![Refusal::field("amount", Fault::Invalid)])?))
}

fn decline(payment: &Payment, today: u32) -> Option<Refusal> {
    match &payment.method {
        Method::Card { number, month, year, cvv } => {
            if let Some((_, code)) = CARDS.iter().find(|(test, _)| test == number) {
                return Some(Refusal::new(*code));
            }
            if !passes_luhn(number) {
                return Some(Refusal::new(Code::CardNumberInvalid));
            }
            if year * 100 + month < today {
                return Some(Refusal::new(Code::CardExpired));
            }
            let fault = cvv.as_deref().and_then(|cvv| cvv_fault(number, cvv))?;
            Some(Refusal::field("method.cvv", fault))
        }
        Method::Bank { routing_number, account_number, .. } => {
            if !passes_aba(routing_number) {
                return Some(Refusal::new(Code::AchInvalidRouting));
            }
            let listed = ACCOUNTS.iter().find(|(test, _)| routing_number == CHOOSING_BANK && test == account_number);
            listed.map(|(_, code)| Refusal::new(*code))
        }
    }
}
