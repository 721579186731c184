//! The plaintexts of sealed fields, byte by byte: members, order, spellings, padding (section 4 of the contract).
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod support;

use panless::card::brand::Brand;
use panless::gateway::Reply;
use serde_json::{Value as Json, json};
use support::{Given, exchange};

/// A code, and the field that it names.
type Told = (String, Option<String>);

/// The shape's name and the plaintext without its padding.
fn sealed(gateway: &str, shape: &str, payment: Json) -> Result<(String, String), Vec<Told>> {
    let options = json!({ "gateway": gateway, "encoding": "sealed", "shape": shape });
    match exchange(&options, &Given::new(payment)) {
        Ok(exchange) => {
            let text = exchange.plaintext().expose().to_owned();
            assert!(text.len().is_multiple_of(256) && text.len() <= 4096);
            Ok((exchange.request().url, text.trim_end_matches(' ').to_owned()))
        }
        Err(error) => {
            let issues = error.all_issues(&mut None).to_vec();
            Err(issues
                .iter()
                .map(|issue| {
                    (issue.code.as_str().to_owned(), issue.field.map(|field| error.issues.name(field).to_owned()))
                })
                .collect())
        }
    }
}

fn address() -> Json {
    json!({ "line1": "1 Main St", "line2": "Apt 2", "city": "Austin", "state": "TX", "postalCode": "78701", "country": "USA" })
}

#[test]
fn a_card_to_save_has_its_optional_members_only_when_they_are_given() {
    let bare = json!({ "number": "4111 1111 1111 1111", "expiry": "03/30" });
    let (shape, text) = sealed("chargezoom", "", bare).unwrap();
    assert_eq!(shape, "chargezoom.card.v1");
    assert_eq!(text, r#"{"paymentMethod":"1","cardNumber":"4111111111111111","expMonth":"03","expYear":"2030"}"#);
    let whole = json!({ "number": "4111111111111111", "expMonth": 12, "expYear": 30, "cvv": "012", "address": address(), "phone": "5125550100" });
    let (_, text) = sealed("chargezoom", "chargezoom.card.v1", whole).unwrap();
    assert_eq!(
        text,
        concat!(
            r#"{"paymentMethod":"1","cardNumber":"4111111111111111","cardCvv":"012","expMonth":"12","expYear":"2030","#,
            r#""bAddress1":"1 Main St","bAddress2":"Apt 2","bCity":"Austin","bState":"TX","bZipcode":"78701","bCountry":"US","bPhone":"5125550100"}"#
        )
    );
}

#[test]
fn an_account_keeps_its_leading_zeros_and_a_name_its_letters() {
    let account = json!({ "holder": "Zoë Łuków 李", "routingNumber": "110000000", "accountNumber": "000123456789", "accountType": "savings", "accountHolderType": "company" });
    let (shape, text) = sealed("chargezoom", "", account.clone()).unwrap();
    assert_eq!(shape, "chargezoom.ach.v1");
    let members = concat!(
        r#""eaccountName":"Zoë Łuków 李","eaccountNumber":"000123456789","erouteNumber":"110000000","#,
        r#""eaccountType":"saving","eaccountHolderType":"business"}"#
    );
    assert_eq!(text, format!(r#"{{"paymentMethod":"2",{members}"#));
    let (shape, text) = sealed("chargezoom", "chargezoom.pay.ach.v1", account).unwrap();
    assert_eq!(shape, "chargezoom.pay.ach.v1");
    assert_eq!(text, format!(r#"{{"paymentMethod":"2","cardId":"new1",{members}"#));
}

#[test]
fn first_and_last_name_are_the_account_s_holder() {
    let account = json!({ "firstName": "Ada", "lastName": "Byron", "routingNumber": "110000000", "accountNumber": "1234", "accountType": "checking", "accountHolderType": "individual" });
    let (_, text) = sealed("chargezoom", "", account).unwrap();
    assert!(
        text.contains(r#""eaccountName":"Ada Byron""#)
            && text.contains(r#""eaccountType":"checking","eaccountHolderType":"personal""#),
        "{text}"
    );
}

#[test]
fn one_payment_and_a_subscription_have_shapes_of_their_own() {
    let card = json!({ "number": "378282246310005", "expiry": "12/30", "cvv": "1234" });
    let (shape, text) = sealed("chargezoom", "chargezoom.pay.card.v1", card.clone()).unwrap();
    assert_eq!(shape, "chargezoom.pay.card.v1");
    assert_eq!(
        text,
        r#"{"paymentMethod":"1","cardId":"new1","cardNumber":"378282246310005","cardCvv":"1234","expMonth":"12","expYear":"2030"}"#
    );
    let mut card = card;
    card["description"] = "Blue \"one\"".into();
    let (_, text) = sealed("chargezoom", "chargezoom.sub.card.v1", card).unwrap();
    assert_eq!(
        text,
        r#"{"paymentMethod":"1","cardId":"new1","cardNumber":"378282246310005","expMonth":"12","expYear":"2030","cvv":"1234","friendlyName":"Blue \"one\""}"#
    );
}

#[test]
fn ontraport_has_two_objects_and_numbers_for_the_expiry() {
    let card = json!({ "number": "4111111111111111", "expiry": "03/30", "cvv": "123" });
    let payer = r#"{"payer":{"ccnumber":"4111111111111111","code":"123","expire_month":3,"expire_year":2030}"#;
    assert_eq!(sealed("ontraport", "", card.clone()).unwrap(), ("ontraport.payer.v1".to_owned(), format!("{payer}}}")));
    let mut card = card;
    card["address"] = address();
    let billing = r#""billing_address":{"address":"1 Main St","address2":"Apt 2","city":"Austin","state":"TX","zip":"78701","country":"US"}"#;
    assert_eq!(sealed("ontraport", "", card).unwrap().1, format!("{payer},{billing}}}"));
}

#[test]
fn what_a_shape_needs_is_asked_for_and_what_it_does_not_take_is_refused() {
    let issue = |code: &str, field: &str| (code.to_owned(), Some(field.to_owned()));
    let card = || json!({ "number": "4111111111111111", "expiry": "03/30" });
    let code = issue("cvv_missing", "cvv");
    for (gateway, shape) in [("chargezoom", "chargezoom.pay.card.v1"), ("ontraport", "")] {
        assert_eq!(sealed(gateway, shape, card()).unwrap_err(), std::slice::from_ref(&code), "{shape}");
    }
    let issues = sealed("chargezoom", "chargezoom.sub.card.v1", card()).unwrap_err();
    assert!(
        issues.contains(&code) && issues.iter().any(|(_, field)| field.as_deref() == Some("description")),
        "{issues:?}"
    );
    // A card of 19 digits, published for tests, is good for everything but a subscription.
    let long = json!({ "number": "6205500000000000004", "expiry": "03/30", "cvv": "123", "description": "x" });
    assert_eq!(sealed("chargezoom", "chargezoom.sub.card.v1", long).unwrap_err(), [issue("number_invalid", "number")]);
    let mut with_mail = card();
    with_mail["email"] = "a@example.com".into();
    assert_eq!(sealed("chargezoom", "", with_mail).unwrap_err(), [issue("field_unsupported", "email")]);
    let account = json!({ "holder": "A B", "routingNumber": "110000000", "accountNumber": "1234" });
    let missing =
        [issue("account_type_missing", "accountType"), issue("account_holder_type_invalid", "accountHolderType")];
    assert_eq!(sealed("chargezoom", "", account.clone()).unwrap_err(), missing);
    let mut blank = account.clone();
    blank["accountType"] = " ".into();
    blank["accountHolderType"] = "".into();
    assert_eq!(sealed("chargezoom", "", blank).unwrap_err(), missing);
    let kind = |gateway, shape, payment| {
        exchange(&json!({ "gateway": gateway, "encoding": "sealed", "shape": shape }), &Given::new(payment))
            .unwrap_err()
            .code
            .as_str()
    };
    assert_eq!(kind("ontraport", "", account.clone()), "payment_unsupported");
    assert_eq!(kind("chargezoom", "chargezoom.card.v1", account), "payment_unsupported");
    assert_eq!(kind("chargezoom", "chargezoom.ach.v1", card()), "payment_unsupported");
}

#[test]
fn the_gateway_s_own_names_are_understood_but_for_what_is_always_the_same() {
    let own = json!({ "cardNumber": "4111111111111111", "expMonth": "03", "expYear": "2030", "cardCvv": "123", "bZipcode": "78701", "paymentMethod": "1" });
    let (_, text) = sealed("chargezoom", "", own).unwrap();
    assert!(text.contains(r#""cardCvv":"123""#) && text.contains(r#""bZipcode":"78701""#), "{text}");
    let fixed = json!({ "number": "4111111111111111", "expiry": "03/30", "cvv": "123", "cardId": "77" });
    let issues = sealed("chargezoom", "chargezoom.pay.card.v1", fixed).unwrap_err();
    assert_eq!(issues, [("field_unknown".to_owned(), Some("cardId".to_owned()))]);
}

#[test]
fn sealed_fields_and_their_gateways_need_each_other() {
    let code = |gateway: &str, encoding: &str, key: &str| {
        let error =
            exchange(&json!({ "gateway": gateway, "encoding": encoding, "publicKey": key }), &Given::new(json!({})))
                .unwrap_err();
        (error.code.as_str(), error.field.map(|field| error.issues.name(field).to_owned()))
    };
    let expected = ("option_invalid", Some("seal".to_owned()));
    assert_eq!(code("chargezoom", "", ""), expected);
    assert_eq!(code("ontraport", "json", ""), expected);
    assert_eq!(code("affinipay", "sealed", "m_0123456789abcdefghijkl"), expected);
}

#[test]
fn what_is_sealed_is_the_token_of_a_card_without_any_reply() {
    for gateway in ["chargezoom", "ontraport"] {
        let card = json!({ "number": "4111111111111111", "expiry": "03/30", "cvv": "123" });
        let options = json!({ "gateway": gateway, "encoding": "sealed" });
        let exchange = exchange(&options, &Given::new(card)).unwrap();
        let token = exchange.token(&Reply { status: 0, body: None }).unwrap();
        assert_eq!((token.last4.as_str(), token.brand), ("1111", Some(Brand::Visa)));
    }
}

#[test]
fn a_public_key_has_no_place_beside_a_relay_s() {
    let code = |key: &str| {
        exchange(&json!({ "gateway": "chargezoom", "encoding": "sealed", "publicKey": key }), &Given::new(json!({})))
            .unwrap_err()
            .code
            .as_str()
    };
    assert_eq!(code("m_0123456789abcdefghijkl"), "key_invalid");
    assert_eq!(code("sk_test_1"), "secret_key");
}
