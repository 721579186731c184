//! How a text looks in its field. Formatting twice changes nothing, and what is valid stays so.

use super::today;
use panless::card::brand::{BrandRules, LONGEST_NUMBER};
use panless::error::Field;
use panless::field::format::format;
use panless::field::{Context, judge};
use panless::verdict::Status;

/// A field, then the text.
pub(crate) fn run(data: &[u8]) {
    let [field, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let field = if field % 2 == 0 { Field::Number } else { Field::Expiry };
    let shown = format(field, &text);
    let shown = shown.expose();
    assert!(format(field, shown).expose() == shown, "formatting twice changes something");
    let digits = shown.bytes().filter(u8::is_ascii_digit).count();
    assert!(digits <= LONGEST_NUMBER && shown.is_ascii() && shown.len() <= digits + 4, "more than a field shows");
    let context = Context { today: today(), brand: None, country: None, rules: BrandRules::default() };
    let (typed, shown) = (judge(field, &text, &context), judge(field, shown, &context));
    let (typed, shown) = (typed.expect("judged"), shown.expect("judged"));
    if typed.status() == Status::Valid {
        assert!(shown.status() == Status::Valid, "valid as typed, not as shown");
        assert!((typed.brand, typed.date) == (shown.brand, shown.date), "something else than was typed is shown");
    }
}
