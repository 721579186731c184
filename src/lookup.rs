//! Reading a gateway's reply without knowing how it is held: a JavaScript value in the browser, JSON in native tests.

use crate::secret::Secret;

/// A tree of texts, as a parsed JSON reply is one.
pub trait Lookup {
    /// The text at `path`, a list of member names and array indices joined by dots (`messages.0.code`).
    ///
    /// Numbers and booleans are given as JSON writes them. `None` for anything else, and for texts of more than
    /// 1,024 UTF-16 units: no member that we read is that long.
    fn text(&self, path: &str) -> Option<Secret>;
}
