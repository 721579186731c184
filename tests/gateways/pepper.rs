//! Pepper's wire: what the page and the gateway's hosted frame tell each other.

use super::{fields, issues};
use crate::support::{Given, config, exchange, fixture, value};
use panless::config::Config;
use panless::date::YearMonth;
use panless::error::{Code, Error, Outcome};
use panless::gateway::GatewayId;
use panless::gateway::pepper::{Heard, Say, heard, message, submission, url};
use panless::input::{Members, Value};
use panless::secret::Secret;
use panless::token::{Kind, Token};
use serde_json::{Value as Json, json};

const KEY: &str = "pub_0123456789ABCDEFGHIJKLMNabc";
const ID: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";
const TOKEN: &str = "Zx8QmT2vKd5RwLb7NcPy3FhJ6sGa4eUo";
const NUMBER: &str = "4012000098765439";
const TODAY: YearMonth = YearMonth::new(2026, 11).unwrap();

fn options() -> Json {
    json!({ "publicKey": KEY, "baseUrl": "https://gateway.example" })
}

fn configured(options: &Json) -> Result<Box<Config>, Code> {
    config(options).map_err(|error| error.code)
}

/// What is said to the frame, in the form of a fixture.
pub(super) fn told(say: Say, given: &Json) -> Result<Json, Box<Error>> {
    told_in(TODAY, say, given)
}

/// What the frame is told in this month.
pub(super) fn told_in(month: YearMonth, say: Say, given: &Json) -> Result<Json, Box<Error>> {
    let (event, body) = message(say, &value(given), KEY, month)?;
    let data: Json = serde_json::from_str(body.json().expose()).unwrap();
    Ok(json!({ "event": event, "data": data }))
}

fn ended(data: &Json) -> Result<Box<Token>, Box<Error>> {
    submission(&value(data), Kind::Card)
}

/// What was heard, as an event of the page's.
fn news(event: &str, data: &Json) -> Option<(&'static str, String)> {
    heard(event, &value(data)).map(|heard| match heard {
        Heard::Submission => ("submission", String::new()),
        Heard::Height(height) => ("height", height.to_string()),
        Heard::Valid(valid) => ("valid", valid.to_string()),
        Heard::Kind(kind) => ("kind", kind.as_str().to_owned()),
    })
}

#[test]
fn the_first_message_gives_the_frame_its_id_the_key_and_the_settings() {
    let settings = fixture("pepper/set_settings");
    let mut inner = settings["data"].as_object().unwrap().clone();
    inner.retain(|name, _| !["id", "apikey", "amount"].contains(&name.as_str()));
    let given = json!({ "id": ID, "amount": "12.50", "settings": inner });
    assert_eq!(told(Say::Settings, &given).unwrap(), settings);
    for given in [json!({ "id": ID }), json!({ "id": ID, "settings": {} })] {
        assert_eq!(told(Say::Settings, &given).unwrap(), fixture("pepper/set_settings_bare"), "{given}");
    }
}

#[test]
fn settings_cannot_replace_the_id_or_the_key() {
    for name in ["id", "apikey", "amount"] {
        let error = told(Say::Settings, &json!({ "id": ID, "settings": { name: "x" } })).unwrap_err();
        assert_eq!((error.code, named(&error)), (Code::OptionUnknown, name));
    }
}

/// The option or field that an error names.
pub(super) fn named(error: &Error) -> &str {
    error.field.map_or("", |field| error.issues.name(field))
}

#[test]
fn a_token_is_asked_for_with_an_amount_or_without() {
    assert_eq!(told(Say::Submit, &json!({})).unwrap(), fixture("pepper/submit"));
    assert_eq!(told(Say::Submit, &json!({ "amount": "1.00" })).unwrap(), fixture("pepper/submit_with_amount"));
}

#[test]
fn each_of_the_five_fields_can_be_marked_and_no_other() {
    let marks = fixture("pepper/set_error");
    assert_eq!(marks.as_object().unwrap().len(), 5);
    for (field, expected) in marks.as_object().unwrap() {
        assert_eq!(told(Say::Wrong, &json!({ "value": field })).unwrap(), *expected, "{field}");
    }
    for field in ["holder", "cc", "", NUMBER] {
        let error = told(Say::Wrong, &json!({ "value": field })).unwrap_err();
        assert_eq!((error.code, error.field, error.outcome), (Code::FieldUnsupported, None, Outcome::None), "{field}");
    }
    assert_eq!(told(Say::Wrong, &json!({})).unwrap_err().code, Code::FieldUnsupported);
}

#[test]
fn nothing_to_say_is_an_empty_object() {
    for junk in [Value::Other, Value::TooLong, Value::Number(7.0), Value::List(vec![]), Value::Text(Secret::default())]
    {
        let (_, body) = message(Say::Submit, &junk, KEY, TODAY).unwrap();
        assert_eq!(body.json().expose(), "{}");
    }
}

#[test]
fn the_frame_lives_below_the_base_url() {
    let of = |base: &str| url(&config(&json!({ "publicKey": KEY, "baseUrl": base })).unwrap()).unwrap();
    assert_eq!(of("https://gateway.example"), format!("https://gateway.example/api/tokenizer/{KEY}"));
    // A slash at the end is the loader's to drop.
    assert_eq!(of("http://localhost:8443/a/b"), format!("http://localhost:8443/a/b/api/tokenizer/{KEY}"));
}

#[test]
fn a_success_becomes_a_token_of_which_only_the_gateway_knows_more() {
    for name in ["pepper/accepted", "pepper/accepted_with_sections"] {
        let expected = Box::new(Token { lifetime: Some(2), ..Token::of(TOKEN.to_owned(), Kind::Bank) });
        assert_eq!(submission(&value(&fixture(name)), Kind::Bank), Ok(expected), "{name}");
        assert_eq!(ended(&fixture(name)).unwrap().kind, Kind::Card);
    }
}

#[test]
fn where_a_token_may_have_been_made_nobody_knows_the_outcome() {
    let of = |token: Json| json!({ "status": "success", "token": token });
    let long = "a".repeat(10_000);
    let tokens =
        [json!(null), json!({}), json!(["a"]), json!(""), json!("a b"), json!("é"), json!(long), json!(NUMBER)];
    let spelled = [
        json!("4012-0000-9876-5439"),
        json!("tok_378282246310005"),
        json!(490_000_018),
        json!(4_012_000_098_765_439_u64),
    ];
    let statuses =
        [json!("fail"), json!("Success"), json!(""), json!(null), json!(200), json!(true), json!({}), json!([])];
    let statuses = statuses.into_iter().map(|status| json!({ "status": status, "token": TOKEN }));
    let rest =
        [json!({ "status": "success" }), json!({}), json!([]), json!("success"), json!(7), json!(null), json!(true)];
    for data in tokens.into_iter().chain(spelled).map(of).chain(statuses).chain(rest) {
        let error = ended(&data).unwrap_err();
        assert_eq!((error.code, error.outcome), (Code::ReplyInvalid, Outcome::Unknown), "{data}");
        assert_eq!((error.status, &error.gateway_code, error.retryable()), (None, &None, false), "{data}");
    }
    let unread = Value::Object(Members::from_iter([
        (Secret::new("status".to_owned()), Value::Text(Secret::new("success".to_owned()))),
        (Secret::new("token".to_owned()), Value::TooLong),
    ]));
    assert_eq!(submission(&unread, Kind::Card).unwrap_err().code, Code::ReplyInvalid);
    assert_eq!(submission(&Value::Unreadable, Kind::Card).unwrap_err().outcome, Outcome::Unknown);
}

#[test]
fn the_longest_token_has_255_characters() {
    let of = |length: usize| ended(&json!({ "status": "success", "token": "a".repeat(length) })).is_ok();
    assert!(of(255) && !of(256));
}

#[test]
fn every_field_that_the_frame_calls_invalid_is_named() {
    let error = ended(&fixture("pepper/invalid")).unwrap_err();
    let expected = [
        ("cvv_invalid", "cvv"),
        ("number_invalid", "number"),
        ("expiry_invalid", "expiry"),
        ("routing_number_invalid", "routingNumber"),
        ("account_number_invalid", "accountNumber"),
    ];
    assert_eq!(fields(&error), issues(expected));
    assert_eq!((error.code, error.gateway_code.as_deref()), (Code::CvvInvalid, Some("cvv")));
    assert_eq!((error.status, error.outcome, error.retryable()), (None, Outcome::None, false));
}

#[test]
fn unknown_names_are_passed_over_and_known_ones_count_once() {
    let of = |invalid: Json| ended(&json!({ "status": "validation", "invalid": invalid })).unwrap_err();
    let error = of(json!(["first_name", "exp", "exp", 7, {}, NUMBER, "cc", "exp"]));
    assert_eq!(fields(&error), issues([("expiry_invalid", "expiry"), ("number_invalid", "number")]));
    for none in [json!(["first_name"]), json!([]), json!([NUMBER]), json!("cc"), json!({ "cc": true }), json!(null)] {
        let error = of(none.clone());
        assert_eq!(
            (error.code, error.issues.list.len(), error.outcome),
            (Code::RequestRefused, 0, Outcome::None),
            "{none}"
        );
        assert_eq!((error.status, error.gateway_code.is_some()), (None, none == json!(["first_name"])), "{none}");
    }
}

#[test]
fn an_error_s_sentence_stands_under_one_name_or_another() {
    let error = ended(&fixture("pepper/error_msg")).unwrap_err();
    assert_eq!((fields(&error), error.gateway_code), (issues([("expiry_invalid", "expiry")]), None));
    let error = ended(&fixture("pepper/error_message")).unwrap_err();
    assert_eq!((fields(&error), error.gateway_code), (issues([("routing_number_invalid", "routingNumber")]), None));
    assert_eq!(error.outcome, Outcome::None);
    let account = json!({ "status": "error", "msg": "Invalid account_number", "message": "Invalid routing_number" });
    assert_eq!(fields(&ended(&account).unwrap_err()), issues([("account_number_invalid", "accountNumber")]));
    let second = json!({ "status": "error", "msg": {}, "message": "Invalid routing_number" });
    assert_eq!(ended(&second).unwrap_err().code, Code::RoutingNumberInvalid);
}

#[test]
fn an_error_without_a_sentence_that_we_know_may_be_about_a_call_that_got_lost() {
    let error = ended(&fixture("pepper/declined")).unwrap_err();
    assert_eq!((error.code, error.gateway_code.as_deref()), (Code::Declined, Some("decline")));
    assert_eq!(error.outcome, Outcome::None);
    let unknown =
        [json!({}), json!({ "msg": "no such thing" }), json!({ "message": [] }), json!({ "msg": "declined?" })];
    for mut data in unknown {
        data["status"] = json!("error");
        let error = ended(&data).unwrap_err();
        assert_eq!(
            (error.code, error.issues.list.len(), error.gateway_code),
            (Code::RequestRefused, 0, None),
            "{data}"
        );
        assert_eq!((error.status, error.outcome, error.retry_asked), (None, Outcome::Unknown, false), "{data}");
    }
}

#[test]
fn a_number_in_the_frame_s_words_reaches_no_error() {
    let known = format!("Invalid card expiration {NUMBER}");
    for text in [NUMBER, &known, "x-4012000098765439", "4012.0000.9876.5439", "401200009876543", "4012000"] {
        for data in [
            json!({ "status": "error", "msg": text }),
            json!({ "status": "error", "message": text }),
            json!({ "status": "validation", "invalid": [text, { "msg": text }] }),
            json!({ "status": "success", "token": NUMBER, "msg": text }),
            json!({ "status": text, "msg": text }),
        ] {
            let error = ended(&data).unwrap_err();
            let printed = format!("{error:?} {error:#?} {error} {:?}", error.gateway_code);
            assert!(!printed.contains("4012"), "{printed}");
        }
    }
}

#[test]
fn a_message_that_nobody_waits_for_is_nothing() {
    let data = json!({ "status": "success", "height": 30, "isValid": true, "type": "card" });
    for event in ["", "achOnChange", "magStripeSwipe", "Submission", "submission ", "setSettings", "status", NUMBER] {
        assert_eq!(news(event, &data), None, "{event}");
    }
}

#[test]
fn height_validity_and_kind_are_read_from_their_members() {
    let said = |what: &'static str, text: &str| Some((what, text.to_owned()));
    assert_eq!(news("setHeight", &json!({ "height": 312.5 })), said("height", "312"));
    for height in [json!(1e9), json!(65_535)] {
        assert_eq!(news("setHeight", &json!({ "height": height })), said("height", "65535"));
    }
    for height in [json!("30"), json!(-5), json!(null), json!([30])] {
        assert_eq!(news("setHeight", &json!({ "height": height })), None, "{height}");
    }
    let card = json!({ "isValid": true, "bin": { "card_type": "CREDIT" } });
    assert_eq!(news("validCard", &card), said("valid", "true"));
    assert_eq!(news("validCard", &json!({ "isValid": false })), said("valid", "false"));
    assert_eq!(news("onPaymentChange", &json!({ "type": "card" })), said("kind", "card"));
    assert_eq!(news("onPaymentChange", &json!({ "type": "ach" })), said("kind", "bank"));
    for other in ["apple_pay", "bank", "Card", ""] {
        assert_eq!(news("onPaymentChange", &json!({ "type": other })), None, "{other}");
    }
}

#[test]
fn data_that_is_no_object_says_nothing() {
    for data in [json!(null), json!("card"), json!(7), json!(true), json!([{ "type": "card" }])] {
        for event in ["setHeight", "validCard", "onPaymentChange", "submission"] {
            assert_eq!(news(event, &data), None, "{event} {data}");
        }
    }
    assert_eq!(news("setHeight", &json!({})), None);
    assert_eq!(news("submission", &json!({})), Some(("submission", String::new())));
}

#[test]
fn the_key_tells_secrecy_by_its_prefix_and_nothing_of_its_length() {
    let code = |key: &str| {
        let config = configured(&json!({ "publicKey": key, "baseUrl": "https://gateway.example" }))?;
        Ok((config.gateway, config.test, config.encoding))
    };
    for key in [KEY, "pub_a", "pub_A-1_b", " pub_0 "] {
        assert_eq!(code(key), Ok((GatewayId::Pepper, None, None)), "{key}");
    }
    assert_eq!((code("api_0123456789"), code("api_a")), (Err(Code::SecretKey), Err(Code::SecretKey)));
    for key in ["pub_", "pub_ä", "pub_a/b", "pub_a?b", "pub", "PUB_a", "xpub_a"] {
        assert_eq!(code(key), Err(Code::KeyInvalid), "{key}");
    }
    let named = |key: &str, gateway: &str| {
        configured(&json!({ "publicKey": key, "gateway": gateway, "baseUrl": "https://gateway.example" })).map(|_| ())
    };
    assert_eq!(named(KEY, "pepper"), Ok(()));
    assert_eq!(named(KEY, "affinipay"), Err(Code::KeyInvalid));
    assert_eq!(named("m_cSiyNUh9RBWHfdbFRFGrkA", "pepper"), Err(Code::KeyInvalid));
    assert_eq!(named("api_0123456789", "nelnet"), Err(Code::SecretKey));
}

#[test]
fn a_base_url_is_wanted_and_an_encoding_is_none_of_its_options() {
    let error = url(&config(&json!({ "publicKey": KEY })).unwrap()).unwrap_err();
    assert_eq!(
        (error.code, error.field.map(|field| error.issues.name(field))),
        (Code::BaseUrlMissing, Some("baseUrl"))
    );
    assert!(!format!("{error:?}").contains("0123456789"));
    for encoding in ["form", "json", "jsonp"] {
        let mut options = options();
        options["encoding"] = json!(encoding);
        assert_eq!(configured(&options).map(|_| ()), Err(Code::OptionInvalid), "{encoding}");
    }
}

#[test]
fn a_payment_that_is_handed_in_needs_the_frame_whatever_is_in_it() {
    let bank = json!({ "routingNumber": "490000018", "accountNumber": "999999", "accountType": "checking" });
    let bad = json!({ "number": "1", "color": "red", "cvv": 7 });
    for payment in [json!({ "number": NUMBER, "expiry": "12/40", "cvv": "999" }), bank, bad, json!({})] {
        let error = exchange(&options(), &Given::new(payment.clone())).unwrap_err();
        assert_eq!(error, Error::new(Code::MountRequired), "{payment}");
    }
}
