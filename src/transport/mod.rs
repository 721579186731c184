//! What goes to a gateway, as data. Sending it is somebody else's job (`transport::fetch`).

#[cfg(target_arch = "wasm32")]
pub(crate) mod fetch;

use crate::secret::Secret;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value of a request body.
#[derive(Debug)]
pub enum BodyValue {
    /// Text, secret or not: it is wiped either way.
    Text(Secret),
    /// A whole number, written without quotes in JSON.
    Number(u16),
    /// An object of texts; only a JSON body can hold one.
    Texts(Vec<(Secret, Secret)>),
}

/// A request body: members in the order in which they are sent. Wiped when dropped.
///
/// # Secrets
/// Holds card and account numbers. It serialises them, because a body is what must reach the gateway; nothing else in
/// this crate that holds a secret is `Serialize`.
#[derive(Debug, Default)]
pub struct Body(Vec<(Secret, BodyValue)>);

impl Body {
    /// Appends text under a name; nothing when there is none.
    pub fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.push(name, BodyValue::Text(copy(text)));
        }
    }

    /// Appends a number under a name.
    pub fn number(&mut self, name: &str, number: u16) {
        self.push(name, BodyValue::Number(number));
    }

    /// Appends an object of texts under a name; nothing when it is empty.
    pub fn texts(&mut self, name: &str, texts: &[(Secret, Secret)]) {
        if !texts.is_empty() {
            let copies = texts.iter().map(|(name, text)| (copy(name.expose()), copy(text.expose())));
            self.push(name, BodyValue::Texts(copies.collect()));
        }
    }

    fn push(&mut self, name: &str, value: BodyValue) {
        self.0.push((copy(name), value));
    }
}

fn copy(text: &str) -> Secret {
    let mut copy = Secret::with_capacity(text.len());
    copy.push_str(text);
    copy
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            match value {
                BodyValue::Text(text) => map.serialize_entry(name.expose(), text.expose())?,
                BodyValue::Number(number) => map.serialize_entry(name.expose(), number)?,
                BodyValue::Texts(texts) => map.serialize_entry(name.expose(), &Texts(texts))?,
            }
        }
        map.end()
    }
}

struct Texts<'a>(&'a [(Secret, Secret)]);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name.expose(), text.expose())))
    }
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// `application/x-www-form-urlencoded`: no preflight.
    #[default]
    Form,
    /// `application/json`.
    Json,
}

/// One POST to a gateway.
#[derive(Debug)]
pub struct Request {
    /// The whole URL. It never holds anything of the payment.
    pub url: String,
    /// How the body is written.
    pub encoding: Encoding,
    /// The user name of HTTP Basic authentication (RFC 7617, empty password); the public key, where one is sent so.
    pub basic_user: Option<String>,
    /// What is sent.
    pub body: Body,
}

/// The largest reply that is read, in bytes.
pub const REPLY_LIMIT: usize = 256 * 1024;
