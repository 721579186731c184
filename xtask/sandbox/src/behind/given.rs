//! The body of a call, and what is asked of its members. The first fault alone is told, by the member's name.

use crate::body::Encoding;
use crate::digits::{last_4, only_digits, passes_luhn};
use axum::http::HeaderMap;
use serde_json::{Map, Value};

/// A body's members.
pub(crate) type Members = Map<String, Value>;

/// The body, if it is an object of JSON. ONTRAPORT also takes forms, which nobody sends here.
pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Option<Members> {
    crate::body::members(Encoding::of(headers).filter(|kind| *kind == Encoding::Json)?, body)
}

/// What a member must be.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Text, not empty.
    Text,
    /// A whole number, or one in text.
    Whole,
    /// A number of money, above zero.
    Money,
    /// 0 or 1, or one of them in text.
    Flag,
    /// Exactly this many digits at least and at most, in text.
    Digits(usize, usize),
    /// A card number.
    Number,
    /// A month in two digits, in text.
    Month,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An object.
    Object,
    /// A number from this to that.
    Between(u64, u64),
}

impl Kind {
    fn takes(self, value: &Value) -> bool {
        let text = value.as_str();
        let digits = |shortest: usize, longest: usize| {
            text.is_some_and(|text| only_digits(text) && (shortest..=longest).contains(&text.len()))
        };
        match self {
            Self::Text => text.is_some_and(|text| !text.trim().is_empty()),
            Self::Whole => value.is_u64() || text.is_some_and(only_digits),
            Self::Money => {
                let amount = value.as_f64().or_else(|| text?.parse().ok());
                amount.is_some_and(|amount| amount > 0.0)
            }
            Self::Flag => matches!(value.as_u64(), Some(0 | 1)) || matches!(text, Some("0" | "1")),
            Self::Digits(shortest, longest) => digits(shortest, longest),
            Self::Number => digits(12, 19) && text.is_some_and(passes_luhn),
            Self::Month => digits(2, 2) && text.is_some_and(|month| ("01"..="12").contains(&month)),
            Self::Word(words) => text.is_some_and(|text| words.contains(&text)),
            Self::Object => value.is_object(),
            Self::Between(least, most) => value.as_u64().is_some_and(|number| (least..=most).contains(&number)),
        }
    }
}

/// What is asked of one member.
pub(super) struct Field {
    name: &'static str,
    kind: Kind,
    required: bool,
}

pub(super) const fn needs(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true }
}

pub(super) const fn takes(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false }
}

/// The first member that is missing, wrong or not known.
pub(super) fn fault(members: &Members, lists: &[&[Field]]) -> Option<String> {
    let fields = || lists.iter().flat_map(|list| list.iter());
    let unknown = members.keys().find(|name| fields().all(|field| field.name != name.as_str()));
    let wrong = fields().find(|field| match members.get(field.name) {
        None => field.required,
        Some(value) => !field.kind.takes(value),
    });
    unknown.cloned().or_else(|| wrong.map(|field| field.name.to_owned()))
}

/// A member's text, or nothing.
pub(super) fn text<'a>(members: &'a Members, name: &str) -> &'a str {
    members.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Every text of digits, of the members and of those in them.
pub(super) fn digits(members: &Members) -> Vec<String> {
    let of = |value: &Value| match value {
        Value::Object(part) => digits(part),
        Value::String(text) if only_digits(text) => vec![text.clone()],
        _ => Vec::new(),
    };
    members.values().flat_map(of).collect()
}

/// The members, to be shown: of a card or account number the last four digits, of a code nothing.
pub(super) fn masked(members: &Members) -> Value {
    let mask = |(name, value): (&String, &Value)| {
        let shown = match (name.as_str(), value) {
            (_, Value::Object(part)) => masked(part),
            ("cardCvv" | "cvv" | "code", _) => Value::from("***"),
            ("cardNumber" | "ccnumber" | "eaccountNumber", Value::String(text)) => {
                Value::from(format!("•••• {}", last_4(text)))
            }
            (_, value) => value.clone(),
        };
        (name.clone(), shown)
    };
    Value::Object(members.iter().map(mask).collect())
}
