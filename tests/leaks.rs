//! Nothing that holds a number prints it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod support;

use panless::gateway::Reply;
use panless::input::Value;
use panless::secret::Secret;
use serde_json::{Value as Json, json};
use support::{Given, exchange, reply};

const NUMBER: &str = "378282246310005";
const ACCOUNT: &str = "000123456789";

fn assert_clean(printed: &str) {
    for secret in [NUMBER, ACCOUNT] {
        for window in secret.as_bytes().windows(7) {
            let window = core::str::from_utf8(window).unwrap();
            assert!(!printed.contains(window), "{printed}");
        }
    }
    assert!(!printed.contains("0987"), "{printed}");
}

fn options() -> Json {
    json!({ "publicKey": "m_cSiyNUh9RBWHfdbFRFGrkA" })
}

fn given() -> [Given; 2] {
    [
        Given::new(json!({ "number": NUMBER, "expiry": "10/28", "cvv": "0987" })),
        Given::new(json!({ "routingNumber": "000000013", "accountNumber": ACCOUNT })),
    ]
}

#[test]
fn a_payment_and_its_request_print_no_digits() {
    for given in given() {
        let exchange = exchange(&options(), &given).unwrap();
        assert_clean(&format!("{exchange:?} {exchange:#?}"));
        assert_clean(&format!("{:?}", exchange.request()));
    }
}

#[test]
fn input_and_options_print_no_digits() {
    let value = Value::Object(vec![(Secret::new(NUMBER.to_owned()), Value::Text(Secret::new(ACCOUNT.to_owned())))]);
    assert_clean(&format!("{value:?}"));
}

#[test]
fn an_error_prints_no_digits_whatever_was_wrong() {
    let bad = [
        json!({ "number": format!("{NUMBER}x"), "expiry": NUMBER, "cvv": NUMBER }),
        json!({ "number": NUMBER, "expiry": "10/28", "holder": NUMBER, "address": { "postalCode": NUMBER, "country": NUMBER } }),
        json!({ "number": NUMBER, "expiry": "10/28", NUMBER: "x", "metadata": { NUMBER: {} } }),
        json!({ "number": NUMBER, "accountNumber": ACCOUNT, "type": NUMBER }),
    ];
    for given in bad {
        let error = exchange(&options(), &Given::new(given)).unwrap_err();
        assert_clean(&format!("{error:?} {error} {error:#?}"));
    }
}

#[test]
fn a_token_and_the_gateway_s_own_code_print_no_digits() {
    let [card, _] = given();
    let exchange = exchange(&options(), &card).unwrap();
    let replies = [
        json!({ "id": "wKgFaj72F3aBPvZneEsBew", "number": NUMBER }),
        json!({ "id": NUMBER }),
        json!({ "messages": [{ "code": NUMBER, "context": NUMBER, "message": NUMBER }] }),
        json!({ "messages": [NUMBER] }),
    ];
    for json in &replies {
        for status in [200, 422] {
            let body = reply(json);
            let reply = Reply { status, body: Some(&body) };
            assert_clean(&format!("{:?}", exchange.token(&reply)));
        }
    }
}
