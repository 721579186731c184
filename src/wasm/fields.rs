//! What fields of a page ask of the core. No logic: numbers in, numbers out.

use super::{brand_rules, port, this_month};
use crate::card::brand::Brand;
use crate::card::number::{brands, luhn_valid};
use crate::country::Country;
use crate::error::Field;
use crate::field::edit::{Change, State};
use crate::field::settle::{self, How};
use crate::field::{self, Context};
use crate::verdict::Judgement;
use wasm_bindgen::prelude::*;

/// Judges the text in the port; behind it stands the country, two or three letters or nothing.
///
/// `month` is the current one, counted from the year 0 (`year * 12 + month - 1`); `brand` counts from 1, 0 is none; `country`
/// is the country's length; the last three are sets of brands, a bit each.
///
/// Bits of the answer from the lowest: status 2, empty 1, accepted 2 (1 yes, 2 no, 0 unsettled), brand + 1 in 5, code + 1 in
/// 7, month 4, year - 2000 in 11.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments, reason = "numbers cross the boundary for nothing, an object would not")]
pub fn judge(field: u32, units: u32, month: u32, brand: u32, country: u32, off: u32, luhn: u32, accepted: u32) -> u32 {
    let text = port::take(0, units as usize);
    // Without this the whole table would be searched for nothing at every keystroke.
    let country = (country > 0).then(|| port::take(units as usize, country as usize));
    let field = Field::judged(field as usize);
    let context = Context {
        today: this_month(month),
        brand: brand.checked_sub(1).and_then(|at| Brand::at(at as usize)),
        country: country.and_then(|country| Country::parse(country.expose())),
        rules: brand_rules(off, luhn, accepted),
    };
    // The loader asks for no field beyond the judged ones.
    field.and_then(|field| field::judge(field, text.expose(), &context)).map_or(0, |judgement| bits(&judgement))
}

fn bits(judgement: &Judgement) -> u32 {
    let number = |at: Option<usize>| at.map_or(0, |at| at as u32 + 1);
    let status = judgement.verdict.status() as u32;
    let accepted = judgement.accepted.map_or(0, |accepted| if accepted { 1 } else { 2 });
    let (month, year) = judgement.date.map_or((0, 0), |date| (date.month(), date.year() - 2000));
    status
        | u32::from(judgement.empty) << 2
        | accepted << 3
        | number(judgement.brand.map(|brand| brand as usize)) << 5
        | number(judgement.code().map(|code| code as usize)) << 10
        | month << 17
        | year << 21
}

/// The brands that a number beginning with the digits in the port can still have, a bit each.
#[wasm_bindgen]
pub fn candidates(units: u32, off: u32) -> u32 {
    brands(port::take(0, units as usize).expose(), &brand_rules(off, 0, 0)).bits()
}

/// Whether the digits in the port pass the Luhn check.
#[wasm_bindgen]
pub fn luhn(units: u32) -> bool {
    luhn_valid(port::take(0, units as usize).expose())
}

/// Formats the text in the port and tells the length of the result, which then stands in the port.
#[wasm_bindgen]
pub fn format(field: u32, units: u32) -> u32 {
    let text = port::take(0, units as usize);
    let Some(field) = Field::judged(field as usize) else { return 0 };
    port::put(field::format::format(field, text.expose()).expose()).1
}

/// Edits the text in the port: the value first, the inserted text behind it. `kind` is 0 to insert, 1 to delete
/// backward, 2 to delete forward. The result stands in the port: its length in the low half, the caret in the high half.
#[wasm_bindgen]
pub fn edit(field: u32, units: u32, start: u32, end: u32, kind: u32, inserted: u32) -> u32 {
    let (value, text) = (port::take(0, units as usize), port::take(units as usize, inserted as usize));
    let Some(field) = Field::judged(field as usize) else { return 0 };
    let state = State { value: value.expose(), start: start as usize, end: end as usize };
    let change = match kind {
        0 => Change::Insert(text.expose()),
        1 => Change::DeleteBackward,
        _ => Change::DeleteForward,
    };
    let (edited, caret, _) = field::edit::edit(field, state, change);
    port::put(edited.expose()).1 | (caret as u32) << 16
}

/// What a field is to show after the browser's edit. In the port stand the value before and behind it the value now; `caret` is
/// where the caret was, and `u32::MAX` if that is not known or something was selected; `how` is its place in [`How::ALL`]. The
/// answer is that of `edit`.
#[wasm_bindgen]
pub fn settle(field: u32, before: u32, caret: u32, units: u32, start: u32, end: u32, how: u32) -> u32 {
    let (before, now) = (port::take(0, before as usize), port::take(before as usize, units as usize));
    let how = How::ALL.get(how as usize).copied().unwrap_or(How::Otherwise);
    let at = caret as usize;
    let before = (caret < u32::MAX).then(|| State { value: before.expose(), start: at, end: at });
    let now = State { value: now.expose(), start: start as usize, end: end as usize };
    let (shown, caret) = settle::settle(Field::judged(field as usize), before, now, how);
    port::put(shown.expose()).1 | (caret as u32) << 16
}

/// Puts the brand's name as people read it into the port and tells its length; 0 where there is no such brand.
#[wasm_bindgen]
pub fn label(brand: u32) -> u32 {
    Brand::ALL.get(brand as usize).map_or(0, |brand| port::put(brand.display_name()).1)
}

/// How many digits a number of the brand usually has; 0 where there is no such brand.
#[wasm_bindgen]
pub fn usual(brand: u32) -> u32 {
    Brand::ALL.get(brand as usize).map_or(0, |brand| brand.usual_length() as u32)
}
