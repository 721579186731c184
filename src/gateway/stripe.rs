//! Stripe: `POST /v1/tokens` with a publishable key. Its card token is what ONTRAPORT takes as `payer.cctoken`; built that far
//! and no further.
//!
//! Sources: \[P\] the gateway's public reference; \[K\] common knowledge of the API, read leniently. The gateway's own spellings
//! stand in this file and its table, and nowhere else.

use super::stripe_table::{NOT_ENABLED, RULES};
use super::{Entry, made, refusal};
use crate::error::Error;
use crate::input::Value;
use crate::payment::Payment;
use crate::text::holds;
use crate::token::Token;
use core::slice;

/// A token or one error \[P\]. When a token's life began is not asked: how long it is, is not stated.
pub(super) fn token(status: u16, body: &Value, payment: &Payment) -> Result<Box<Token>, Box<Error>> {
    let id = body.text("id").filter(|_| status == 200 && body.text("object") == Some("token"));
    let brand = body.member("card").and_then(|card| card.text("brand"));
    let error = body.member("error").map_or(&[][..], slice::from_ref);
    made(&RULES, payment, id, brand, None).ok_or_else(|| refusal(&RULES, status, error, entry))
}

/// Its sentence is for people and may change \[P\], so it is read for one thing alone that has no code.
fn entry(error: &Value) -> Option<Entry<'_>> {
    let is_off = error.text("message").is_some_and(|message| holds(message, NOT_ENABLED));
    let code = error.text("code").or_else(|| error.text("type"));
    let code = if is_off { NOT_ENABLED } else { code? };
    let field = error.text("param").and_then(|param| RULES.field(param));
    Some(Entry { code, field, blank: matches!(code, "parameter_missing" | "parameter_invalid_empty") })
}
