//! The API's envelope: `{status, msg, data}` (D), and what is refused with it.
//!
//! Of a refusal the file has `status` (`failed` or `error`, V) and `msg`; that it has no `data` is ours (I), and so are
//! the texts but those marked O.

use crate::reply::reply;
use axum::response::Response;
use serde_json::{Value, json};

/// A refused request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: u16,
    message: &'static str,
}

pub(crate) const NO_KEY: Refusal = Refusal { status: 401, message: "unauthorized" };
pub(crate) const NOT_OURS: Refusal = Refusal { status: 403, message: "only the sandbox's own page may ask this" };
pub(crate) const NO_PATH: Refusal = Refusal { status: 404, message: "not found" };
pub(crate) const NO_METHOD: Refusal = Refusal { status: 405, message: "method not allowed" };
/// Seen by integrators (O), as the two that follow.
pub(crate) const EXPIRED: Refusal = Refusal::bad("Invalid card expiration - expired");
pub(crate) const ROUTING: Refusal = Refusal::bad("Invalid routing_number");
pub(crate) const ACCOUNT: Refusal = Refusal::bad("Invalid account_number");

impl Refusal {
    /// A payload that is not what the file describes.
    pub(crate) const fn bad(message: &'static str) -> Self {
        Self { status: 400, message }
    }

    pub(crate) fn response(&self) -> Response {
        reply(self.status, &json!({ "status": "failed", "msg": self.message }))
    }
}

pub(crate) fn success(data: &Value) -> Value {
    json!({ "status": "success", "msg": "success", "data": data })
}
