//! The gateway's error codes, ours where it has none, and the error envelope.

use serde_json::{Value, json};

/// A code with a text to go with it. The gateway does not promise its texts, and gives none for most codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// As the wire has it: a string, not always a number.
    pub text: &'static str,
    pub(crate) message: &'static str,
}

macro_rules! codes {
    ($($(#[$note:meta])* $name:ident $text:literal $message:literal;)*) => {
        $($(#[$note])* pub(crate) const $name: Code = Code { text: $text, message: $message };)*

        /// Every code of a token request (gateway file, section 5a): `code-CODE` asks for one.
        pub const TOKEN_CODES: &[Code] = &[$($name,)*];
    };
}

codes! {
    NUMBER "11112" "Invalid card number or improper format.";
    VISA "11301" "Invalid Visa number.";
    MASTERCARD "11302" "Invalid Mastercard number.";
    AMEX "11303" "Invalid American Express number.";
    DINERS_CLUB "11305" "Invalid Diners Club number.";
    DISCOVER "11306" "Invalid Discover number.";
    AMOUNT "38501" "Amount must be a positive integer.";
    CSC "234722" "CSC missing or invalid.";
    RETRY "TKN01" "Processing error, please retry.";
    CARD_TYPE "11102" "Card type invalid.";
    DATE "11110" "Improperly formatted date.";
    EXPIRY "11111" "Invalid expiration date.";
    EXPIRY_TOO "21111" "Invalid expiration date.";
    NUMBER_TOO "91611" "Invalid card number.";
}

const fn code(text: &'static str, message: &'static str) -> Code {
    Code { text, message }
}

// Section 5b: what the server calls answer.
pub(crate) const TOKEN_NOT_FOUND: Code = code("882719", "Token not found.");
pub(crate) const NO_VALID_TOKEN: Code = code("69201", "No valid token given.");
pub(crate) const PARAMETERS: Code = code("69002", "Parameters missing.");
pub(crate) const CENTS: Code = code("59112", "Amount must be in positive cents.");
pub(crate) const DECLINED: Code = code("99820", "Declined.");

// Ours: the file has no code for these, and a client must fall through to a generic error.
pub(crate) const KEY: Code = code("SANDBOX-KEY", "The key is not known, or not for this call.");
pub(crate) const PRIVATE_KEY: Code = code("SANDBOX-PRIVATE-KEY", "A private key does not belong into a page.");
pub(crate) const REQUEST: Code = code("SANDBOX-REQUEST", "No such path, or not with this method or content type.");
pub(crate) const ENCODING: Code = code("SANDBOX-ENCODING", "Names and values are not percent-encoded.");
pub(crate) const CALLBACK: Code = code("SANDBOX-CALLBACK", "The callback is missing or is no name.");
pub(crate) const UNKNOWN: Code = code("SANDBOX-UNKNOWN", "A field that is not documented for this call.");
pub(crate) const TWICE: Code = code("SANDBOX-TWICE", "A field came twice.");
pub(crate) const MISSING: Code = code("SANDBOX-MISSING", "A required field is missing.");
pub(crate) const INVALID: Code = code("SANDBOX-INVALID", "A field has a value that is not documented.");

/// One entry of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    code: Code,
    /// Stands in the text of our own codes only: the gateway names no fields.
    field: Option<&'static str>,
}

impl Refusal {
    /// One of our codes, about a field.
    pub(crate) const fn about(code: Code, field: &'static str) -> Self {
        Self { code, field: Some(field) }
    }

    fn json(self) -> Value {
        let message = match self.field {
            Some(field) => format!("{} ({field})", self.code.message),
            None => self.code.message.to_owned(),
        };
        json!({ "code": self.code.text, "message": message })
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self { code, field: None }
    }
}

/// `{"errors": […]}`.
pub(crate) fn envelope(refusals: &[Refusal]) -> Value {
    let errors: Vec<Value> = refusals.iter().map(|refusal| refusal.json()).collect();
    json!({ "errors": errors })
}
