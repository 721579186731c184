//! From AffiniPay's answer to a token or an error: the place where a decline becomes a code of ours.

use super::{LIFETIME_MINUTES, RULES};
use crate::error::{Code, Error, Field, Issue, gateway_code};
use crate::gateway::{Reply, status_error};
use crate::input::Value;
use crate::instant::Instant;
use crate::payment::{Method, Payment, Slot};
use crate::text::holds;
use crate::token::Token;

/// The most messages of one reply that are read.
const MESSAGE_LIMIT: usize = 20;

pub(super) fn read(reply: &Reply<'_>, payment: &Payment) -> Result<Token, Box<Error>> {
    let Some(body) = reply.body else { return Err(unreadable(reply.status)) };
    if reply.status == 200
        && let Some(token) = token(body, reply.received, payment)
    {
        return Ok(token);
    }
    Err(error(reply.status, body))
}

/// An answer that is no JSON. Whatever sent it with a status of the 400s was not the gateway.
fn unreadable(status: u16) -> Box<Error> {
    match status {
        429 | 500.. | 300..=399 => status_error(status),
        _ => Box::new(Error { code: Code::ReplyInvalid, ..*status_error(status) }),
    }
}

/// A success may carry messages of level `info` [D], so only the id decides.
fn token(body: &Value, received: Instant, payment: &Payment) -> Option<Token> {
    let id = Token::id(body.text("id")?).filter(|id| !holds(id, payment.number()))?;
    let created = body.text("created").and_then(Instant::parse);
    let (brand, expiry) = match &payment.method {
        Method::Card(card) => {
            let word = body.text("card_type");
            let known = RULES.brands.iter().find(|(_, known)| word == Some(known));
            (Some(known.map_or(card.number.brand(), |(brand, _)| *brand)), Some(card.expiry))
        }
        Method::Bank(_) => (None, None),
    };
    Some(Token {
        id,
        kind: payment.kind(),
        brand,
        last4: payment.last4().to_owned(),
        expiry,
        // One public key serves both modes; the secret key decides later [D].
        test: None,
        expires_at: Some(created.unwrap_or(received).plus_minutes(LIFETIME_MINUTES)),
    })
}

/// One entry of `messages`: an object in most replies, plain text in one table of the documentation [D].
struct Message<'a> {
    code: &'a str,
    field: Option<Field>,
    blank: bool,
}

fn error(status: u16, body: &Value) -> Box<Error> {
    let messages = body.member("messages").map_or(&[][..], Value::elements);
    let messages: Vec<_> = messages.iter().take(MESSAGE_LIMIT).filter_map(message).collect();
    let issues: Vec<_> = messages.iter().filter_map(issue).collect();
    let first = messages.first();
    let plain = first.and_then(|message| meaning(message.code)).map(Error::new);
    let mut error = Error::from_issues(issues).or(plain).unwrap_or_else(|| status_error(status));
    let of_status = status_error(status);
    error.status = of_status.status;
    error.outcome = of_status.outcome;
    error.retry_asked = first.is_some_and(|message| RETRY.contains(&message.code));
    error.gateway_code = first.and_then(|message| gateway_code(message.code));
    error
}

/// `None` for a message that says nothing went wrong, or nothing at all.
fn message(message: &Value) -> Option<Message<'_>> {
    if let Some(code) = message.as_text() {
        return Some(Message { code, field: None, blank: false });
    }
    let code = message.text("code")?;
    let blank = matches!(message.text("sub_code"), Some("not_blank" | "not_null"));
    let level = message.text("level");
    (level != Some("info")).then(|| Message { code, field: message.text("context").and_then(field), blank })
}

/// The field that a context names. Prefixes vary (`method.`, `card.`, none, back-ticks), so the last part decides \[D, V\].
fn field(context: &str) -> Option<Field> {
    let is_part_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let context = context.strip_suffix('`').unwrap_or(context);
    let length = context.bytes().rev().take_while(is_part_of_name).count();
    let last = context.get(context.len() - length..)?;
    let slot = RULES.own.iter().find(|(name, _)| *name == last)?.1;
    match slot {
        Slot::Field(Field::ExpMonth | Field::ExpYear) => Some(Field::Expiry),
        Slot::Field(field) => Some(field),
        Slot::Brand | Slot::Kind => None,
    }
}

/// What a message says of a field. Codes of cards come without a context \[D\].
fn issue(message: &Message<'_>) -> Option<Issue> {
    let of_code = match message.code {
        "card_number_invalid" | "card_number_incorrect" => Some(Issue::new(Code::NumberInvalid, Field::Number)),
        "card_expired" => Some(Issue::new(Code::ExpiryPast, Field::Expiry)),
        "card_cvv_incorrect" => Some(Issue::new(Code::CvvInvalid, Field::Cvv)),
        "card_type_not_accepted" => Some(Issue::new(Code::BrandNotAccepted, Field::Number)),
        "ach_invalid_account_number" => Some(Issue::new(Code::AccountNumberInvalid, Field::AccountNumber)),
        "ach_invalid_routing_number" => Some(Issue::new(Code::RoutingNumberInvalid, Field::RoutingNumber)),
        "invalid_data" => None,
        _ => return None,
    };
    of_code.or_else(|| {
        let field = message.field?;
        let missing = field.missing_code().filter(|_| message.blank);
        Some(Issue::new(missing.or(field.invalid_code()).unwrap_or(Code::FieldInvalid), field))
    })
}

/// Codes with which the gateway asks for another try \[D\].
const RETRY: &[&str] = &["card_processor_not_available", "ach_processor_not_available"];

/// What a code means that belongs to no field. `None` leaves it to the status.
fn meaning(code: &str) -> Option<Code> {
    match code {
        "not_authorized" | "not_authorized_country_denied" => Some(Code::KeyRejected),
        "merchant_not_active" => Some(Code::MerchantInactive),
        _ if code.starts_with("unavailable_for_merchant_") => Some(Code::MerchantInactive),
        _ if code.starts_with("card_declined") || code.starts_with("ach_declined") => Some(Code::Declined),
        _ => None,
    }
}
