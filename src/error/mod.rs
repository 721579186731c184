//! The one error of this crate: what happened, in which field, who acts.
//!
//! It must never hold anything that somebody typed, nor a URL, a request body or a reply.

mod code;
mod code_table;
mod field;
mod field_table;

pub use code::Category;
pub use code_table::Code;
pub use field::FieldSet;
pub use field_table::Field;

use crate::named::named;
use crate::text::{line, owned};
use core::fmt;
use core::slice;

/// One bad field of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issue {
    /// What is wrong.
    pub code: Code,
    /// The field, if the issue belongs to one that can be named.
    pub field: Option<FieldName>,
}

impl Issue {
    /// An issue of one of our own fields.
    #[must_use]
    pub const fn new(code: Code, field: Field) -> Self {
        Self { code, field: Some(FieldName::Known(field)) }
    }

    /// What happened, in fixed English text.
    #[must_use]
    pub fn message(&self) -> &'static str {
        message(self.code, self.field)
    }
}

/// Bad fields, with the names of those that are not ours.
///
/// The names stand apart so that an issue is a few bytes to copy: as a text of its own each would have to be moved and freed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issues {
    /// The issues in the order in which they were found.
    pub list: Vec<Issue>,
    /// A line feed behind each.
    names: String,
    count: u16,
}

impl Issues {
    /// The longest unknown name that an error repeats, in characters.
    pub const NAME_LIMIT: usize = 40;

    /// Appends an issue of one of our own fields.
    #[inline(never)]
    pub fn add(&mut self, code: Code, field: Field) {
        self.list.push(Issue::new(code, field));
    }

    /// Appends an issue of a field that we do not know, named as [`Issues::keep`] allows.
    #[inline(never)]
    pub fn add_named(&mut self, code: Code, folder: &str, name: &str) {
        let field = self.keep(folder, name);
        self.list.push(Issue { code, field });
    }

    /// Keeps an unknown name, or nothing when it could itself be something that a customer typed.
    ///
    /// Only a name that reads as an identifier (letters, digits, `_ . [ ] -`, with its folder at most 40 characters,
    /// fewer than four digits in all) is repeated. `folder` is the path before it, with a dot at its end.
    pub fn keep(&mut self, folder: &str, name: &str) -> Option<FieldName> {
        if !is_word(name, b"_.[]-", Self::NAME_LIMIT - folder.len(), 4) {
            return None;
        }
        [folder, name, "\n"].into_iter().for_each(|part| self.names.push_str(part));
        self.count += 1;
        Some(FieldName::Kept(self.count - 1))
    }

    /// A field's name as JavaScript sees it.
    #[must_use]
    pub fn name(&self, field: FieldName) -> &str {
        match field {
            FieldName::Known(field) => field.name(),
            FieldName::Kept(place) => line(&self.names, place.into()),
        }
    }
}

/// What is said instead of the code's own message where an option decides: a text that names it.
#[must_use]
pub fn special_message(code: Code, field: Option<FieldName>) -> Option<&'static str> {
    let is_cvv = matches!(field, Some(FieldName::Known(Field::Cvv)));
    (code == Code::FieldUnsupported && is_cvv)
        .then_some("The security code goes to this gateway only with the option `sendCvv: true`.")
}

/// How an error names a field. See [`Issues::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// One of our fields.
    Known(Field),
    /// A field or option that we do not know: the place of its name among those that were kept.
    Kept(u16),
}

fn message(code: Code, field: Option<FieldName>) -> &'static str {
    special_message(code, field).unwrap_or_else(|| code.message())
}

named! {
    /// Whether the gateway may have made a token that we never saw.
    Outcome as_str {
        /// No token was made.
        None "none"
        /// Bytes may have left and no complete answer came: timeout, abort, reset, a CORS refusal.
        Unknown "unknown"
    }
}

/// Everything that can go wrong, as one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What happened.
    pub code: Code,
    /// The field it belongs to, if there is one.
    pub field: Option<FieldName>,
    /// Every bad field at once. Empty when no field is to blame.
    pub issues: Issues,
    /// The HTTP status of the gateway's answer.
    pub status: Option<u16>,
    /// The gateway's own code, cleaned by [`gateway_code`].
    pub gateway_code: Option<String>,
    /// Whether the gateway itself asks for another try.
    pub retry_asked: bool,
    /// Whether the gateway may have made a token all the same.
    pub outcome: Outcome,
}

impl Error {
    /// An error that belongs to no field.
    ///
    /// Errors go about in a box: handing seven members from function to function takes more code than anything else.
    #[inline(never)]
    #[must_use]
    pub fn new(code: Code) -> Box<Self> {
        Box::new(Self {
            code,
            field: None,
            issues: Issues::default(),
            status: None,
            gateway_code: None,
            retry_asked: false,
            outcome: Outcome::None,
        })
    }

    /// An error about an option, named as JavaScript names it.
    #[inline(never)]
    #[must_use]
    pub fn named(code: Code, option: &str) -> Box<Self> {
        let mut error = Self::new(code);
        error.field = error.issues.keep("", option);
        error
    }

    /// The error that a list of issues makes: it takes its code and field from the first of them.
    ///
    /// `None` when the list is empty.
    #[must_use]
    pub fn from_issues(issues: Issues) -> Option<Box<Self>> {
        if issues.list.is_empty() {
            return None;
        }
        let mut error = Self::new(Code::Internal);
        error.issues = issues;
        Some(error.led_by_issues())
    }

    /// An error about one of our fields.
    #[must_use]
    pub fn of_field(code: Code, field: Field) -> Box<Self> {
        let mut error = Self::new(code);
        error.issues.add(code, field);
        error.led_by_issues()
    }

    /// The same error with code and field of the first issue, if there is one.
    #[inline(never)]
    #[must_use]
    pub fn led_by_issues(mut self: Box<Self>) -> Box<Self> {
        if let Some(Issue { code, field }) = self.issues.list.first().copied() {
            self.code = code;
            self.field = field;
        }
        self
    }

    /// Every bad field; where no field is to blame, the error itself as the only issue, for which `own` is the place.
    #[must_use]
    pub fn all_issues<'a>(&'a self, own: &'a mut Option<Issue>) -> &'a [Issue] {
        if self.issues.list.is_empty() {
            slice::from_ref(own.insert(Issue { code: self.code, field: self.field }))
        } else {
            &self.issues.list
        }
    }

    /// What happened, in fixed English text.
    #[must_use]
    pub fn message(&self) -> &'static str {
        message(self.code, self.field)
    }

    /// Who acts.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.code.category()
    }

    /// Whether the same call may be tried again unchanged: the gateway asked for it, answered 429 or 5xx, or the
    /// browser was offline.
    #[must_use]
    pub fn retryable(&self) -> bool {
        let busy = self.status.is_some_and(|status| status == 429 || status >= 500);
        self.retry_asked || busy || self.code == Code::Offline
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl std::error::Error for Error {}

/// A gateway's own code, if it looks like one: letters, digits, `_ . -`, at most 64 characters, and fewer than seven
/// digits in all, so that no part of a card number can pass as a code.
#[must_use]
pub fn gateway_code(text: &str) -> Option<String> {
    is_word(text, b"_.-", 64, 7).then(|| owned(text))
}

/// Whether a text is 1 to `limit` ASCII letters, digits and `marks`, with fewer than `digits` digits.
#[inline(never)]
fn is_word(text: &str, marks: &[u8], limit: usize, digits: usize) -> bool {
    let mut count = 0;
    for byte in text.bytes() {
        count += usize::from(byte.is_ascii_digit());
        if !byte.is_ascii_alphanumeric() && !marks.contains(&byte) {
            return false;
        }
    }
    (1..=limit).contains(&text.len()) && count < digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_code_and_field_from_the_first_issue() {
        let mut issues = Issues::default();
        issues.add(Code::ExpiryPast, Field::Expiry);
        issues.add(Code::CvvInvalid, Field::Cvv);
        let error = Error::from_issues(issues).unwrap();
        assert_eq!((error.code, error.field), (Code::ExpiryPast, Some(FieldName::Known(Field::Expiry))));
        assert_eq!(error.issues.list.len(), 2);
    }

    #[test]
    fn repeats_no_unknown_name_that_could_have_been_typed() {
        let mut issues = Issues::default();
        for name in ["4242424242424242", "a b", "a\n", &"a".repeat(41)] {
            assert_eq!(issues.keep("", name), None);
        }
        let kept = [("", "card[cvc]"), ("address.", "x")].map(|(folder, name)| issues.keep(folder, name).unwrap());
        assert_eq!(kept.map(|field| issues.name(field)), ["card[cvc]", "address.x"]);
    }

    #[test]
    fn the_folder_counts_for_the_length_of_an_unknown_name() {
        for (length, is_kept) in [(32, true), (33, false)] {
            let kept = Issues::default().keep("address.", &"a".repeat(length));
            assert_eq!(kept.is_some(), is_kept, "{length}");
        }
    }

    #[test]
    fn only_a_security_code_that_the_gateway_does_not_take_has_words_of_its_own() {
        let own = |code, field| special_message(code, Some(FieldName::Known(field))).is_some();
        assert!(own(Code::FieldUnsupported, Field::Cvv));
        assert!(!own(Code::FieldUnsupported, Field::Phone) && !own(Code::CvvInvalid, Field::Cvv));
    }

    #[test]
    fn repeats_no_gateway_code_that_could_hold_a_number() {
        assert_eq!(gateway_code("card_declined").as_deref(), Some("card_declined"));
        assert_eq!(gateway_code("code_424242").as_deref(), Some("code_424242"));
        assert_eq!(gateway_code("code_4242424"), None);
        assert_eq!(gateway_code("no such code"), None);
    }

    #[test]
    fn only_a_busy_gateway_or_no_network_is_retryable() {
        let with_status = |status| Error { status: Some(status), ..*Error::new(Code::GatewayError) };
        assert!(with_status(429).retryable() && with_status(503).retryable());
        assert!(!with_status(422).retryable());
        assert!(Error::new(Code::Offline).retryable() && !Error::new(Code::Timeout).retryable());
    }
}
