//! From AffiniPay's answer to a token or an error: the place where a decline becomes a code of ours.

use super::rules_table::RULES;
use crate::error::{Code, Error, Field};
use crate::gateway::{Entry, Reply, refusal, status_error, token};
use crate::input::Value;
use crate::payment::{Payment, Slot};
use crate::token::Token;

/// A success may carry messages of level `info` [D], so only the id decides.
pub(super) fn read(reply: &Reply<'_>, payment: &Payment) -> Result<Box<Token>, Box<Error>> {
    let Some(body) = reply.body else { return Err(unreadable(reply.status)) };
    let id = body.text("id").filter(|_| reply.status == 200);
    let made = id.and_then(|id| token(&RULES, payment, id, body.text("card_type"), body.text("created")));
    let messages = body.member("messages").map_or(&[][..], Value::elements);
    made.ok_or_else(|| refusal(&RULES, reply.status, messages, entry))
}

/// An answer that is no JSON. Whatever sent it with a status of the 400s was not the gateway.
fn unreadable(status: u16) -> Box<Error> {
    let mut error = status_error(status);
    if matches!(error.code, Code::KeyRejected | Code::RequestRefused) {
        error.code = Code::ReplyInvalid;
    }
    error
}

/// One entry of `messages`: an object in most replies, plain text in one table of the documentation [D]. Codes of cards come
/// without a context [D]. `None` for one that says nothing went wrong, or nothing at all.
fn entry(message: &Value) -> Option<Entry<'_>> {
    let code = message.as_text().or_else(|| message.text("code"))?;
    let blank = matches!(message.text("sub_code"), Some("not_blank" | "not_null"));
    let field = message.text("context").and_then(field);
    (message.text("level") != Some("info")).then_some(Entry { code, field, blank })
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
        Slot::Brand | Slot::Kind | Slot::Key => None,
    }
}
