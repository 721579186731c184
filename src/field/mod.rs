//! A field of a form: judged, shown and edited as text. It must never reach into a page; only text and bits cross.

mod digits;
pub mod edit;
pub mod format;

use crate::bank::{account, routing};
use crate::card::brand::{Brand, BrandRules};
use crate::card::holder::{self, Name};
use crate::card::number::{CardNumber, NumberJudgement};
use crate::card::{cvv, expiry, postal};
use crate::date::YearMonth;
use crate::error::{Code, Field};
use crate::text::TextJudgement;
use crate::verdict::{Status, Verdict};

/// What a judgement depends on besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The current month, see [`YearMonth::at`].
    pub today: YearMonth,
    /// The brand of the form's number, if known: it decides how long a security code is.
    pub brand: Option<Brand>,
    /// The country of the address as ISO 3166 alpha-2 in any case, if known: it decides the shape of postal codes.
    pub country: Option<[u8; 2]>,
    /// What the shop wants of the brand table.
    pub rules: BrandRules,
}

/// What is said of a field's text while it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// Status and reason.
    pub verdict: Verdict,
    /// Whether the text holds nothing but characters that the field ignores. Such a text is incomplete, unless it is
    /// longer than [`crate::text::LONGEST`].
    pub empty: bool,
    /// The verdict's reason, or [`Code::BrandNotAccepted`] for a valid number of a brand that the shop does not take.
    pub code: Option<Code>,
    /// The only brand that a number can have.
    pub brand: Option<Brand>,
    /// The month of a valid expiry date.
    pub date: Option<YearMonth>,
    /// Whether the shop takes the number's brand, once the digits settle it.
    pub accepted: Option<bool>,
}

impl Judgement {
    const fn new(verdict: Verdict, empty: bool) -> Self {
        Self { verdict, empty, code: verdict.code(), brand: None, date: None, accepted: None }
    }

    /// The status without its reason.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.verdict.status()
    }
}

/// Judges a text as somebody typed it. `None` for a field that is not judged while it is typed.
///
/// The rules of each field stand with its own type in [`crate::card`] and [`crate::bank`].
#[must_use]
pub fn judge(field: Field, text: &str, context: &Context) -> Option<Judgement> {
    let plain = |judgement: TextJudgement| Judgement::new(judgement.verdict, judgement.empty);
    Some(match field {
        Field::Number => judge_number(CardNumber::judge(text, &context.rules)),
        Field::Expiry => {
            let expiry = expiry::judge(text, context.today);
            Judgement { date: expiry.date, ..Judgement::new(expiry.verdict, expiry.empty) }
        }
        Field::Cvv => plain(cvv::judge(text, context.brand)),
        Field::PostalCode => {
            let country = context.country.as_ref().and_then(|letters| core::str::from_utf8(letters).ok());
            plain(postal::judge(text, country))
        }
        Field::RoutingNumber => plain(routing::judge(text)),
        Field::AccountNumber => plain(account::judge(text)),
        other => plain(holder::judge(Name::of(other)?, text)),
    })
}

fn judge_number(number: NumberJudgement) -> Judgement {
    let judgement = Judgement::new(number.verdict, number.empty);
    let refused = number.verdict == Verdict::Valid && number.accepted == Some(false);
    let code = if refused { Some(Code::BrandNotAccepted) } else { judgement.code };
    Judgement { code, brand: number.brand, accepted: number.accepted, ..judgement }
}
