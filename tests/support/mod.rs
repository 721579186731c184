//! What the native tests share: JSON as input and as reply.
#![allow(dead_code, reason = "each test file uses its own part")]

use panless::card::brand::{Brand, BrandRules, BrandSet};
use panless::config::{Config, Options};
use panless::date::YearMonth;
use panless::error::Error;
use panless::input::{Members, Value};
use panless::secret::Secret;
use panless::tokenize::Exchange;
use serde_json::Value as Json;

/// A payment as a caller hands it in.
pub(crate) struct Given(Json);

impl Given {
    pub(crate) fn new(json: Json) -> Self {
        Self(json)
    }
}

pub(crate) fn today() -> YearMonth {
    YearMonth::new(2026, 11).unwrap()
}

pub(crate) fn exchange(options: &Json, given: &Given) -> Result<Exchange, Box<Error>> {
    Exchange::new(config(options)?, &members(&given.0), today())
}

/// What the loader makes of options.
pub(crate) fn config(options: &Json) -> Result<Box<Config>, Box<Error>> {
    let text = |name: &str| options.get(name).and_then(Json::as_str).unwrap_or_default();
    let accepted = options.get("acceptedBrands").and_then(Json::as_array).map(|ids| {
        let brands = Brand::ALL.iter().filter(|brand| ids.contains(&Json::from(brand.id())));
        brands.fold(BrandSet::EMPTY, |set, brand| set.with(*brand))
    });
    Config::parse(&Options {
        public_key: text("publicKey"),
        gateway: text("gateway"),
        base_url: text("baseUrl"),
        shape: text("shape"),
        encoding: text("encoding"),
        send_cvv: options.get("sendCvv").and_then(Json::as_bool),
        omit_unsupported: text("unsupported") == "omit",
        brands: BrandRules { accepted: accepted.unwrap_or(BrandSet::ALL), ..BrandRules::default() },
    })
}

/// The members of a JSON object, `null` ones left out as the binding does.
pub(crate) fn members(json: &Json) -> Members {
    let object = json.as_object().unwrap();
    let given = object.iter().filter(|(_, value)| !value.is_null());
    given.map(|(name, json)| (Secret::new(name.clone()), value(json))).collect()
}

/// A value as the loader hands it in.
pub(crate) fn value(json: &Json) -> Value {
    match json {
        Json::String(text) => Value::Text(Secret::new(text.clone())),
        Json::Number(number) => Value::Number(number.as_f64().unwrap()),
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Array(list) => Value::List(list.iter().map(value).collect()),
        Json::Object(_) => Value::Object(members(json)),
        Json::Null => Value::Other,
    }
}

pub(crate) fn fixture(name: &str) -> Json {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A reply as the loader hands it in: its numbers and truth values are texts.
pub(crate) fn reply(json: &Json) -> Value {
    match json {
        Json::Number(number) => Value::Text(Secret::new(number.to_string())),
        Json::Bool(truth) => Value::Text(Secret::new(truth.to_string())),
        Json::Array(list) => Value::List(list.iter().map(reply).collect()),
        Json::Object(object) => {
            let given = object.iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(name, json)| (Secret::new(name.clone()), reply(json))).collect())
        }
        Json::String(_) | Json::Null => value(json),
    }
}
