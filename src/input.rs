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
pub type Members = Vec<(Secret, Value)>;

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
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(given, _)| given.expose() == name).map(|(_, value)| value)
    }

    /// The text of the member of this name.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.member(name)?.as_text()
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
