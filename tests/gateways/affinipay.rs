//! AffiniPay's wire.

use super::{body, fields, issues, request, sent};
use crate::support::{Given, exchange, fixture};
use panless::card::brand::Brand;
use panless::date::YearMonth;
use panless::error::{Code, Error, Outcome};
use panless::token::Token;
use serde_json::{Value as Json, json};

const KEY: &str = "m_cSiyNUh9RBWHfdbFRFGrkA";

fn card() -> Given {
    Given::new(json!({ "number": "4242 4242 4242 4242", "expiry": "10/28", "cvv": "123" }))
}

fn bank() -> Given {
    let bank = json!({ "routingNumber": "000000013", "accountNumber": "1234567890", "accountType": "checking" });
    Given::new(bank)
}

fn answered(given: &Given, status: u16, body: Option<&Json>) -> Result<Box<Token>, Box<Error>> {
    super::answered(&json!({ "publicKey": KEY }), given, status, body)
}

fn reply(status: u16, body: &Json) -> Result<Box<Token>, Box<Error>> {
    answered(&card(), status, Some(body))
}

#[test]
fn a_card_is_sent_as_a_form_with_the_key_in_it() {
    let request = request(&json!({ "publicKey": KEY }), &card());
    assert_eq!(request.url, "https://api.chargeio.com/v1/tokens");
    assert_eq!(request.basic_user, None);
    let expected = json!({
        "public_key": KEY, "type": "card", "number": "4242424242424242",
        "exp_month": 10, "exp_year": 2028, "cvv": "123",
    });
    assert_eq!(sent(request), expected);
}

#[test]
fn a_json_request_has_the_key_as_its_user() {
    let given = Given::new(json!({ "number": "4242424242424242", "expiry": "1028", "metadata": { "order": "A1" } }));
    let request = request(&json!({ "publicKey": KEY, "encoding": "json" }), &given);
    assert_eq!(request.basic_user, Some(KEY));
    let expected = json!({
        "type": "card", "number": "4242424242424242", "exp_month": 10, "exp_year": 2028, "form_data": { "order": "A1" },
    });
    assert_eq!(sent(request), expected);
}

#[test]
fn a_bank_account_keeps_its_leading_zeros() {
    let expected = json!({
        "public_key": KEY, "type": "bank", "routing_number": "000000013", "account_number": "0001234567",
        "account_type": "SAVINGS",
    });
    let given = json!({ "routingNumber": "000000013", "accountNumber": "0001234567", "accountType": "savings" });
    assert_eq!(body(&json!({ "publicKey": KEY }), &Given::new(given)), expected);
}

#[test]
fn every_field_has_its_place() {
    let given = Given::new(json!({
        "number": "378282246310005", "expMonth": 3, "expYear": "29", "cvv": "0123",
        "firstName": "Ada", "lastName": "King", "email": "ada@example.com", "phone": "+44 20 7946 0000",
        "reference": "R-1", "description": "Difference engine", "metadata": { "order": "A1" },
        "address": {
            "line1": "1 Main St", "line2": "Apt 2", "city": "Austin", "state": "tx", "postalCode": "78701", "country": "USA",
        },
    }));
    let expected = json!({
        "public_key": KEY, "type": "card", "number": "378282246310005", "exp_month": 3, "exp_year": 2029,
        "cvv": "0123", "name": "Ada King", "address1": "1 Main St", "address2": "Apt 2", "city": "Austin",
        "state": "TX", "postal_code": "78701", "country": "US", "email": "ada@example.com",
        "phone": "+44 20 7946 0000", "reference": "R-1", "description": "Difference engine", "order": "A1",
    });
    assert_eq!(body(&json!({ "publicKey": KEY }), &given), expected);
}

#[test]
fn a_state_is_spelled_as_its_country_does_if_that_is_known() {
    for (state, country, sent) in [("on", "CA", "ON"), ("Bayern", "DE", "Bayern"), ("nsw", "AU", "nsw")] {
        let address = json!({ "line1": "1 Main St", "state": state, "country": country });
        let given = Given::new(json!({ "number": "4242424242424242", "expiry": "10/28", "address": address }));
        assert_eq!(body(&json!({ "publicKey": KEY }), &given)["state"], sent);
    }
}

#[test]
fn a_postal_code_has_3_to_9_letters_and_digits_and_with_spaces_and_dashes_at_most_10_characters() {
    for (postal_code, is_taken) in [
        ("123", true),
        ("AB1 2CD", true),
        ("12345-6789", true),
        ("1 2 3 4 5", true),
        ("12", false),
        ("1-2", false),
        ("1234567890", false),
        ("1234 - 5678", false),
        ("12.345", false),
        ("ÄB1 2CD", false),
    ] {
        let given = json!({ "number": "4242424242424242", "expiry": "10/28", "postal_code": postal_code });
        let refused = exchange(&json!({ "publicKey": KEY }), &Given::new(given)).err().map(|error| fields(&error));
        let expected = (!is_taken).then(|| issues([("postal_code_invalid", "postalCode")]));
        assert_eq!(refused, expected, "{postal_code}");
    }
}

#[test]
fn metadata_without_members_is_not_sent() {
    let given = json!({ "number": "4242424242424242", "expiry": "10/28", "metadata": {} });
    let sent = body(&json!({ "publicKey": KEY, "encoding": "json" }), &Given::new(given));
    assert!(sent.get("form_data").is_none(), "{sent}");
}

#[test]
fn its_own_names_mean_the_same() {
    let own = Given::new(json!({
        "type": "card", "number": "4242424242424242", "card_type": "VISA", "exp_month": "10", "exp_year": 2028,
        "name": "Ada King", "address1": "1 Main St", "postal_code": "78701", "country": "US", "form_data": { "a": "b" },
    }));
    let expected = json!({
        "public_key": KEY, "type": "card", "number": "4242424242424242", "card_type": "VISA", "exp_month": 10,
        "exp_year": 2028, "name": "Ada King", "address1": "1 Main St", "postal_code": "78701", "country": "US", "a": "b",
    });
    assert_eq!(body(&json!({ "publicKey": KEY }), &own), expected);
}

#[test]
fn a_card_reply_becomes_a_token() {
    let token = reply(200, &fixture("affinipay/accepted_card")).unwrap();
    assert_eq!((token.id.as_str(), token.last4.as_str()), ("wKgFaj72F3aBPvZneEsBew", "4242"));
    assert_eq!((token.brand, token.expiry), (Some(Brand::Visa), YearMonth::new(2028, 10)));
    assert_eq!((token.created, token.lifetime), (None, Some(5)));
}

#[test]
fn a_bank_reply_becomes_a_token_that_knows_when_it_was_created() {
    let token = answered(&bank(), 200, Some(&fixture("affinipay/accepted_bank"))).unwrap();
    assert_eq!((token.last4.as_str(), token.brand, token.expiry), ("7890", None, None));
    assert_eq!((token.created.as_deref(), token.lifetime), (Some("2026-11-21T01:02:03.000Z"), Some(5)));
}

#[test]
fn the_reply_names_the_brand_and_messages_of_level_info_stop_nothing() {
    let token = reply(200, &fixture("affinipay/accepted_with_info")).unwrap();
    assert_eq!(token.brand, Some(Brand::AmericanExpress));
}

#[test]
fn an_unknown_brand_word_leaves_our_own_brand() {
    let token = reply(200, &json!({ "id": "wKgFaj72F3aBPvZneEsBew", "card_type": "AMERICAN_EXRESS" })).unwrap();
    assert_eq!(token.brand, Some(Brand::Visa));
}

#[test]
fn codes_without_a_field_say_who_acts() {
    let told = [
        (401, fixture("affinipay/unauthorized"), Code::KeyRejected, "not_authorized"),
        (422, fixture("affinipay/declined"), Code::Declined, "card_declined_insufficient_funds"),
        (400, fixture("affinipay/malformed"), Code::RequestRefused, "malformed_request"),
        (422, message("merchant_not_active"), Code::MerchantInactive, "merchant_not_active"),
        (422, message("unavailable_for_merchant_mode"), Code::MerchantInactive, "unavailable_for_merchant_mode"),
        (404, message("resource_not_found"), Code::RequestRefused, "resource_not_found"),
        (500, message("server_error"), Code::GatewayError, "server_error"),
    ];
    for (status, body, code, gateway_code) in told {
        let error = reply(status, &body).unwrap_err();
        assert_eq!((error.code, error.gateway_code.as_deref()), (code, Some(gateway_code)));
        assert_eq!((error.status, error.outcome), (Some(status), Outcome::None), "{gateway_code}");
    }
}

fn message(code: &str) -> Json {
    json!({ "messages": [{ "code": code, "level": "error", "facility": "gateway" }] })
}

#[test]
fn every_spelling_of_a_context_finds_its_field() {
    let error = reply(422, &fixture("affinipay/many")).unwrap_err();
    let expected = [("expiry_invalid", "expiry"), ("postal_code_invalid", "postalCode"), ("number_invalid", "number")];
    assert_eq!(fields(&error), issues(expected));
    assert_eq!(error.code, Code::ExpiryInvalid);
}

#[test]
fn messages_of_level_info_and_without_a_code_are_passed_over() {
    let messages = json!({ "messages": [
        { "code": "card_expired", "level": "info", "facility": "gateway" },
        { "level": "error", "facility": "gateway" },
        { "code": "merchant_not_active", "level": "error", "facility": "gateway" },
    ] });
    let error = reply(422, &messages).unwrap_err();
    assert_eq!((error.code, error.gateway_code.as_deref()), (Code::MerchantInactive, Some("merchant_not_active")));
}

#[test]
fn a_blank_field_is_missing() {
    let error = reply(422, &fixture("affinipay/blank_name")).unwrap_err();
    assert_eq!(fields(&error), issues([("holder_missing", "holder")]));
}

#[test]
fn a_message_may_be_plain_text() {
    let error = reply(422, &fixture("affinipay/as_text")).unwrap_err();
    assert_eq!(fields(&error), issues([("expiry_past", "expiry")]));
}

#[test]
fn the_gateway_asks_for_another_try_in_one_code_only() {
    let busy = reply(500, &message("card_processor_not_available")).unwrap_err();
    assert!(busy.retryable() && busy.retry_asked);
    assert!(!reply(422, &message("card_processing_error")).unwrap_err().retryable());
}

#[test]
fn a_success_without_a_token_is_no_success() {
    for body in [json!({}), json!([]), json!(7), json!({ "id": "" }), json!({ "id": ["x"] }), json!({ "id": "a b" })] {
        let error = reply(200, &body).unwrap_err();
        assert_eq!((error.code, error.outcome), (Code::ReplyInvalid, Outcome::Unknown), "{body}");
    }
}

#[test]
fn an_id_that_repeats_the_number_is_no_token() {
    assert_eq!(reply(200, &json!({ "id": "tok_4242424242424242" })).unwrap_err().code, Code::ReplyInvalid);
}

#[test]
fn an_answer_that_is_no_json_is_judged_by_its_status() {
    let told = [
        (200, Code::ReplyInvalid, Outcome::Unknown),
        (302, Code::Redirected, Outcome::Unknown),
        (404, Code::ReplyInvalid, Outcome::None),
        (429, Code::RateLimited, Outcome::None),
        (502, Code::GatewayError, Outcome::None),
    ];
    for (status, code, outcome) in told {
        let error = answered(&card(), status, None).unwrap_err();
        assert_eq!((error.code, error.outcome), (code, outcome), "{status}");
    }
}
