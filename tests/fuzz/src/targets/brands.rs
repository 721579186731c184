//! Which brands a beginning leaves. More digits never bring one back.

use panless::card::brand::{BrandRules, BrandSet};
use panless::card::number::{brands, judge, luhn_valid};
use panless::verdict::Status;

/// Two sets of brands, then the text.
pub(crate) fn run(data: &[u8]) {
    let [off, luhn, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let rules = BrandRules {
        off: BrandSet::from_bits(u32::from(*off) << (off % 24)),
        force_luhn: BrandSet::from_bits(u32::from(*luhn) << (luhn % 24)),
        ..BrandRules::default()
    };
    let left = brands(&text, &rules);
    let mut before = None;
    for (end, character) in text.char_indices() {
        let start = text.get(..end + character.len_utf8()).unwrap_or("");
        let now = brands(start, &rules);
        let (came, _) = (now.bits() & !before.unwrap_or(u32::MAX), before = Some(now.bits()));
        assert!(came == 0, "a digit brought a brand back");
    }
    let judged = judge(&text, &rules);
    assert!(judged.brand.is_none_or(|brand| left.contains(brand)), "a brand that is none of those left");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let has_luhn = luhn_valid(&digits);
    if judged.status() == Status::Valid && digits == text {
        let brand = judged.brand.expect("a valid number has a brand");
        assert!(has_luhn || !rules.wants_luhn(brand), "valid with a wrong check digit");
        assert!(brand.has_length(digits.len()), "valid with a length that the brand has not");
    }
}
