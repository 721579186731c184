//! From AffiniPay's answer to a token or an error: the place where a decline becomes a code of ours.

use super::RULES;
use crate::error::{Code, Error, Field, Issue};
use crate::gateway::{Reply, refusal, status_error, token};
use crate::input::Value;
use crate::instant::Instant;
use crate::payment::{Payment, Slot};
use crate::token::Token;

/// The most messages of one reply that are read.
const MESSAGE_LIMIT: usize = 20;

/// A success may carry messages of level `info` [D], so only the id decides.
pub(super) fn read(reply: &Reply<'_>, payment: &Payment) -> Result<Token, Box<Error>> {
    let Some(body) = reply.body else { return Err(unreadable(reply.status)) };
    let created = body.text("created").and_then(Instant::parse).unwrap_or(reply.received);
    let made = (reply.status == 200)
        .then(|| token(&RULES, payment, body.text("id")?, body.text("card_type"), created))
        .flatten();
    made.ok_or_else(|| error(reply.status, body))
}

/// An answer that is no JSON. Whatever sent it with a status of the 400s was not the gateway.
fn unreadable(status: u16) -> Box<Error> {
    let mut error = status_error(status);
    if matches!(error.code, Code::KeyRejected | Code::RequestRefused) {
        error.code = Code::ReplyInvalid;
    }
    error
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
    match first {
        Some(first) => refusal(&RULES, status, first, issues),
        None => status_error(status),
    }
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
    match RULES.slot(last)? {
        Slot::Field(Field::ExpMonth | Field::ExpYear) => Some(Field::Expiry),
        Slot::Field(field) => Some(field),
        Slot::Brand | Slot::Kind => None,
    }
}

/// What a message says of a field. Codes of cards come without a context \[D\].
fn issue(message: &Message<'_>) -> Option<Issue> {
    let meaning = RULES.meaning(message.code)?;
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
