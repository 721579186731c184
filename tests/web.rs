//! The boundary between the core and JavaScript, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use js_sys::{Array, JSON, Object, Uint16Array, WebAssembly};
use panless::wasm;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const OPTIONS: &str = r#"{ "publicKey": "m_cSiyNUh9RBWHfdbFRFGrkA" }"#;
const CARD: &str = r#"{ "number": "4242 4242 4242 4242", "expiry": "12/40", "cvv": "123" }"#;

/// 2026-11-21T01:02:03Z.
const NOW: f64 = 1_795_222_923_000.0;

fn port() -> Uint16Array {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    Uint16Array::new_with_byte_offset_and_length(&memory.buffer(), wasm::port(), 2 * (wasm::limit() + 1))
}

fn write(text: &str) -> u32 {
    let units: Vec<u16> = text.encode_utf16().collect();
    port().subarray(0, units.len() as u32).copy_from(&units);
    units.len() as u32
}

fn read(units: u32) -> String {
    String::from_utf16(&port().subarray(0, units).to_vec()).unwrap()
}

fn record() -> String {
    core::iter::from_fn(|| Some(wasm::pull()).filter(|units| *units > 0)).map(read).collect()
}

/// Hands a value in as the loader does: members before their object.
fn give(value: &JsValue) {
    if let Some(text) = value.as_string() {
        wasm::text(write(&text));
    } else if let Some(number) = value.as_f64() {
        wasm::number(number);
    } else if let Some(truth) = value.as_bool() {
        wasm::other(truth.into());
    } else if let Some(list) = value.dyn_ref::<Array>() {
        list.iter().for_each(|element| give(&element));
        wasm::list(list.length());
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let members = Object::entries(object);
        members.iter().for_each(|member| member.unchecked_into::<Array>().iter().for_each(|part| give(&part)));
        wasm::object(members.length());
    } else {
        wasm::other(3);
    }
}

fn give_json(json: &str) {
    give(&JSON::parse(json).unwrap());
}

fn validated(payment: &str) -> String {
    give_json(OPTIONS);
    give_json(payment);
    assert!(wasm::validate(NOW));
    record()
}

#[wasm_bindgen_test]
fn a_good_payment_is_valid_and_has_its_brand() {
    let report = validated(r#"{ "number": "4242 4242 4242 4242", "expMonth": 12, "expYear": "99" }"#);
    assert!(report.starts_with(r#"{"valid":false"#), "{report}");
    let report = validated(r#"{ "number": "4242 4242 4242 4242", "expMonth": 12, "expYear": 2040 }"#);
    assert_eq!(report, r#"{"valid":true,"issues":[],"brand":"visa"}"#);
}

#[wasm_bindgen_test]
fn an_error_is_a_record_with_null_for_what_is_absent() {
    give_json("{}");
    assert!(!wasm::check());
    let text = record();
    assert!(text.starts_with(r#"{"code":"key_missing","field":"publicKey","message":"#), "{text}");
    assert!(text.contains(r#""status":null,"gatewayCode":null,"retryable":false,"outcome":"none"}"#), "{text}");
    give_json(OPTIONS);
    assert!(wasm::check());
    assert_eq!(record(), "");
}

#[wasm_bindgen_test]
fn junk_in_every_place_is_an_error_and_no_trap() {
    for junk in ["null", "7", r#""x""#, "true", "[]", "[[]]", r#"{"number":{}}"#, r#"{"number":[7]}"#] {
        give_json(junk);
        assert!(!wasm::check(), "{junk}");
        assert!(validated(junk).starts_with(r#"{"valid":false"#), "{junk}");
        assert!(validated(&format!(r#"{{ "number": {junk}, "expiry": {junk} }}"#)).starts_with(r#"{"valid":false"#));
    }
    assert!(!wasm::token(1_000, 200));
    assert!(record().contains(r#""code":"internal""#));
    wasm::release(0);
    wasm::release(1_000);
}

#[wasm_bindgen_test]
fn an_exchange_goes_from_payment_to_request_to_token_and_is_forgotten() {
    give_json(OPTIONS);
    give_json(CARD);
    let number = wasm::prepare(NOW);
    let request = record();
    assert!(
        request
            .contains(r#""body":{"public_key":"m_cSiyNUh9RBWHfdbFRFGrkA","type":"card","number":"4242424242424242""#)
    );
    assert_eq!(read(wasm::mask(number, write("id 4242424242424242"))), "id ****************");
    assert_eq!(wasm::mask(number, write("nothing to hide")), 0);
    give_json(r#"{ "id": "wKgFaj72F3aBPvZneEsBew" }"#);
    assert!(wasm::token(number, 200));
    assert!(record().starts_with(r#"{"id":"wKgFaj72F3aBPvZneEsBew","gateway":"affinipay","kind":"card""#));
    wasm::release(number);
    give_json(OPTIONS);
    give_json(CARD);
    assert_eq!(wasm::prepare(NOW), number);
    wasm::release(number);
}

#[wasm_bindgen_test]
fn a_record_longer_than_the_port_comes_in_parts() {
    give_json(OPTIONS);
    let holder = "é".repeat(255);
    give_json(&format!(
        r#"{{ "number": "4242424242424242", "expiry": "12/40", "holder": "{holder}",
        "metadata": {{ "a": "{0}", "b": "{0}", "c": "{0}" }} }}"#,
        "😀".repeat(500)
    ));
    let number = wasm::prepare(NOW);
    let request = record();
    assert!(request.encode_utf16().count() > 3_000);
    assert!(request.contains(&holder) && JSON::parse(&request).is_ok());
    wasm::release(number);
}

#[wasm_bindgen_test]
fn a_text_over_the_limit_is_invalid_without_being_read() {
    assert_eq!(wasm::judge(0, wasm::limit() + 1, NOW, 0, 0, 0, 0, 0, u32::MAX) & 3, 2);
}

#[wasm_bindgen_test]
fn words_stand_in_the_order_of_their_numbers() {
    wasm::words();
    let words = record();
    assert!(words.contains(r#""statuses":["incomplete","valid","invalid"]"#), "{words}");
    assert!(words.contains(r#""fields":["number","expiry","cvv""#), "{words}");
}

#[wasm_bindgen_test]
fn a_month_is_counted_from_the_year_zero_where_it_is_earliest() {
    // 2026-12-01T11:59:59Z is still November at UTC-12.
    assert_eq!(wasm::month(1_796_126_399_000.0, 0), 2026 * 12 + 10);
    assert_eq!(wasm::month(1_796_126_400_000.0, 0), 2026 * 12 + 11);
    assert_eq!(wasm::month(f64::NAN, 0), 0);
    let day = |text: &str| wasm::month(0.0, write(text));
    assert_eq!((day("2000-01-31"), day("2999-12-01")), (24_000, 35_999));
    assert_eq!((day("1999-12-31"), day("3000-01-01"), day("2026-02-30")), (0, 0, 0));
}
