//! The gateway's error codes and its error object.

use crate::reply::reply;
use axum::response::Response;
use serde_json::{Map, Value, json};

macro_rules! codes {
    ($($name:ident $text:literal $status:literal $kind:ident;)*) => {
        /// A code of the gateway's list, with the HTTP status and the type that go with it. One without a text has none on the
        /// wire: its type says all.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`, HTTP ", stringify!($status), ".")] $name,)*
        }

        impl Code {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as the wire has it.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The HTTP status that it comes with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            const fn kind(self) -> &'static str {
                match self { $(Self::$name => $kind,)* }
            }
        }
    };
}

const CARD: &str = "card_error";
const REQUEST: &str = "invalid_request_error";

codes! {
    InvalidNumber "invalid_number" 402 CARD;
    IncorrectNumber "incorrect_number" 402 CARD;
    InvalidExpiryMonth "invalid_expiry_month" 402 CARD;
    InvalidExpiryYear "invalid_expiry_year" 402 CARD;
    ExpiredCard "expired_card" 402 CARD;
    InvalidCvc "invalid_cvc" 402 CARD;
    IncorrectCvc "incorrect_cvc" 402 CARD;
    IncorrectZip "incorrect_zip" 402 CARD;
    CardDeclined "card_declined" 402 CARD;
    ProcessingError "processing_error" 402 CARD;
    RoutingNumberInvalid "routing_number_invalid" 400 REQUEST;
    AccountNumberInvalid "account_number_invalid" 400 REQUEST;
    BankAccountUnusable "bank_account_unusable" 400 REQUEST;
    ParameterMissing "parameter_missing" 400 REQUEST;
    ParameterInvalidEmpty "parameter_invalid_empty" 400 REQUEST;
    ParameterUnknown "parameter_unknown" 400 REQUEST;
    ApiKeyExpired "api_key_expired" 401 REQUEST;
    PlatformApiKeyExpired "platform_api_key_expired" 401 REQUEST;
    SecretKeyRequired "secret_key_required" 400 REQUEST;
    TestmodeChargesOnly "testmode_charges_only" 400 REQUEST;
    LivemodeMismatch "livemode_mismatch" 400 REQUEST;
    RateLimit "rate_limit" 429 REQUEST;
    LockTimeout "lock_timeout" 429 REQUEST;
    TokenAlreadyUsed "token_already_used" 400 REQUEST;
    ResourceMissing "resource_missing" 404 REQUEST;
    InvalidRequest "" 400 REQUEST;
    InvalidKey "" 401 REQUEST;
}

/// The reply to a refused request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    param: Option<String>,
}

impl Refusal {
    pub(crate) const fn new(code: Code) -> Self {
        Self { code, param: None }
    }

    /// A refusal of one parameter.
    pub(crate) fn of(code: Code, param: &str) -> Self {
        Self { code, param: Some(param.to_owned()) }
    }

    pub(crate) fn json(&self) -> Value {
        let mut error = Map::new();
        if !self.code.text().is_empty() {
            error.insert("code".to_owned(), json!(self.code.text()));
        }
        if let Some(param) = &self.param {
            error.insert("param".to_owned(), json!(param));
        }
        error.insert("type".to_owned(), json!(self.code.kind()));
        // Not the gateway's own sentences: nobody may read them.
        error.insert("message".to_owned(), json!("The sandbox refused the request."));
        json!({ "error": error })
    }

    pub(crate) fn response(&self) -> Response {
        reply(self.code.status(), &self.json())
    }
}
