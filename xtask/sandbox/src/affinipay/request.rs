//! From a request's bytes to named values: key and fields.

use super::errors::{Code, Fault, Refusal};
use super::{PUBLIC_KEY, SECRET_KEY};
use crate::body::{Encoding, basic_user};
use axum::http::{HeaderMap, header};
use serde_json::{Map, Value};

/// Whose key came with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Page,
    Merchant,
}

/// The key in `Authorization`: base64 of the key and a colon. `Ok(None)` when there is no such header.
pub(crate) fn basic_key(headers: &HeaderMap) -> Result<Option<Caller>, Refusal> {
    if !headers.contains_key(header::AUTHORIZATION) {
        return Ok(None);
    }
    match basic_user(headers).as_deref() {
        Some(PUBLIC_KEY) => Ok(Some(Caller::Page)),
        Some(SECRET_KEY) => Ok(Some(Caller::Merchant)),
        _ => Err(Refusal::new(Code::NotAuthorized)),
    }
}

/// The values of a body by name, each name once, and what goes to `form_data`.
#[derive(Debug)]
pub(crate) struct Fields {
    pub(crate) encoding: Encoding,
    pub(crate) values: Map<String, Value>,
    pub(crate) form_data: Option<Value>,
    /// Names that the body may not have, or not twice.
    pub(crate) refused: Vec<Refusal>,
}

impl Fields {
    fn empty(encoding: Encoding) -> Self {
        Self { encoding, values: Map::new(), form_data: None, refused: Vec::new() }
    }

    /// Reads a body whose allowed names are `known`.
    pub(crate) fn read(encoding: Encoding, body: &[u8], known: &[&str]) -> Result<Self, Refusal> {
        match encoding {
            Encoding::Json => Self::from_json(body, known),
            Encoding::Form => Ok(Self::from_form(body, known)),
        }
    }

    fn from_json(body: &[u8], known: &[&str]) -> Result<Self, Refusal> {
        if body.is_empty() {
            return Err(Refusal::new(Code::NoContent));
        }
        // A body that is JSON but no object has no parameters in it, so it cannot be parsed as a request either.
        let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
            return Err(Refusal::new(Code::MalformedRequest));
        };
        let mut fields = Self::empty(Encoding::Json);
        for (name, value) in members {
            match name.as_str() {
                "form_data" => fields.form_data = Some(value),
                // Both are documented for form posts alone.
                "public_key" | "redirect_url" => fields.refuse(&name),
                _ if known.contains(&name.as_str()) => {
                    fields.values.insert(name, value);
                }
                _ => fields.refuse(&name),
            }
        }
        Ok(fields)
    }

    fn from_form(body: &[u8], known: &[&str]) -> Self {
        let mut fields = Self::empty(Encoding::Form);
        let mut extra = Map::new();
        for (name, value) in form_urlencoded::parse(body) {
            if name == "form_data" || (known.contains(&name.as_ref()) && fields.values.contains_key(name.as_ref())) {
                fields.refuse(&name);
            } else if known.contains(&name.as_ref()) {
                fields.values.insert(name.into_owned(), Value::String(value.into_owned()));
            } else {
                add(&mut extra, name.into_owned(), Value::String(value.into_owned()));
            }
        }
        fields.form_data = (!extra.is_empty()).then_some(Value::Object(extra));
        fields
    }

    fn refuse(&mut self, name: &str) {
        self.refused.push(Refusal::field(name, Fault::Invalid));
    }

    /// Takes the form's `public_key` out; `Ok(None)` when there is none.
    pub(crate) fn take_key(&mut self) -> Result<Option<Caller>, Refusal> {
        match self.values.remove("public_key") {
            None => Ok(None),
            Some(key) if key == PUBLIC_KEY => Ok(Some(Caller::Page)),
            Some(_) => Err(Refusal::new(Code::NotAuthorized)),
        }
    }
}

/// A name that comes again turns into a list.
fn add(extra: &mut Map<String, Value>, name: String, value: Value) {
    match extra.get_mut(&name) {
        None => drop(extra.insert(name, value)),
        Some(Value::Array(list)) => list.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::json;

    fn with(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn a_name_that_comes_again_becomes_a_list() {
        let fields = Fields::read(Encoding::Form, b"a=1&b=2&a=3&a=4", &[]).unwrap();
        assert_eq!(fields.form_data, Some(json!({ "a": ["1", "3", "4"], "b": "2" })));
    }

    #[test]
    fn refuses_a_key_without_its_colon() {
        let bare = STANDARD.encode(PUBLIC_KEY);
        assert!(basic_key(&with(header::AUTHORIZATION, &format!("Basic {bare}"))).is_err());
        let vector = "Basic bV9jU2l5TlVoOVJCV0hmZGJGUkZHcmtBOg==";
        assert_eq!(basic_key(&with(header::AUTHORIZATION, vector)), Ok(Some(Caller::Page)));
    }
}
