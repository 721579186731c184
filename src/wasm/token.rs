//! A token as JavaScript sees it, with the gateway's reply beside it, cleaned.

use super::input;
use crate::mask::{Submitted, mask};
use crate::payment::Payment;
use crate::secret::Secret;
use crate::token::Token;
use js_sys::{Array, JsString, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TokenRecord<'a> {
    id: &'a str,
    gateway: &'static str,
    kind: &'static str,
    sealed: bool,
    brand: Option<&'static str>,
    last4: &'a str,
    exp_month: Option<u8>,
    exp_year: Option<u16>,
    mode: Option<&'static str>,
    expires_at: Option<String>,
    omitted: &'a [&'static str],
}

/// The record of a token. `reply` becomes its `raw`.
pub(super) fn record(token: &Token, gateway: &'static str, payment: &Payment, reply: &JsValue) -> JsValue {
    let date = |milliseconds| js_sys::Date::new(&JsValue::from_f64(milliseconds));
    let record = super::to_js(&TokenRecord {
        id: &token.id,
        gateway,
        kind: token.kind.as_str(),
        sealed: false,
        brand: token.brand.map(crate::card::brand::Brand::id),
        last4: &token.last4,
        exp_month: token.expiry.map(|expiry| expiry.month()),
        exp_year: token.expiry.map(|expiry| expiry.year()),
        mode: token.test.map(|test| if test { "test" } else { "live" }),
        expires_at: token.expires_at.map(|at| date(at.0).to_iso_string().into()),
        omitted: &payment.details.omitted,
    });
    let copy = |text: &str| {
        let mut copy = Secret::with_capacity(text.len());
        copy.push_str(text);
        copy
    };
    let submitted = Submitted { number: Some(copy(payment.number())), cvv: payment.cvv().map(copy) };
    let raw = Cleaner { submitted, left: NODE_LIMIT }.clean(reply, DEPTH_LIMIT, Some("id"));
    // Setting a member of a fresh plain object cannot fail.
    let _ = Reflect::set(&record, &JsValue::from_str("raw"), &raw);
    record
}

/// How deep a reply is copied.
const DEPTH_LIMIT: u8 = 8;
/// How many values of a reply are copied.
const NODE_LIMIT: u32 = 1_000;

struct Cleaner {
    submitted: Submitted,
    left: u32,
}

impl Cleaner {
    /// A copy of `value` without what was submitted. `keep` names the one member that is copied as it is.
    fn clean(&mut self, value: &JsValue, depth: u8, keep: Option<&str>) -> JsValue {
        if depth == 0 || self.left == 0 {
            return JsValue::NULL;
        }
        self.left -= 1;
        if let Some(array) = value.dyn_ref::<Array>() {
            return array.iter().map(|element| self.clean(&element, depth - 1, None)).collect::<Array>().into();
        }
        let Some(object) = value.dyn_ref::<Object>() else { return self.leaf(value) };
        let copy = Object::new();
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            let (name, value) = (entry.get(0), entry.get(1));
            let kept = keep.is_some_and(|keep| name == keep);
            let value = if kept { value } else { self.clean(&value, depth - 1, None) };
            let _ = Reflect::set(&copy, &self.leaf(&name), &value);
        }
        copy.into()
    }

    /// Text and numbers are masked; texts over the limit are left out.
    fn leaf(&self, value: &JsValue) -> JsValue {
        if value.as_f64().is_none() && !value.is_string() {
            return value.clone();
        }
        let text: JsString = super::lookup::js_string(value);
        match input::text(&text) {
            None => JsValue::NULL,
            Some(text) => mask(text.expose(), &self.submitted)
                .map_or_else(|| value.clone(), |masked| JsValue::from_str(masked.expose())),
        }
    }
}
