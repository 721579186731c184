//! From AffiniPay's answer to a token or an error: the place where a decline becomes a code of ours.

use super::rules_table::RULES;
use crate::error::Error;
use crate::gateway::{Entry, made, refusal};
use crate::input::Value;
use crate::payment::Payment;
use crate::token::Token;

/// A success may carry messages of level `info` [D], so only the id decides.
pub(in crate::gateway) fn token(status: u16, body: &Value, payment: &Payment) -> Result<Box<Token>, Box<Error>> {
    let id = body.text("id").filter(|_| status == 200);
    let made = made(&RULES, payment, id, body.text("card_type"), body.text("created"));
    made.ok_or_else(|| refusal(&RULES, status, body.list("messages"), entry))
}

/// One entry of `messages`: an object in most replies, plain text in one table of the documentation [D]. Codes of cards come
/// without a context [D]; what stands before a field's name there varies (`method.`, `card.`, none, back-ticks) \[D, V\]. `None` for one that says nothing went wrong, or nothing at all.
fn entry(message: &Value) -> Option<Entry<'_>> {
    let code = message.as_text().or_else(|| message.text("code"))?;
    let blank = matches!(message.text("sub_code"), Some("not_blank" | "not_null"));
    let field = message.text("context").and_then(|context| RULES.field(context));
    (message.text("level") != Some("info")).then_some(Entry { code, field, blank })
}
