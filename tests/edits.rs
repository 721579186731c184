//! What a field shows while somebody types: formatting twice changes nothing, no digit is lost, the caret stays with its
//! digits, and a date that is shown is the date that was typed. For any text, at any place, after any edits.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use panless::card::brand::{Brand, BrandRules, LONGEST_NUMBER, Prefix, candidates};
use panless::error::Field;
use panless::field::edit::{Change, State, edit};
use panless::field::format::format;
use proptest::prelude::*;

/// Digits of all families, what stands between them, characters of two units, marks that join the one before.
const CHARACTERS: &str = "0123456789 /-–／٤۴४৪４٠۰०০０.,ax\u{a0}\u{200b}\u{301}\u{0}é東😀\u{1d7ce}";

const ZEROS: [char; 6] = ['0', '０', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];

/// Published test numbers, one of each grouping and length.
const NUMBERS: &[&str] = &[
    "4242424242424242",
    "4222222222222",
    "378282246310005",
    "30569309025904",
    "36227206271667",
    "6011111111111117",
    "5555555555554444",
    "3566002020360505",
    "6205500000000000004",
    "6304000000000000",
    "135420001569134",
];

#[derive(Debug, Clone)]
enum Act {
    Insert(String),
    Backward,
    Forward,
}

impl Act {
    fn change(&self) -> Change<'_> {
        match self {
            Self::Insert(text) => Change::Insert(text),
            Self::Backward => Change::DeleteBackward,
            Self::Forward => Change::DeleteForward,
        }
    }

    /// Whether it changes one digit, and nothing of what stands between them.
    fn is_key(&self) -> bool {
        !matches!(self, Self::Insert(text) if text.len() > 1 || digits(text) != *text)
    }
}

/// A field between two edits: the text, and where the caret stands.
type Shown = (String, usize);

fn shown(field: Field, text: &str) -> String {
    format(field, text).expose().to_owned()
}

fn change(field: Field, value: &str, (start, end): (usize, usize), act: &Act) -> Shown {
    let (text, caret, caret_end) = edit(field, State { value, start, end }, act.change());
    assert_eq!(caret, caret_end, "an edit leaves no selection");
    (text.expose().to_owned(), caret)
}

fn insert(field: Field, (value, caret): &Shown, text: &str) -> Shown {
    change(field, value, (*caret, *caret), &Act::Insert(text.to_owned()))
}

fn backspace(field: Field, (value, caret): &Shown) -> Shown {
    change(field, value, (*caret, *caret), &Act::Backward)
}

/// The digits as ASCII, by the value that each character has in its family.
fn digits(text: &str) -> String {
    let value = |character: char| {
        ZEROS.iter().find_map(|zero| (character as u32).checked_sub(*zero as u32).filter(|value| *value < 10))
    };
    text.chars().filter_map(value).filter_map(|value| char::from_digit(value, 10)).collect()
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text before a place. A place in the middle of a character counts as before it.
fn until(text: &str, place: usize) -> &str {
    let mut ends = text.char_indices().map(|(at, character)| at + character.len_utf8());
    ends.rfind(|end| units(&text[..*end]) <= place).map_or("", |end| &text[..end])
}

/// The text after a place, cut likewise.
fn since(text: &str, place: usize) -> &str {
    &text[until(text, place).len()..]
}

/// The text in which the act leaves the field, before it is formatted, and that part of it that ends at the caret.
fn spliced(text: &str, (start, end): (usize, usize), act: &Act, is_unit: fn(char) -> bool) -> (String, String) {
    let (start, end) = (start.min(end), start.max(end));
    let (mut before, mut after) = (until(text, start).to_owned(), since(text, end).to_owned());
    let collapsed = before.len() + after.len() == text.len();
    match act {
        Act::Insert(inserted) => before.push_str(inserted),
        Act::Backward if collapsed => {
            if let Some((at, character)) = before.char_indices().rfind(|(_, character)| is_unit(*character)) {
                after = before.split_off(at).split_off(character.len_utf8()) + &after;
            }
        }
        Act::Forward if collapsed => {
            if let Some((at, character)) = after.char_indices().find(|(_, character)| is_unit(*character)) {
                let rest = after.split_off(at).split_off(character.len_utf8());
                before.push_str(&after);
                after = rest;
            }
        }
        Act::Backward | Act::Forward => {}
    }
    // What follows the last digit goes: a separator behind nothing.
    let kept = after.trim_end_matches(|character| !is_unit(character));
    (before.clone() + kept, before)
}

fn is_digit(character: char) -> bool {
    !digits(character.encode_utf8(&mut [0; 4])).is_empty()
}

/// How the digits of an expiry date were read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reading {
    AsTyped,
    /// `9` as `09`, and 1 where it can be nothing but January.
    Padded,
    /// `020` as the `20` of a year, whose 2 had been padded.
    Bared,
    /// `YYYY-MM` as month and year.
    Turned,
}

/// The digits that a reading of these shows.
fn read(typed: &str, reading: Reading) -> Option<String> {
    let typed = &typed[..typed.len().min(6)];
    match reading {
        Reading::AsTyped => Some(typed.to_owned()),
        Reading::Padded => Some(format!("0{}", &typed[..typed.len().min(5)])),
        Reading::Bared => typed.strip_prefix('0').filter(|rest| rest.starts_with("20")).map(str::to_owned),
        Reading::Turned => {
            let (year, month) = typed.split_at_checked(4)?;
            (year.starts_with("20") && ("00"..="12").contains(&month)).then(|| format!("{month}{year}"))
        }
    }
}

fn reading(typed: &str, shown: &str) -> Option<Reading> {
    let all = [Reading::AsTyped, Reading::Padded, Reading::Bared, Reading::Turned];
    all.into_iter().find(|reading| read(typed, *reading).as_deref() == Some(shown))
}

/// How many digits stand before the caret when so many of what was typed do.
fn expected(field: Field, raw: &str, before: usize, shown: &str) -> usize {
    let total = digits(shown).len();
    let moved = match field {
        Field::Expiry if before > 0 => match reading(&digits(raw), &digits(shown)).unwrap() {
            Reading::Padded => before + 1,
            Reading::Bared => before - 1,
            Reading::AsTyped | Reading::Turned => before,
        },
        _ => before,
    };
    moved.min(total)
}

fn longest(number: &str) -> usize {
    let possible = candidates(Prefix::of(number).unwrap(), &BrandRules::default());
    possible.iter().map(Brand::longest).max().unwrap_or(LONGEST_NUMBER)
}

fn formatted() -> impl Strategy<Value = Field> {
    prop::sample::select(vec![Field::Number, Field::Expiry])
}

fn others() -> impl Strategy<Value = Field> {
    let others = Field::ALL[..Field::JUDGED].iter().filter(|field| !matches!(field, Field::Number | Field::Expiry));
    prop::sample::select(others.copied().collect::<Vec<_>>())
}

fn any_field() -> impl Strategy<Value = Field> {
    prop_oneof![1 => others(), 4 => formatted()]
}

fn text() -> impl Strategy<Value = String> {
    let character = prop::sample::select(CHARACTERS.chars().collect::<Vec<_>>());
    let number = prop::sample::select(NUMBERS).prop_map(str::to_owned);
    prop_oneof![
        2 => "[0-9]{0,7}",
        1 => "[0-9]{0,22}",
        2 => "(0|02|20|1|12|120|20[0-9]{2}|[0-9]{2})[ /–-]{0,2}[0-9]{0,5}[ /-]?",
        1 => number,
        2 => prop::collection::vec(character, 0..24).prop_map(String::from_iter),
        1 => any::<String>(),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => "[0-9]".prop_map(Act::Insert),
        1 => "[ /-]".prop_map(Act::Insert),
        1 => text().prop_map(Act::Insert),
        3 => Just(Act::Backward),
        1 => Just(Act::Forward),
    ]
}

/// Places in a text and past its end; mostly a caret, mostly at the end.
fn places() -> impl Strategy<Value = (usize, usize)> {
    prop_oneof![Just((99, 99)), (0..28_usize).prop_map(|place| (place, place)), (0..28_usize, 0..28_usize)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 768, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_what_is_formatted_changes_nothing(field in any_field(), text in text()) {
        let once = shown(field, &text);
        prop_assert_eq!(shown(field, &once), once);
    }

    #[test]
    fn a_number_keeps_its_digits_up_to_the_longest_of_its_brands(text in text()) {
        let typed = digits(&text);
        let shown = shown(Field::Number, &text);
        prop_assert_eq!(digits(&shown), &typed[..typed.len().min(longest(&typed))]);
        prop_assert_eq!(shown.replace(' ', ""), digits(&shown));
    }

    #[test]
    fn an_expiry_date_keeps_its_digits_but_for_a_padding_zero_and_a_year_in_front(text in text()) {
        let (typed, shown) = (digits(&text), shown(Field::Expiry, &text));
        let how = reading(&typed, &digits(&shown));
        prop_assert!(how.is_some(), "{:?} shown as {:?}", text, shown);
        let starts_with_year = typed.starts_with("20") || typed.starts_with("020");
        match how.unwrap() {
            Reading::Padded => prop_assert!(pads(&text), "{:?} shown as {:?}", text, shown),
            Reading::Bared | Reading::Turned => prop_assert!(starts_with_year),
            Reading::AsTyped => prop_assert!(starts_with_year || !pads(&text), "{:?} shown as {:?}", text, shown),
        }
        prop_assert!(shown.bytes().all(|byte| b"0123456789 /-".contains(&byte)));
    }

    #[test]
    fn after_an_edit_the_caret_stands_after_the_same_digits(
        field in formatted(), value in text(), format_first in any::<bool>(), places in places(), act in act(),
    ) {
        let value = if format_first { shown(field, &value) } else { value };
        let (raw, before) = spliced(&value, places, &act, is_digit);
        let (text, caret) = change(field, &value, places, &act);
        prop_assert_eq!(&text, &shown(field, &raw));
        let counted = digits(until(&text, caret)).len();
        prop_assert_eq!(counted, expected(field, &raw, digits(&before).len(), &text), "{:?} at {}", text, caret);
        prop_assert!(caret == text.len() || text.as_bytes()[caret].is_ascii_digit(), "{:?} at {}", text, caret);
    }

    #[test]
    fn an_edit_of_another_field_puts_in_and_takes_out_just_what_it_says(
        field in others(), value in text(), places in places(), act in act(),
    ) {
        let (raw, before) = spliced(&value, places, &act, |_| true);
        prop_assert_eq!(change(field, &value, places, &act), (raw, units(&before)));
    }

    #[test]
    fn a_number_is_edited_like_a_list_of_digits_with_a_place_in_it(
        start in text(), edits in prop::collection::vec((places(), act()), 1..12),
    ) {
        let mut value = shown(Field::Number, &start);
        let mut list: Vec<char> = digits(&value).chars().collect();
        for (places, act) in edits {
            let place = |unit| digits(until(&value, unit)).len();
            let (from, to) = (place(places.0.min(places.1)), place(places.0.max(places.1)));
            let selected = until(&value, places.0) != until(&value, places.1);
            let (gone, put) = match &act {
                Act::Insert(text) => (from..to, digits(text)),
                Act::Backward if !selected => (from.saturating_sub(1)..from, String::new()),
                Act::Forward if !selected => (from..list.len().min(from + 1), String::new()),
                Act::Backward | Act::Forward => (from..to, String::new()),
            };
            let index = gone.start + put.len();
            list.splice(gone, put.chars());
            list.truncate(longest(&list.iter().collect::<String>()));
            let (text, caret) = change(Field::Number, &value, places, &act);
            prop_assert_eq!(digits(&text), list.iter().collect::<String>());
            prop_assert_eq!(digits(until(&text, caret)).len(), index.min(list.len()));
            value = text;
        }
    }

    #[test]
    fn no_edits_panic_and_each_leaves_a_formatted_text_and_a_caret_between_characters(
        field in any_field(), start in text(), edits in prop::collection::vec((places(), act()), 1..40),
    ) {
        let mut value = start;
        for (places, act) in edits {
            let (text, caret) = change(field, &value, places, &act);
            prop_assert_eq!(&shown(field, &text), &text);
            prop_assert_eq!(units(until(&text, caret)), caret);
            value = text;
        }
    }

    #[test]
    fn deleting_takes_back_what_was_inserted(field in formatted(), start in text(), place in 0..28_usize, key in "[0-9]") {
        let value = shown(field, &start);
        let typed = insert(field, &(value.clone(), place), &key);
        let (raw, _) = spliced(&value, (place, place), &Act::Insert(key), is_digit);
        let back = backspace(field, &typed);
        // Cut off at the end, or read in another way: then other digits stand there.
        let same = |raw: &str, shown: &str| digits(raw) == digits(shown);
        let (deleted, _) = spliced(&typed.0, (typed.1, typed.1), &Act::Backward, is_digit);
        if !same(&raw, &typed.0) || !same(&deleted, &back.0) {
            return Ok(());
        }
        prop_assert_eq!(back.0.trim_end_matches(" / "), value.trim_end_matches(" / "));
        prop_assert_eq!(digits(until(&back.0, back.1)), digits(until(&value, place)));
    }

    #[test]
    fn deleting_backward_takes_one_press_for_each_digit(field in formatted(), start in text()) {
        let value = shown(field, &start);
        // When nothing is left of a year but its 2, that is a month, and has a zero.
        let more = usize::from(field == Field::Expiry && value.starts_with("20"));
        let presses = digits(&value).len() + more;
        let mut now = (value.clone(), value.len());
        for _ in 0..presses {
            prop_assert_ne!(&now.0, "");
            now = backspace(field, &now);
        }
        prop_assert_eq!(now, (String::new(), 0));
    }

    #[test]
    fn what_a_browser_deletes_does_not_come_back(field in formatted(), start in text()) {
        let mut value = shown(field, &start);
        for _ in 0..=value.len() {
            value.pop();
            value = shown(field, &value);
        }
        prop_assert_eq!(value, "");
    }

    #[test]
    fn both_sides_of_a_gap_are_one_place(field in formatted(), start in text(), act in act(), pick in 0..9_usize) {
        let value = shown(field, &start);
        let gaps: Vec<usize> = value.char_indices().filter(|(_, gap)| !gap.is_ascii_digit()).map(|(at, _)| at).collect();
        // After a last slash a digit belongs to the year, before it to the month.
        if gaps.is_empty() || value.ends_with(' ') || !act.is_key() {
            return Ok(());
        }
        let at = gaps[pick % gaps.len()];
        prop_assert_eq!(change(field, &value, (at, at), &act), change(field, &value, (at + 1, at + 1), &act));
    }
}

#[test]
fn a_number_typed_digit_by_digit_looks_like_one_pasted() {
    for number in NUMBERS {
        let mut now = (String::new(), 0);
        for (at, digit) in number.char_indices() {
            now = insert(Field::Number, &now, &digit.to_string());
            let pasted = insert(Field::Number, &(String::new(), 0), &number[..=at]);
            assert_eq!((&now, now.1), (&pasted, now.0.len()), "{number}");
            assert_eq!(now.0, shown(Field::Number, number)[..now.0.len()], "{number}");
        }
    }
}

/// Whether a month of one digit gets a zero: 2 to 9, and 1 where no month of two digits can follow.
fn pads(text: &str) -> bool {
    let mut count = 0;
    let until_sixth = text.chars().take_while(|character| {
        count += usize::from(is_digit(*character));
        count <= 6 && (count < 6 || is_digit(*character))
    });
    let plain: String = until_sixth
        .filter_map(|character| match character {
            '/' | '／' | '-' | '–' => Some('/'),
            _ if character.is_whitespace() => Some('/'),
            _ => digits(character.encode_utf8(&mut [0; 4])).chars().next(),
        })
        .collect();
    let plain = plain.trim_start_matches('/');
    let starts = |with: &[&str]| with.iter().any(|start| plain.starts_with(start));
    let unseparated = !plain.trim_end_matches('/').contains('/');
    starts(&["2", "3", "4", "5", "6", "7", "8", "9", "1/", "13", "14", "15", "16", "17", "18", "19"])
        || unseparated && starts(&["120", "127", "128", "129"])
}
