//! What goes to a gateway, as data. Sending it is the loader's job (`www/fetch.js`).

use crate::input::{Members, Value};
use crate::json::Json;
use crate::named::named;
use crate::secret::Secret;
#[cfg(feature = "seal")]
use crate::text::cut;

/// A request body: the members of an object in the order in which they are sent. Wiped when dropped.
///
/// # Secrets
/// Holds card and account numbers: a body is what must reach the gateway.
#[derive(Debug)]
pub struct Body {
    json: Json,
    /// The object in it that is open; empty for none.
    #[cfg(feature = "seal")]
    inner: &'static str,
}

impl Default for Body {
    fn default() -> Self {
        let mut json = Json::default();
        json.open('{');
        Self {
            json,
            #[cfg(feature = "seal")]
            inner: "",
        }
    }
}

impl Body {
    /// The name of the next member. Where something can be sealed, a point in it stands between the name of an object and that of
    /// its member; the members of one object follow each other.
    #[cfg_attr(feature = "seal", inline(never))]
    fn name(&mut self, name: &'static str) {
        #[cfg(feature = "seal")]
        let name = self.entered(name);
        self.json.name(name);
    }

    #[cfg(feature = "seal")]
    fn entered(&mut self, name: &'static str) -> &'static str {
        let (object, member) = cut(name, b'.');
        if member.is_some() && object != self.inner {
            self.leave();
            self.inner = object;
            self.json.name(object);
            self.json.open('{');
        }
        member.unwrap_or(name)
    }

    #[cfg(feature = "seal")]
    fn leave(&mut self) {
        if !self.inner.is_empty() {
            self.json.close('}');
        }
    }

    /// Appends text under a name; nothing when there is none.
    #[inline(never)]
    pub fn text(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.name(name);
            self.json.text(text);
        }
    }

    /// Appends the text that an object has under this name; nothing when it has none.
    #[inline(never)]
    pub fn copy(&mut self, name: &'static str, object: &Value) {
        self.text(name, object.text(name));
    }

    /// Appends a number under a name. JSON writes it without quotes, unless it is `padded`, which makes it a text of two digits or more.
    pub fn number(&mut self, name: &'static str, number: u32, padded: bool) {
        self.name(name);
        if cfg!(feature = "seal") && padded {
            self.json.padded(number);
        } else {
            self.json.number(number);
        }
    }

    /// Appends texts under a name, as an object; nothing when there are none. Only a JSON body can hold an object: without a name
    /// they stand beside the other members.
    pub fn texts(&mut self, name: Option<&str>, texts: &Members) {
        match name {
            None => self.json.members(texts),
            Some(_) if texts.iter().next().is_none() => {}
            Some(name) => {
                self.json.name(name);
                self.json.open('{');
                self.json.members(texts);
                self.json.close('}');
            }
        }
    }

    /// Appends the members of an object as they are; nothing when it is none.
    pub fn members(&mut self, object: Option<&Value>) {
        if let Some(Value::Object(members)) = object {
            self.json.members(members);
        }
    }

    /// The object as JSON.
    pub fn json(mut self) -> Secret {
        #[cfg(feature = "seal")]
        self.leave();
        self.json.close('}');
        self.json.finish()
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
