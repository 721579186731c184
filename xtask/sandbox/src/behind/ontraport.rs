//! The sandbox ONTRAPORT: `POST /1/transaction/processManual`, from the gateway file; everything else is refused.
//!
//! - Every call needs `Api-Appid` and `Api-Key`; without them 401 with the gateway's own text. What it does not take is 422.
//! - `chargeNow` is `chargeNow`, which charges, or `chargeLog`, which only records; the rest of its values is refused.
//! - A charge needs `gateway_id` and `invoice_template`, and one of: `payer` with a card, `payer` with a `cctoken`. Beside a
//!   token, expiry and code are taken, too (not known whether the gateway wants them). No card is on file here, so a `cc_id`
//!   or neither is declined.
//! - The answer of a decline is inferred: `result_code` 0, with the envelope's code 0.
//! - Number 4000000000000002 is declined, and so is every one in the scenario `declined`.

use super::given::Kind::{Between, Digits, Flag, Number, Object, Text, Whole, Word};
use super::given::{Field, Members, digits, fault, needs, takes, text};
use super::scenario::Scenario;
use super::{Gateway, Reply};
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The one App ID that the sandbox knows: made up, worth nothing.
pub const APP_ID: &str = "2_sandbox_appid";
/// The one key that it knows: made up, worth nothing.
pub const KEY: &str = "sandbox-ontraport-key";
/// A number that is declined.
pub const DECLINED: &str = "4000000000000002";

const PATH: &str = "/1/transaction/processManual";

/// What becomes of a Stripe token that somebody charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charged {
    /// It was good, and is used up.
    Paid,
    /// It was good, is used up, and its card is declined.
    Declined,
    /// There is no such token, or it was used before.
    Unknown,
}

/// Charges a `payer.cctoken`: the Stripe account behind the gateway object.
pub type Stripe = Arc<dyn Fn(&str) -> Charged + Send + Sync>;

const CALL: &[Field] = &[
    needs("contact_id", Whole),
    needs("chargeNow", Word(&["chargeNow", "chargeLog"])),
    needs("offer", Object),
    takes("gateway_id", Whole),
    takes("invoice_template", Whole),
    takes("trans_date", Whole),
    takes("external_order_id", Text),
    takes("create_open_order_on_decline", Flag),
    takes("cc_id", Whole),
    takes("billing_address", Object),
    takes("payer", Object),
];
const ADDRESS: &[Field] = &[
    takes("address", Text),
    takes("address2", Text),
    takes("city", Text),
    takes("state", Text),
    takes("zip", Text),
    takes("country", Text),
];
const CARD: &[Field] = &[
    needs("ccnumber", Number),
    needs("code", Digits(3, 4)),
    needs("expire_month", Between(1, 12)),
    needs("expire_year", Between(2000, 2099)),
];
const TOKEN: &[Field] = &[
    needs("cctoken", Text),
    takes("code", Digits(3, 4)),
    takes("expire_month", Between(1, 12)),
    takes("expire_year", Between(2000, 2099)),
];

/// The gateway's state.
pub(crate) struct Ontraport {
    last: AtomicU64,
    stripe: Stripe,
}

impl Ontraport {
    pub(crate) fn new(stripe: Stripe) -> Self {
        Self { last: AtomicU64::new(0), stripe }
    }
}

impl Gateway for Ontraport {
    fn admits(&self, headers: &HeaderMap) -> Result<(), Reply> {
        let shows =
            |name: &str, value: &str| headers.get(name).is_some_and(|shown| shown.as_bytes() == value.as_bytes());
        if shows("api-appid", APP_ID) && shows("api-key", KEY) { Ok(()) } else { Err(self.refuse(401)) }
    }

    fn answer(&self, path: &str, body: &Members, scenario: Scenario) -> Reply {
        if path != PATH {
            return self.refuse(404);
        }
        if let Some(name) = fault_of(body) {
            return (422, json!({ "code": 422, "message": format!("{name} could not be processed.") }));
        }
        let result = match self.charge(body) {
            _ if scenario == Scenario::Unsure => (7, "No connection."),
            Ok(()) if scenario != Scenario::Declined => (1, "Approved."),
            Ok(()) => (0, "The card was declined."),
            Err(why) => (0, why),
        };
        self.result(result, body, scenario)
    }

    fn refuse(&self, status: u16) -> Reply {
        let text = match status {
            401 => "Your App ID and API Key do not authenticate.",
            _ => "The request is refused.",
        };
        (status, json!({ "code": status, "message": text }))
    }
}

impl Ontraport {
    fn charge(&self, body: &Members) -> Result<(), &'static str> {
        if text(body, "chargeNow") == "chargeLog" {
            return Ok(());
        }
        let Some(payer) = body.get("payer").and_then(Value::as_object) else { return Err("No card is on file.") };
        if !payer.contains_key("cctoken") {
            return if text(payer, "ccnumber") == DECLINED { Err("The card was declined.") } else { Ok(()) };
        }
        match (self.stripe)(text(payer, "cctoken")) {
            Charged::Paid => Ok(()),
            Charged::Declined => Err("The card was declined."),
            Charged::Unknown => Err("There is no such token."),
        }
    }

    fn result(&self, (code, message): (u8, &str), body: &Members, scenario: Scenario) -> Reply {
        let id = 5_001 + self.last.fetch_add(1, Ordering::SeqCst);
        let echo = if scenario == Scenario::Echo { digits(body).join(" ") } else { String::new() };
        let result = json!({
            "result_code": code,
            "transaction_id": id,
            "external_txn": format!("txn_{id}{echo}"),
            "message": format!("{message}{echo}"),
            "invoice_id": id + 1_000,
            "contact_id": body.get("contact_id"),
        });
        let data = if scenario == Scenario::Deeper { json!({ "chargeResult": result }) } else { result };
        (200, json!({ "code": 0, "data": data, "account_id": 77 }))
    }
}

fn fault_of(body: &Members) -> Option<String> {
    let part = |name: &str| body.get(name).and_then(Value::as_object);
    let charges = text(body, "chargeNow") == "chargeNow";
    let missing = ["gateway_id", "invoice_template"].into_iter().find(|name| charges && !body.contains_key(*name));
    let has_products = |offer: &Map<String, Value>| {
        offer.get("products").and_then(Value::as_array).is_some_and(|products| !products.is_empty())
    };
    let payer = part("payer").map(|payer| (payer, if payer.contains_key("cctoken") { TOKEN } else { CARD }));
    fault(body, &[CALL])
        .or_else(|| missing.map(str::to_owned))
        .or_else(|| part("offer").filter(|offer| !has_products(offer)).map(|_| "offer".to_owned()))
        .or_else(|| (body.contains_key("payer") && body.contains_key("cc_id")).then(|| "cc_id".to_owned()))
        .or_else(|| part("billing_address").and_then(|address| fault(address, &[ADDRESS])))
        .or_else(|| payer.and_then(|(payer, fields)| fault(payer, &[fields])))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The result of a charge of this payer, where `tok_good` and `tok_bad` are known.
    fn result(payer: &Value) -> Value {
        let stripe: Stripe = Arc::new(|token| match token {
            "tok_good" => Charged::Paid,
            "tok_bad" => Charged::Declined,
            _ => Charged::Unknown,
        });
        let offer = json!({ "products": [{ "id": 5 }] });
        let body = json!({
            "contact_id": 1, "chargeNow": "chargeNow", "gateway_id": 3, "invoice_template": 1, "offer": offer, "payer": payer,
        });
        let (status, reply) = Ontraport::new(stripe).answer(PATH, body.as_object().unwrap(), Scenario::Ok);
        if status == 200 { reply["data"]["result_code"].clone() } else { json!(status) }
    }

    #[test]
    fn a_token_is_charged_by_whoever_made_it() {
        assert_eq!(result(&json!({ "cctoken": "tok_good" })), 1);
        assert_eq!(result(&json!({ "cctoken": "tok_good", "code": "123", "expire_month": 1, "expire_year": 2030 })), 1);
        assert_eq!(result(&json!({ "cctoken": "tok_bad" })), 0);
        assert_eq!(result(&json!({ "cctoken": "tok_other" })), 0);
    }

    #[test]
    fn a_token_beside_a_number_is_refused() {
        assert_eq!(result(&json!({ "cctoken": "tok_good", "ccnumber": "4111111111111111" })), 422);
        assert_eq!(result(&json!({ "cctoken": "" })), 422);
    }
}
