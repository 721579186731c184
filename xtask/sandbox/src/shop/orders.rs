//! Taking an order: token in, charge at the gateway, result out.
//!
//! The body is JSON or urlencoded with `token` (or `payment_token`, the library's hidden input) and perhaps `amount`
//! in cents. The answer is `{status, last4?, brand?, gatewayCode?, note?, received}`: `paid`, `declined` when the
//! gateway refused, `failed` when there was nothing to charge or nobody to ask.

use super::{Shop, typed};
use crate::affinipay::SECRET_KEY;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use std::io;
use std::time::Duration;

/// What an order costs when it does not say, in cents.
const USUAL_AMOUNT: u64 = 4_200;

/// The shop's line to the gateway.
pub(super) struct Till {
    client: reqwest::Client,
    /// `None` when the pages talk to a gateway whose secret key we do not have.
    gateway: Option<String>,
}

struct Order {
    token: String,
    amount: u64,
}

impl Till {
    pub(super) fn new(gateway: Option<String>) -> io::Result<Self> {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10));
        Ok(Self { client: client.build().map_err(io::Error::other)?, gateway })
    }

    async fn charge(&self, order: &Order) -> Value {
        let Some(gateway) = &self.gateway else {
            return failed("The token was received. It was not charged: the shop has no secret key of this gateway.");
        };
        let key = STANDARD.encode(format!("{SECRET_KEY}:"));
        let body = json!({ "method": order.token, "amount": order.amount }).to_string();
        let request = self
            .client
            .post(format!("{gateway}/v1/charges"))
            .header("authorization", format!("Basic {key}"))
            .header("content-type", "application/json")
            .body(body);
        let Ok(response) = request.send().await else {
            return failed("The gateway could not be reached.");
        };
        let paid = response.status().is_success();
        let text = response.text().await.unwrap_or_default();
        let Ok(reply) = serde_json::from_str::<Value>(&text) else {
            return failed("The gateway's answer could not be read.");
        };
        if paid { accepted(&reply) } else { declined(&reply) }
    }
}

fn failed(note: &str) -> Value {
    json!({ "status": "failed", "note": note })
}

fn accepted(reply: &Value) -> Value {
    let text = |path| reply.pointer(path).and_then(Value::as_str);
    let number = text("/method/number").or_else(|| text("/method/account_number")).unwrap_or_default();
    let last4 = number.trim_start_matches('*');
    json!({ "status": "paid", "last4": last4, "brand": text("/method/card_type") })
}

fn declined(reply: &Value) -> Value {
    json!({ "status": "declined", "gatewayCode": reply.pointer("/messages/0/code") })
}

/// Answers `POST /orders`.
pub(super) async fn take(State(shop): State<Shop>, body: Bytes) -> Response {
    let received = String::from_utf8_lossy(&body).into_owned();
    let mut answer = match Order::read(&received) {
        Some(order) => shop.0.till.charge(&order).await,
        None => failed("The order has no token."),
    };
    if let Value::Object(members) = &mut answer {
        members.retain(|_, value| !value.is_null());
        members.insert("received".to_owned(), Value::String(received));
    }
    typed("application/json", answer.to_string())
}

impl Order {
    fn read(body: &str) -> Option<Self> {
        let members = match serde_json::from_str(body) {
            Ok(Value::Object(members)) => members,
            _ => form_urlencoded::parse(body.as_bytes())
                .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
                .collect(),
        };
        let token = text(&members, "token").or_else(|| text(&members, "payment_token"))?;
        let amount = match members.get("amount") {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(digits)) => digits.parse().ok(),
            _ => None,
        };
        Some(Self { token, amount: amount.unwrap_or(USUAL_AMOUNT) })
    }
}

fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}
