//! An order whose fields are sealed, and what the demo shows of its way: what the shop received, what the relay opened, what
//! came back.
//!
//! The relay's log and the gateway's starred bodies are the sandbox's, and shown because this is a demonstration: no real
//! relay tells a merchant more than its answer.

use super::pages::{Wish, has_number};
use super::sealed::{Carrier, fields};
use super::template::Values;
use super::{Shop, orders, typed};
use crate::behind::chargezoom::{SECRET_KEY, TOKEN};
use crate::relay::CREDENTIAL;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

/// Of a sealed string so many characters are shown, at its beginning and at its end.
const SHOWN: (usize, usize) = (96, 32);

/// Whether a gateway's fields are sealed.
pub(super) fn takes(gateway: &str) -> bool {
    matches!(gateway, "chargezoom" | "ontraport")
}

impl Shop {
    /// What a page needs to seal. A shop has the pins in its own settings; this relay makes its keys when it starts.
    pub(super) async fn seal(&self, wish: &Wish) -> Values {
        let carrier = &self.0.carrier;
        let keys = carrier.get(&format!("{}/.well-known/sealed-jwks.json", carrier.places.relay)).await;
        let keys = keys["keys"].as_array().cloned().unwrap_or_default();
        let pins: Vec<_> = keys.iter().filter_map(|key| key["kid"].as_str()).collect();
        let promise = self.words(wish.spoken()).remove("sealedPromise").unwrap_or_default();
        let values = [
            ("audience", carrier.places.relay.clone()),
            ("pins", pins.join(" ")),
            ("promise", promise),
            // A card's holder has no place in what these gateways take.
            ("sealed", "yes".to_owned()),
        ];
        values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

impl Carrier {
    async fn get(&self, url: &str) -> Value {
        let Ok(response) = self.client.get(url).send().await else { return Value::Null };
        response.text().await.ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Hands a string to the relay, and pays by what that gave: Chargezoom's is the id of a saved card or account.
    async fn pay(&self, gateway: &str, sealed: &str, is_bank: bool) -> Vec<(u16, Value)> {
        let action = if gateway == "chargezoom" { "create" } else { "charge" };
        let request = json!({ "sealed": sealed, "action": action, "fields": fields(action) });
        let told = self.send(CREDENTIAL, &request).await;
        let id = told.1.pointer("/reply/cardId").map(|id| json!(id.to_string()));
        let Some(id) = id else { return vec![told] };
        let mut sale = fields("sale");
        sale["cardId"] = id;
        sale["paymentMethod"] = json!(if is_bank { "2" } else { "1" });
        vec![told, self.sell(&sale).await]
    }

    /// Chargezoom's own call, by the shop's server and without the relay: no number is in it.
    async fn sell(&self, sale: &Value) -> (u16, Value) {
        let request = self.client.post(format!("{}/payments/sale", self.places.chargezoom));
        let request = request.header("secretKey", SECRET_KEY).header("token", TOKEN);
        let sent = request.header("content-type", "application/json").body(sale.to_string()).send().await;
        let Ok(response) = sent else { return (504, Value::Null) };
        let status = response.status().as_u16();
        let text = response.text().await.unwrap_or_default();
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    /// The relay's line about a string, and what its gateway then got, starred.
    async fn opened(&self, gateway: &str, sealed: &str) -> (Value, Value) {
        let jti = jti(sealed);
        let log = self.get(&format!("{}/sandbox/log", self.places.relay)).await;
        let lines = log.as_array().cloned().unwrap_or_default();
        let line = lines.into_iter().rfind(|line| jti.is_some() && line["jti"].as_str() == jti.as_deref());
        let line = line.unwrap_or_default();
        if !matches!(line["outcome"].as_str(), Some("opened" | "gateway_declined")) {
            return (line, Value::Null);
        }
        let base = if gateway == "chargezoom" { &self.places.chargezoom } else { &self.places.ontraport };
        let got = self.get(&format!("{base}/received")).await;
        let has_number = |entry: &&Value| entry["path"] != "/payments/sale";
        let entry = got.as_array().and_then(|all| all.iter().rfind(has_number)).cloned().unwrap_or_default();
        (line, entry["fields"].clone())
    }
}

/// A string's own name, which stands in its readable part.
fn jti(sealed: &str) -> Option<String> {
    let header = URL_SAFE_NO_PAD.decode(sealed.split('.').next()?).ok()?;
    Some(serde_json::from_slice::<Value>(&header).ok()?["jti"].as_str()?.to_owned())
}

/// Answers an order: JSON, or a page where somebody wishes one.
pub(super) async fn take(
    shop: &Shop,
    gateway: &str,
    order: &Map<String, Value>,
    received: String,
    wish: Option<Wish>,
) -> Response {
    let sealed = orders::text(order, "payment_token").or_else(|| orders::text(order, "token")).unwrap_or_default();
    let is_bank = orders::text(order, "method").as_deref() == Some("bank");
    let carrier = &shop.0.carrier;
    let answers = carrier.pay(gateway, &sealed, is_bank).await;
    let (line, opened) = carrier.opened(gateway, &sealed).await;
    let status = status(&answers);
    let page = wish.and_then(|wish| {
        let values = [
            ("clean", if has_number(&received) { "no" } else { "yes" }.to_owned()),
            ("received", cut(&received, &sealed).replace('&', "\n&")),
            ("log", pretty(&line)),
            ("opened", if opened.is_null() { String::new() } else { pretty(&opened) }),
            ("answers", answers.iter().map(shown).collect::<Vec<_>>().join("\n\n")),
        ];
        shop.outcome(
            "sealed-receipt.html",
            gateway,
            status,
            &wish,
            values.map(|(name, value)| (name.to_owned(), value)).into(),
        )
    });
    match page {
        Some(page) => typed("text/html; charset=utf-8", page),
        None => {
            let told: Vec<_> = answers.iter().map(|(_, told)| told).collect();
            let answer =
                json!({ "status": status, "log": line, "opened": opened, "answers": told, "received": received });
            typed("application/json", answer.to_string())
        }
    }
}

/// What became of it: the last answer decides.
fn status(answers: &[(u16, Value)]) -> &'static str {
    let Some((status, told)) = answers.last() else { return "failed" };
    match (status, told["code"].as_u64()) {
        (402, _) | (200, Some(400)) => "declined",
        (200, _) => "paid",
        _ => "failed",
    }
}

/// The order's body with the string cut in its middle.
fn cut(received: &str, sealed: &str) -> String {
    let (first, last) = SHOWN;
    let ends = sealed.get(..first).zip(sealed.get(sealed.len().saturating_sub(last)..));
    ends.map_or_else(|| received.to_owned(), |(begin, end)| received.replace(sealed, &format!("{begin} … {end}")))
}

fn shown((status, told): &(u16, Value)) -> String {
    format!("HTTP {status}\n{}", pretty(told))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
