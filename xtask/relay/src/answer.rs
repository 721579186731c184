//! What a gateway's answer means, and what of it the merchant's server gets: members named here, without what was sealed.
//!
//! Neither gateway documents a decline. Read as one: HTTP 402 and 422; of Chargezoom also 400, as status or as the
//! envelope's `code`; of ONTRAPORT a `result_code` that is neither 1 nor one of the older list's failures (3 to 7). An
//! answer that cannot be read does not tell what was done, so it is ambiguous.

use crate::receive::Opened;
use crate::refusal::Refusal;
use crate::shape::{Answer, Gateway};
use crate::strict::{Json, Members};
use serde_json::{Map, Value};

/// So many digits of a number in a row are never shown.
const DIGITS: usize = 7;
/// The fewest digits of a cvv.
const CVV: usize = 3;

/// What the gateway has said: done, or no.
#[derive(Debug)]
pub(crate) enum Judged {
    Done(Value),
    Declined(Value),
}

pub(crate) fn judge(opened: &Opened, status: u16, body: Option<&[u8]>) -> Result<Judged, Refusal> {
    let gateway = opened.target.gateway;
    match (status, gateway) {
        (200..=299, _) => {}
        (402 | 422, _) | (400, Gateway::Chargezoom) => return Ok(Judged::Declined(Value::Object(Map::new()))),
        (400..=599, _) => return Err(Refusal::Gateway),
        _ => return Err(Refusal::Ambiguous),
    }
    let reply: Value = body.and_then(|body| serde_json::from_slice(body).ok()).ok_or(Refusal::Ambiguous)?;
    match gateway {
        Gateway::Chargezoom => chargezoom(opened, &reply),
        Gateway::Ontraport => ontraport(opened, &reply),
    }
}

fn chargezoom(opened: &Opened, reply: &Value) -> Result<Judged, Refusal> {
    match reply.get("code").and_then(Value::as_u64) {
        Some(200) => {}
        Some(400 | 402 | 422) => return Ok(Judged::Declined(Value::Object(Map::new()))),
        Some(401..=599) => return Err(Refusal::Gateway),
        _ => return Err(Refusal::Ambiguous),
    }
    let data = reply.get("data").unwrap_or(&Value::Null);
    let (name, value) = match opened.target.answer {
        Answer::CardId => ("cardId", data.get("cardId").cloned()),
        Answer::TransactionId => ("transactionId", Some(data.clone())),
        // The call is a success even when the first charge is none.
        Answer::Subscription => ("paid", paid(data).map(Value::Bool)),
        Answer::Charge => ("", None),
    };
    let value = value.filter(|value| !value.is_null()).and_then(|value| shown(opened, name, &value));
    let value = value.ok_or(Refusal::Ambiguous)?;
    Ok(Judged::Done(Value::Object(Map::from_iter([(name.to_owned(), value)]))))
}

/// Whether all of the first invoices are paid.
fn paid(data: &Value) -> Option<bool> {
    let is_paid = |invoice: &Value| match invoice.get("IsPaid")? {
        Value::Bool(paid) => Some(*paid),
        Value::Number(number) => Some(number.as_u64() == Some(1)),
        Value::String(text) => Some(text == "1" || text == "true"),
        _ => None,
    };
    data.get("invoices")?.as_array()?.iter().map(is_paid).try_fold(true, |all, paid| Some(all && paid?))
}

fn ontraport(opened: &Opened, reply: &Value) -> Result<Judged, Refusal> {
    if reply.get("code").and_then(Value::as_u64) != Some(0) {
        return Err(Refusal::Ambiguous);
    }
    // One public caller reads the result one level deeper.
    let places = ["/data/chargeResult", "/chargeResult", "/data"];
    let result = places.iter().filter_map(|place| reply.pointer(place)).find(|at| at.get("result_code").is_some());
    let result = result.ok_or(Refusal::Ambiguous)?;
    let code = result.get("result_code").and_then(|code| match code {
        Value::String(text) => text.parse().ok(),
        code => code.as_u64(),
    });
    let names = ["result_code", "transaction_id", "external_txn", "message", "invoice_id"];
    let member = |name: &str| Some((name.to_owned(), shown(opened, name, result.get(name)?)?));
    let reply = Value::Object(names.into_iter().filter_map(member).collect());
    match code {
        Some(1) => Ok(Judged::Done(reply)),
        Some(3..=6) => Err(Refusal::Gateway),
        Some(7) | None => Err(Refusal::Ambiguous),
        Some(_) => Ok(Judged::Declined(reply)),
    }
}

/// A text, a number or a yes or no, unless something of what was sealed is in it.
fn shown(opened: &Opened, name: &str, value: &Value) -> Option<Value> {
    let text = match value {
        Value::Bool(_) => return Some(value.clone()),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    // An id may have the three digits of a cvv by chance.
    let shortest = if name == "message" { CVV } else { DIGITS };
    let is_clean = opened.body.0.iter().take(opened.sealed).all(|(_, secret)| !tells(&text, secret, shortest));
    is_clean.then(|| value.clone())
}

/// Whether seven digits of a secret stand in a text, whatever groups them, or a shorter secret, by itself.
fn tells(text: &str, secret: &Json, shortest: usize) -> bool {
    let secret = match secret {
        Json::Object(Members(members)) => return members.iter().any(|(_, secret)| tells(text, secret, shortest)),
        Json::Text(secret) if secret.expose().bytes().all(|byte| byte.is_ascii_digit()) => secret.expose(),
        _ => return false,
    };
    if secret.len() < DIGITS {
        let mut runs = text.split(|sign: char| !sign.is_ascii_digit());
        return secret.len() >= shortest && runs.any(|run| run == secret);
    }
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    secret.as_bytes().windows(DIGITS).any(|piece| digits.windows(DIGITS).any(|own| own == piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text tells something of a payer, where so few digits of a secret count.
    fn told(text: &str, shortest: usize) -> bool {
        let sealed = br#"{"payer":{"ccnumber":"378282246310005","code":"1234","expire_month":12},"zip":"9720"}"#;
        let members = Members::read(sealed).unwrap();
        members.0.iter().any(|(_, secret)| tells(text, secret, shortest))
    }

    #[test]
    fn seven_digits_of_a_number_tell_it_whatever_stands_between_them() {
        for text in ["378282246310005", "x 3782822 x", "3782-8224", "no. 37 82 82 2"] {
            assert!(told(text, DIGITS), "{text}");
        }
        assert!(!told("378282", DIGITS) && !told("3782 x 224", DIGITS));
    }

    #[test]
    fn a_cvv_by_itself_tells_in_a_message_and_not_in_an_id() {
        assert!(told("Code 1234 is wrong", CVV));
        assert!(!told("Code 12345 is wrong", CVV) && !told("In 12 months", CVV));
        assert!(!told("1234", DIGITS));
    }
}
