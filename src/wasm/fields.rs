//! What fields of a page ask beside judgements. No logic: numbers in, numbers out.

use super::port;
use crate::card::brand::Brand;
use crate::error::Field;
use crate::field::edit::State;
use crate::field::settle::{self, How};
use wasm_bindgen::prelude::*;

/// What a field is to show after the browser's edit. In the port stand the value before and behind it the value now; `caret` is
/// where the caret was, and `u32::MAX` if that is not known or something was selected; `how` is its place in [`How::ALL`]. The answer is that of `edit`.
#[wasm_bindgen]
#[must_use]
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
#[must_use]
pub fn label(brand: u32) -> u32 {
    Brand::ALL.get(brand as usize).map_or(0, |brand| port::put(brand.display_name()).1)
}

/// How many digits a number of the brand usually has; 0 where there is no such brand.
#[wasm_bindgen]
#[must_use]
pub fn usual(brand: u32) -> u32 {
    Brand::ALL.get(brand as usize).map_or(0, |brand| brand.usual_length() as u32)
}
