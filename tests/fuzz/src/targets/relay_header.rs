//! A sealed string's header. Behind it stands no key, so that none of them costs a decryption.

use super::relay::{encode, header, present, side};
use serde_json::Value;

/// How the header comes, then the header, or a member of a good one.
pub(crate) fn run(data: &[u8]) {
    let [how, text @ ..] = data else { return };
    let header = match how % 16 {
        0..=3 => text.to_vec(),
        place => {
            let Ok(value) = serde_json::from_slice::<Value>(text) else { return };
            let mut members = header(&side(), "ontraport.payer.v1");
            let count = members.len();
            match members.get_mut(usize::from(place - 4)) {
                Some((_, own)) if usize::from(place - 4) < count => *own = value,
                _ => members.push(("ctx".to_owned(), value)),
            }
            let members = members.into_iter().map(|(name, value)| format!("{}:{value}", Value::from(name)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(",")).into_bytes()
        }
    };
    let said = present(&[encode(&header).as_str(), "", "", "", ""].join("."));
    assert!(said != panless_relay::OPENED, "what has no key was opened");
}
