//! What is said of a text while somebody types it.

use crate::error::Code;

/// The only three words for a judged text.
///
/// The definition, which the tests hold every field to: a text is *not* [`Status::Invalid`] exactly when some text that
/// starts with it is [`Status::Valid`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not valid, but more typing can make it so. Empty text is always this.
    Incomplete,
    /// Good as it stands.
    Valid,
    /// No continuation can make it valid.
    Invalid,
}

impl Status {
    /// Every status, in the order of their numbers in the bits of a judgement.
    pub const ALL: &'static [Self] = &[Self::Incomplete, Self::Valid, Self::Invalid];

    /// The word JavaScript sees.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
        }
    }
}

/// A status with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Good as it stands.
    Valid,
    /// More typing can help; the code says what is still wrong.
    Incomplete(Code),
    /// Nothing can help; the code says what is wrong.
    Invalid(Code),
}

impl Verdict {
    /// The status without its reason.
    #[must_use]
    pub const fn status(self) -> Status {
        match self {
            Self::Valid => Status::Valid,
            Self::Incomplete(_) => Status::Incomplete,
            Self::Invalid(_) => Status::Invalid,
        }
    }

    /// The reason, unless valid.
    #[must_use]
    pub const fn code(self) -> Option<Code> {
        match self {
            Self::Valid => None,
            Self::Incomplete(code) | Self::Invalid(code) => Some(code),
        }
    }
}
