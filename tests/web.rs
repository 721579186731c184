//! The boundary between the core and JavaScript, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use js_sys::{Array, JSON, Object, Reflect};
use panless::wasm;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const OPTIONS: &str = r#"{ "publicKey": "m_cSiyNUh9RBWHfdbFRFGrkA" }"#;

fn parsed(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn printed(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn validated(payment: &str) -> String {
    printed(&wasm::validate(&parsed(OPTIONS), &parsed(payment)))
}

#[wasm_bindgen_test]
fn a_good_payment_is_valid_and_has_its_brand() {
    let report = validated(r#"{ "number": "4242 4242 4242 4242", "expMonth": 12, "expYear": "99" }"#);
    assert!(report.starts_with(r#"{"valid":false"#), "{report}");
    let report = validated(r#"{ "number": "4242 4242 4242 4242", "expMonth": 12, "expYear": 2040 }"#);
    assert_eq!(report, r#"{"valid":true,"issues":[],"brand":"visa"}"#);
}

#[wasm_bindgen_test]
fn records_are_plain_objects_with_null_for_what_is_absent() {
    let failed = wasm::check(&parsed("{}"));
    let text = printed(&failed);
    assert!(text.contains(r#""code":"key_missing","category":"merchant""#), "{text}");
    assert!(text.contains(r#""status":null,"gatewayCode":null,"retryable":false,"outcome":"none""#), "{text}");
    assert!(wasm::check(&parsed(OPTIONS)).is_null());
}

#[wasm_bindgen_test]
fn junk_in_every_place_is_an_error_and_no_trap() {
    let function: JsValue = js_sys::Function::new_no_args("throw 1").into();
    let junk = [JsValue::NULL, JsValue::UNDEFINED, 7.into(), "x".into(), true.into(), Array::new().into(), function];
    for value in &junk {
        assert!(Reflect::has(&wasm::check(value), &"error".into()).unwrap());
        let report = wasm::validate(&parsed(OPTIONS), value);
        assert_eq!(Reflect::get(&report, &"valid".into()).unwrap(), JsValue::FALSE);
        let payment = Object::new();
        Reflect::set(&payment, &"number".into(), value).unwrap();
        assert_eq!(Reflect::get(&wasm::validate(&parsed(OPTIONS), &payment), &"valid".into()).unwrap(), JsValue::FALSE);
    }
}

#[wasm_bindgen_test]
fn a_text_over_the_limit_is_invalid_without_being_read() {
    assert_eq!(wasm::judge(0, 1025, 0, 0, 0, 0, 0, u32::MAX) & 3, 2);
}

#[wasm_bindgen_test]
fn words_stand_in_the_order_of_their_numbers() {
    let words = printed(&wasm::words());
    assert!(words.contains(r#""statuses":["incomplete","valid","invalid"]"#), "{words}");
    assert!(words.contains(r#""fields":["number","expiry","cvv""#), "{words}");
}

#[wasm_bindgen_test]
fn a_month_is_counted_from_the_year_zero_where_it_is_earliest() {
    // 2026-12-01T11:59:59Z is still November at UTC-12.
    assert_eq!(wasm::month(1_796_126_399_000.0, 0), 2026 * 12 + 10);
    assert_eq!(wasm::month(1_796_126_400_000.0, 0), 2026 * 12 + 11);
    assert_eq!(wasm::month(f64::NAN, 0), 0);
}

#[wasm_bindgen_test]
async fn an_aborted_signal_settles_with_an_error_and_never_rejects() {
    let controller = web_sys::AbortController::new().unwrap();
    controller.abort();
    let payment = parsed(r#"{ "number": "4242424242424242", "expiry": "12/40" }"#);
    let sent = js_sys::Function::new_no_args("");
    let settled = wasm::tokenize(&parsed(OPTIONS), &payment, controller.signal(), sent);
    let settled = js_sys::futures::JsFuture::from(settled).await.unwrap();
    assert!(printed(&settled).contains(r#""code":"network_failed""#));
}
