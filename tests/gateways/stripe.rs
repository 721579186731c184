//! Stripe's wire: names in brackets, and errors of one object.

use super::{body, fields, issues, request, sent};
use crate::support::{Given, config, exchange, fixture};
use panless::card::brand::Brand;
use panless::error::{Code, Error, Outcome};
use panless::gateway::GatewayId;
use panless::token::Token;
use panless::transport::Encoding;
use serde_json::{Value as Json, json};

const KEY: &str = "pk_test_TYooMQauvdEDq54NiTphI7jx";

fn options() -> Json {
    json!({ "publicKey": KEY })
}

fn card(more: Json) -> Given {
    let mut card = json!({ "number": "4242 4242 4242 4242", "expiry": "12/30" });
    card.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Given::new(card)
}

fn bank(more: Json) -> Given {
    let mut bank = json!({ "routingNumber": "110000000", "accountNumber": "000123456789" });
    bank.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Given::new(bank)
}

fn reply(status: u16, body: &Json) -> Result<Box<Token>, Box<Error>> {
    super::answered(&options(), &card(json!({})), status, Some(body))
}

fn error(of: Json) -> Json {
    json!({ "error": of })
}

#[test]
fn a_card_is_a_form_with_the_key_in_it_and_names_in_brackets() {
    let request = request(&options(), &card(json!({ "cvv": "123" })));
    assert_eq!(request.url, "https://api.stripe.com/v1/tokens");
    assert_eq!((request.encoding, request.basic_user), (Encoding::Form, None));
    let expected = json!({
        "key": KEY, "card[number]": "4242424242424242", "card[exp_month]": 12, "card[exp_year]": 2030, "card[cvc]": "123",
    });
    assert_eq!(sent(request), expected);
}

#[test]
fn everything_else_of_a_card_has_its_name_too() {
    let address = json!({ "line1": "1 Main St", "line2": "Apt 2", "city": "Reno", "state": "nv", "postalCode": "89501", "country": "USA" });
    let sent = body(&options(), &card(json!({ "holder": "Grace Hopper", "currency": "EUR", "address": address })));
    let names = [
        "name",
        "address_line1",
        "address_line2",
        "address_city",
        "address_state",
        "address_zip",
        "address_country",
        "currency",
    ];
    let values = names.map(|name| sent[format!("card[{name}]")].as_str().unwrap());
    assert_eq!(values, ["Grace Hopper", "1 Main St", "Apt 2", "Reno", "nv", "89501", "US", "eur"]);
    assert_eq!(sent.as_object().unwrap().len(), 4 + names.len());
}

#[test]
fn a_bank_account_is_american_unless_it_says_otherwise() {
    let expected = json!({
        "key": KEY, "bank_account[country]": "US", "bank_account[currency]": "usd",
        "bank_account[routing_number]": "110000000", "bank_account[account_number]": "000123456789",
    });
    assert_eq!(body(&options(), &bank(json!({}))), expected);
    let more = json!({
        "holder": "Grace Hopper", "accountHolderType": "Company", "accountType": "savings", "currency": "CAD", "address": { "country": "ca" },
    });
    let expected = json!({
        "key": KEY, "bank_account[country]": "CA", "bank_account[currency]": "cad",
        "bank_account[routing_number]": "110000000", "bank_account[account_number]": "000123456789",
        "bank_account[account_holder_name]": "Grace Hopper", "bank_account[account_holder_type]": "company",
        "bank_account[account_type]": "savings",
    });
    assert_eq!(body(&options(), &bank(more)), expected);
}

#[test]
fn its_own_names_mean_the_same_without_brackets() {
    let own = json!({ "number": "4242424242424242", "exp_month": 12, "exp_year": "2030", "cvc": "123", "name": "Grace", "address_zip": "1" });
    let neutral = json!({ "cvv": "123", "holder": "Grace", "address": { "postalCode": "1" } });
    // The postal code is one digit short of being judged, so both must say so.
    let refused = |given: &Given| fields(&exchange(&options(), given).unwrap_err());
    assert_eq!(refused(&Given::new(own.clone())), refused(&card(neutral)));
    let mut good = own;
    good["address_zip"] = "89501".into();
    let neutral = json!({ "cvv": "123", "holder": "Grace", "address": { "postalCode": "89501" } });
    assert_eq!(body(&options(), &Given::new(good)), body(&options(), &card(neutral)));
    for name in ["key", "card[number]", "card"] {
        assert_eq!(exchange(&options(), &card(json!({ name: "x" }))).unwrap_err().code, Code::FieldUnknown, "{name}");
    }
}

#[test]
fn a_field_that_a_token_has_no_place_for_is_refused_by_name() {
    let refused = |given: &Given| fields(&exchange(&options(), given).unwrap_err());
    let given = card(json!({ "email": "grace@example.com", "reference": "A1", "accountType": "savings" }));
    let expected = issues([
        ("field_unsupported", "accountType"),
        ("field_unsupported", "email"),
        ("field_unsupported", "reference"),
    ]);
    assert_eq!(refused(&given), expected);
    let given = bank(json!({ "address": { "line1": "1 Main St", "country": "US" } }));
    assert_eq!(refused(&given), issues([("field_unsupported", "line1")]));
}

#[test]
fn the_key_tells_the_mode_and_a_secret_or_restricted_one_is_refused() {
    let told = |key: &str| {
        let config = config(&json!({ "publicKey": key })).map_err(|error| error.code)?;
        Ok((config.gateway, config.test))
    };
    assert_eq!(told(KEY), Ok((GatewayId::Stripe, Some(true))));
    assert_eq!(told(&KEY.replace("test", "live")), Ok((GatewayId::Stripe, Some(false))));
    assert_eq!(told(&format!("pk_live_51{}", "aB0".repeat(32))), Ok((GatewayId::Stripe, Some(false))));
    for key in ["sk_test_4eC39HqLyjWDarjtT1zdp7dc", "rk_live_1", "sk_", "sk_live_a b"] {
        assert_eq!(told(key), Err(Code::SecretKey), "{key}");
    }
    for key in ["pk_TYooMQauvdEDq54NiTphI7jx", "pk_test_", "pk_prod_a", "PK_test_a", "pk_test_a.b"] {
        assert_eq!(told(key), Err(Code::KeyInvalid), "{key}");
    }
}

#[test]
fn a_reply_becomes_a_token_of_which_nobody_knows_how_long_it_lives() {
    let token = reply(200, &fixture("stripe/accepted_card")).unwrap();
    assert_eq!((token.id.as_str(), token.last4.as_str()), ("tok_1PzQsandbox0000000000001", "4242"));
    assert_eq!((token.brand, token.created, token.lifetime), (Some(Brand::Visa), None, None));
    let bank = super::answered(&options(), &bank(json!({})), 200, Some(&fixture("stripe/accepted_bank"))).unwrap();
    assert_eq!((bank.id.as_str(), bank.last4.as_str()), ("btok_1PzQsandbox000000000001", "6789"));
    assert_eq!((bank.brand, bank.lifetime), (None, None));
}

#[test]
fn the_brand_is_the_reply_s_and_ours_where_it_says_none_that_we_know() {
    let told = [
        ("MasterCard", Brand::Mastercard),
        ("Mastercard", Brand::Mastercard),
        ("Diners Club", Brand::DinersClub),
        ("Unknown", Brand::Visa),
    ];
    for (word, brand) in told {
        let token = reply(200, &json!({ "id": "tok_1", "object": "token", "card": { "brand": word } })).unwrap();
        assert_eq!(token.brand, Some(brand), "{word}");
    }
}

#[test]
fn every_code_blames_its_field() {
    let told = [
        ("invalid_number", "number_invalid", "number"),
        ("incorrect_number", "number_invalid", "number"),
        ("invalid_expiry_month", "expiry_invalid", "expiry"),
        ("invalid_expiry_year", "expiry_invalid", "expiry"),
        ("expired_card", "expiry_past", "expiry"),
        ("invalid_cvc", "cvv_invalid", "cvv"),
        ("incorrect_cvc", "cvv_invalid", "cvv"),
        ("incorrect_zip", "postal_code_invalid", "postalCode"),
        ("routing_number_invalid", "routing_number_invalid", "routingNumber"),
        ("account_number_invalid", "account_number_invalid", "accountNumber"),
        ("bank_account_unusable", "account_number_invalid", "accountNumber"),
    ];
    for (code, ours, field) in told {
        let error = reply(402, &error(json!({ "type": "card_error", "code": code, "param": "number" }))).unwrap_err();
        assert_eq!((fields(&error), error.gateway_code.as_deref()), (issues([(ours, field)]), Some(code)));
        assert_eq!((error.status, error.outcome, error.retryable()), (Some(402), Outcome::None, false));
    }
}

#[test]
fn a_parameter_is_named_by_what_stands_last_in_it() {
    let told = [
        ("parameter_missing", "card[exp_year]", "expiry_missing", "expiry"),
        ("parameter_invalid_empty", "card[number]", "number_missing", "number"),
        ("parameter_unknown", "exp_month", "expiry_invalid", "expiry"),
        ("parameter_missing", "bank_account[account_holder_name]", "holder_missing", "holder"),
        ("parameter_invalid_integer", "card[address_country]", "country_invalid", "country"),
    ];
    for (code, param, ours, field) in told {
        let error =
            reply(400, &error(json!({ "type": "invalid_request_error", "code": code, "param": param }))).unwrap_err();
        assert_eq!(fields(&error), issues([(ours, field)]), "{param}");
    }
    assert_eq!(
        fields(&reply(400, &fixture("stripe/invalid_param")).unwrap_err()),
        issues([("expiry_missing", "expiry")])
    );
    let error = reply(400, &error(json!({ "code": "parameter_unknown", "param": "card[colour]" }))).unwrap_err();
    assert_eq!((error.code, error.issues.list.len()), (Code::RequestRefused, 0));
}

#[test]
fn codes_without_a_field_say_who_acts() {
    let told = [
        (
            402,
            error(json!({ "type": "card_error", "code": "card_declined" })),
            Code::Declined,
            Some("card_declined"),
            false,
        ),
        (402, error(json!({ "type": "card_error" })), Code::Declined, Some("card_error"), false),
        (402, error(json!({ "code": "processing_error" })), Code::GatewayError, Some("processing_error"), true),
        (429, error(json!({ "code": "lock_timeout" })), Code::RateLimited, Some("lock_timeout"), true),
        (429, error(json!({ "code": "rate_limit" })), Code::RateLimited, Some("rate_limit"), true),
        (429, error(json!({ "type": "rate_limit_error" })), Code::RateLimited, Some("rate_limit_error"), true),
        (500, error(json!({ "type": "api_error" })), Code::GatewayError, Some("api_error"), true),
        (401, fixture("stripe/unauthorized"), Code::KeyRejected, Some("invalid_request_error"), false),
        (401, error(json!({ "code": "api_key_expired" })), Code::KeyRejected, Some("api_key_expired"), false),
        (
            400,
            error(json!({ "code": "secret_key_required" })),
            Code::RequestRefused,
            Some("secret_key_required"),
            false,
        ),
        (400, error(json!({ "code": "livemode_mismatch" })), Code::RequestRefused, Some("livemode_mismatch"), false),
        (
            400,
            error(json!({ "code": "testmode_charges_only" })),
            Code::MerchantInactive,
            Some("testmode_charges_only"),
            false,
        ),
        (400, error(json!({ "type": "idempotency_error" })), Code::RequestRefused, Some("idempotency_error"), false),
        (402, fixture("stripe/declined"), Code::Declined, Some("card_declined"), false),
    ];
    for (status, body, code, gateway_code, again) in told {
        let error = reply(status, &body).unwrap_err();
        assert_eq!(
            (error.code, error.gateway_code.as_deref(), error.retryable()),
            (code, gateway_code, again),
            "{body}"
        );
        assert_eq!((error.status, error.outcome), (Some(status), Outcome::None));
    }
}

#[test]
fn one_phrase_says_that_cards_are_not_taken_from_web_pages() {
    let error = reply(402, &fixture("stripe/not_enabled")).unwrap_err();
    assert_eq!(
        (error.code, error.category().as_str(), error.gateway_code),
        (Code::GatewayNotEnabled, "merchant", None)
    );
    let other = json!({ "error": { "type": "invalid_request_error", "message": "Something else is unsupported." } });
    assert_eq!(reply(400, &other).unwrap_err().code, Code::RequestRefused);
}

#[test]
fn anything_else_is_no_token() {
    let token = |id: &str| json!({ "id": id, "object": "token" });
    let told = [
        fixture("stripe/malformed"),
        json!({}),
        json!([]),
        token(""),
        token("a b"),
        token("4242424242424242"),
        json!({ "id": "tok_1" }),
    ];
    for body in told {
        let error = reply(200, &body).unwrap_err();
        assert_eq!((error.code, error.outcome), (Code::ReplyInvalid, Outcome::Unknown), "{body}");
    }
    for (status, code) in
        [(200, Code::ReplyInvalid), (401, Code::ReplyInvalid), (404, Code::ReplyInvalid), (502, Code::GatewayError)]
    {
        assert_eq!(super::answered(&options(), &card(json!({})), status, None).unwrap_err().code, code, "{status}");
    }
}
