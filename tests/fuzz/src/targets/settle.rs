//! What a field shows after a browser's edit, whatever the browser says it did.

use arbitrary::{Arbitrary, Unstructured};
use panless::error::Field;
use panless::field::edit::State;
use panless::field::format::format;
use panless::field::settle::{How, settle};

#[derive(Arbitrary)]
struct Given<'a> {
    field: u8,
    how: u8,
    caret: Option<u8>,
    start: u8,
    end: u8,
    before: &'a str,
    now: &'a str,
}

/// All of it at once.
pub(crate) fn run(data: &[u8]) {
    let Ok(given) = Given::arbitrary_take_rest(Unstructured::new(data)) else { return };
    let field = Field::judged(usize::from(given.field) % (Field::JUDGED + 1));
    let how = How::ALL[usize::from(given.how) % How::ALL.len()];
    let shown = field.map(|field| format(field, given.before));
    let before = shown.as_ref().map_or(given.before, |shown| shown.expose());
    let caret = given.caret.map(usize::from);
    let before = caret.map(|at| State { value: before, start: at, end: at });
    // A browser's selection ends in its text.
    let units = given.now.encode_utf16().count();
    let [start, end] = [given.start, given.end].map(|at| usize::from(at).min(units));
    let (shown, caret) = settle(field, before, State { value: given.now, start, end }, how);
    if let Some(field @ (Field::Number | Field::Expiry)) = field {
        assert!(format(field, shown.expose()).expose() == shown.expose(), "shown is what formatting does not show");
    } else {
        assert!(caret <= shown.expose().encode_utf16().count(), "the caret stands outside of the text");
    }
}
