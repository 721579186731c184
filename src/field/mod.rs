//! A field of a form: judged, shown and edited as text. It must never reach into a page; only text and bits cross.

mod digits;
pub mod edit;
pub mod format;
pub mod settle;

use crate::bank::{account, routing};
use crate::card::brand::{Brand, BrandRules};
use crate::card::{cvv, expiry, holder, number, postal};
use crate::country::Country;
use crate::date::YearMonth;
use crate::error::{Code, Field};
use crate::text::{self, Count};
use crate::verdict::{Judgement, Status, Verdict};

/// What a judgement depends on besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The current month where it is earliest, at UTC-12: a card is good until its month has ended everywhere.
    pub today: YearMonth,
    /// The brand of the form's number, if known: it decides how long a security code is.
    pub brand: Option<Brand>,
    /// The country of the address, if known: it decides the shape of postal codes.
    pub country: Option<Country>,
    /// What the shop wants of the brand table.
    pub rules: BrandRules,
}

/// Judges a text as somebody typed it. `None` for a field that is not judged while it is typed.
///
/// The rules of each field stand with its own type in [`crate::card`] and [`crate::bank`].
#[must_use]
pub fn judge(field: Field, text: &str, context: &Context) -> Option<Judgement> {
    match field {
        Field::Number => Some(number::judge(text, &context.rules)),
        Field::Expiry => Some(expiry::judge(text, context.today)),
        _ if field as usize >= Field::JUDGED => None,
        _ => Some(judge_plain(field, text, context)),
    }
}

/// Judges a field of which only a status is said. What they have in common stands here: which codes they have, what is empty or
/// too long, and that a card number in a name or a postal code must not get any further.
fn judge_plain(field: Field, text: &str, context: &Context) -> Judgement {
    let [missing, incomplete, invalid] = field.codes();
    let count = Count::of(text);
    let is_number = matches!(field, Field::Cvv | Field::RoutingNumber | Field::AccountNumber);
    let is_empty = match field {
        Field::Cvv => count.units == 0,
        Field::RoutingNumber | Field::AccountNumber | Field::PostalCode => count.only_digits() == Some(0),
        _ => count.seen == 0,
    };
    let status = match field {
        _ if count.units > text::LONGEST => Status::Invalid,
        _ if is_empty => return Judgement::empty(missing),
        _ if !is_number && count.digits >= CARD_NUMBER_DIGITS => {
            return Judgement::of(Verdict::Invalid(Code::CardNumberMisplaced));
        }
        Field::Cvv => cvv::judge(count, context.brand),
        Field::PostalCode => postal::judge(text, context.country),
        Field::RoutingNumber => routing::judge(text),
        Field::AccountNumber => account::judge(count),
        _ => holder::judge(count),
    };
    Judgement::of(match status {
        Status::Valid => Verdict::Valid,
        Status::Incomplete => Verdict::Incomplete(incomplete),
        Status::Invalid => Verdict::Invalid(invalid),
    })
}

/// From how many digits on a text that should be something else is taken for a card number.
const CARD_NUMBER_DIGITS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(field: Field, text: &str, country: Option<Country>) -> Judgement {
        let context = Context { today: YearMonth::MIN, brand: None, country, rules: BrandRules::default() };
        judge(field, text, &context).unwrap()
    }

    #[test]
    fn says_what_is_wrong() {
        let facts = [
            (Field::RoutingNumber, " ", Code::RoutingNumberMissing),
            (Field::RoutingNumber, "02", Code::RoutingNumberIncomplete),
            (Field::RoutingNumber, "02100002x", Code::RoutingNumberInvalid),
            (Field::AccountNumber, " - ", Code::AccountNumberMissing),
            (Field::AccountNumber, "123", Code::AccountNumberIncomplete),
            (Field::AccountNumber, "1234x", Code::AccountNumberInvalid),
        ];
        for (field, text, code) in facts {
            assert_eq!(judged(field, text, None).code(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_blank_text_is_missing_as_long_as_it_is_judged_at_all() {
        let code = |length| judged(Field::Holder, &" ".repeat(length), None).code();
        assert_eq!(
            [text::LONGEST, text::LONGEST + 1].map(code),
            [Some(Code::HolderMissing), Some(Code::HolderInvalid)]
        );
    }

    #[test]
    fn a_card_number_in_a_postal_code_is_called_one() {
        for country in [None, Country::parse("US"), Country::parse("HK")] {
            let code = |text| judged(Field::PostalCode, text, country).code();
            assert_eq!(code("4242 4242 4242"), Some(Code::CardNumberMisplaced));
            assert_ne!(code("4242 4242 424"), Some(Code::CardNumberMisplaced));
        }
    }
}
