//! What a caller handed in, before anything is known about it.
//!
//! The binding fills it from a JavaScript object; native tests fill it by hand. Nothing here judges a value.

use crate::secret::Secret;

/// The longest text that one member may hold, in UTF-16 units.
pub const TEXT_LIMIT: usize = crate::text::LONGEST;

/// The most members that one object, and elements that one array, may have.
pub const MEMBER_LIMIT: usize = 100;

/// One member's value.
#[derive(Debug)]
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
