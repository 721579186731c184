//! From members to a payment: which checks, in which order.

use super::order_table::ORDER;
use super::reader::Reader;
use super::{Payment, Slot, details};
use crate::bank::account;
use crate::card::expiry;
use crate::config::Config;
use crate::country::Country;
use crate::date::YearMonth;
use crate::error::{Code, Error, Field, FieldSet, Issues};
use crate::field::{self, Context};
use crate::gateway::Rules;
use crate::input::Members;
use crate::secret::Secret;
use crate::text::{cased, digits, trim};
use crate::token::Kind;
use core::mem::take;

/// Reads a payment.
///
/// # Errors
/// One error that lists every bad field. Codes of category `customer` for values, of category `merchant` for names and
/// types. Its code and field are those of the first bad field.
pub fn parse(members: &Members, config: &Config, today: YearMonth) -> Result<Box<Payment>, Box<Error>> {
    let rules = config.rules;
    let mut reader = Reader::new(members, rules);
    let kind = match kind(&mut reader, config) {
        Ok(kind) => kind,
        Err(code) => return Err(Error::from_issues(reader.issues).unwrap_or(Error::new(code))),
    };
    let mut parser = Parser { reader, rules, config, today, payment: Box::new(Payment::new(kind)) };
    parser.fields();
    let Parser { mut reader, mut payment, .. } = parser;
    payment.omitted = leftovers(&mut reader, config.omit_unsupported);
    payment.refuse_number_elsewhere(&mut reader.issues);
    #[cfg(feature = "seal")]
    if let Some(shape) = config.shape {
        shape.check(&payment, &mut reader.issues);
    }
    config.gateway.check(&payment, &mut reader.issues);
    match Error::from_issues(reader.issues) {
        Some(error) => Err(error),
        None => Ok(payment),
    }
}

/// A card if there is a number, a bank account if there is an account number. Blank ones decide only when nothing else
/// does, so that a form with both sets of inputs can hand in all of them.
fn kind(reader: &mut Reader<'_>, config: &Config) -> Result<Kind, Code> {
    let (number, account) = (Field::Number, Field::AccountNumber);
    let kind = match (reader.is_filled(number), reader.is_filled(account)) {
        (true, true) => {
            let others = take(&mut reader.issues.list);
            reader.issues.add(Code::PaymentAmbiguous, number);
            reader.issues.add(Code::PaymentAmbiguous, account);
            reader.issues.list.extend_from_slice(&others);
            return Err(Code::PaymentAmbiguous);
        }
        (false, true) => Kind::Bank,
        _ if reader.has(number) => Kind::Card,
        _ if reader.has(account) => Kind::Bank,
        _ => return Err(Code::PaymentInvalid),
    };
    let takes = config.rules.takes(kind);
    #[cfg(feature = "seal")]
    let takes = if config.shape.is_some_and(|shape| !shape.is_for(kind)) { FieldSet::EMPTY } else { takes };
    let code = if takes == FieldSet::EMPTY {
        Code::PaymentUnsupported
    } else if reader.take(Slot::Kind).is_some_and(|word| word.as_text() != Some(config.rules.kind_word(kind))) {
        Code::PaymentAmbiguous
    } else {
        return Ok(kind);
    };
    reader.issues.list.clear();
    Err(code)
}

/// What nobody took is what the gateway does not take.
fn leftovers(reader: &mut Reader<'_>, omit: bool) -> FieldSet {
    let mut left = FieldSet::EMPTY;
    for field in (0..).map_while(Field::at) {
        if reader.is_filled(field) {
            if omit {
                left = left.with(field);
            } else {
                reader.issues.add(Code::FieldUnsupported, field);
            }
        }
    }
    left
}

pub(super) struct Parser<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) rules: &'static Rules,
    config: &'a Config,
    /// The month in which a card must still be good.
    today: YearMonth,
    pub(super) payment: Box<Payment>,
}

impl Parser<'_> {
    fn fields(&mut self) {
        let (always, taken) = (self.payment.kind.always(), self.rules.takes(self.payment.kind));
        for field in ORDER {
            let takes = taken.contains(*field);
            let needed = always.contains(*field) || (takes && self.rules.required.contains(*field));
            match field {
                _ if !takes && !needed => {}
                Field::Cvv if !self.config.send_cvv => {}
                Field::Expiry => self.expiry(),
                Field::Holder => self.holder(needed),
                Field::Metadata => self.metadata(),
                _ => self.field(*field, needed),
            }
        }
        self.stated_brand();
    }

    fn field(&mut self, field: Field, needed: bool) {
        let text = if needed { self.reader.required(field) } else { self.reader.text(field) };
        if let Some(text) = text {
            let [missing, ..] = field.codes();
            match self.parse(field, text) {
                _ if trim(text).is_empty() => self.reader.issues.add(missing, field),
                Ok(text) => self.payment.keep(field, text),
                Err(code) => self.reader.issues.add(code, field),
            }
        }
    }

    /// The text of a field as a gateway takes it.
    pub(super) fn parse(&mut self, field: Field, text: &str) -> Result<Secret, Code> {
        let trimmed = trim(text);
        let [.., invalid] = field.codes();
        let Payment { brand, country, .. } = *self.payment;
        let context = Context { today: self.today, brand, country, rules: self.config.brands };
        if let Some(judgement) = field::judge(field, text, &context) {
            if field == Field::Number {
                self.payment.brand = judgement.brand;
            }
            return match judgement.code() {
                Some(code) => Err(code),
                None if matches!(field, Field::Holder | Field::FirstName | Field::LastName | Field::PostalCode) => {
                    Ok(Secret::copy_of(trimmed))
                }
                None => Ok(digits(text)),
            };
        }
        match field {
            Field::Country => {
                let country = Country::parse(trimmed).ok_or(invalid)?;
                self.payment.country = Some(country);
                Ok(country.alpha2())
            }
            Field::AccountType => account::word(account::TYPES, trimmed).ok_or(invalid).map(Secret::copy_of),
            Field::AccountHolderType => {
                account::word(account::HOLDER_TYPES, trimmed).ok_or(invalid).map(Secret::copy_of)
            }
            _ => match details::fault(field, trimmed, self.rules.limit(field)) {
                Some(code) => Err(code),
                // As ISO 4217 has them in capitals, and gateways do not.
                None if field == Field::Currency => Ok(cased(trimmed, false)),
                None => Ok(Secret::copy_of(trimmed)),
            },
        }
    }

    fn expiry(&mut self) {
        let (reader, today) = (&mut self.reader, self.today);
        if !reader.has(Field::ExpMonth) && !reader.has(Field::ExpYear) {
            let Some(text) = reader.required(Field::Expiry) else { return };
            let judgement = expiry::judge(text, today);
            if let Some(code) = judgement.code() {
                reader.issues.add(code, Field::Expiry);
            }
            self.payment.expiry = judgement.date;
            return;
        }
        if reader.is_filled(Field::Expiry) {
            reader.issues.add(Code::FieldDuplicate, Field::Expiry);
        }
        reader.take(Slot::Field(Field::Expiry));
        let before = reader.issues.list.len();
        let month = reader.date_part(Field::ExpMonth, before);
        let year = reader.date_part(Field::ExpYear, before);
        if let (Some(month), Some(year)) = (month, year) {
            match expiry::from_parts(month.expose(), year.expose(), today) {
                Ok(date) => self.payment.expiry = Some(date),
                Err((field, code)) => reader.issues.add(code, field),
            }
        }
    }

    /// The gateway's own word for the brand, where the caller gave one: it must be a word of the gateway, and agree with
    /// the number as far as the number has a brand.
    fn stated_brand(&mut self) {
        let Some(value) = self.reader.take(Slot::Brand) else { return };
        let word = value.as_text().unwrap_or("");
        match self.rules.brand(word) {
            Some(stated)
                if self.payment.kind == Kind::Card && self.payment.brand.is_none_or(|brand| brand == stated) =>
            {
                self.payment.stated_brand = Some(Secret::copy_of(word));
            }
            _ => {
                let own = self.rules.own.iter().find(|(_, slot)| *slot == Slot::Brand).map_or("", |(name, _)| name);
                self.reader.issues.add_named(Code::FieldInvalid, "", own);
            }
        }
    }
}

/// Whether the digits of a text hold these.
#[inline(never)]
fn holds_digits(text: &str, wanted: &str) -> bool {
    crate::text::holds(digits(text).expose(), wanted)
}

impl Payment {
    /// Refuses the card or account number wherever else it stands: gateways keep these texts in clear.
    fn refuse_number_elsewhere(&self, issues: &mut Issues) {
        let number = self.number();
        // A short account number may well be part of a phone number or a house number.
        if number.len() < 12 {
            return;
        }
        let own = self.kind.number();
        let misplaced = |text: &str| holds_digits(text, number);
        for (field, text) in &self.texts {
            if *field != own && misplaced(text.expose()) {
                issues.add(Code::CardNumberMisplaced, *field);
            }
        }
        if self.metadata.iter().any(|(name, value)| misplaced(name) || value.as_text().is_some_and(misplaced)) {
            issues.add(Code::CardNumberMisplaced, Field::Metadata);
        }
    }
}
