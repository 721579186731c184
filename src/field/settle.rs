//! What a field is to show after a browser has edited it. The browser comes first, because it alone knows input methods, spelling
//! and how a text is dropped; here its edit is put right.

use super::digits::fold;
use super::edit::{Change, State, edit};
use super::format::format;
use crate::error::Field;
use crate::secret::Secret;
use crate::text::Count;

/// How the browser edited, as far as it matters. The loader counts them in this order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// In any other way.
    Otherwise,
    /// By a key that stands for a sign.
    Typed,
    /// By a text that was dropped: it is selected afterwards.
    Dropped,
    /// By deleting what stood after the caret.
    DeletedForward,
    /// By deleting in any other way.
    DeletedBackward,
}

impl How {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Otherwise, Self::Typed, Self::Dropped, Self::DeletedForward, Self::DeletedBackward];
}

/// From this many digits on a number or a date can be full.
const FULL: usize = 6;

/// The field after an edit of the browser's: its text and the caret, in UTF-16 units. `before` is the field before the edit,
/// if it is known and nothing was selected in it.
///
/// Numbers and dates are edited as [`edit`] does it. Elsewhere, as in a part of a date, which is no field, digits of other scripts
/// become ASCII, and all else stays.
///
/// # Secrets
///
/// The text.
#[must_use]
pub fn settle(field: Option<Field>, before: Option<State<'_>>, now: State<'_>, how: How) -> (Secret, usize) {
    // What was dropped is selected.
    let caret = if how == How::Dropped { now.end } else { now.start };
    let Some(field @ (Field::Number | Field::Expiry)) = field else { return (with_ascii_digits(now.value), caret) };
    let (next, caret, _) = match (before, how) {
        // Only a gap went away, and would come back.
        (Some(before), How::DeletedBackward) if only_a_gap(field, before, now) => {
            edit(field, before, Change::DeleteBackward)
        }
        (Some(before), How::DeletedForward) if only_a_gap(field, before, now) => {
            edit(field, before, Change::DeleteForward)
        }
        _ => edit(field, State { start: caret, end: caret, ..now }, Change::Insert("")),
    };
    match before {
        // A key too many pushes no digit off the end.
        Some(before) if how == How::Typed && is_full(before.value, next.expose()) => {
            (Secret::copy_of(before.value), before.start)
        }
        _ => (next, caret),
    }
}

fn only_a_gap(field: Field, before: State<'_>, now: State<'_>) -> bool {
    format(field, now.value).expose() == before.value
}

fn is_full(before: &str, next: &str) -> bool {
    let digits = Count::of(before).digits;
    digits >= FULL && Count::of(next).digits <= digits
}

fn with_ascii_digits(text: &str) -> Secret {
    let mut shown = Secret::with_capacity(text.len());
    for character in crate::text::characters(text) {
        shown.push(fold(character).unwrap_or(character));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field's text, and where its selection starts and ends: `|` stands at the caret, or twice around what is selected.
    fn read(marked: &str) -> (String, usize, usize) {
        let places: Vec<_> = marked.chars().enumerate().filter(|(_, sign)| *sign == '|').map(|(at, _)| at).collect();
        (marked.replace('|', ""), places[0], places[places.len() - 1] + 1 - places.len())
    }

    fn settled(field: Field, before: Option<&str>, now: &str, how: How) -> String {
        let before = before.map(read);
        let (value, start, end) = read(now);
        let before = before.as_ref().map(|(value, start, end)| State { value, start: *start, end: *end });
        let (text, caret) = settle(Some(field), before, State { value: &value, start, end }, how);
        // All that is shown here is ASCII.
        let mut text = text.expose().to_owned();
        text.insert(caret, '|');
        text
    }

    #[test]
    fn puts_right_what_a_browser_did() {
        use How::{DeletedBackward as Back, DeletedForward as Forward, Dropped, Otherwise, Typed};
        let facts = [
            (Field::Number, None, "42424242|", Otherwise, "4242 4242|"),
            (Field::Number, Some("4242|"), "42424|", Typed, "4242 4|"),
            // The gap alone was deleted.
            (Field::Number, Some("4242 |4"), "4242|4", Back, "424|4"),
            (Field::Number, Some("4242| 42"), "4242|42", Forward, "4242 |2"),
            (Field::Number, Some("4242 4|"), "4242 |", Back, "4242|"),
            // More than the gap.
            (Field::Number, Some("4242 4242|"), "4242 |", Back, "4242|"),
            (Field::Number, Some("|4242 4242"), "| 4242", Forward, "|4242"),
            // What is selected stays.
            (Field::Number, None, "4|24|2", Otherwise, "4|242"),
            // A keyboard that puts one sign in the place of two.
            (Field::Number, Some("4242|"), "424|", Typed, "424|"),
            // A key too many, in the middle of a full number.
            (Field::Number, Some("3782 |822463 10005"), "3782 1|822463 10005", Typed, "3782 |822463 10005"),
            (Field::Expiry, Some("12 / 2|"), "12 / 27|", Typed, "12 / 27|"),
            (Field::Number, Some("4|"), "4|242|", Dropped, "4242|"),
            (Field::Cvv, Some("|"), "\u{661}|", Typed, "1|"),
            (Field::PostalCode, None, "a\u{663}b|", Otherwise, "a3b|"),
        ];
        for (field, before, now, how, expected) in facts {
            assert_eq!(settled(field, before, now, how), expected, "{now}");
        }
    }
}
