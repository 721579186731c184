//! One edit of a field: text and selection in, text and caret out. The caret must never jump.

use super::digits::{fold, folded};
use super::format::shape;
use crate::error::Field;
use crate::secret::Secret;

/// A field before an edit. Offsets are in UTF-16 units, as the DOM counts; those out of place are moved to the nearest
/// character before them.
#[derive(Clone, Copy)]
pub struct State<'text> {
    /// The text.
    pub value: &'text str,
    /// Where the selection starts.
    pub start: usize,
    /// Where it ends; the caret when it is the same place.
    pub end: usize,
}

/// What somebody does to a field.
#[derive(Clone, Copy)]
pub enum Change<'text> {
    /// Puts a text in place of the selection: typed, pasted or filled in.
    Insert(&'text str),
    /// Deletes the selection, or what stands before the caret.
    DeleteBackward,
    /// Deletes the selection, or what stands after the caret.
    DeleteForward,
}

/// The field after an edit: its text, and where the selection starts and ends, in UTF-16 units.
///
/// In a number or expiry date the caret stands after the same digits as before and those inserted, behind a separator
/// that follows them. Deleting at a separator deletes the digit on its other side.
///
/// # Secrets
///
/// The text.
#[must_use]
pub fn edit(field: Field, state: State<'_>, change: Change<'_>) -> (Secret, usize, usize) {
    let formatted = matches!(field, Field::Number | Field::Expiry);
    let (before, after) = cut(&state, &change, formatted);
    let inserted = if let Change::Insert(text) = change { text } else { "" };
    let mut raw = Secret::with_capacity(before.len() + inserted.len() + after.len());
    raw.push_str(before);
    raw.push_str(inserted);
    let mut caret =
        if formatted { folded(raw.expose()).expose().len() } else { crate::text::Count::of(raw.expose()).units };
    raw.push_str(after);
    let (shown, zeros) = shape(field, raw.expose());
    if formatted {
        caret = place_after(shown.expose(), if caret > 0 { caret + zeros - 1 } else { 0 });
    }
    (shown, caret, caret)
}

/// What stays of the value before and after the change. What follows the last digit does not: what is left of a separator
/// would make a whole month of a 1.
fn cut<'text>(state: &State<'text>, change: &Change<'_>, by_digit: bool) -> (&'text str, &'text str) {
    let (start, end) = (state.start.min(state.end), state.start.max(state.end));
    let (mut at, mut units) = (0, 0);
    // The selection, the last and the first thing around it that can be deleted, and where the last of all ends, in bytes.
    let (mut selection, mut last, mut first, mut tail) = ((0, 0), (0, 0), None, 0);
    for character in crate::text::characters(state.value) {
        let next = at + character.len_utf8();
        units += character.len_utf16();
        let counts = !by_digit || fold(character).is_some();
        if units <= end {
            selection.1 = next;
        } else if counts && first.is_none() {
            first = Some((at, next));
        }
        if units <= start {
            selection.0 = next;
        }
        if counts {
            tail = next;
            if units <= start {
                last = (at, next);
            }
        }
        at = next;
    }
    let (from, to) = match change {
        Change::DeleteBackward if selection.0 == selection.1 => last,
        Change::DeleteForward if selection.0 == selection.1 => first.unwrap_or(selection),
        _ => selection,
    };
    (state.value.get(..from).unwrap_or(""), state.value.get(to..tail).unwrap_or(""))
}

/// The offset of the digit after so many others, or the end.
fn place_after(shown: &str, digits: usize) -> usize {
    let mut left = digits;
    // What is shown is ASCII, so a byte is a UTF-16 unit.
    for (at, byte) in shown.bytes().enumerate() {
        if byte.is_ascii_digit() {
            if left == 0 {
                return at;
            }
            left -= 1;
        }
    }
    shown.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deletes_the_digit_behind_a_gap() {
        use Change::{DeleteBackward as Back, DeleteForward as Forward};
        let facts = [
            (Field::Number, "4242 4|", Back, "4242|"),
            (Field::Number, "4242 |4", Back, "424|4"),
            (Field::Number, "4242| 4", Forward, "4242|"),
            (Field::Number, "4242| 42", Forward, "4242 |2"),
            (Field::Number, "4242 42|42 4", Forward, "4242 42|24"),
            (Field::Number, "|4242", Back, "|4242"),
            (Field::Expiry, "12 / |27", Back, "01 / |27"),
            (Field::Expiry, "12 / |26", Back, "01 / |26"),
            (Field::Expiry, "12| / 27", Forward, "12 / |7"),
            (Field::Expiry, "12 / 2|", Back, "12 / |"),
            (Field::Expiry, "12 / |", Back, "1|"),
            (Field::Expiry, "12 |/ ", Back, "1|"),
            (Field::Expiry, "5|9", Back, "|09"),
            (Field::Holder, "4 2|7", Back, "4 |7"),
        ];
        for (field, before, change, after) in facts {
            let start = before.bytes().position(|byte| byte == b'|').unwrap_or(0);
            let value = before.replace('|', "");
            let (text, caret, _) = edit(field, State { value: &value, start, end: start }, change);
            let mut text = text.expose().to_owned();
            text.insert(caret, '|');
            assert_eq!(text, after, "{before}");
        }
    }
}
