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
use crate::gateway::Gateway;
use crate::input::{Members, Value};
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
pub fn parse(members: Members, options: &Options<'_>) -> Result<Payment, Error> {
    let rules = options.gateway.rules();
    let mut reader = Reader::new(members, rules.own);
    let kind = kind(&mut reader, options)?;
    let method = match kind {
        Kind::Card => card(&mut reader, options).map(Method::Card),
        Kind::Bank => bank(&mut reader, rules.takes(kind)).map(Method::Bank),
    };
    let mut details = details::read(&mut reader, kind, options);
    details.omitted = leftovers(&mut reader, options);
    if let Some(number) = method.as_ref().map(number) {
        details.refuse_number(number, &mut reader.issues);
    }
    match (method, Error::from_issues(reader.issues)) {
        (_, Some(error)) => Err(error),
        (Some(method), None) => Ok(Payment { method, details }),
        // A method is missing only where its fields left an issue.
        (None, None) => Err(Error::new(Code::Internal)),
    }
}

fn number(method: &Method) -> &str {
    match method {
        Method::Card(card) => card.number.digits().expose(),
        Method::Bank(bank) => bank.account.digits().expose(),
    }
}

/// A card if there is a number, a bank account if there is an account number. Blank ones decide only when nothing else
/// does, so that a form with both sets of inputs can hand in all of them.
fn kind(reader: &mut Reader, options: &Options<'_>) -> Result<Kind, Error> {
    let filled = (reader.is_filled(Field::Number), reader.is_filled(Field::AccountNumber));
    let there = (reader.has(Field::Number), reader.has(Field::AccountNumber));
    let kind = match (filled, there) {
        ((true, true), _) => {
            let both = [Field::Number, Field::AccountNumber];
            reader.issues.splice(..0, both.map(|field| Issue::new(Code::PaymentAmbiguous, field)));
            return Err(issues_or(reader, Code::PaymentAmbiguous));
        }
        ((true, _), _) | ((false, false), (true, _)) => Kind::Card,
        ((_, true), _) | ((false, false), (_, true)) => Kind::Bank,
        _ => return Err(issues_or(reader, Code::PaymentInvalid)),
    };
    if options.gateway.rules().takes(kind).is_empty() {
        return Err(Error::new(Code::PaymentUnsupported));
    }
    stated_kind(reader, kind, options)?;
    Ok(kind)
}

fn issues_or(reader: &mut Reader, code: Code) -> Error {
    Error::from_issues(core::mem::take(&mut reader.issues)).unwrap_or(Error::new(code))
}

fn stated_kind(reader: &mut Reader, kind: Kind, options: &Options<'_>) -> Result<(), Error> {
    let agrees = match reader.take(Slot::Kind) {
        None => true,
        Some(Value::Text(word)) => options.gateway.rules().kind_word(kind) == word.expose(),
        Some(_) => false,
    };
    if agrees { Ok(()) } else { Err(Error::new(Code::PaymentAmbiguous)) }
}

fn card(reader: &mut Reader, options: &Options<'_>) -> Option<Card> {
    let mut brand = None;
    let number = reader.required(Field::Number, |text| {
        brand = CardNumber::judge(text, &options.brands).brand;
        CardNumber::parse(text, &options.brands)
    });
    let expiry = expiry(reader, options.today);
    let takes_cvv = options.gateway.rules().takes(Kind::Card).contains(&Field::Cvv);
    let cvv = if takes_cvv { reader.parsed(Field::Cvv, |text| Cvv::parse(text, brand)) } else { None };
    let stated_brand = stated_brand(reader, brand, options);
    Some(Card { number: number?, expiry: expiry?, cvv, stated_brand })
}

fn expiry(reader: &mut Reader, today: YearMonth) -> Option<YearMonth> {
    let parts = [Field::ExpMonth, Field::ExpYear];
    if !parts.iter().any(|field| reader.has(*field)) {
        return reader.required(Field::Expiry, |text| expiry::parse(text, today));
    }
    if reader.is_filled(Field::Expiry) {
        reader.issue(Code::FieldDuplicate, Field::Expiry);
        reader.take(Slot::Field(Field::Expiry));
    }
    let before = reader.issues.len();
    let [month, year] = parts.map(|field| {
        let text = reader.text_or_number(field);
        if text.is_none() && reader.issues.len() == before {
            reader.issue(Code::ExpiryMissing, field);
        }
        text
    });
    match expiry::from_parts(month?.expose(), year?.expose(), today) {
        Ok(expiry) => Some(expiry),
        Err((field, code)) => {
            reader.issue(code, field);
            None
        }
    }
}

/// The gateway's own word for the brand, where the caller gave one: it must be a word of the gateway, and agree with
/// the number as far as the number has a brand.
fn stated_brand(reader: &mut Reader, brand: Option<Brand>, options: &Options<'_>) -> Option<&'static str> {
    let value = reader.take(Slot::Brand)?;
    let rules = options.gateway.rules();
    let stated = match &value {
        Value::Text(word) => rules.brands.iter().find(|(_, known)| *known == word.expose()),
        _ => None,
    };
    match (stated, brand) {
        (Some((stated, word)), Some(brand)) if *stated == brand => Some(word),
        (Some((_, word)), None) => Some(word),
        _ => {
            let name = rules.own.iter().find(|(_, slot)| *slot == Slot::Brand).map_or("", |(name, _)| name);
            reader.issues.push(Issue { code: Code::FieldInvalid, field: crate::error::FieldName::unknown(name) });
            None
        }
    }
}

fn bank(reader: &mut Reader, takes: &[Field]) -> Option<Bank> {
    let routing = reader.required(Field::RoutingNumber, RoutingNumber::parse);
    let account = reader.required(Field::AccountNumber, AccountNumber::parse);
    let mut word = |field| if takes.contains(&field) { reader.text(field) } else { None };
    let (account_type, holder_type) = (word(Field::AccountType), word(Field::AccountHolderType));
    let account_type = account_type.map(|text| AccountType::from_word(&text.expose().trim().to_ascii_lowercase()));
    let holder_type = holder_type.map(|text| HolderType::from_word(&text.expose().trim().to_ascii_lowercase()));
    if account_type == Some(None) {
        reader.issue(Code::AccountTypeInvalid, Field::AccountType);
    }
    if holder_type == Some(None) {
        reader.issue(Code::AccountHolderTypeInvalid, Field::AccountHolderType);
    }
    Some(Bank {
        routing: routing?,
        account: account?,
        account_type: account_type.flatten(),
        holder_type: holder_type.flatten(),
    })
}

/// What nobody took is what the gateway does not take.
fn leftovers(reader: &mut Reader, options: &Options<'_>) -> Vec<&'static str> {
    let left = reader.left();
    if options.omit_unsupported {
        return left.into_iter().map(Field::name).collect();
    }
    left.into_iter().for_each(|field| reader.issue(Code::FieldUnsupported, field));
    Vec::new()
}
