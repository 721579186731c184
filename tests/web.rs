//! The boundary between the core and JavaScript, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use js_sys::{Array, JSON, Object, Uint16Array, WebAssembly};
use panless::error::Code;
use panless::wasm::{self, frame};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const KEY: &str = "m_cSiyNUh9RBWHfdbFRFGrkA";
const CARD: &str = r#"{ "number": "4242 4242 4242 4242", "expiry": "12/40", "cvv": "123" }"#;

/// November 2026.
const MONTH: u32 = 2026 * 12 + 10;

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

/// Hands in the options of a tokenizer: a key, and what is usual.
fn configure(key: &str) -> bool {
    [key, "", "", "", ""].into_iter().for_each(|text| wasm::text(write(text)));
    wasm::configure(2, false, 0, 0, u32::MAX)
}

fn prepare(payment: &str) -> u32 {
    give_json(payment);
    assert!(configure(KEY));
    assert_eq!(record(), "");
    wasm::prepare(MONTH)
}

fn validated(payment: &str) -> String {
    give_json(payment);
    assert!(configure(KEY));
    wasm::validate(MONTH);
    record()
}

#[wasm_bindgen_test]
fn a_good_payment_is_valid_and_has_its_brand() {
    let report = validated(r#"{ "number": "4242 4242 4242 4242", "expMonth": 12, "expYear": "99" }"#);
    assert!(report.starts_with(r#"{"valid":false"#), "{report}");
    let report = validated(r#"{ "number": "4242 4242 4242 4242", "expMonth": 12, "expYear": 2040 }"#);
    assert_eq!(report, r#"{"valid":true,"issues":[],"brand":0}"#);
}

#[wasm_bindgen_test]
fn an_error_is_a_list_with_null_for_what_is_absent() {
    assert!(!configure(""));
    let key_missing = Code::KeyMissing as usize;
    assert_eq!(record(), format!(r#"[{key_missing},"publicKey",null,[],null,null,false,"none"]"#));
}

#[wasm_bindgen_test]
fn a_payment_is_forgotten_with_options_that_are_refused() {
    give_json(CARD);
    assert!(!configure("m_short"));
    assert!(!record().is_empty());
    assert!(configure(KEY));
    wasm::validate(MONTH);
    assert!(record().contains(&format!("[{},", Code::PaymentInvalid as usize)));
}

#[wasm_bindgen_test]
fn a_message_stands_in_a_record_only_where_it_is_not_the_codes_own() {
    let report = validated(r#"{ "number": "4242424242424241", "expiry": "12/40" }"#);
    assert!(report.contains(r#","number",null]"#), "{report}");
    give_json(r#"{ "number": "4242424242424242", "expiry": "12/40", "cvv": "123" }"#);
    ["m_cSiyNUh9RBWHfdbFRFGrkA", "", "", "", ""].into_iter().for_each(|text| wasm::text(write(text)));
    assert!(wasm::configure(0, false, 0, 0, u32::MAX));
    wasm::validate(MONTH);
    let report = record();
    assert!(report.contains("sendCvv: true"), "{report}");
}

#[wasm_bindgen_test]
fn junk_in_every_place_is_an_error_and_no_trap() {
    for junk in ["null", "7", r#""x""#, "true", "[]", "[[]]", r#"{"number":{}}"#, r#"{"number":[7]}"#] {
        (0..4).for_each(|_| give_json(junk));
        assert!(!wasm::configure(7, true, u32::MAX, u32::MAX, 0), "{junk}");
        assert!(!record().is_empty());
        assert!(validated(junk).starts_with(r#"{"valid":false"#), "{junk}");
        assert!(validated(&format!(r#"{{ "number": {junk}, "expiry": {junk} }}"#)).starts_with(r#"{"valid":false"#));
    }
    assert!(!wasm::token(1_000, 200));
    assert!(record().starts_with(&format!("[{},", Code::Internal as usize)));
    wasm::release(0);
    wasm::release(1_000);
}

#[wasm_bindgen_test]
fn an_exchange_goes_from_payment_to_request_to_token_and_is_forgotten() {
    let number = prepare(CARD);
    let request = record();
    assert!(request.contains(r#",{"public_key":"m_cSiyNUh9RBWHfdbFRFGrkA","type":"card","number":"4242424242424242""#));
    assert_eq!(read(wasm::mask(number, write("id 4242424242424242"))), "id ****************");
    assert_eq!(wasm::mask(number, write("nothing to hide")), 0);
    give_json(r#"{ "id": "wKgFaj72F3aBPvZneEsBew" }"#);
    assert!(wasm::token(number, 200));
    assert!(record().starts_with(r#"["wKgFaj72F3aBPvZneEsBew","affinipay","card","#));
    wasm::release(number);
    assert_eq!(prepare(CARD), number);
    wasm::release(number);
}

#[wasm_bindgen_test]
fn a_record_longer_than_the_port_comes_in_parts() {
    let holder = "é".repeat(255);
    let number = prepare(&format!(
        r#"{{ "number": "4242424242424242", "expiry": "12/40", "holder": "{holder}",
        "metadata": {{ "a": "{0}", "b": "{0}", "c": "{0}" }} }}"#,
        "😀".repeat(500)
    ));
    let request = record();
    assert!(request.encode_utf16().count() > 3_000);
    assert!(request.contains(&holder) && JSON::parse(&request).is_ok());
    wasm::release(number);
}

/// The options of a gateway that has a frame.
fn configure_frame() -> bool {
    ["pub_a", "", "https://gateway.example", "", ""].into_iter().for_each(|text| wasm::text(write(text)));
    wasm::configure(2, false, 0, 0, u32::MAX)
}

fn told(say: u32, given: &str) -> Option<String> {
    give_json(given);
    assert!(configure_frame());
    frame::tell(say, MONTH).then(record)
}

/// What a frame says, as the loader hands it in.
fn heard(bank: bool, message: &str) -> (u32, String) {
    give_json(message);
    (frame::hear(bank), record())
}

#[wasm_bindgen_test]
fn a_frame_is_told_and_heard() {
    let url = r#"["https://gateway.example/api/tokenizer/pub_a""#;
    let greeting = told(0, r#"{ "id": "x", "settings": { "user": { "showName": true } } }"#);
    assert_eq!(
        greeting,
        Some(format!(r#"{url},"setSettings",{{"user":{{"showName":true}},"id":"x","apikey":"pub_a"}}]"#))
    );
    assert_eq!(
        told(4, r#"{ "value": { "country": "CAN" } }"#),
        Some(format!(r#"{url},"setBilling",{{"country":"CA"}}]"#))
    );
    let said = |event: &str, data: &str| format!(r#"{{ "event": "{event}", "data": {data} }}"#);
    assert_eq!(heard(false, &said("setHeight", r#"{ "height": 312 }"#)), (1, "312".to_owned()));
    assert_eq!(heard(false, &said("validCard", r#"{ "isValid": true }"#)), (2, "true".to_owned()));
    assert_eq!(heard(false, &said("onPaymentChange", r#"{ "type": "ach" }"#)), (3, r#""bank""#.to_owned()));
    let (what, token) = heard(true, &said("submission", r#"{ "status": "success", "token": "wKgFaj72F3aB" }"#));
    assert_eq!(what, 4);
    assert_eq!(token, r#"["wKgFaj72F3aB","pepper","bank",null,null,null,null,null,null,2,[]]"#);
    let (what, error) = heard(true, &said("submission", r#"{ "status": "validation", "invalid": ["cc"] }"#));
    assert!(what == 5 && error.starts_with(&format!("[{},", Code::NumberInvalid as usize)), "{error}");
}

#[wasm_bindgen_test]
fn junk_for_a_frame_or_from_it_is_an_error_or_nothing_and_no_trap() {
    let is = |code: Code| record().starts_with(&format!("[{},", code as usize));
    for junk in ["null", "7", r#""x""#, "true", "[]", "[[]]", r#"{ "event": 7 }"#, r#"{ "event": "setHeight" }"#] {
        assert_eq!(heard(false, junk), (0, String::new()), "{junk}");
        give_json(&format!(r#"{{ "event": "submission", "data": {junk} }}"#));
        if junk.starts_with('{') {
            assert!(frame::hear(true) == 5 && is(Code::ReplyInvalid), "{junk}");
        } else {
            assert_eq!(frame::hear(true), 0, "{junk}");
        }
        assert!(told(1, junk).unwrap().ends_with(r#","submit",{}]"#), "{junk}");
        for say in [3, 6, u32::MAX] {
            assert_eq!(told(say, junk), None);
            assert!(is(if say == 3 { Code::FieldUnsupported } else { Code::MountUnsupported }), "{say} {junk}");
        }
    }
    // Nothing handed in at all.
    assert_eq!(frame::hear(false), 0);
    assert!(!frame::tell(0, MONTH) && is(Code::MountUnsupported));
    give_json("{}");
    assert!(configure(KEY));
    assert!(!frame::tell(0, MONTH) && is(Code::MountUnsupported), "a key of a gateway without a frame");
}

#[wasm_bindgen_test]
fn without_an_exchange_every_long_run_of_digits_is_hidden() {
    assert_eq!(read(wasm::mask(0, write("exp 12/40 of 4012 0000 9876 5439"))), "exp 12/40 of **** **** **** ****");
    assert_eq!(wasm::mask(0, write("123456")), 0);
}

#[wasm_bindgen_test]
fn a_text_over_the_limit_is_invalid_without_being_read() {
    assert_eq!(wasm::fields::judge(0, wasm::limit() + 1, 0, 0, 0, 0, 0, u32::MAX) & 3, 2);
}
