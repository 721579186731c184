//! Nelnet's wire. The bodies of the documentation's samples are fixtures.

use super::{body, fields, issues, request};
use crate::support::{Given, exchange, fixture};
use panless::card::brand::Brand;
use panless::error::{Code, Error, Outcome};
use panless::token::Token;
use panless::transport::Encoding;
use serde_json::{Value as Json, json};

const KEY: &str = "test_0123456789abcdef0123456789abcdef0123456789abcdef0123456789";

fn options() -> Json {
    json!({ "publicKey": KEY })
}

fn card() -> Json {
    json!({ "number": "4111 1111 1111 1111", "expiry": "12/2029", "holder": "Grace Hopper" })
}

fn bank() -> Json {
    json!({
        "routingNumber": "100004058", "accountNumber": "1234567890", "accountType": "checking",
        "firstName": "Grace", "lastName": "Hopper",
    })
}

fn with(mut payment: Json, more: Json) -> Given {
    payment.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Given::new(payment)
}

fn without(mut payment: Json, name: &str) -> Given {
    payment.as_object_mut().unwrap().remove(name);
    Given::new(payment)
}

fn reply(body: &Json) -> Result<Box<Token>, Box<Error>> {
    super::answered(&options(), &Given::new(card()), 0, Some(body))
}

fn refused(options: &Json, given: &Given) -> Vec<(&'static str, String)> {
    fields(&exchange(options, given).unwrap_err())
}

#[test]
fn a_card_is_the_query_of_the_documentation_s_sample() {
    let request = request(&options(), &Given::new(card()));
    assert_eq!(request.url, "https://api.paymentspring.com/api/v1/tokens/jsonp");
    assert_eq!((request.encoding, request.basic_user), (Encoding::Jsonp, None));
    let expected = json!({
        "token_type": "credit_card", "card_owner_name": "Grace Hopper", "card_number": "4111111111111111",
        "card_exp_month": 12, "card_exp_year": 2029, "public_api_key": KEY,
    });
    assert_eq!(body(&options(), &Given::new(card())), expected);
}

#[test]
fn a_bank_account_is_the_query_of_the_documentation_s_sample() {
    let expected = json!({
        "token_type": "bank_account", "bank_account_number": "1234567890", "bank_routing_number": "100004058",
        "bank_account_holder_first_name": "Grace", "bank_account_holder_last_name": "Hopper",
        "bank_account_type": "checking", "public_api_key": KEY,
    });
    assert_eq!(body(&options(), &Given::new(bank())), expected);
}

#[test]
fn an_address_has_its_own_names_and_a_country_of_three_letters() {
    let address = json!({ "line1": "1 Main St", "line2": "Apt 2", "city": "Toronto", "state": "ON", "postalCode": "K1A 0B1", "country": "ca" });
    let sent = body(&options(), &with(card(), json!({ "address": address })));
    let names = ["address_1", "address_2", "city", "state", "zip", "country"].map(|name| sent[name].as_str().unwrap());
    assert_eq!(names, ["1 Main St", "Apt 2", "Toronto", "ON", "K1A 0B1", "CAN"]);
}

#[test]
fn its_own_names_mean_the_same() {
    let own = json!({
        "token_type": "credit_card", "card_owner_name": "Grace Hopper", "card_number": "4111111111111111",
        "card_exp_month": 12, "card_exp_year": "2029",
    });
    assert_eq!(body(&options(), &Given::new(own)), body(&options(), &Given::new(card())));
}

#[test]
fn a_security_code_goes_along_only_on_wish() {
    let given = || with(card(), json!({ "cvv": "999" }));
    let error = exchange(&options(), &given()).unwrap_err();
    assert_eq!((error.code, error.to_string().contains("sendCvv")), (Code::FieldUnsupported, true));
    assert_eq!(error.issues.list[0].message(), error.to_string());
    let wish = json!({ "publicKey": KEY, "sendCvv": true });
    assert_eq!(body(&wish, &given())["csc"], "999");
    let omitting = json!({ "publicKey": KEY, "unsupported": "omit" });
    assert_eq!(body(&omitting, &given())["csc"], Json::Null);
}

#[test]
fn names_are_required_and_joined_but_never_split() {
    assert_eq!(refused(&options(), &without(card(), "holder")), issues([("holder_missing", "holder")]));
    let parts = json!({ "number": "4111111111111111", "expiry": "12/29", "firstName": "Grace", "lastName": "Hopper" });
    assert_eq!(body(&options(), &Given::new(parts))["card_owner_name"], "Grace Hopper");
    let mut joined = bank();
    joined.as_object_mut().unwrap().retain(|name, _| !name.ends_with("Name"));
    let error = exchange(&options(), &with(joined, json!({ "holder": "Grace Hopper" }))).unwrap_err();
    assert_eq!(error.code, Code::FirstNameMissing);
    assert_eq!(refused(&options(), &without(bank(), "accountType")), issues([("account_type_missing", "accountType")]));
}

#[test]
fn a_field_that_a_token_has_no_place_for_is_refused_by_name() {
    let given = with(card(), json!({ "email": "grace@example.com", "metadata": { "order": "A1" } }));
    let expected = issues([("field_unsupported", "email"), ("field_unsupported", "metadata")]);
    assert_eq!(refused(&options(), &given), expected);
}

#[test]
fn the_key_tells_mode_and_secrecy_by_prefix_and_length() {
    let code = |key: String| {
        let exchange = exchange(&json!({ "publicKey": key }), &Given::new(card()));
        exchange.map(|exchange| exchange.config().test).map_err(|error| error.code)
    };
    let key = |mode: &str, length: usize| format!("{mode}_{}", "a".repeat(length));
    assert_eq!((code(key("test", 58)), code(key("live", 58))), (Ok(Some(true)), Ok(Some(false))));
    assert_eq!((code(key("test", 26)), code(key("live", 26))), (Err(Code::SecretKey), Err(Code::SecretKey)));
    for (mode, length) in [("test", 57), ("live", 59), ("prod", 58), ("TEST", 58)] {
        assert_eq!(code(key(mode, length)), Err(Code::KeyInvalid), "{mode} {length}");
    }
    assert_eq!(code(format!("{}-", key("test", 57))), Err(Code::KeyInvalid));
}

#[test]
fn a_reply_becomes_a_token_that_lives_fifteen_minutes() {
    for name in ["nelnet/accepted_card", "nelnet/accepted_card_with_bin"] {
        let token = reply(&fixture(name)).unwrap();
        assert_eq!((token.id.as_str(), token.last4.as_str()), ("24daa814b0", "1111"));
        assert_eq!((token.brand, token.created, token.lifetime), (Some(Brand::Visa), None, Some(15)));
    }
    let bank = super::answered(&options(), &Given::new(bank()), 0, Some(&fixture("nelnet/accepted_bank"))).unwrap();
    assert_eq!((bank.id.as_str(), bank.last4.as_str(), bank.brand), ("7c1f0a93de", "7890", None));
}

#[test]
fn every_documented_code_blames_its_field() {
    let told = [
        ("11112", "number_invalid", "number"),
        ("11301", "number_invalid", "number"),
        ("11306", "number_invalid", "number"),
        ("11102", "number_invalid", "number"),
        ("91611", "number_invalid", "number"),
        ("11110", "expiry_invalid", "expiry"),
        ("11111", "expiry_invalid", "expiry"),
        ("21111", "expiry_invalid", "expiry"),
        ("234722", "cvv_invalid", "cvv"),
    ];
    for (code, ours, field) in told {
        let error = reply(&json!({ "errors": [{ "code": code, "message": "x" }] })).unwrap_err();
        assert_eq!((fields(&error), error.gateway_code.as_deref()), (issues([(ours, field)]), Some(code)));
        assert_eq!((error.status, error.outcome, error.retryable()), (None, Outcome::None, false));
    }
    assert_eq!(reply(&fixture("nelnet/invalid_number")).unwrap_err().code, Code::NumberInvalid);
}

#[test]
fn a_code_may_be_a_number_and_come_with_others() {
    let errors = json!({ "errors": [{ "code": 11112 }, { "code": "11301" }, { "code": "11110" }, { "code": "x1" }] });
    let error = reply(&errors).unwrap_err();
    assert_eq!(fields(&error), issues([("number_invalid", "number"), ("expiry_invalid", "expiry")]));
}

#[test]
fn an_unknown_code_is_a_refusal_and_one_code_asks_for_another_try() {
    let error = reply(&json!({ "errors": [{ "code": "38501", "message": "x" }] })).unwrap_err();
    assert_eq!((error.code, error.outcome, error.retryable()), (Code::RequestRefused, Outcome::None, false));
    let error = reply(&json!({ "errors": [{ "code": "TKN01", "message": "x" }] })).unwrap_err();
    assert_eq!((error.code, error.outcome, error.retryable()), (Code::GatewayError, Outcome::None, true));
}

#[test]
fn anything_else_is_no_token() {
    let told = [
        Json::Null,
        json!([]),
        json!("token"),
        json!({}),
        json!({ "errors": [] }),
        json!({ "id": "24daa814b0" }),
        json!({ "class": "customer", "id": "24daa814b0" }),
        json!({ "class": "token", "id": "" }),
        json!({ "class": "token", "id": "4111111111111111" }),
    ];
    for body in told {
        let error = reply(&body).unwrap_err();
        assert_eq!((error.code, error.outcome, error.status), (Code::ReplyInvalid, Outcome::Unknown, None), "{body}");
    }
    let error = super::answered(&options(), &Given::new(card()), 0, None).unwrap_err();
    assert_eq!((error.code, error.outcome), (Code::ReplyInvalid, Outcome::Unknown));
}
