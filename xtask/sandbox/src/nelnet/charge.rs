//! What a merchant's server may do with a token: read it back, charge it.
//!
//! The gateway file lists the fields of a charge and some refusals, but neither the reply nor any HTTP status: ours has
//! `id`, `amount`, `token` and the masked payment; a refusal is 400, a wrong key 401 (I). A declined charge uses the
//! token up, as with the sandbox AffiniPay: the file leaves that open (?). CVV and AVS verification are off. `bill_on`
//! is refused: nothing of ours schedules.

use super::errors::{self, Refusal};
use super::keys::{self, Mode};
use super::payment::{Method, Payment};
use crate::body::{Encoding, basic_user, members};
use crate::vault::Vault;
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

/// Fields of a charge with a token (D), without `bill_on`.
const KNOWN: [&str; 9] = [
    "token",
    "amount",
    "cvv",
    "zip",
    "send_receipt",
    "receipt_template_id",
    "email_address",
    "description",
    "metadata",
];
/// Card charges of so many cents are declined in test mode (D).
const DECLINED: std::ops::RangeInclusive<u64> = 73..=100;

/// The mode of the private key that came with a request.
pub(super) fn merchant(headers: &HeaderMap) -> Result<Mode, Refusal> {
    basic_user(headers).and_then(|key| keys::of_merchant(&key)).ok_or_else(|| errors::KEY.into())
}

/// Answers `POST /api/v1/charge` from a caller who has shown a private key of `mode`.
pub(super) fn charge(mode: Mode, headers: &HeaderMap, body: &[u8], tokens: &Vault<Payment>) -> Result<Value, Refusal> {
    let encoding = Encoding::of(headers).ok_or(errors::REQUEST)?;
    let fields = members(encoding, body).ok_or(errors::REQUEST)?;
    if fields.keys().any(|name| !KNOWN.contains(&name.as_str())) {
        return Err(errors::UNKNOWN.into());
    }
    let (id, amount) = order(&fields)?;
    tokens.peek(id).filter(|payment| payment.mode == mode).ok_or(errors::NO_VALID_TOKEN)?;
    let payment = tokens.take(id).ok_or(errors::NO_VALID_TOKEN)?;
    if matches!(payment.method, Method::Card { .. }) && mode == Mode::Test && DECLINED.contains(&amount) {
        return Err(errors::DECLINED.into());
    }
    let mut reply = payment.method.charged();
    if let Value::Object(members) = &mut reply {
        members.insert("id".to_owned(), json!(super::random_hex(16)));
        members.insert("amount".to_owned(), json!(amount));
        members.insert("token".to_owned(), json!(id));
    }
    Ok(reply)
}

/// The token's id and the amount in cents.
fn order(fields: &Map<String, Value>) -> Result<(&str, u64), Refusal> {
    let (Some(token), Some(amount)) = (fields.get("token"), fields.get("amount")) else {
        return Err(errors::PARAMETERS.into());
    };
    let amount = match amount {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let amount = amount.filter(|cents| *cents > 0).ok_or(errors::CENTS)?;
    Ok((token.as_str().ok_or(errors::NO_VALID_TOKEN)?, amount))
}

/// Answers `GET /api/v1/tokens/{id}`: the token stays usable.
pub(super) fn read_back(mode: Mode, id: &str, tokens: &Vault<Payment>) -> Result<Value, Refusal> {
    let found = tokens.peek(id).filter(|payment| payment.mode == mode);
    found.map(|payment| payment.method.token(id)).ok_or_else(|| errors::TOKEN_NOT_FOUND.into())
}
