//! The card number: judged at every keystroke, parsed once.
//!
//! Judging allocates nothing. This module must never put a digit into anything but a [`Secret`] or a wiped buffer.

use super::brand::{Brand, BrandRules, BrandSet, LONGEST_NUMBER, Prefix, candidates};
use crate::error::Code;
use crate::secret::Secret;
use crate::text;
use crate::verdict::Verdict;
use zeroize::Zeroizing;

/// What is said of a card number while it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberJudgement {
    /// Status and reason. A brand that the shop does not take changes nothing here; see `accepted`.
    pub verdict: Verdict,
    /// The only brand that is possible, also when the number is wrong; `None` when several or none are.
    pub brand: Option<Brand>,
    /// Whether there is no digit yet.
    pub empty: bool,
    /// Whether the shop takes this brand; `None` until the digits settle it.
    pub accepted: Option<bool>,
}

/// A number that one brand has: length and check digit are right, and the shop takes the brand.
///
/// # Secrets
///
/// [`CardNumber::digits`] is. Brand and last four digits may be shown.
#[derive(Debug)]
pub struct CardNumber {
    digits: Secret,
    brand: Brand,
}

impl CardNumber {
    /// Judges a text as somebody typed it.
    ///
    /// ASCII and full-width digits count; white space and hyphens are skipped; anything else is invalid. Valid is a
    /// number of one brand with a length that the brand has, and a right check digit unless the brand has none. It is
    /// incomplete as long as the brand has longer numbers, so a Visa number of 16 digits with a wrong check digit is.
    #[must_use]
    pub fn judge(text: &str, rules: &BrandRules) -> NumberJudgement {
        let wrong = |brand, accepted| NumberJudgement {
            verdict: Verdict::Invalid(Code::NumberInvalid),
            brand,
            empty: false,
            accepted,
        };
        if text::too_long(text) {
            return wrong(None, None);
        }
        let mut digits = Digits::new();
        if !digits.read(text) {
            return wrong(None, None);
        }
        let possible = candidates(digits.prefix, rules);
        let brand = possible.single();
        let accepted = brand.and_then(|brand| rules.accepts(brand, digits.prefix));
        if digits.count == 0 {
            return NumberJudgement { verdict: Verdict::Incomplete(Code::NumberMissing), brand, empty: true, accepted };
        }
        let verdict = if brand.is_some_and(|brand| digits.are_a_number_of(brand, rules)) {
            Verdict::Valid
        } else if possible.iter().any(|brand| brand.longest() > digits.count) {
            Verdict::Incomplete(Code::NumberIncomplete)
        } else {
            Verdict::Invalid(Code::NumberInvalid)
        };
        NumberJudgement { verdict, brand, empty: false, accepted }
    }

    /// Parses a finished text; what [`CardNumber::judge`] says holds here too.
    ///
    /// # Errors
    ///
    /// `number_missing`, `number_incomplete`, `number_invalid`; `brand_not_accepted` for a number that is good otherwise.
    pub fn parse(text: &str, rules: &BrandRules) -> Result<Self, Code> {
        let judgement = Self::judge(text, rules);
        if let Some(code) = judgement.verdict.code() {
            return Err(code);
        }
        if judgement.accepted == Some(false) {
            return Err(Code::BrandNotAccepted);
        }
        let brand = judgement.brand.ok_or(Code::NumberInvalid)?;
        Ok(Self { digits: text::digits(text), brand })
    }

    /// All digits, ASCII, nothing between them.
    #[must_use]
    pub const fn digits(&self) -> &Secret {
        &self.digits
    }

    /// The brand.
    #[must_use]
    pub const fn brand(&self) -> Brand {
        self.brand
    }

    /// The last four digits, which may be shown.
    #[must_use]
    pub fn last4(&self) -> &str {
        let digits = self.digits.expose();
        digits.get(digits.len().saturating_sub(4)..).unwrap_or("")
    }
}

/// The brands that a text as somebody typed it leaves possible. None if a character is in it that no number has.
#[must_use]
pub fn brands(text: &str, rules: &BrandRules) -> BrandSet {
    let mut digits = Digits::new();
    if !text::too_long(text) && digits.read(text) { candidates(digits.prefix, rules) } else { BrandSet::EMPTY }
}

/// Whether a text of ASCII digits ends in its Luhn check digit. Fewer than two digits, or anything else, does not.
#[must_use]
pub fn luhn_valid(text: &str) -> bool {
    // The crate skips what is not a digit, so that "4a11…" would pass; hence the gate. It reads the text in place and
    // keeps no copy of it.
    text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) && luhn::valid(text)
}

/// The digits of a text: all of them counted, as many kept as a number can have.
struct Digits {
    // Wasm's stack is memory like any other, so the copy on it is wiped too.
    kept: Zeroizing<[u8; LONGEST_NUMBER]>,
    count: usize,
    prefix: Prefix,
}

impl Digits {
    fn new() -> Self {
        Self { kept: Zeroizing::new([0; LONGEST_NUMBER]), count: 0, prefix: Prefix::default() }
    }

    /// Whether nothing but digits and what may stand between them was found. Reads in place: returning the digits
    /// could leave a second copy behind.
    fn read(&mut self, text: &str) -> bool {
        for character in text.chars() {
            if let Some(digit) = text::digit(character) {
                if let Some(place) = self.kept.get_mut(self.count) {
                    *place = b'0' + digit;
                }
                self.prefix.push(digit);
                self.count += 1;
            } else if !text::is_filler(character) {
                return false;
            }
        }
        true
    }

    fn are_a_number_of(&self, brand: Brand, rules: &BrandRules) -> bool {
        brand.has_length(self.count) && (!rules.wants_luhn(brand) || self.pass_luhn())
    }

    fn pass_luhn(&self) -> bool {
        self.kept.get(..self.count).and_then(|digits| core::str::from_utf8(digits).ok()).is_some_and(luhn_valid)
    }
}
