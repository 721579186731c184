//! From AffiniPay's answer to a token or an error: the place where a decline becomes a code of ours.

use super::{LIFETIME_MINUTES, RULES};
use crate::error::{Code, Error, Field, Issue, gateway_code};
use crate::gateway::{Meaning, Reply, status_error};
use crate::input::Value;
use crate::instant::Instant;
use crate::payment::{Payment, Slot};
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
    let word = body.text("card_type");
    let named = RULES.brands.iter().find(|(_, known)| word == Some(known));
    Some(Token {
        id,
        kind: payment.kind,
        brand: payment.brand.map(|brand| named.map_or(brand, |(named, _)| *named)),
        last4: payment.last4().to_owned(),
        expiry: payment.expiry,
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
    let (mut first, mut issues) = (None, Vec::new());
    for element in body.member("messages").map_or(&[][..], Value::elements).iter().take(MESSAGE_LIMIT) {
        if let Some(message) = message(element) {
            first = first.or(Some(message.code));
            issues.extend(issue(&message));
        }
    }
    let mut error = status_error(status);
    let Some(first) = first else { return error };
    if let Some(Meaning { code, field: None, .. }) = Meaning::of(MEANINGS, first)
        && *code != Code::FieldInvalid
    {
        error.code = *code;
    }
    error.retry_asked = RETRY.contains(&first);
    error.gateway_code = gateway_code(first);
    error.with_issues(issues)
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
    let meaning = Meaning::of(MEANINGS, message.code)?;
    if let Some(field) = meaning.field {
        return Some(Issue::new(meaning.code, field));
    }
    if meaning.code != Code::FieldInvalid {
        return None;
    }
    let field = message.field?;
    let [missing, _, invalid] = field.codes();
    let is_missing = message.blank && missing != Code::FieldInvalid;
    Some(Issue::new(if is_missing { missing } else { invalid }, field))
}

/// Codes with which the gateway asks for another try \[D\].
const RETRY: &[&str] = &["card_processor_not_available", "ach_processor_not_available"];

/// What its codes mean; all others are left to the status.
const MEANINGS: &[Meaning] = &[
    Meaning::new("card_number_in*", Code::NumberInvalid, Some(Field::Number)),
    Meaning::new("card_expired", Code::ExpiryPast, Some(Field::Expiry)),
    Meaning::new("card_cvv_incorrect", Code::CvvInvalid, Some(Field::Cvv)),
    Meaning::new("card_type_not_accepted", Code::BrandNotAccepted, Some(Field::Number)),
    Meaning::new("ach_invalid_account_number", Code::AccountNumberInvalid, Some(Field::AccountNumber)),
    Meaning::new("ach_invalid_routing_number", Code::RoutingNumberInvalid, Some(Field::RoutingNumber)),
    // The context names the field.
    Meaning::new("invalid_data", Code::FieldInvalid, None),
    Meaning::new("not_authorized*", Code::KeyRejected, None),
    Meaning::new("merchant_not_active", Code::MerchantInactive, None),
    Meaning::new("unavailable_for_merchant_*", Code::MerchantInactive, None),
    Meaning::new("card_declined*", Code::Declined, None),
    Meaning::new("ach_declined*", Code::Declined, None),
];
