//! The merchant's server for sealed fields: it carries a string that it cannot read, and adds what only it may say.
//!
//! `GET /sealed/context` makes a context for a page; a string that is bound to it is sent on with it, once. `POST /sealed`
//! takes `{sealed, action, context?}` as JSON, adds the customer, the amount and the like, and hands it to the relay with
//! the shop's own credential. The answer is the relay's, with `received`, all that the page has sent, which is also in the
//! shop's log. That log is for the demonstration: a merchant must not keep the string, because a security code is in it.

use super::{Shop, typed};
use crate::relay::{CREDENTIAL, CREDENTIAL_BOUND, Places};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Longer than the relay waits for a gateway.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The shop's line to the relay, and the contexts that are out.
pub(super) struct Carrier {
    pub(super) client: reqwest::Client,
    pub(super) places: Places,
    contexts: Mutex<HashSet<String>>,
}

impl Carrier {
    pub(super) fn new(places: Places) -> io::Result<Self> {
        let client = reqwest::Client::builder().no_proxy().timeout(TIMEOUT).build().map_err(io::Error::other)?;
        Ok(Self { client, places, contexts: Mutex::default() })
    }

    fn with_contexts<T>(&self, action: impl FnOnce(&mut HashSet<String>) -> T) -> T {
        action(&mut self.contexts.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) async fn send(&self, credential: &str, request: &Value) -> (u16, Value) {
        let request = self
            .client
            .post(format!("{}/sealed", self.places.relay))
            .header("authorization", format!("Bearer {credential}"))
            .header("content-type", "application/json")
            .body(request.to_string());
        let Ok(response) = request.send().await else { return failed() };
        let status = response.status().as_u16();
        let text = response.text().await.unwrap_or_default();
        serde_json::from_str(&text).map_or_else(|_| failed(), |answer| (status, answer))
    }
}

/// Nobody knows what the relay did.
fn failed() -> (u16, Value) {
    (504, json!({ "code": "relay_unreachable" }))
}

/// Answers `GET /sealed/context`.
pub(super) async fn context(State(shop): State<Shop>) -> Response {
    let mut bytes = [0; 18];
    if getrandom::fill(&mut bytes).is_err() {
        return answer(500, &json!({}));
    }
    let context: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    shop.0.carrier.with_contexts(|contexts| contexts.insert(context.clone()));
    answer(200, &json!({ "context": context }))
}

/// Answers `POST /sealed`.
pub(super) async fn take(State(shop): State<Shop>, body: Bytes) -> Response {
    let received = String::from_utf8_lossy(&body).into_owned();
    let sent: Value = serde_json::from_slice(&body).unwrap_or_default();
    let carrier = &shop.0.carrier;
    let context = sent.get("context").and_then(Value::as_str);
    let credential = match context {
        Some(context) if carrier.with_contexts(|contexts| contexts.remove(context)) => CREDENTIAL_BOUND,
        Some(_) => return answer(400, &json!({ "code": "context_unknown", "received": received })),
        None => CREDENTIAL,
    };
    let action = sent.get("action").and_then(Value::as_str).unwrap_or_default();
    let mut request = json!({ "sealed": sent.get("sealed"), "action": action, "fields": fields(action) });
    if let (Some(context), Some(members)) = (context, request.as_object_mut()) {
        members.insert("context".to_owned(), json!(context));
    }
    let (status, mut told) = carrier.send(credential, &request).await;
    if let Some(members) = told.as_object_mut() {
        members.insert("received".to_owned(), json!(received));
    }
    answer(status, &told)
}

/// What the shop knows, and a page must not say: who pays how much.
pub(super) fn fields(action: &str) -> Value {
    match action {
        "create" => json!({ "customerId": "17", "defaultCard": 1 }),
        "sale" | "auth" => json!({ "customerId": 17, "gatewayId": 3, "payAmount": 13.0 }),
        "invoice" => json!({ "invoiceId": 9, "gatewayId": "3", "payAmount": 13.0 }),
        "subscribe" => json!({ "customerID": 17, "billinfo": 0, "address1": "12 Elm St", "address2": "Unit 4" }),
        _ => json!({
            "contact_id": 17, "chargeNow": "chargeNow", "gateway_id": 3, "invoice_template": 1,
            "offer": { "products": [{ "id": 5, "quantity": 1, "total": 13.0 }], "subTotal": 13.0, "grandTotal": 13.0 },
        }),
    }
}

fn answer(status: u16, body: &Value) -> Response {
    let mut response = typed("application/json", body.to_string());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}
