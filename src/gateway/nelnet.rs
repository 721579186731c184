//! Nelnet Payment Services (formerly PaymentSpring): `GET /api/v1/tokens/jsonp`, the endpoint that its documentation names
//! for browsers.
//!
//! Sources: \[D\] the gateway's API reference; \[V\] other pages and repositories of the vendor; \[I\] inferred. The gateway's
//! own spellings stand in this file and its table, and nowhere else.

use super::nelnet_table::RULES;
use super::{Entry, bare_refusal, made, status_error};
use crate::error::{Error, Outcome};
use crate::input::Value;
use crate::payment::Payment;
use crate::token::Token;

/// Success and failure come alike, without a status \[D\]: an error names its codes, a token is of class `token`.
pub(super) fn token(status: u16, body: &Value, payment: &Payment) -> Result<Box<Token>, Box<Error>> {
    let errors = body.list("errors");
    if !errors.is_empty() {
        return Err(bare_refusal(&RULES, errors, Outcome::None, entry));
    }
    let id = body.text("id").filter(|_| body.text("class") == Some("token"));
    made(&RULES, payment, id, body.text("card_type"), None).ok_or_else(|| status_error(status))
}

fn entry(error: &Value) -> Option<Entry<'_>> {
    Some(Entry { code: error.text("code")?, field: None, blank: false })
}
