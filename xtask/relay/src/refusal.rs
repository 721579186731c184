//! Why a string is not opened, or what it asks for not done. Fixed words: nothing of a request or a reply is in them.

/// A refusal that the merchant's server gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The request shows no credential that a merchant here has.
    Unauthorized,
    /// Not one string in five parts with the members that it must have, or not a request.
    Malformed,
    /// Another suite, version or type, or a header member that is not one of ours.
    Unsupported,
    /// Sealed for a key that was never here.
    KeyUnknown,
    /// Sealed for a key that was destroyed: the page's pins are old.
    KeyRetired,
    /// Sealed for another relay.
    Audience,
    /// A shape that the merchant may not use, or fields and an action that do not go with it.
    Shape,
    /// Too old, from the future, or made to live too long.
    Expired,
    /// Not bound to what the merchant's server sent with it.
    Context,
    /// It does not open, or does not hold what its shape says. One code, so that nobody learns which.
    Invalid,
    /// Opened before.
    Replayed,
    /// The gateway said no.
    Declined,
    /// The gateway failed, and nothing was done.
    Gateway,
    /// Nobody knows what the gateway did. Ask it, before anything is repeated.
    Ambiguous,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &'static [Self] = &[
        Self::Unauthorized,
        Self::Malformed,
        Self::Unsupported,
        Self::KeyUnknown,
        Self::KeyRetired,
        Self::Audience,
        Self::Shape,
        Self::Expired,
        Self::Context,
        Self::Invalid,
        Self::Replayed,
        Self::Declined,
        Self::Gateway,
        Self::Ambiguous,
    ];

    /// The code in the answer and in the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::Malformed => "sealed_malformed",
            Self::Unsupported => "sealed_unsupported",
            Self::KeyUnknown => "sealed_key_unknown",
            Self::KeyRetired => "sealed_key_retired",
            Self::Audience => "sealed_audience",
            Self::Shape => "sealed_shape",
            Self::Expired => "sealed_expired",
            Self::Context => "sealed_context",
            Self::Invalid => "sealed_invalid",
            Self::Replayed => "sealed_replayed",
            Self::Declined => "gateway_declined",
            Self::Gateway => "gateway_error",
            Self::Ambiguous => "gateway_ambiguous",
        }
    }

    /// The HTTP status of the answer.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Unauthorized => 401,
            Self::KeyRetired | Self::Replayed => 409,
            Self::Declined => 402,
            Self::Gateway => 502,
            Self::Ambiguous => 504,
            Self::Malformed
            | Self::Unsupported
            | Self::KeyUnknown
            | Self::Audience
            | Self::Shape
            | Self::Expired
            | Self::Context
            | Self::Invalid => 400,
        }
    }
}
