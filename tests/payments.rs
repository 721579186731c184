//! Payments and options as callers hand them in: what is taken, what is refused, and how every bad field is named.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod support;

use panless::card::brand::Brand;
use panless::error::{Error, Field, Issue};
use panless::input::Value;
use panless::secret::Secret;
use panless::tokenize::{Exchange, brand};
use serde_json::{Value as Json, json};
use support::{Given, config, exchange, members, today};

const KEY: &str = "m_cSiyNUh9RBWHfdbFRFGrkA";

fn refused(given: Json) -> Vec<(&'static str, Option<String>)> {
    told(&exchange(&json!({ "publicKey": KEY }), &Given::new(given)).unwrap_err())
}

fn told(error: &Error) -> Vec<(&'static str, Option<String>)> {
    let name = |issue: &Issue| issue.field.map(|field| error.issues.name(field).to_owned());
    error.all_issues(&mut None).iter().map(|issue| (issue.code.as_str(), name(issue))).collect()
}

fn issue(code: &'static str, field: &str) -> (&'static str, Option<String>) {
    (code, Some(field.to_owned()))
}

#[test]
fn every_bad_field_is_named_at_once() {
    let given = json!({
        "number": "4242", "expiry": "13/30", "cvv": "12", "holder": 7, "phone": "1".repeat(23), "color": "red",
        "address": { "postalCode": "!", "country": "Atlantis", "state": "TX" },
    });
    let expected = [
        issue("field_unknown", "color"),
        issue("number_incomplete", "number"),
        issue("expiry_invalid", "expiry"),
        issue("cvv_incomplete", "cvv"),
        issue("field_not_text", "holder"),
        issue("country_invalid", "country"),
        issue("postal_code_invalid", "postalCode"),
        issue("field_too_long", "phone"),
    ];
    assert_eq!(refused(given), expected);
}

#[test]
fn a_missing_number_and_date_are_missing() {
    let expected = [issue("number_missing", "number"), issue("expiry_missing", "expiry")];
    assert_eq!(refused(json!({ "number": " " })), expected);
    let expected = [issue("routing_number_missing", "routingNumber")];
    assert_eq!(refused(json!({ "accountNumber": "1234567890" })), expected);
}

#[test]
fn half_a_date_is_missing_its_other_half() {
    assert_eq!(refused(json!({ "number": "4242424242424242", "expMonth": 3 })), [issue("expiry_missing", "expYear")]);
    let twice = json!({ "number": "4242424242424242", "expiry": "03/30", "expMonth": 3, "expYear": 30 });
    assert_eq!(refused(twice), [issue("field_duplicate", "expiry")]);
}

#[test]
fn both_kinds_are_ambiguous_only_when_both_are_filled() {
    let both = json!({ "number": "4242424242424242", "accountNumber": "1234567890", "expiry": "03/30" });
    assert_eq!(refused(both)[..2], [issue("payment_ambiguous", "number"), issue("payment_ambiguous", "accountNumber")]);
    let one = Given::new(
        json!({ "number": "4242424242424242", "accountNumber": "", "routingNumber": "", "expiry": "03/30" }),
    );
    assert!(exchange(&json!({ "publicKey": KEY }), &one).is_ok());
    let other = Given::new(
        json!({ "number": "", "expiry": "", "accountNumber": "1234567890", "routingNumber": "110000000", "holder": "Ada King" }),
    );
    assert!(exchange(&json!({ "publicKey": KEY }), &other).is_ok());
}

#[test]
fn an_input_says_by_its_name_alone_what_is_paid_with() {
    let blank = refused(json!({ "accountNumber": " " }));
    assert_eq!(
        blank,
        [issue("routing_number_missing", "routingNumber"), issue("account_number_missing", "accountNumber")]
    );
    assert_eq!(refused(json!({ "expiry": "03/30" })), [("payment_invalid", None)]);
}

#[test]
fn an_account_s_type_is_a_word_of_a_list() {
    let bank = json!({ "accountNumber": "1234567890", "routingNumber": "110000000", "accountType": "current" });
    assert_eq!(refused(bank), [issue("account_type_invalid", "accountType")]);
}

#[test]
fn a_text_has_as_many_characters_as_the_gateway_takes() {
    let card = |phone: usize| json!({ "number": "4242424242424242", "expiry": "03/30", "phone": "1".repeat(phone) });
    assert!(exchange(&json!({ "publicKey": KEY }), &Given::new(card(22))).is_ok());
    assert_eq!(refused(card(23)), [issue("field_too_long", "phone")]);
}

#[test]
fn a_currency_has_three_letters() {
    let code = |currency: &str| {
        let given = json!({ "number": "4242424242424242", "expiry": "03/30", "currency": currency });
        let options = json!({ "publicKey": "pk_test_TYooMQauvdEDq54NiTphI7jx", "gateway": "stripe" });
        exchange(&options, &Given::new(given)).err().map(|error| told(&error))
    };
    assert_eq!(code("USD"), None);
    for wrong in ["us1", "dollar", "$"] {
        assert_eq!(code(wrong), Some(vec![issue("currency_invalid", "currency")]), "{wrong}");
    }
}

#[test]
fn a_card_number_or_a_long_account_number_stands_nowhere_else() {
    let options = json!({ "publicKey": KEY });
    let card = |name: &str, value: Json| {
        let mut card = json!({ "number": "4242 4242 4242 4242", "expiry": "03/30" });
        card.as_object_mut().unwrap().insert(name.to_owned(), value);
        exchange(&options, &Given::new(card)).err().map(|error| told(&error))
    };
    assert_eq!(card("reference", json!("R-424242424242")), None);
    assert_eq!(card("metadata", json!({ "order": "A7" })), None);
    assert_eq!(
        card("reference", json!("R 4242-4242-4242-4242")),
        Some(vec![issue("card_number_misplaced", "reference")])
    );
    for metadata in [json!({ "order": "4242424242424242" }), json!({ "4242424242424242": "A7" })] {
        assert_eq!(card("metadata", metadata), Some(vec![issue("card_number_misplaced", "metadata")]));
    }
    let bank = |account: &str| {
        let given =
            json!({ "accountNumber": account, "routingNumber": "110000000", "reference": format!("R{account}") });
        exchange(&options, &Given::new(given)).err().map(|error| told(&error))
    };
    assert_eq!(bank("12345678901"), None);
    assert_eq!(bank("123456789012"), Some(vec![issue("card_number_misplaced", "reference")]));
}

#[test]
fn what_could_not_be_read_is_named() {
    let code = |name: &str, value: Value| {
        let card = json!({ "number": "4242424242424242", "expiry": "03/30" });
        let mut card: Vec<_> =
            card.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        card.retain(|(other, _)| other != name);
        let card = card.into_iter().map(|(name, json)| (Secret::new(name), support::value(&json)));
        let members = card.chain([(Secret::copy_of(name), value)]).collect();
        told(&Exchange::new(config(&json!({ "publicKey": KEY })).unwrap(), &members, today()).unwrap_err())
    };
    assert_eq!(code("number", Value::TooLong), [issue("number_invalid", "number")]);
    assert_eq!(code("description", Value::TooLong), [issue("field_too_long", "description")]);
    for name in ["number", "description", "address", "metadata"] {
        assert_eq!(code(name, Value::Unreadable), [issue("field_unreadable", name)]);
    }
}

#[test]
fn a_stated_kind_or_brand_must_agree() {
    let card = |more: Json| {
        let mut card = json!({ "number": "4242424242424242", "expiry": "03/30" });
        card.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        card
    };
    assert_eq!(refused(card(json!({ "type": "bank" }))), [("payment_ambiguous", None)]);
    assert_eq!(refused(card(json!({ "card_type": "MASTERCARD" }))), [issue("field_invalid", "card_type")]);
    assert_eq!(refused(card(json!({ "card_type": "visa" }))), [issue("field_invalid", "card_type")]);
}

#[test]
fn metadata_cannot_take_a_name_of_the_gateway() {
    let given =
        json!({ "number": "4242424242424242", "expiry": "03/30", "metadata": { "redirect_url": "x", "order": "1" } });
    assert_eq!(refused(given), [issue("metadata_invalid", "metadata.redirect_url")]);
}

#[test]
fn a_state_must_belong_to_the_country() {
    let address = |state: &str, country: &str| json!({ "number": "4242424242424242", "expiry": "03/30", "address": { "state": state, "country": country } });
    assert_eq!(refused(address("TX", "CA")), [issue("state_invalid", "state")]);
    assert!(exchange(&json!({ "publicKey": KEY }), &Given::new(address("Bayern", "DE"))).is_ok());
}

#[test]
fn a_brand_that_the_gateway_lacks_is_taken_with_the_brand_on_whose_rails_it_runs() {
    let accepted = |brands: Json, number: &str| {
        let options = json!({ "publicKey": KEY, "acceptedBrands": brands });
        exchange(&options, &Given::new(json!({ "number": number, "expiry": "03/30" }))).is_ok()
    };
    assert!(accepted(json!(["discover"]), "6200000000000005"));
    assert!(!accepted(json!(["visa"]), "6200000000000005"));
    // JCB has a word of its own there, so it must be listed itself.
    assert!(!accepted(json!(["discover"]), "3530111333300000"));
}

#[test]
fn options_are_refused_by_name_and_a_key_is_never_repeated() {
    let told = [
        (json!({}), "key_missing", "publicKey"),
        (json!({ "publicKey": "api_0123456789" }), "secret_key", "publicKey"),
        (json!({ "publicKey": "rk_live_1" }), "secret_key", "publicKey"),
        (json!({ "publicKey": "sk_live_…" }), "secret_key", "publicKey"),
        (json!({ "publicKey": "m_cSiyNUh9RBWHfdbFRFGrk" }), "key_invalid", "publicKey"),
        (json!({ "publicKey": format!("{KEY}x") }), "key_invalid", "publicKey"),
        (json!({ "publicKey": KEY, "gateway": "acme" }), "gateway_unknown", "gateway"),
        (json!({ "publicKey": KEY, "encoding": "xml" }), "option_invalid", "encoding"),
    ];
    for (options, code, field) in told {
        let error = config(&options).unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.field.map(|field| error.issues.name(field))),
            (code, Some(field)),
            "{options}"
        );
        assert!(!format!("{error:?}").contains("cSiyNUh9"));
    }
}

#[test]
fn the_types_list_every_word_of_the_tables() {
    let types = concat!(include_str!("../src/wasm/types.ts"), include_str!("../src/wasm/codes.ts"));
    let union = |name: &str| {
        let start = types.find(&format!("export type {name} =")).unwrap();
        let end = types[start..].find(';').unwrap();
        let words = types[start..start + end].split('"').skip(1).step_by(2);
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let codes: Vec<_> = panless::error::Code::ALL.iter().map(|code| code.as_str()).collect();
    let brands: Vec<_> = panless::card::brand::Brand::ALL.iter().map(|brand| brand.id()).collect();
    let gateways: Vec<_> = panless::gateway::GatewayId::ALL.iter().map(|id| id.as_str()).collect();
    let categories: Vec<_> = panless::error::Category::ALL.iter().map(|category| category.as_str()).collect();
    let judged: Vec<_> = Field::ALL.iter().take(Field::JUDGED).map(|field| field.name()).collect();
    assert_eq!(union("Code"), codes);
    assert_eq!(union("Brand"), brands);
    assert_eq!(union("GatewayId"), gateways);
    assert_eq!(union("Category"), categories);
    assert_eq!(union("JudgedField"), judged);
}

#[test]
fn a_value_of_the_wrong_type_is_the_only_thing_wrong() {
    let card = |number: Json| json!({ "number": number, "expiry": "03/30", "cvv": "123" });
    assert_eq!(refused(card(json!(4_242_424_242_424_242_u64))), [issue("field_not_text", "number")]);
    assert_eq!(refused(card(json!({}))), [issue("field_not_text", "number")]);
    let bank = json!({ "routingNumber": 21_000_021, "accountNumber": "1234567890" });
    assert_eq!(refused(bank), [issue("field_not_text", "routingNumber")]);
}

#[test]
fn the_brand_of_a_number_is_told_whatever_else_is_wrong() {
    let told = |given: Json| brand(&config(&json!({ "publicKey": KEY })).unwrap(), &members(&given));
    assert_eq!(told(json!({ "cvv": "x", "number": "4242", "expiry": "13/30" })), Some(Brand::Visa));
    assert_eq!(told(json!({ "cvv": "4242", "holder": "4242" })), None);
    assert_eq!(told(json!({ "number": 4242 })), None);
}

#[test]
fn the_submitted_number_and_code_are_hidden_in_a_text_of_the_reply() {
    let given = Given::new(json!({ "number": "4242424242424242", "expiry": "10/28", "cvv": "987" }));
    let exchange = exchange(&json!({ "publicKey": KEY }), &given).unwrap();
    for text in ["no 4242424242424242", "not 987 either"] {
        let hidden = exchange.mask(text).unwrap();
        assert!(!hidden.expose().contains("4242") && !hidden.expose().contains("987"), "{}", hidden.expose());
    }
    assert!(exchange.mask("nothing of it").is_none());
}
