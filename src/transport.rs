//! What goes to a gateway, as data. Sending it is the loader's job (`www/fetch.js`).

use crate::input::{Members, Value};
use crate::json::Json;
use crate::named::named;
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

    /// Appends the text that an object has under this name; nothing when it has none.
    #[inline(never)]
    pub fn copy(&mut self, name: &str, object: &Value) {
        self.text(name, object.text(name));
    }

    /// Appends a number under a name. JSON writes it without quotes.
    pub fn number(&mut self, name: &str, number: u32) {
        self.0.number_member(name, Some(number));
    }

    /// Appends texts under a name, as an object; nothing when there are none. Only a JSON body can hold an object: without a name
    /// they stand beside the other members.
    pub fn texts(&mut self, name: Option<&str>, texts: &Members) {
        match name {
            None => self.0.members(texts),
            Some(_) if texts.iter().next().is_none() => {}
            Some(name) => {
                self.0.name(name);
                self.0.open('{');
                self.0.members(texts);
                self.0.close('}');
            }
        }
    }

    /// Appends the members of an object as they are; nothing when it is none.
    pub fn members(&mut self, object: Option<&Value>) {
        if let Some(Value::Object(members)) = object {
            self.0.members(members);
        }
    }

    /// The object as JSON.
    pub fn json(mut self) -> Secret {
        self.0.close('}');
        self.0.finish()
    }
}

named! {
    /// How a body is written.
    #[derive(Default)]
    Encoding as_str {
        /// `application/x-www-form-urlencoded`: no preflight.
        #[default]
        Form "form"
        /// `application/json`.
        Json "json"
        /// The query of a script's address, in a frame of its own.
        Jsonp "jsonp"
        /// Not sent at all, but encrypted for a relay (`seal`).
        Sealed "sealed"
    }
}

/// One request to a gateway: a POST, but for JSONP.
#[derive(Debug)]
pub struct Request<'a> {
    /// The whole URL but for the query of JSONP. It never holds anything of the payment.
    pub url: String,
    /// How the body is written.
    pub encoding: Encoding,
    /// The user name of HTTP Basic authentication (RFC 7617, empty password); the public key, where one is sent so.
    pub basic_user: Option<&'a str>,
    /// What is sent.
    pub body: Body,
}
