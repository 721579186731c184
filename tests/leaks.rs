//! Nothing that holds a number prints it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod support;

use core::fmt::Debug;
use panless::date::YearMonth;
use panless::error::Error;
use panless::gateway::Reply;
use panless::gateway::pepper::{self, Say};
use panless::input::Value;
use panless::json::Json as Written;
use panless::secret::Secret;
use panless::token::Kind;
use panless::tokenize::Exchange;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::{Given, config, exchange, members, reply};

const NUMBER: &str = "378282246310005";
const ACCOUNT: &str = "000123456789";
const CVV: &str = "0987";

/// Types that print, but hold nothing of what was submitted: words and numbers of our own, and what the merchant's options say.
const FIXED: &str = "Brand BrandRules BrandSet Category Code Context Country Encoding Field FieldSet \
    GatewayId Heard Judgement KeyForm KeyMeaning Kind Meaning Options Outcome Rules Say Shape Slot Status \
    Verdict Words YearMonth";

/// What every other type that prints has printed, by type.
#[derive(Default)]
struct Printed(BTreeMap<&'static str, Vec<String>>);

impl Printed {
    fn add(&mut self, name: &'static str, text: String) {
        self.0.entry(name).or_default().push(text);
    }

    fn debug(&mut self, name: &'static str, value: &impl Debug) {
        self.add(name, format!("{value:?} {value:#?}"));
    }

    fn error(&mut self, error: &Error) {
        self.debug("Error", error);
        self.add("Error", format!("{error} {} {:?}", error.message(), error.gateway_code));
        self.debug("FieldName", &error.field);
        self.debug("Issues", &error.issues);
        for issue in &error.issues.list {
            self.debug("Issue", issue);
            self.add("Issue", format!("{} {:?}", issue.message(), issue.field.map(|field| error.issues.name(field))));
        }
    }

    fn exchange(&mut self, exchange: &Exchange) {
        self.debug("Exchange", exchange);
        self.debug("Config", exchange.config());
        self.debug("Payment", exchange.payment());
        let request = exchange.request();
        self.debug("Request", &request);
        self.add("Request", format!("{} {:?}", request.url, request.basic_user));
        self.debug("Body", &request.body);
        self.debug("Secret", &request.body.json());
    }
}

/// The options of every gateway.
fn options() -> [Json; 4] {
    let nelnet = format!("test_{}", "aB".repeat(29));
    [
        json!({ "publicKey": "m_cSiyNUh9RBWHfdbFRFGrkA" }),
        json!({ "publicKey": "m_cSiyNUh9RBWHfdbFRFGrkA", "encoding": "json" }),
        json!({ "publicKey": nelnet, "gateway": "nelnet", "sendCvv": true }),
        json!({ "publicKey": "pk_test_TYooMQauvdEDq54NiTphI7jx", "unsupported": "omit" }),
    ]
}

fn good() -> [Json; 2] {
    [
        json!({ "number": NUMBER, "expiry": "10/28", "cvv": CVV, "holder": "Grace Hopper" }),
        json!({ "routingNumber": "000000013", "accountNumber": ACCOUNT, "accountType": "checking", "firstName": "Grace", "lastName": "Hopper" }),
    ]
}

/// Payments that are refused before anything is sent.
fn bad() -> Vec<Json> {
    vec![
        json!({ "number": format!("{NUMBER}x"), "expiry": NUMBER, "cvv": NUMBER }),
        json!({ "number": 378_282_246_310_005_u64, "expiry": 378_282_246_310_005_u64, "cvv": 987 }),
        json!({ "number": NUMBER, "expiry": "10/28", "holder": NUMBER, "address": { "postalCode": NUMBER, "country": NUMBER } }),
        json!({ "number": NUMBER, "expiry": "10/28", NUMBER: "x", "metadata": { NUMBER: {} } }),
        json!({ "number": NUMBER, "accountNumber": ACCOUNT, "type": NUMBER }),
        json!({ "routingNumber": ACCOUNT, "accountNumber": ACCOUNT, "accountType": ACCOUNT, "firstName": ACCOUNT, "lastName": CVV }),
    ]
}

/// Replies that repeat what was sent wherever a gateway can say something.
fn replies(said: &[&str]) -> Vec<Json> {
    let mut replies = vec![json!({ "messages": said }), json!({ "errors": said }), json!(said), json!(said[0])];
    for text in said {
        replies.extend([
            json!({ "id": "wKgFaj72F3aBPvZneEsBew", "number": text, "card_type": text, "brand": text }),
            json!({ "id": "24daa814b0", "class": "token", "card_type": text, "last_4": text, "card_owner_name": text }),
            json!({ "messages": [{ "code": text, "context": text, "message": text, "level": text }] }),
            json!({ "errors": [{ "code": text, "message": text }] }),
            json!({ "id": "tok_1", "object": "token", "card": { "brand": text, "last4": text, "number": text } }),
            json!({ "error": { "code": text, "type": text, "param": text, "message": text, "decline_code": text } }),
        ]);
    }
    replies.extend([json!({ "id": said[0] }), json!({ "id": said[0], "class": "token" })]);
    replies
}

fn answers(printed: &mut Printed, exchange: &Exchange) {
    let number = exchange.payment().number();
    let said = [number, CVV];
    for json in &replies(&said[..if number == NUMBER { 2 } else { 1 }]) {
        for status in [0, 200, 422] {
            let body = reply(json);
            let answer = exchange.token(&Reply { status, body: Some(&body) });
            printed.debug("Value", &body);
            match answer {
                Ok(token) => printed.debug("Token", &token),
                Err(error) => printed.error(&error),
            }
        }
    }
}

/// What a gateway's own frame says and is told. Nobody here knows what was typed into it, so a token is only known to be a
/// number where it is that of a card.
fn frame(printed: &mut Printed) {
    for text in [NUMBER, ACCOUNT, CVV] {
        for given in [
            json!({ "status": "error", "msg": format!("refused: {text}") }),
            json!({ "status": "error", "message": format!("Invalid card expiration {text}") }),
            json!({ "status": "validation", "invalid": ["cc", format!("{text} {text}")] }),
            json!({ "status": "success", "token": NUMBER, "user": text }),
            json!({ "status": "success", "token": "wKgFaj72F3aBPvZneEsBew", "billing": { "zip": text } }),
            json!({ "status": text, "token": text, "value": text, "amount": text, "city": text, "country": text }),
            json!({ "settings": { text: text }, "value": "expiry", "city": text, "country": "US" }),
        ] {
            for kind in [Kind::Card, Kind::Bank] {
                match pepper::submission(&reply(&given), kind) {
                    Ok(token) => printed.debug("Token", &token),
                    Err(error) => printed.error(&error),
                }
            }
            for say in Say::ALL {
                match pepper::message(say, &reply(&given), "pub_a", YearMonth::MIN) {
                    Ok((_, body)) => printed.debug("Body", &body),
                    Err(error) => printed.error(&error),
                }
            }
            printed.debug("Value", &reply(&given));
        }
    }
    printed.debug("Config", &config(&json!({ "publicKey": "pub_a", "baseUrl": "https://gateway.example" })).unwrap());
}

fn everything() -> Printed {
    let mut printed = Printed::default();
    for options in options() {
        for payment in good() {
            let exchange = exchange(&options, &Given::new(payment)).unwrap();
            printed.exchange(&exchange);
            answers(&mut printed, &exchange);
        }
        for payment in bad() {
            printed.debug("Members", &members(&payment));
            printed.debug("Value", &Value::Object(members(&payment)));
            printed.error(&exchange(&options, &Given::new(payment)).unwrap_err());
        }
    }
    frame(&mut printed);
    let mut json = Written::default();
    json.text(NUMBER);
    printed.debug("Json", &json);
    printed.debug("Secret", &Secret::new(ACCOUNT.to_owned()));
    printed
}

#[test]
fn no_type_prints_digits_of_what_was_submitted() {
    for (name, texts) in everything().0 {
        for text in texts {
            for secret in [NUMBER, ACCOUNT] {
                for window in secret.as_bytes().windows(7) {
                    let window = core::str::from_utf8(window).unwrap();
                    assert!(!text.contains(window), "{name}: {text}");
                }
            }
            assert!(!text.contains(CVV) && !text.contains("Number(987"), "{name}: {text}");
        }
    }
}

/// The name of the type that a line of source declares or prints, if it does.
fn named(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let after = ["pub struct ", "pub enum "].iter().find_map(|start| line.strip_prefix(start));
    let printing = || {
        let (head, name) = line.strip_prefix("impl")?.split_once(" for ")?;
        ["Debug", "Display", "Serialize", "LowerHex"].iter().any(|what| head.ends_with(what)).then_some(name)
    };
    let name = after.or_else(printing)?;
    name.split(|character: char| !character.is_alphanumeric()).next().filter(|name| !name.is_empty())
}

/// The public types of one file that print: by `derive`, or by an `impl`.
fn printing(source: &str) -> BTreeSet<String> {
    let (mut found, mut derived) = (BTreeSet::new(), false);
    for line in source.lines().map(str::trim_start) {
        derived |= line.starts_with("#[derive(") && ["Debug", "Serialize"].iter().any(|what| line.contains(what));
        let declares = ["pub struct", "pub enum", "struct", "enum", "pub("].iter().any(|start| line.starts_with(start));
        // An enumeration with words, see `named!`.
        if let [name, "as_str" | "id" | "name", "{", ..] = line.split(' ').collect::<Vec<_>>()[..]
            && name.starts_with(char::is_uppercase)
        {
            found.insert(name.to_owned());
        }
        if let Some(name) = named(line).filter(|_| derived || line.starts_with("impl")) {
            found.insert(name.to_owned());
        }
        derived &= !declares;
    }
    found
}

fn sources(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![std::fs::read_to_string(path).unwrap()] })
        .collect()
}

#[test]
fn every_public_type_that_prints_is_printed_here() {
    let found: BTreeSet<_> = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .iter()
        .flat_map(|source| printing(source))
        .collect();
    let known = everything().0.into_keys().chain(FIXED.split(' ')).map(str::to_owned).collect();
    assert_eq!(
        found, known,
        "add a new type to `everything`, or to FIXED where it can hold nothing that a customer typed"
    );
}

#[test]
fn a_new_type_is_seen_however_it_prints() {
    let source = "#[derive(Clone, Debug)]\npub struct A;\npub struct B;\nimpl fmt::Display for B {}\n\
                  #[derive(Debug)]\n/// Text.\npub enum C<'a> {}\n#[derive(Debug)]\nstruct Inner;\npub struct D;\nnamed! {\n    E as_str {\n";
    assert_eq!(printing(source), ["A", "B", "C", "E"].map(str::to_owned).into());
}

#[test]
fn what_somebody_typed_is_printed_as_marks_in_its_place() {
    let given = Value::Object(members(&json!({ "cvv": CVV, "list": [CVV, 987] })));
    assert_eq!(format!("{given:?}"), "Members([••••, ••••, ••••, [••••, ••••]])");
}
