//! What is said of a text while somebody types it.

use crate::card::brand::Brand;
use crate::date::YearMonth;
use crate::error::Code;
use crate::named::named;

named! {
    /// The only three words for a judged text, in the order of their numbers in the bits of a judgement.
    ///
    /// The definition, which the tests hold every field to: a text is *not* [`Status::Invalid`] exactly when some text that
    /// starts with it is [`Status::Valid`].
    Status as_str {
        /// Not valid, but more typing can make it so. Empty text is always this.
        Incomplete "incomplete"
        /// Good as it stands.
        Valid "valid"
        /// No continuation can make it valid.
        Invalid "invalid"
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

/// What is said of a field's text while it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// Status and reason.
    pub verdict: Verdict,
    /// Whether the text holds nothing but characters that the field ignores. Such a text is incomplete, unless it is
    /// longer than [`crate::text::LONGEST`].
    pub empty: bool,
    /// The only brand that a number can have, also when the number is wrong.
    pub brand: Option<Brand>,
    /// The month of a valid expiry date, through whose last day the card is good.
    pub date: Option<YearMonth>,
    /// Whether the shop takes the number's brand, once the digits settle it.
    pub accepted: Option<bool>,
}

impl Judgement {
    /// A text of which nothing is there yet; `code` is its field's `…_missing`.
    #[must_use]
    pub const fn empty(code: Code) -> Self {
        Self { empty: true, ..Self::of(Verdict::Incomplete(code)) }
    }

    /// A text of which something is there.
    #[must_use]
    pub const fn of(verdict: Verdict) -> Self {
        Self { verdict, empty: false, brand: None, date: None, accepted: None }
    }

    /// The status without its reason.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.verdict.status()
    }

    /// The verdict's reason, or [`Code::BrandNotAccepted`] for a valid number of a brand that the shop does not take.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match (self.verdict, self.accepted) {
            (Verdict::Valid, Some(false)) => Some(Code::BrandNotAccepted),
            (verdict, _) => verdict.code(),
        }
    }
}
