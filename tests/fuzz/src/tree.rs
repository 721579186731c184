//! Values of any shape: of JSON where the bytes are some, so that a corpus can be read; else of the bytes themselves, so that
//! no input is wasted.

use arbitrary::{Arbitrary, Result, Unstructured};
use panless::gateway::GatewayId;
use panless::input::{Members, Value};
use panless::secret::Secret;
use serde_json::Value as Json;
use std::sync::OnceLock;

/// How numbers come: as the page has them, or as texts, which is how a reply's are handed in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    Plain,
    Texts,
}

/// The deepest that the loader goes.
const DEPTH: usize = 8;
/// The most members of one object or list.
const MEMBERS: usize = 12;

/// Names that nothing but the readers of messages and replies know.
const WORDS: &str = "address amount card code class context created data error errors event id info invalid level \
    line1 line2 message messages metadata msg not_blank object param settings status sub_code success token type \
    validation value 4242424242424242 378282246310005 021000021 000123456789 12/30 123 US CA usd checking individual \
    tok_1 m_ test resize formReady formValid submission";

/// What gateways and payments call things.
fn words() -> &'static [String] {
    static ALL: OnceLock<Vec<String>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut words: Vec<String> = WORDS.split(' ').map(str::to_owned).collect();
        for id in GatewayId::ALL {
            let rules = id.rules();
            words.extend(rules.own.iter().map(|(word, _)| word.to_owned()));
            words.extend(rules.brands.iter().map(|(word, _)| word.to_owned()));
            words.extend(rules.meanings.iter().map(|(word, _)| word.to_owned()));
        }
        words.extend((0..).map_while(panless::error::Field::at).map(|field| field.name().to_owned()));
        words
    })
}

/// The value that these bytes are.
pub(crate) fn value(bytes: &[u8], numbers: Numbers) -> Value {
    match serde_json::from_slice(bytes) {
        Ok(json) => of_json(&json, numbers),
        Err(_) => of_bytes(&mut Unstructured::new(bytes), numbers, DEPTH).unwrap_or(Value::Other),
    }
}

/// The same, as an object.
pub(crate) fn members(bytes: &[u8]) -> Members {
    match value(bytes, Numbers::Plain) {
        Value::Object(members) => members,
        Value::List(parts) => Members::of(parts),
        _ => Members::default(),
    }
}

/// The value that this JSON is handed in as.
fn of_json(json: &Json, numbers: Numbers) -> Value {
    let text = |text: String| Value::Text(Secret::new(text));
    match json {
        Json::String(own) if own.encode_utf16().count() > panless::input::TEXT_LIMIT => Value::TooLong,
        Json::String(own) => text(own.clone()),
        Json::Number(number) if numbers == Numbers::Texts => text(number.to_string()),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::Bool(truth) if numbers == Numbers::Texts => text(truth.to_string()),
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Array(list) => Value::List(list.iter().map(|json| of_json(json, numbers)).collect()),
        Json::Object(object) => {
            let given = object.iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(name, json)| (Secret::new(name.clone()), of_json(json, numbers))).collect())
        }
        Json::Null => Value::Other,
    }
}

fn of_bytes(bytes: &mut Unstructured<'_>, numbers: Numbers, depth: usize) -> Result<Value> {
    let count = |bytes: &mut Unstructured<'_>| bytes.int_in_range(0..=MEMBERS);
    Ok(match bytes.int_in_range(0..=15)? {
        0..=3 if depth > 0 => {
            let parts = (0..count(bytes)?).map(|_| {
                let name = Secret::new(text(bytes)?);
                Ok((name, of_bytes(bytes, numbers, depth - 1)?))
            });
            Value::Object(parts.collect::<Result<_>>()?)
        }
        4..=5 if depth > 0 => {
            let parts = (0..count(bytes)?).map(|_| of_bytes(bytes, numbers, depth - 1));
            Value::List(parts.collect::<Result<_>>()?)
        }
        6 => Value::TooLong,
        7 => Value::Other,
        8 => Value::Unreadable,
        9 if numbers == Numbers::Plain => Value::Number(f64::arbitrary(bytes)?),
        10 if numbers == Numbers::Plain => Value::Bool(bool::arbitrary(bytes)?),
        _ => Value::Text(Secret::new(text(bytes)?)),
    })
}

/// A text: one that somebody waits for, or any.
pub(crate) fn text(bytes: &mut Unstructured<'_>) -> Result<String> {
    let words = words();
    match words.get(usize::from(u8::arbitrary(bytes)?) * 2 + bytes.len() % 2) {
        Some(word) => Ok(word.clone()),
        None => String::arbitrary(bytes),
    }
}
