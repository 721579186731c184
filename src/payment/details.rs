//! Names, address, contact and the caller's own texts.

use super::reader::Reader;
use super::{Details, Options, Payment, Slot};
use crate::card::brand::BrandRules;
use crate::country::Country;
use crate::error::{Code, Field, Issue};
use crate::field;
use crate::input::Value;
use crate::secret::Secret;
use crate::text::{self, trim};
use crate::token::Kind;

/// Texts that are sent as they are, once they hold no control character and are within the gateway's limit.
const FREE: &[Field] = &[
    Field::Line1,
    Field::Line2,
    Field::City,
    Field::State,
    Field::Email,
    Field::Phone,
    Field::Reference,
    Field::Description,
    Field::Currency,
];

pub(super) fn read(reader: &mut Reader, kind: Kind, options: &Options<'_>) -> Details {
    let rules = options.gateway.rules();
    let takes = |field: &Field| rules.takes(kind).contains(field);
    let mut details = Details::default();
    names(reader, &mut details, options, &takes);
    if takes(&Field::Country)
        && let Some(text) = reader.text(Field::Country)
    {
        let country = Country::parse(trim(text.expose())).ok_or(Code::CountryInvalid);
        details.country = reader.check(Field::Country, country);
    }
    if takes(&Field::PostalCode) {
        let text = judged(reader, Field::PostalCode, details.country, options);
        details.texts.extend(text.map(|text| (Field::PostalCode, text)));
    }
    for field in FREE.iter().filter(|field| takes(field)) {
        if let Some(text) = reader.text(*field) {
            match free(*field, trim(text.expose()), rules.limit(*field)) {
                None => details.texts.push((*field, Secret::copy_of(trim(text.expose())))),
                Some(code) => reader.issue(code, *field),
            }
        }
    }
    if takes(&Field::Metadata) {
        details.metadata = metadata(reader, options);
    }
    options.gateway.check(&details, &mut reader.issues);
    details
}

fn names(reader: &mut Reader, details: &mut Details, options: &Options<'_>, takes: &dyn Fn(&Field) -> bool) {
    let parts = [Field::FirstName, Field::LastName];
    let split = parts.iter().any(|field| reader.is_filled(*field));
    let joins = takes(&Field::Holder) && split;
    if joins && reader.is_filled(Field::Holder) {
        reader.issue(Code::FieldDuplicate, Field::Holder);
        reader.take(Slot::Field(Field::Holder));
    }
    let mut joined = Secret::default();
    for field in [Field::Holder, Field::FirstName, Field::LastName] {
        let part = joins && field != Field::Holder;
        if !part && !takes(&field) {
            continue;
        }
        let Some(text) = judged(reader, field, None, options) else { continue };
        if !part {
            details.texts.push((field, text));
            continue;
        }
        if !joined.expose().is_empty() {
            joined.push(' ');
        }
        joined.push_str(text.expose());
    }
    if joins {
        details.texts.push((Field::Holder, joined));
    }
}

/// Takes a field that `field::judge` knows, if it is there, without white space at its ends.
fn judged(reader: &mut Reader, field: Field, country: Option<Country>, options: &Options<'_>) -> Option<Secret> {
    let text = reader.text(field)?;
    let context = field::Context {
        today: options.today,
        brand: None,
        country: country.and_then(|country| country.alpha2().as_bytes().try_into().ok()),
        rules: BrandRules::default(),
    };
    let code = field::judge(field, text.expose(), &context)?.code;
    reader.check(field, code.map_or_else(|| Ok(Secret::copy_of(trim(text.expose()))), Err))
}

/// What is wrong with a text that is sent as it is.
fn free(field: Field, text: &str, limit: Option<usize>) -> Option<Code> {
    let mut count = 0;
    for character in text.chars() {
        // U+0080 to U+009F are control characters too.
        if matches!(character, '\0'..' ' | '\u{7f}'..='\u{9f}') {
            return Some(Code::FieldInvalid);
        }
        count += 1;
    }
    let currency = field != Field::Currency || (count == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if limit.is_some_and(|limit| count > limit) {
        return Some(Code::FieldTooLong);
    }
    (!currency).then_some(Code::CurrencyInvalid)
}

/// Flat texts, none of which has a name that the gateway knows: in a form body they stand beside its own members.
fn metadata(reader: &mut Reader, options: &Options<'_>) -> Vec<(Secret, Secret)> {
    let mut texts = Vec::new();
    match reader.take(Slot::Field(Field::Metadata)) {
        None => {}
        Some(Value::Object(members)) => {
            for (name, value) in members {
                let free = !name.expose().is_empty() && !options.gateway.rules().reserves(name.expose());
                match value {
                    Value::Text(text) if free => texts.push((name, text)),
                    _ => reader.misnamed(Code::MetadataInvalid, "metadata.", &name),
                }
            }
        }
        Some(Value::Unreadable) => reader.issue(Code::FieldUnreadable, Field::Metadata),
        Some(_) => reader.issue(Code::MetadataInvalid, Field::Metadata),
    }
    texts
}

impl Payment {
    /// Refuses the card or account number wherever else it stands: gateways keep these texts in clear.
    pub(super) fn refuse_number_elsewhere(&self, issues: &mut Vec<Issue>) {
        let number = self.number();
        // A short account number may well be part of a phone number or a house number.
        if number.len() < 12 {
            return;
        }
        let misplaced = |text: &Secret| text::holds(text::digits(text.expose()).expose(), number);
        for (field, text) in &self.details.texts {
            if misplaced(text) {
                issues.push(Issue::new(Code::CardNumberMisplaced, *field));
            }
        }
        if self.details.metadata.iter().any(|(name, text)| misplaced(name) || misplaced(text)) {
            issues.push(Issue::new(Code::CardNumberMisplaced, Field::Metadata));
        }
    }
}
