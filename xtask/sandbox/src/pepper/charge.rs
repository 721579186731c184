//! Charging a token: `POST /api/transaction`, what the demo merchant's server does with one.
//!
//! Taken are `type` (`sale`, `authorize`, `verification`), `amount` in cents, `payment_method` with a token and
//! nothing else, and `billing_address`; of the documented rest nothing of ours sends anything, `credit` included. A
//! verification may have an amount of zero or none (I). A token that is not known, used or dead is a bad payload, 400
//! (I). A decline is no API error (V): the envelope says `success`, and `data.response_code` why. It uses the token up
//! too: the file leaves that open.

use super::envelope::Refusal;
use super::payment::{Outcome, PARTIAL, Payment};
use crate::body::{Encoding, members};
use crate::vault::Vault;
use serde_json::{Map, Value, json};

const KNOWN: [&str; 4] = ["type", "amount", "payment_method", "billing_address"];
const TYPES: [&str; 3] = ["sale", "authorize", "verification"];
/// A transaction's address (D).
const ADDRESS: [&str; 12] = [
    "first_name",
    "last_name",
    "company",
    "address_line_1",
    "address_line_2",
    "city",
    "state",
    "postal_code",
    "country",
    "email",
    "phone",
    "fax",
];

/// Answers a caller who has shown the private key: the envelope's `data`.
pub(super) fn charge(body: &[u8], tokens: &Vault<Payment>) -> Result<Value, Refusal> {
    let order = members(Encoding::Json, body).ok_or(Refusal::bad("the body is no object"))?;
    if order.keys().any(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Refusal::bad("a field that the sandbox does not take"));
    }
    let kind = order.get("type").and_then(Value::as_str).filter(|kind| TYPES.contains(kind));
    let kind = kind.ok_or(Refusal::bad("the type is not one that the sandbox takes"))?;
    let amount = amount(&order, kind)?;
    let address = address(&order)?;
    let payment = tokens.take(token(&order)?).ok_or(Refusal::bad("the token is not known, used or dead"))?;
    let postal_code = address.and_then(|address| address.get("postal_code")).and_then(Value::as_str);
    Ok(data(kind, amount, &payment, postal_code))
}

fn amount(order: &Map<String, Value>, kind: &str) -> Result<u64, Refusal> {
    let free = kind == "verification";
    match order.get("amount") {
        None if free => Some(0),
        Some(Value::Number(cents)) => cents.as_u64().filter(|cents| free || *cents > 0),
        _ => None,
    }
    .ok_or(Refusal::bad("the amount is no number of cents"))
}

/// Exactly one kind of payment method (D), and here that is a token.
fn token(order: &Map<String, Value>) -> Result<&str, Refusal> {
    let method = order.get("payment_method").and_then(Value::as_object).filter(|method| method.len() == 1);
    let token = method.and_then(|method| method.get("token")).and_then(Value::as_str);
    token.ok_or(Refusal::bad("the payment method is not one token"))
}

fn address(order: &Map<String, Value>) -> Result<Option<&Map<String, Value>>, Refusal> {
    let known = |(name, value): (&String, &Value)| ADDRESS.contains(&name.as_str()) && value.is_string();
    match order.get("billing_address") {
        None => Ok(None),
        Some(Value::Object(address)) if address.iter().all(known) => Ok(Some(address)),
        Some(_) => Err(Refusal::bad("the billing address is not as documented")),
    }
}

/// `payment_method`, `payment_type` and `response_code` are the file's (D); the rest are names of the vendor's server
/// library (V), `response` excepted, whose words are ours too (I).
fn data(kind: &str, amount: u64, payment: &Payment, postal_code: Option<&str>) -> Value {
    let method = &payment.method;
    let outcome = method.outcome();
    json!({
        "id": super::random_text(20),
        "type": kind,
        "amount": amount,
        "amount_authorized": authorized(outcome, amount),
        "payment_method": "token",
        "payment_type": method.word(),
        "response": outcome.response,
        "response_code": outcome.code,
        "response_body": { method.word(): method.charged(postal_code.or(payment.postal_code.as_deref())) },
    })
}

const fn authorized(outcome: Outcome, amount: u64) -> u64 {
    match outcome.code {
        100 => amount,
        code if code == PARTIAL.code => amount / 2,
        _ => 0,
    }
}
