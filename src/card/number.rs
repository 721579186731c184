//! The card number, judged at every keystroke.
//!
//! Judging text of ASCII allocates nothing. This module must never put a digit into anything that outlives the call.

use super::brand::{Brand, BrandRules, BrandSet, Prefix, candidates};
use crate::error::Code;
use crate::text;
use crate::verdict::{Judgement, Verdict};

/// Judges a text as somebody typed it.
///
/// ASCII and full-width digits count; white space and hyphens are skipped; anything else is invalid. Valid is a number of
/// one brand with a length that the brand has, and a right check digit unless the brand has none. It is incomplete as long
/// as the brand has longer numbers, so a Visa number of 16 digits with a wrong check digit is.
///
/// A brand that the shop does not take changes nothing in the verdict; see `accepted`.
#[must_use]
pub fn judge(text: &str, rules: &BrandRules) -> Judgement {
    let invalid = Judgement::of(Verdict::Invalid(Code::NumberInvalid));
    let Some((count, prefix)) = read(text) else { return invalid };
    let possible = candidates(prefix, rules);
    let brand = possible.single();
    let accepted = brand.and_then(|brand| rules.accepts(brand, prefix));
    let is_number = |brand: Brand| brand.has_length(count) && (!rules.wants_luhn(brand) || pass_luhn(text));
    let judgement = if count == 0 {
        Judgement::empty(Code::NumberMissing)
    } else if brand.is_some_and(is_number) {
        Judgement::of(Verdict::Valid)
    } else if possible.longest() > count {
        Judgement::of(Verdict::Incomplete(Code::NumberIncomplete))
    } else {
        invalid
    };
    Judgement { brand, accepted, ..judgement }
}

/// The brands that a text as somebody typed it leaves possible. None if a character is in it that no number has.
#[must_use]
pub fn brands(text: &str, rules: &BrandRules) -> BrandSet {
    read(text).map_or(BrandSet::EMPTY, |(_, prefix)| candidates(prefix, rules))
}

/// Whether a text of ASCII digits ends in its Luhn check digit. Fewer than two digits, or anything else, does not.
#[must_use]
pub fn luhn_valid(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) && pass_luhn(text)
}

/// How many digits a text holds, and the first of them. `None` when it holds anything but digits and what may stand
/// between them, or is too long.
fn read(text: &str) -> Option<(usize, Prefix)> {
    let (mut count, mut prefix) = (0, Prefix::default());
    for character in text.chars() {
        match text::digit(character) {
            Some(digit) => prefix.push(digit),
            None if text::is_filler(character) => continue,
            None => return None,
        }
        count += 1;
    }
    (!text::too_long(text)).then_some((count, prefix))
}

/// The check of ISO/IEC 7812-1, annex B, for a text that holds digits and what may stand between them.
fn pass_luhn(text: &str) -> bool {
    if !text.is_ascii() {
        return pass_luhn(text::digits(text).expose());
    }
    let (mut sum, mut doubled) = (0, false);
    for byte in text.bytes().rev().filter(u8::is_ascii_digit) {
        let digit = u32::from(byte - b'0') << u32::from(doubled);
        sum += if digit > 9 { digit - 9 } else { digit };
        doubled = !doubled;
    }
    sum % 10 == 0
}
