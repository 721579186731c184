//! Taking an order: token in, charge at the gateway, result out.
//!
//! The body is JSON or urlencoded with `token` (or `payment_token`, the library's hidden input), perhaps `amount` in
//! cents and perhaps `gateway` (`affinipay` if it does not say, `nelnet`, `pepper` or `stripe`; `chargezoom` and `ontraport` are
//! `sealed_order.rs`'s). The answer is
//! `{status, last4?, brand?, gatewayCode?, note?, token?, received}`: `paid`, `declined` when the gateway refused, `failed`
//! when there was nothing to charge or nobody to ask, `uncharged` when the shop has no private key to charge with: then
//! the token is there to be looked at. Whoever accepts HTML gets the same as a page.

use super::pages::Wish;
use super::{Shop, sealed_order, typed};
use crate::body::{Encoding, members};
use crate::{affinipay, nelnet, pepper, stripe};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use std::io;
use std::time::Duration;

/// What is in the basket, in cents. No form of the demo says it: a customer could change what a form says.
const BASKET: u64 = 1_300;

/// The shop's line to the gateways.
pub(super) struct Till {
    client: reqwest::Client,
    /// Where each gateway is, in the order of [`Gateway`]; `None` when the pages talk to one whose secret key we do not have.
    places: [Option<String>; 4],
}

struct Order {
    gateway: Gateway,
    token: String,
    amount: u64,
}

/// Whose token an order brings.
#[derive(Clone, Copy)]
enum Gateway {
    AffiniPay,
    Nelnet,
    Pepper,
    Stripe,
}

impl Gateway {
    fn named(name: Option<&str>) -> Option<Self> {
        match name {
            None | Some("affinipay") => Some(Self::AffiniPay),
            Some("nelnet") => Some(Self::Nelnet),
            Some("pepper") => Some(Self::Pepper),
            Some("stripe") => Some(Self::Stripe),
            Some(_) => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::AffiniPay => "affinipay",
            Self::Nelnet => "nelnet",
            Self::Pepper => "pepper",
            Self::Stripe => "stripe",
        }
    }

    /// Where a charge goes, and what it shows of the shop.
    fn charge(self) -> (&'static str, String) {
        let basic = |key: &str| format!("Basic {}", STANDARD.encode(format!("{key}:")));
        match self {
            Self::AffiniPay => ("/v1/charges", basic(affinipay::SECRET_KEY)),
            Self::Nelnet => ("/api/v1/charge", basic(nelnet::PRIVATE_KEY)),
            Self::Pepper => ("/api/transaction", pepper::PRIVATE_KEY.to_owned()),
            Self::Stripe => ("/v1/charges", format!("Bearer {}", stripe::SECRET_KEY)),
        }
    }

    /// What a charge says, and how it is written.
    fn body(self, order: &Order) -> (&'static str, String) {
        let body = match self {
            Self::Stripe => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                let form = form.append_pair("amount", &order.amount.to_string()).append_pair("currency", "usd");
                let form = form.append_pair("source", &order.token).finish();
                return ("application/x-www-form-urlencoded", form);
            }
            Self::AffiniPay => json!({ "method": order.token, "amount": order.amount }),
            Self::Nelnet => json!({ "token": order.token, "amount": order.amount }),
            Self::Pepper => {
                json!({ "type": "sale", "amount": order.amount, "payment_method": { "token": order.token } })
            }
        };
        ("application/json", body.to_string())
    }

    /// Where a charge shows the masked number and the brand, and a refusal its code.
    const fn places(self) -> (&'static [&'static str], &'static str, &'static str) {
        match self {
            Self::AffiniPay => (&["/method/number", "/method/account_number"], "/method/card_type", "/messages/0/code"),
            Self::Nelnet => (&["/card_number", "/bank_account_number"], "/card_type", "/errors/0/code"),
            Self::Stripe => (&["/source/last4"], "/source/brand", "/error/code"),
            // A refusal has no code, only its text.
            Self::Pepper => (
                &["/data/response_body/card/masked_card", "/data/response_body/ach/masked_account"],
                "/data/response_body/card/card_type",
                "/msg",
            ),
        }
    }

    /// The code of a decline that comes as a success.
    fn decline(self, reply: &Value) -> Option<String> {
        match self {
            Self::AffiniPay | Self::Nelnet | Self::Stripe => None,
            Self::Pepper => {
                let code = reply.pointer("/data/response_code").and_then(Value::as_u64).unwrap_or_default();
                (!(100..200).contains(&code)).then(|| code.to_string())
            }
        }
    }
}

impl Till {
    pub(super) fn new(places: [Option<String>; 4]) -> io::Result<Self> {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10));
        Ok(Self { client: client.build().map_err(io::Error::other)?, places })
    }

    async fn charge(&self, order: &Order) -> Value {
        let Some(Some(base_url)) = self.places.get(order.gateway as usize) else {
            return json!({ "status": "uncharged", "token": order.token });
        };
        let (path, authorization) = order.gateway.charge();
        let (kind, body) = order.gateway.body(order);
        let request = self
            .client
            .post(format!("{base_url}{path}"))
            .header("authorization", authorization)
            .header("content-type", kind)
            .body(body);
        let Ok(response) = request.send().await else {
            return failed("The gateway could not be reached.");
        };
        let paid = response.status().is_success();
        let text = response.text().await.unwrap_or_default();
        let Ok(reply) = serde_json::from_str::<Value>(&text) else {
            return failed("The gateway's answer could not be read.");
        };
        result(order.gateway, paid, &reply)
    }
}

fn failed(note: &str) -> Value {
    json!({ "status": "failed", "note": note })
}

fn result(gateway: Gateway, paid: bool, reply: &Value) -> Value {
    let text = |path: &str| reply.pointer(path).and_then(Value::as_str);
    let (numbers, brand, code) = gateway.places();
    if !paid {
        return json!({ "status": "declined", "gatewayCode": text(code) });
    }
    if let Some(code) = gateway.decline(reply) {
        return json!({ "status": "declined", "gatewayCode": code });
    }
    let number = numbers.iter().find_map(|path| text(path)).unwrap_or_default();
    json!({ "status": "paid", "last4": number.trim_start_matches('*'), "brand": text(brand) })
}

/// Answers `POST /orders`.
pub(super) async fn take(State(shop): State<Shop>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let received = String::from_utf8_lossy(&body).into_owned();
    let members = body_members(&received);
    let name = text(&members, "gateway");
    if let Some(gateway) = name.as_deref().filter(|name| sealed_order::takes(name)) {
        let wish = is_for_people(&headers).then(|| Wish::read(uri.query()));
        return sealed_order::take(&shop, gateway, &members, received, wish).await;
    }
    let gateway = Gateway::named(name.as_deref());
    let mut answer = match gateway.and_then(|gateway| Order::read(gateway, &members)) {
        Some(order) => shop.0.till.charge(&order).await,
        None => failed("The order has no token, or names a gateway that the shop does not know."),
    };
    if let Value::Object(members) = &mut answer {
        members.retain(|_, value| !value.is_null());
        members.insert("received".to_owned(), Value::String(received));
    }
    let gateway = gateway.unwrap_or(Gateway::AffiniPay).name();
    let page = || shop.receipt(&answer, gateway, &Wish::read(uri.query()));
    match is_for_people(&headers).then(page).flatten() {
        Some(page) => typed("text/html; charset=utf-8", page),
        None => typed("application/json", answer.to_string()),
    }
}

/// A browser that follows a form asks for a page; a script's request takes anything.
fn is_for_people(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).is_some_and(|kinds| kinds.contains("text/html"))
}

impl Order {
    fn read(gateway: Gateway, members: &Map<String, Value>) -> Option<Self> {
        let token = text(members, "token").or_else(|| text(members, "payment_token"))?;
        let amount = match members.get("amount") {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(digits)) => digits.parse().ok(),
            _ => None,
        };
        Some(Self { gateway, token, amount: amount.unwrap_or(BASKET) })
    }
}

/// What an order says; of a body that is neither JSON nor a form, nothing.
fn body_members(body: &str) -> Map<String, Value> {
    let read = |encoding| members(encoding, body.as_bytes());
    read(Encoding::Json).or_else(|| read(Encoding::Form)).unwrap_or_default()
}

pub(super) fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}
