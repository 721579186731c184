//! Every field's judge. Each beginning of a valid text can still become valid.

use super::today;
use panless::card::brand::{Brand, BrandRules, BrandSet};
use panless::country::Country;
use panless::error::Field;
use panless::field::{Context, judge};
use panless::verdict::Status;

/// One of each shape of a postal code, and none.
const COUNTRIES: [&str; 12] = ["", "US", "CA", "GB", "HK", "NL", "IE", "JP", "BR", "PT", "IR", "SE"];
/// Beyond it, trying every beginning costs more than it finds.
const SHORT: usize = 48;

/// Field, circumstances, then the text.
pub(crate) fn run(data: &[u8]) {
    let [field, brand, country, off, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let Some(field) = Field::judged(usize::from(*field) % Field::JUDGED) else { return };
    let context = Context {
        today: today(),
        brand: Brand::at(usize::from(*brand)),
        country: COUNTRIES.get(usize::from(*country) % COUNTRIES.len()).and_then(|code| Country::parse(code)),
        rules: BrandRules { off: BrandSet::from_bits(u32::from(*off)), ..BrandRules::default() },
    };
    let judged = judge(field, &text, &context).expect("each of these fields is judged");
    assert!(!judged.empty || judged.status() != Status::Valid, "empty and valid");
    assert!(judged.date.is_some() == (field == Field::Expiry && judged.status() == Status::Valid), "a date");
    if judged.status() == Status::Valid && text.len() <= SHORT {
        for (end, _) in text.char_indices() {
            let start = text.get(..end).unwrap_or("");
            let judged = judge(field, start, &context).expect("each of these fields is judged");
            assert!(judged.status() != Status::Invalid, "the beginning of a valid text is invalid");
        }
    }
}
