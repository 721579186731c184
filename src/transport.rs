//! What goes to a gateway, as data. Sending it is the loader's job (`www/fetch.js`).

use crate::input::Value;
use crate::json::Json;
use crate::secret::Secret;

/// A request body: the members of an object in the order in which they are sent. Wiped when dropped.
///
/// # Secrets
/// Holds card and account numbers: a body is what must reach the gateway.
#[derive(Debug)]
pub struct Body(Json);

impl Default for Body {
    fn default() -> Self {
        let mut json = Json::default();
        json.open('{');
        Self(json)
    }
}

impl Body {
    /// Appends text under a name; nothing when there is none.
    pub fn text(&mut self, name: &str, text: Option<&str>) {
        if text.is_some() {
            self.0.text_member(name, text);
        }
    }

    /// Appends a number under a name. JSON writes it without quotes.
    pub fn number(&mut self, name: &str, number: u16) {
        self.0.number_member(name, Some(number.into()));
    }

    /// Appends an object of texts under a name; nothing when it is empty. Only a JSON body can hold one.
    pub fn texts(&mut self, name: &str, texts: &[(Secret, Secret)]) {
        if !texts.is_empty() {
            self.0.name(name);
            self.0.open('{');
            texts.iter().for_each(|(name, text)| self.text(name.expose(), Some(text.expose())));
            self.0.close('}');
        }
    }

    /// Appends the members of an object as they are; nothing when it is none.
    pub fn members(&mut self, object: Option<&Value>) {
        if let Some(Value::Object(members)) = object {
            self.0.members(members);
        }
    }

    /// The object as JSON.
    #[must_use]
    pub fn json(mut self) -> Secret {
        self.0.close('}');
        self.0.finish()
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
    /// The query of a script's address, in a frame of its own.
    Jsonp,
}

impl Encoding {
    /// The word JavaScript sees.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Json => "json",
            Self::Jsonp => "jsonp",
        }
    }
}

/// One request to a gateway: a POST, but for JSONP.
#[derive(Debug)]
pub struct Request {
    /// The whole URL but for the query of JSONP. It never holds anything of the payment.
    pub url: String,
    /// How the body is written.
    pub encoding: Encoding,
    /// The user name of HTTP Basic authentication (RFC 7617, empty password); the public key, where one is sent so.
    pub basic_user: Option<String>,
    /// What is sent.
    pub body: Body,
}
