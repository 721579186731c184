//! One edit of a field: text and selection in, text and caret out. The caret must never jump.

use super::digits::fold;
use super::format::{Expiry, format};
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
/// In a number or expiry date the caret stands after the same digits as before and those inserted; deleting at a
/// separator deletes the digit behind it.
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
    for part in [before, inserted, after] {
        raw.push_str(part);
    }
    if !formatted {
        let caret = crate::text::units(before) + crate::text::units(inserted);
        return (raw, caret, caret);
    }
    let digits = count_folded(before) + count_folded(inserted);
    let padding = usize::from(field == Field::Expiry && digits > 0 && Expiry::read(raw.expose()).pads());
    let shown = format(field, raw.expose());
    let caret = place_after(shown.expose(), digits + padding);
    (shown, caret, caret)
}

/// What stays of the value before and after the change.
fn cut<'text>(state: &State<'text>, change: &Change<'_>, by_digit: bool) -> (&'text str, &'text str) {
    let (before, rest) = split(state.value, state.start.min(state.end));
    let selected = crate::text::units(before).max(state.start.max(state.end)) - crate::text::units(before);
    let (selection, after) = split(rest, selected);
    let counts = |character: char| !by_digit || fold(character).is_some();
    match change {
        Change::DeleteBackward if selection.is_empty() => {
            let last = before.char_indices().rev().find(|(_, character)| counts(*character));
            let kept = last.and_then(|(at, _)| before.get(..at)).unwrap_or("");
            (kept, after)
        }
        Change::DeleteForward if selection.is_empty() => {
            let next = after.char_indices().find(|(_, character)| counts(*character));
            let kept = next.and_then(|(at, character)| after.get(at + character.len_utf8()..)).unwrap_or("");
            (before, kept)
        }
        _ => (before, after),
    }
}

/// Splits at a UTF-16 offset, or before the character in whose middle it lies, or at the end.
fn split(text: &str, offset: usize) -> (&str, &str) {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > offset {
            return text.split_at_checked(at).unwrap_or((text, ""));
        }
    }
    (text, "")
}

fn count_folded(text: &str) -> usize {
    super::digits::folded(text).expose().len()
}

/// The offset right after so many digits, or the end.
fn place_after(shown: &str, digits: usize) -> usize {
    let mut left = digits;
    // What is shown is ASCII, so a byte is a UTF-16 unit.
    for (at, byte) in shown.bytes().enumerate() {
        if left == 0 {
            return at;
        }
        left -= usize::from(byte.is_ascii_digit());
    }
    shown.len()
}
