//! The one error of this crate: what happened, in which field, who acts.
//!
//! It must never hold anything that somebody typed, nor a URL, a request body or a reply.

mod code;
mod code_table;
mod field;

pub use code::Category;
pub use code_table::Code;
pub use field::Field;

use crate::text::joined;
use core::fmt;

/// One bad field of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What is wrong.
    pub code: Code,
    /// The field's public name, if the issue belongs to one.
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
        message(self.code, self.field.as_ref())
    }
}

/// What is said instead of the code's own message where an option decides: a text that names it.
#[must_use]
pub fn special_message(code: Code, field: Option<&FieldName>) -> Option<&'static str> {
    let is_cvv = matches!(field, Some(FieldName::Known(Field::Cvv)));
    (code == Code::FieldUnsupported && is_cvv)
        .then_some("The security code goes to this gateway only with the option `sendCvv: true`.")
}

/// How an error names a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldName {
    /// One of our fields.
    Known(Field),
    /// The name of a field or option that we do not know, cleaned by [`FieldName::unknown`].
    Unknown(String),
}

impl FieldName {
    /// The longest unknown name that an error repeats, in characters.
    pub const UNKNOWN_LIMIT: usize = 40;

    /// Names an unknown field, or nothing when the name could itself be something that a customer typed.
    ///
    /// Only a name that reads as an identifier (letters, digits, `_ . [ ] -`, with its folder at most 40 characters,
    /// fewer than four digits in all) is repeated. `folder` is the path before it, with a dot at its end.
    #[inline(never)]
    #[must_use]
    pub fn unknown(folder: &str, name: &str) -> Option<Self> {
        let fits = is_word(name, b"_.[]-", Self::UNKNOWN_LIMIT - folder.len(), 4);
        fits.then(|| Self::Unknown(joined(folder, name)))
    }

    /// The name as JavaScript sees it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(field) => field.name(),
            Self::Unknown(name) => name,
        }
    }
}

fn message(code: Code, field: Option<&FieldName>) -> &'static str {
    special_message(code, field).unwrap_or_else(|| code.message())
}

/// Whether the gateway may have made a token that we never saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No token was made.
    None,
    /// Bytes may have left and no complete answer came: timeout, abort, reset, a CORS refusal.
    Unknown,
}

impl Outcome {
    /// The word JavaScript sees.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unknown => "unknown",
        }
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
    pub issues: Vec<Issue>,
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
            issues: Vec::new(),
            status: None,
            gateway_code: None,
            retry_asked: false,
            outcome: Outcome::None,
        })
    }

    /// An error about a field or an option, named as JavaScript names it.
    #[must_use]
    pub fn named(code: Code, field: Option<FieldName>) -> Box<Self> {
        let mut error = Self::new(code);
        error.field = field;
        error
    }

    /// The error that a list of issues makes: it takes its code and field from the first of them.
    ///
    /// `None` when the list is empty.
    #[must_use]
    pub fn from_issues(issues: Vec<Issue>) -> Option<Box<Self>> {
        if issues.is_empty() { None } else { Some(Self::new(Code::Internal).with_issues(issues)) }
    }

    /// The same error with what these issues say; it takes its code and field from the first of them, if there is one.
    #[must_use]
    pub fn with_issues(mut self: Box<Self>, issues: Vec<Issue>) -> Box<Self> {
        if let Some(first) = issues.first() {
            self.code = first.code;
            self.field = first.field.clone();
            self.issues = issues;
        }
        self
    }

    /// Every bad field; where no field is to blame, the error itself as the only issue.
    #[must_use]
    pub fn into_issues(mut self) -> Vec<Issue> {
        if self.issues.is_empty() {
            self.issues.push(Issue { code: self.code, field: self.field });
        }
        self.issues
    }

    /// What happened, in fixed English text.
    #[must_use]
    pub fn message(&self) -> &'static str {
        message(self.code, self.field.as_ref())
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
    is_word(text, b"_.-", 64, 7).then(|| text.to_owned())
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
        let issues = vec![Issue::new(Code::ExpiryPast, Field::Expiry), Issue::new(Code::CvvInvalid, Field::Cvv)];
        let error = Error::from_issues(issues).unwrap();
        assert_eq!((error.code, &error.field), (Code::ExpiryPast, &Some(FieldName::Known(Field::Expiry))));
        assert_eq!(error.issues.len(), 2);
    }

    #[test]
    fn repeats_no_unknown_name_that_could_have_been_typed() {
        assert_eq!(FieldName::unknown("", "4242424242424242"), None);
        assert_eq!(FieldName::unknown("", "a b"), None);
        assert_eq!(FieldName::unknown("", &"a".repeat(41)), None);
        assert_eq!(FieldName::unknown("", "card[cvc]"), Some(FieldName::Unknown("card[cvc]".to_owned())));
    }

    #[test]
    fn repeats_no_gateway_code_that_could_hold_a_number() {
        assert_eq!(gateway_code("card_declined").as_deref(), Some("card_declined"));
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
