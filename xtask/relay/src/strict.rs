//! JSON in which no name stands twice in one object, and whose texts are wiped.
//!
//! A reader that takes the last of two members of one name, as most do, would let a string say one thing to whoever
//! checks it and another to whoever uses it.

use panless::secret::Secret;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;
use std::fmt;

/// A JSON value.
#[derive(Debug)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(Secret),
    List(Vec<Self>),
    Object(Members),
}

/// An object's members, in the order in which they were written.
#[derive(Debug, Default)]
pub(crate) struct Members(pub(crate) Vec<(String, Json)>);

impl Json {
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.expose()),
            _ => None,
        }
    }

    pub(crate) fn integer(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            _ => None,
        }
    }
}

impl Members {
    /// Reads an object, and nothing after it but white space.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        match serde_json::from_slice(bytes) {
            Ok(Json::Object(members)) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<Json> {
        let place = self.0.iter().position(|(own, _)| own == name)?;
        Some(self.0.remove(place).1)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

struct Reader;

impl<'json> Visitor<'json> for Reader {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(Secret::copy_of(value)))
    }

    fn visit_seq<A: SeqAccess<'json>>(self, mut values: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'json>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut members = Members::default();
        while let Some((name, value)) = entries.next_entry::<String, Json>()? {
            if members.get(&name).is_some() {
                return Err(A::Error::custom("a name stands twice"));
            }
            members.0.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

impl<'json> Deserialize<'json> for Json {
    fn deserialize<D: Deserializer<'json>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text.expose()),
            Self::List(list) => list.serialize(serializer),
            Self::Object(members) => members.serialize(serializer),
        }
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_stands_twice_is_refused_at_every_depth() {
        assert!(Members::read(br#"{"a":1,"b":{"a":2}}"#).is_some());
        for text in [r#"{"a":1,"a":1}"#, r#"{"b":{"a":1,"a":1}}"#, r#"{"b":[{"a":1,"\u0061":1}]}"#] {
            assert!(Members::read(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn what_was_read_is_written_in_the_same_order() {
        let text = r#"{"z":"é","a":[1,-2,0.5,true,null],"m":{"x":"\""}}"#;
        assert_eq!(serde_json::to_string(&Members::read(text.as_bytes()).unwrap()).unwrap(), text);
    }

    #[test]
    fn only_a_whole_object_is_read() {
        for text in ["[]", "1", "", "{}x", "{", "{\"a\":1}{}"] {
            assert!(Members::read(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn a_text_prints_as_dots() {
        let members = Members::read(br#"{"cardNumber":"4111111111111111"}"#).unwrap();
        assert!(!format!("{members:?}").contains("4111"));
    }
}
