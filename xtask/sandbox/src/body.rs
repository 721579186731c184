//! What a request carries: how its body is written, which names are in it, who sent it.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

/// How the body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Json,
    Form,
}

impl Encoding {
    /// Reads `Content-Type`; parameters such as a charset are allowed. `None` for any other kind.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/json" => Some(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::Form),
            _ => None,
        }
    }
}

/// The names in a body, without any judgement: the journal wants them even when the request is refused.
pub(crate) fn names(encoding: Encoding, body: &[u8]) -> Vec<String> {
    match encoding {
        Encoding::Form => form_urlencoded::parse(body).map(|(name, _)| name.into_owned()).collect(),
        Encoding::Json => match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => members.keys().cloned().collect(),
            _ => Vec::new(),
        },
    }
}

/// The members of a JSON object, or the pairs of a form, each name once. `None` when the body is something else.
pub(crate) fn members(encoding: Encoding, body: &[u8]) -> Option<Map<String, Value>> {
    match encoding {
        Encoding::Json => match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Some(members),
            _ => None,
        },
        Encoding::Form => {
            let mut members = Map::new();
            let mut pairs = form_urlencoded::parse(body);
            let single = pairs
                .all(|(name, value)| members.insert(name.into_owned(), Value::String(value.into_owned())).is_none());
            single.then_some(members)
        }
    }
}

/// The user name in `Authorization`, when it is Basic and its password is empty.
pub(crate) fn basic_user(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    decoded.strip_suffix(':').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_charset_does_not_change_the_content_type() {
        let of = |text| Encoding::of(&HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(text))]));
        assert_eq!(of("application/json; charset=utf-8"), Some(Encoding::Json));
        assert_eq!(of("text/plain"), None);
    }
}
