//! A field through a row of edits. The caret stands in the text, and what is shown is what formatting it shows.

use arbitrary::{Arbitrary, Unstructured};
use panless::error::Field;
use panless::field::edit::{Change, State, edit};
use panless::field::format::format;

#[derive(Arbitrary)]
enum Act<'a> {
    Key(u8),
    Insert(&'a str),
    Backward,
    Forward,
    Select(u8, u8),
}

/// What a key can be.
const KEYS: &[u8; 16] = b"0123456789 /-a.,";

/// A field, then what somebody does to it.
pub(crate) fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let Ok(field) = bytes.int_in_range(0..=Field::JUDGED - 1) else { return };
    let Some(field) = Field::judged(field) else { return };
    let (mut value, mut start, mut end) = (String::new(), 0, 0);
    for act in bytes.arbitrary_iter::<Act<'_>>().into_iter().flatten().flatten() {
        let key =
            if let Act::Key(key) = act { [KEYS.get(usize::from(key % 16)).copied().unwrap_or(b'0')] } else { [0] };
        let change = match &act {
            Act::Key(_) => Change::Insert(str::from_utf8(&key).unwrap_or("")),
            Act::Insert(text) => Change::Insert(text),
            Act::Backward => Change::DeleteBackward,
            Act::Forward => Change::DeleteForward,
            Act::Select(from, to) => {
                (start, end) = (usize::from(*from), usize::from(*to));
                continue;
            }
        };
        let (text, from, to) = edit(field, State { value: &value, start, end }, change);
        value = text.expose().to_owned();
        (start, end) = (from, to);
        let units = value.encode_utf16().count();
        assert!(start <= end && end <= units, "the caret stands outside of the text");
        assert!(format(field, &value).expose() == value, "what an edit shows is not what formatting shows");
    }
}
