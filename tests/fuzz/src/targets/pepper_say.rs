//! What the page says to Pepper's frame, of whatever a merchant hands in.

use super::{is_json, says_no_number, today};
use crate::tree::{self, Numbers};
use panless::gateway::pepper::{Say, message};

/// Which message, then what it is made of.
pub(crate) fn run(data: &[u8]) {
    let [say, given @ ..] = data else { return };
    let given = tree::value(given, Numbers::Plain);
    match message(Say::ALL[usize::from(*say) % Say::ALL.len()], &given, "pub_aBaBaBaB", today()) {
        Ok((event, body)) => {
            assert!(!event.is_empty(), "a message without a name");
            assert!(is_json(body.json().expose()).is_object(), "no data");
        }
        Err(error) => says_no_number(&error),
    }
}
