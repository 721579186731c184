//! Nelnet Payment Services (formerly PaymentSpring): `GET /api/v1/tokens/jsonp`, the endpoint that its documentation names
//! for browsers.
//!
//! Sources: \[D\] the gateway's API reference; \[V\] other pages and repositories of the vendor; \[I\] inferred. The gateway's
//! own spellings stand in this file and its table, and nowhere else.

use super::nelnet_table::RULES;
use super::{Entry, Gateway, Reply, bare_refusal, status_error, token};
use crate::error::Error;
use crate::input::Value;
use crate::payment::Payment;
use crate::token::Token;

/// The gateway.
#[derive(Debug)]
pub struct Nelnet;

impl Gateway for Nelnet {
    /// Success and failure come alike, without a status \[D\]: an error names its codes, a token is of class `token`.
    fn token(&self, reply: &Reply<'_>, payment: &Payment) -> Result<Box<Token>, Box<Error>> {
        let body = reply.body.unwrap_or(&Value::Other);
        let errors = body.member("errors").map_or(&[][..], Value::elements);
        if !errors.is_empty() {
            return Err(bare_refusal(&RULES, errors, entry));
        }
        let id = body.text("id").filter(|_| body.text("class") == Some("token"));
        let made = id.and_then(|id| token(&RULES, payment, id, body.text("card_type"), None));
        made.ok_or_else(|| status_error(reply.status))
    }
}

fn entry(error: &Value) -> Option<Entry<'_>> {
    Some(Entry { code: error.text("code")?, field: None, blank: false })
}
