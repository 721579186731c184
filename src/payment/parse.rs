//! From members to a payment: which checks, in which order.

use super::reader::Reader;
use super::{Bank, Card, Method, Payment, Slot, details};
use crate::bank::account::{AccountNumber, AccountType, HolderType};
use crate::bank::routing::RoutingNumber;
use crate::card::brand::{Brand, BrandRules};
use crate::card::cvv::Cvv;
use crate::card::expiry;
use crate::card::number::CardNumber;
use crate::date::YearMonth;
use crate::error::{Code, Error, Field, Issue};
use crate::gateway::{Gateway, Rules};
use crate::input::Members;
use crate::text::trim;
use crate::token::Kind;

/// What decides, beside the members themselves.
pub struct Options<'a> {
    /// Whose names are understood and whose limits hold.
    pub gateway: &'a dyn Gateway,
    /// Which brands exist and are accepted.
    pub brands: BrandRules,
    /// Whether neutral fields that the gateway does not take are left out instead of refused.
    pub omit_unsupported: bool,
    /// The month in which a card must still be good.
    pub today: YearMonth,
}

/// Reads a payment.
///
/// # Errors
/// One error that lists every bad field. Codes of category `customer` for values, of category `merchant` for names and
/// types. Its code and field are those of the first bad field.
pub fn parse(members: Members, options: &Options<'_>) -> Result<Box<Payment>, Box<Error>> {
    let rules = options.gateway.rules();
    let mut reader = Reader::new(members, rules.own);
    let kind = match kind(&mut reader, rules) {
        Ok(kind) => kind,
        Err(code) => return Err(Error::from_issues(reader.issues).unwrap_or(Error::new(code))),
    };
    let method = match kind {
        Kind::Card => card(&mut reader, rules, options).map(Method::Card),
        Kind::Bank => bank(&mut reader, rules.takes(kind)).map(Method::Bank),
    };
    let mut details = details::read(&mut reader, kind, options);
    details.omitted = leftovers(&mut reader, options.omit_unsupported);
    let payment = method.map(|method| Box::new(Payment { method, details }));
    if let Some(payment) = &payment {
        payment.refuse_number_elsewhere(&mut reader.issues);
    }
    match Error::from_issues(reader.issues) {
        Some(error) => Err(error),
        // A method is missing only where its fields left an issue.
        None => payment.ok_or(Error::new(Code::Internal)),
    }
}

/// A card if there is a number, a bank account if there is an account number. Blank ones decide only when nothing else
/// does, so that a form with both sets of inputs can hand in all of them.
fn kind(reader: &mut Reader, rules: &Rules) -> Result<Kind, Code> {
    let both = [Field::Number, Field::AccountNumber];
    let kind = match (both.map(|field| reader.is_filled(field)), both.map(|field| reader.has(field))) {
        ([true, true], _) => {
            let unknown = core::mem::take(&mut reader.issues);
            both.into_iter().for_each(|field| reader.issue(Code::PaymentAmbiguous, field));
            reader.issues.extend(unknown);
            return Err(Code::PaymentAmbiguous);
        }
        ([true, _], _) | ([false, false], [true, _]) => Kind::Card,
        ([_, true], _) | ([false, false], [_, true]) => Kind::Bank,
        _ => return Err(Code::PaymentInvalid),
    };
    let code = if rules.takes(kind).is_empty() {
        Code::PaymentUnsupported
    } else if reader.take(Slot::Kind).is_some_and(|word| word.as_text() != Some(rules.kind_word(kind))) {
        Code::PaymentAmbiguous
    } else {
        return Ok(kind);
    };
    reader.issues.clear();
    Err(code)
}

fn card(reader: &mut Reader, rules: &'static Rules, options: &Options<'_>) -> Option<Card> {
    let text = reader.required(Field::Number);
    let brand = text.as_ref().and_then(|text| CardNumber::judge(text.expose(), &options.brands).brand);
    let number = text.and_then(|text| reader.check(Field::Number, CardNumber::parse(text.expose(), &options.brands)));
    let expiry = expiry(reader, options.today);
    let cvv = if rules.card.contains(&Field::Cvv) { reader.text(Field::Cvv) } else { None };
    let cvv = cvv.and_then(|text| reader.check(Field::Cvv, Cvv::parse(text.expose(), brand)));
    let stated_brand = stated_brand(reader, brand, rules);
    Some(Card { number: number?, expiry: expiry?, cvv, stated_brand })
}

fn expiry(reader: &mut Reader, today: YearMonth) -> Option<YearMonth> {
    let parts = [Field::ExpMonth, Field::ExpYear];
    if !reader.has(Field::ExpMonth) && !reader.has(Field::ExpYear) {
        let text = reader.required(Field::Expiry);
        return text.and_then(|text| reader.check(Field::Expiry, expiry::parse(text.expose(), today)));
    }
    if reader.is_filled(Field::Expiry) {
        reader.issue(Code::FieldDuplicate, Field::Expiry);
    }
    reader.take(Slot::Field(Field::Expiry));
    let before = reader.issues.len();
    let [month, year] = parts.map(|field| {
        let text = reader.text_or_number(field);
        if text.is_none() && reader.issues.len() == before {
            reader.issue(Code::ExpiryMissing, field);
        }
        text
    });
    let date = expiry::from_parts(month?.expose(), year?.expose(), today);
    if let Err((field, code)) = date {
        reader.issue(code, field);
    }
    date.ok()
}

/// The gateway's own word for the brand, where the caller gave one: it must be a word of the gateway, and agree with
/// the number as far as the number has a brand.
fn stated_brand(reader: &mut Reader, brand: Option<Brand>, rules: &'static Rules) -> Option<&'static str> {
    let value = reader.take(Slot::Brand)?;
    let stated = rules.brands.iter().find(|(_, word)| value.as_text() == Some(word));
    let agrees = stated.filter(|(stated, _)| brand.is_none_or(|brand| brand == *stated));
    if agrees.is_none() {
        let own = rules.own.iter().find(|(_, slot)| *slot == Slot::Brand).map_or("", |(name, _)| name);
        reader.issues.push(Issue { code: Code::FieldInvalid, field: crate::error::FieldName::unknown("", own) });
    }
    agrees.map(|(_, word)| *word)
}

fn bank(reader: &mut Reader, takes: &[Field]) -> Option<Bank> {
    let (routing, account) = (reader.required(Field::RoutingNumber), reader.required(Field::AccountNumber));
    let routing = routing.and_then(|text| reader.check(Field::RoutingNumber, RoutingNumber::parse(text.expose())));
    let account = account.and_then(|text| reader.check(Field::AccountNumber, AccountNumber::parse(text.expose())));
    let mut word = |field| if takes.contains(&field) { reader.text(field) } else { None };
    let (account_type, holder_type) = (word(Field::AccountType), word(Field::AccountHolderType));
    let account_type = account_type.and_then(|text| {
        let word = AccountType::from_word(trim(text.expose())).ok_or(Code::AccountTypeInvalid);
        reader.check(Field::AccountType, word)
    });
    let holder_type = holder_type.and_then(|text| {
        let word = HolderType::from_word(trim(text.expose())).ok_or(Code::AccountHolderTypeInvalid);
        reader.check(Field::AccountHolderType, word)
    });
    Some(Bank { routing: routing?, account: account?, account_type, holder_type })
}

/// What nobody took is what the gateway does not take.
fn leftovers(reader: &mut Reader, omit: bool) -> Vec<Field> {
    let mut left = Vec::new();
    for field in Field::ALL {
        if reader.is_filled(*field) {
            if omit {
                left.push(*field);
            } else {
                reader.issue(Code::FieldUnsupported, *field);
            }
        }
    }
    left
}
