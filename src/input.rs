//! What came in, before anything is known about it: a caller's object, or a gateway's reply.
//!
//! The binding fills it from a JavaScript object; native tests fill it from JSON. Nothing here judges a value.

use crate::secret::Secret;
use core::fmt;

/// The longest text that one member may hold, in UTF-16 units.
pub const TEXT_LIMIT: usize = crate::text::LONGEST;

/// One member's value.
pub enum Value {
    /// Text of at most [`TEXT_LIMIT`] units.
    Text(Secret),
    /// A number.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// An array.
    List(Vec<Value>),
    /// An object with its own members.
    Object(Members),
    /// Text or a list of members over its limit; it was not read.
    TooLong,
    /// Any other type.
    Other,
    /// Its getter threw.
    Unreadable,
}

/// The members of an object by name. The binding leaves out those that are `undefined` or `null`.
///
/// Name and value in turn, as they are handed in: values alone have to be moved and dropped, not pairs too.
#[derive(Debug, Default)]
pub struct Members(Vec<Value>);

impl Members {
    /// Members of names and values in turn. A name that is no text is empty.
    #[must_use]
    pub const fn of(parts: Vec<Value>) -> Self {
        Self(parts)
    }

    /// Appends a text.
    pub fn push(&mut self, name: Secret, text: Secret) {
        self.0.push(Value::Text(name));
        self.0.push(Value::Text(text));
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let (pairs, _) = self.0.as_chunks();
        pairs.iter().map(|[name, value]| (name.as_text().unwrap_or(""), value))
    }
}

impl FromIterator<(Secret, Value)> for Members {
    fn from_iter<Given: IntoIterator<Item = (Secret, Value)>>(given: Given) -> Self {
        Self(given.into_iter().flat_map(|(name, value)| [Value::Text(name), value]).collect())
    }
}

// A number, too, can be what a customer typed.
impl fmt::Debug for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(elements) => elements.fmt(formatter),
            Self::Object(members) => members.fmt(formatter),
            _ => formatter.write_str("••••"),
        }
    }
}

impl Value {
    /// The text itself, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.expose()),
            _ => None,
        }
    }

    /// The member of this name, if this is an object that has one.
    #[inline(never)]
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    /// The text of the member of this name.
    #[inline(never)]
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.member(name)?.as_text()
    }

    /// The elements of the list of this name; none where there is no list.
    #[inline(never)]
    #[must_use]
    pub fn list(&self, name: &str) -> &[Self] {
        self.member(name).map_or(&[], Self::elements)
    }

    /// The elements of a list; none of anything else.
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        match self {
            Self::List(elements) => elements,
            _ => &[],
        }
    }
}
