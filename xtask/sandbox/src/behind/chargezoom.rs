//! The sandbox Chargezoom: the five calls that take raw card or bank data, from the gateway file; everything else is refused.
//!
//! - Every call needs `secretKey` and `token` as headers; without them 401. No status of a refusal is documented, so all here
//!   are inferred: 400 for a body that is not taken, and for a decline 200 with the envelope's `code` 400, the only code of a
//!   bad item that the file shows.
//! - `payAmount` is money; ids are text or whole numbers; digits are text. Members that the file does not name are refused.
//! - `cardId` is `new1` with the fields of a card or account, or a stored one without them; `cardID` on an invoice, too.
//! - Number 4000000000000002 is declined where something is charged, and so is every number in the scenario `declined`.

use super::given::Kind::{Digits, Flag, Money, Month, Number, Text, Whole, Word};
use super::given::{Field, Members, digits, fault, needs, takes, text};
use super::scenario::Scenario;
use super::{Gateway, Reply};
use axum::http::HeaderMap;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The one secret key that the sandbox knows: made up, worth nothing.
pub const SECRET_KEY: &str = "sandbox-chargezoom-secret-key";
/// The one access token that it knows: made up, worth nothing.
pub const TOKEN: &str = "sandbox-chargezoom-token";
/// A number that is declined when it is charged.
pub const DECLINED: &str = "4000000000000002";

const METHODS: &[&str] = &["1", "2"];
const NEW: &str = "new1";

const BILLING: &[Field] = &[
    takes("bAddress1", Text),
    takes("bAddress2", Text),
    takes("bCity", Text),
    takes("bState", Text),
    takes("bZipcode", Text),
    takes("bCountry", Text),
    takes("bPhone", Text),
];
const EXPIRY: &[Field] = &[needs("expMonth", Month), needs("expYear", Digits(4, 4))];
const CARD: &[Field] = &[needs("cardNumber", Number)];
const CODE: &[Field] = &[needs("cardCvv", Digits(3, 4))];
const CODE_IF_ANY: &[Field] = &[takes("cardCvv", Digits(3, 4))];
const BANK: &[Field] = &[
    needs("eaccountName", Text),
    needs("eaccountNumber", Digits(4, 17)),
    needs("erouteNumber", Digits(9, 9)),
    needs("eaccountType", Word(&["checking", "saving"])),
    needs("eaccountHolderType", Word(&["business", "personal"])),
];
const METHOD: &[Field] = &[needs("paymentMethod", Word(METHODS))];
const CUSTOMER: &[Field] = &[needs("customerId", Text), needs("defaultCard", Flag)];
const PAYMENT: &[Field] = &[
    needs("customerId", Whole),
    needs("gatewayId", Whole),
    needs("payAmount", Money),
    needs("cardId", Text),
    takes("bAddress", Text),
    takes("bCity", Text),
    takes("bState", Text),
    takes("bZipcode", Text),
    takes("bCountry", Text),
    takes("customerEmail", Text),
    takes("customerContact", Text),
    takes("poNumber", Text),
    takes("sendEmail", Flag),
    takes("referenceMemo", Text),
    takes("applySurcharge", Flag),
];
const INVOICE: &[Field] = &[
    takes("invoiceId", Whole),
    takes("externalInvoiceId", Text),
    takes("invoiceRefNo", Text),
    needs("gatewayId", Whole),
    needs("payAmount", Money),
    takes("applySurcharge", Flag),
    takes("cardId", Text),
    takes("cardID", Text),
];
const SUBSCRIPTION: &[Field] = &[
    needs("customerID", Whole),
    needs("cardId", Text),
    takes("subPlanId", Whole),
    takes("autoPay", Flag),
    takes("billinfo", Flag),
    needs("address1", Text),
    needs("address2", Text),
    takes("city", Text),
    takes("state", Text),
    takes("country", Text),
    takes("zipcode", Text),
    takes("phone", Text),
];
const SUBSCRIPTION_CARD: &[Field] =
    &[needs("cardNumber", Digits(15, 16)), needs("cvv", Digits(3, 4)), needs("friendlyName", Text)];

/// The gateway's state.
#[derive(Default)]
pub(crate) struct Chargezoom {
    last: AtomicU64,
    /// Whether a stored card is declined, by its id.
    cards: Mutex<HashMap<u64, bool>>,
}

impl Gateway for Chargezoom {
    fn admits(&self, headers: &HeaderMap) -> Result<(), Reply> {
        let shows =
            |name: &str, value: &str| headers.get(name).is_some_and(|shown| shown.as_bytes() == value.as_bytes());
        if shows("secretkey", SECRET_KEY) && shows("token", TOKEN) { Ok(()) } else { Err(self.refuse(401)) }
    }

    fn answer(&self, path: &str, body: &Members, scenario: Scenario) -> Reply {
        let faulty = match path {
            "/customer/card/create" => fault_of_new(body, &[METHOD, CUSTOMER, BILLING], CODE_IF_ANY),
            "/payments/sale" => fault_of_payment(body, &[PAYMENT, &[takes("invoiceId", Whole)]], true),
            "/payments/auth" => fault_of_payment(body, &[PAYMENT], false),
            "/invoice/process_payment" => fault_of_invoice(body),
            "/subscription/create_subscription" => fault_of_subscription(body),
            _ => return self.refuse(404),
        };
        if let Some(name) = faulty {
            return envelope(400, &format!("The {name} field is not valid."), Value::Null);
        }
        let declines = scenario == Scenario::Declined || self.is_declined(body);
        match path {
            "/customer/card/create" => self.keep(text(body, "cardNumber") == DECLINED, body, scenario),
            "/subscription/create_subscription" => {
                let paid = !declines && scenario != Scenario::Unpaid;
                envelope(200, "Subscription created.", json!({ "invoices": [{ "IsPaid": paid }] }))
            }
            _ if declines => (200, json!({ "code": 400, "message": "Declined.", "data": null })),
            _ => {
                let id = self.next().to_string();
                envelope(200, &said("Payment successful.", body, scenario), json!(told(id, body, scenario)))
            }
        }
    }

    fn refuse(&self, status: u16) -> Reply {
        envelope(status, "The request is refused.", Value::Null)
    }
}

impl Chargezoom {
    fn keep(&self, declined: bool, body: &Members, scenario: Scenario) -> Reply {
        let id = self.next();
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).insert(id, declined);
        // The file warns that this text speaks of something else.
        envelope(200, &said("Payment term created.", body, scenario), json!({ "cardId": id }))
    }

    fn next(&self) -> u64 {
        100_001 + self.last.fetch_add(1, Ordering::SeqCst)
    }

    fn is_declined(&self, body: &Members) -> bool {
        let stored = stored_id(body).parse().unwrap_or(0);
        let cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        text(body, "cardNumber") == DECLINED || cards.get(&stored).copied().unwrap_or(false)
    }
}

fn stored_id(body: &Members) -> &str {
    let id = text(body, "cardId");
    if id.is_empty() { text(body, "cardID") } else { id }
}

/// A stored card or account needs no fields; a new one needs all of its kind's.
fn fault_of_new(body: &Members, lists: &[&[Field]], code: &[Field]) -> Option<String> {
    let own: &[&[Field]] = if text(body, "paymentMethod") == "2" { &[BANK] } else { &[CARD, EXPIRY, code] };
    fault(body, &[lists, own].concat())
}

fn fault_of_payment(body: &Members, lists: &[&[Field]], takes_bank: bool) -> Option<String> {
    if text(body, "paymentMethod") == "2" && !takes_bank {
        return Some("paymentMethod".to_owned());
    }
    let lists = [lists, &[METHOD]].concat();
    if stored_id(body) == NEW { fault_of_new(body, &lists, CODE) } else { fault(body, &lists) }
}

fn fault_of_invoice(body: &Members) -> Option<String> {
    let named = ["invoiceId", "externalInvoiceId", "invoiceRefNo"].iter().filter(|name| body.contains_key(**name));
    if named.count() != 1 {
        return Some("invoiceId".to_owned());
    }
    if body.contains_key("cardId") == body.contains_key("cardID") {
        return Some("cardId".to_owned());
    }
    if body.contains_key("applySurcharge") && text(body, "paymentMethod") == "2" {
        return Some("applySurcharge".to_owned());
    }
    let lists: &[&[Field]] = &[METHOD, INVOICE];
    if stored_id(body) == NEW {
        fault_of_new(body, &[lists, &[BILLING]].concat(), CODE_IF_ANY)
    } else {
        fault(body, lists)
    }
}

fn fault_of_subscription(body: &Members) -> Option<String> {
    if !body.contains_key("subPlanId") && !body.contains_key("billinfo") {
        return Some("billinfo".to_owned());
    }
    let lists: &[&[Field]] = &[METHOD, SUBSCRIPTION, BILLING];
    match (stored_id(body), text(body, "paymentMethod")) {
        (NEW, "2") => fault(body, &[lists, &[BANK, &[needs("friendlyName", Text)]]].concat()),
        (NEW, _) => fault(body, &[lists, &[SUBSCRIPTION_CARD, EXPIRY]].concat()),
        _ => fault(body, lists),
    }
}

fn envelope(code: u16, message: &str, data: Value) -> Reply {
    (code, json!({ "code": code, "message": message, "data": data }))
}

fn said(message: &str, body: &Members, scenario: Scenario) -> String {
    told(message.to_owned(), body, scenario)
}

/// A text, with everything behind it that should not be there if the scenario wants it.
fn told(text: String, body: &Members, scenario: Scenario) -> String {
    if scenario == Scenario::Echo { format!("{text} {}", digits(body).join(" ")) } else { text }
}
