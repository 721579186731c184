//! One file each. What a target finds wrong it says in words; a panic of what it tries says enough.

#[cfg(fuzzing)]
pub(crate) mod boundary;
pub(crate) mod brands;
pub(crate) mod config;
pub(crate) mod edit;
pub(crate) mod format;
pub(crate) mod judge;
pub(crate) mod mask;
pub(crate) mod payment;
pub(crate) mod pepper_hear;
pub(crate) mod pepper_say;
pub(crate) mod plaintext;
#[cfg(feature = "relay")]
mod relay;
#[cfg(feature = "relay")]
pub(crate) mod relay_header;
#[cfg(feature = "relay")]
pub(crate) mod relay_open;
#[cfg(feature = "relay")]
pub(crate) mod relay_request;
pub(crate) mod replies;
pub(crate) mod settle;

use panless::date::YearMonth;
use panless::error::Error;
use panless::mask::holds_card_number;

/// November 2026.
pub(crate) fn today() -> YearMonth {
    YearMonth::counted(2026 * 12 + 10).unwrap_or(YearMonth::MIN)
}

/// What an error says holds no number.
pub(crate) fn says_no_number(error: &Error) {
    for issue in &error.issues.list {
        let name = issue.field.map_or("", |field| error.issues.name(field));
        assert!(!holds_card_number(name), "an issue names a card number");
    }
    let code = error.gateway_code.as_deref().unwrap_or("");
    assert!(!holds_card_number(code), "the gateway's code is a card number");
}

/// What is written as JSON is read as JSON.
pub(crate) fn is_json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("what was written is JSON")
}
