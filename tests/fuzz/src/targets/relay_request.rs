//! A merchant's request, and strings that nobody sealed. Nothing of it opens.

use super::relay::{post, present};

/// How it comes, then the request, or the string in it.
pub(crate) fn run(data: &[u8]) {
    let [how, text @ ..] = data else { return };
    let said = if how % 2 == 0 { post(text) } else { present(&String::from_utf8_lossy(text)) };
    assert!(said != panless_relay::OPENED, "what nobody sealed was opened");
}
