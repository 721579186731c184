//! The values of a plaintext, judged once more by the core's own judges: whoever has the public key can seal anything.

use crate::shape::Rule;
use crate::strict::Json;
use panless::bank::{account, routing};
use panless::card::brand::{Brand, BrandRules};
use panless::card::{cvv, expiry, holder, number};
use panless::date::YearMonth;
use panless::secret::Secret;
use panless::text::Count;
use panless::verdict::Status;
use std::time::{Duration, UNIX_EPOCH};

const HOUR: u64 = 60 * 60;
/// The longest text without a rule of its own, in characters.
const LONGEST: usize = 255;

/// What only several members together can tell.
#[derive(Default)]
pub(crate) struct Values {
    brand: Option<Brand>,
    cvv: Option<Secret>,
    month: Option<String>,
    year: Option<String>,
}

impl Values {
    /// Whether a member is as it must be by itself.
    pub(crate) fn takes(&mut self, rule: Rule, value: &Json) -> bool {
        match (rule, value.text(), value.integer()) {
            (Rule::MonthNumber, _, Some(month)) => self.has_month(month.to_string()),
            (Rule::YearNumber, _, Some(year)) => self.has_year(year.to_string()),
            (_, Some(text), _) => self.takes_text(rule, text),
            _ => false,
        }
    }

    fn takes_text(&mut self, rule: Rule, text: &str) -> bool {
        match rule {
            Rule::Literal(literal) => text == literal,
            Rule::OneOf(words) => words.contains(&text),
            Rule::Number(shortest, longest) => {
                let judgement = number::judge(text, &BrandRules::default());
                self.brand = judgement.brand;
                are_digits(text, shortest, longest) && judgement.status() == Status::Valid
            }
            Rule::Cvv => {
                self.cvv = Some(Secret::copy_of(text));
                are_digits(text, 3, 4)
            }
            Rule::Month => are_digits(text, 2, 2) && self.has_month(text.to_owned()),
            Rule::Year => are_digits(text, 4, 4) && self.has_year(text.to_owned()),
            Rule::Routing => {
                are_digits(text, routing::LENGTH, routing::LENGTH) && routing::judge(text) == Status::Valid
            }
            Rule::Account => {
                are_digits(text, account::SHORTEST, account::LONGEST)
                    && account::judge(Count::of(text)) == Status::Valid
            }
            Rule::AccountHolder => is_line(text) && holder::judge(Count::of(text)) == Status::Valid,
            Rule::Label | Rule::Text => is_line(text),
            Rule::MonthNumber | Rule::YearNumber | Rule::Part(_) => false,
        }
    }

    fn has_month(&mut self, month: String) -> bool {
        self.month = Some(month);
        true
    }

    fn has_year(&mut self, year: String) -> bool {
        self.year = Some(year);
        true
    }

    /// Whether the cvv is one of the number's brand, and the card has not expired.
    pub(crate) fn agree(&self, now: u64) -> bool {
        let given = self.cvv.as_ref();
        given.is_none_or(|given| cvv::judge(Count::of(given.expose()), self.brand) == Status::Valid)
            && self.is_good(now)
    }

    fn is_good(&self, now: u64) -> bool {
        let (Some(month), Some(year)) = (&self.month, &self.year) else { return true };
        // The month in which the customer is; around its first day that need not be ours.
        let months = [now.saturating_sub(12 * HOUR), now.saturating_add(14 * HOUR)].map(month_of);
        months.into_iter().flatten().any(|today| expiry::from_parts(month, year, today).is_ok())
    }
}

fn are_digits(text: &str, shortest: usize, longest: usize) -> bool {
    (shortest..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_line(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// The month of a moment, UTC.
fn month_of(now: u64) -> Option<YearMonth> {
    let text = humantime::format_rfc3339_seconds(UNIX_EPOCH + Duration::from_secs(now)).to_string();
    let mut parts = text.split('-');
    YearMonth::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}
