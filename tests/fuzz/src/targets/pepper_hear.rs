//! What Pepper's frame says: another party's messages.

use super::says_no_number;
use crate::tree::{self, Numbers};
use panless::gateway::pepper::{Heard, heard, submission};
use panless::input::Value;
use panless::mask::holds_card_number;
use panless::token::Kind;

/// Card or bank account, then the message.
pub(crate) fn run(data: &[u8]) {
    let [kind, message @ ..] = data else { return };
    let kind = if kind % 2 == 0 { Kind::Card } else { Kind::Bank };
    let message = tree::value(message, Numbers::Plain);
    let said = message.member("data").unwrap_or(&Value::Other);
    if heard(message.text("event").unwrap_or(""), said) == Some(Heard::Submission) {
        assert!(matches!(said, Value::Object(_)), "an end without data");
    }
    match submission(said, kind) {
        Ok(token) => {
            assert!(!holds_card_number(&token.id) && token.last4.is_empty(), "a number for a token");
        }
        Err(error) => says_no_number(&error),
    }
}
