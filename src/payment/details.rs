//! Names, address, contact and the caller's own texts.

use super::reader::Reader;
use super::{Details, Options, Slot};
use crate::card::brand::BrandRules;
use crate::country::Country;
use crate::error::{Code, Field, FieldName, Issue};
use crate::field;
use crate::input::Value;
use crate::secret::Secret;
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
    let takes = options.gateway.rules().takes(kind);
    let mut details = Details::default();
    names(reader, takes, &mut details, options);
    if takes.contains(&Field::Country) {
        details.country = reader.parsed(Field::Country, |text| Country::parse(text.trim()).ok_or(Code::CountryInvalid));
    }
    if takes.contains(&Field::PostalCode) {
        let country = details.country;
        judged(reader, Field::PostalCode, &mut details, options, country);
    }
    for field in FREE.iter().filter(|field| takes.contains(field)) {
        let limit = options.gateway.rules().limit(*field);
        if let Some(text) = reader.parsed(*field, |text| free(*field, text.trim(), limit)) {
            details.texts.push((*field, text));
        }
    }
    if takes.contains(&Field::Metadata) {
        details.metadata = metadata(reader, options);
    }
    options.gateway.check(&details, &mut reader.issues);
    details
}

fn names(reader: &mut Reader, takes: &[Field], details: &mut Details, options: &Options<'_>) {
    let parts = [Field::FirstName, Field::LastName];
    let split = parts.iter().any(|field| reader.is_filled(*field));
    if !takes.contains(&Field::Holder) {
        let wanted = parts.into_iter().filter(|field| takes.contains(field));
        return wanted.for_each(|field| judged(reader, field, details, options, None));
    }
    if !split {
        return judged(reader, Field::Holder, details, options, None);
    }
    if reader.is_filled(Field::Holder) {
        reader.take(Slot::Field(Field::Holder));
        reader.issue(Code::FieldDuplicate, Field::Holder);
    }
    let mut given = Details::default();
    parts.into_iter().for_each(|field| judged(reader, field, &mut given, options, None));
    let texts: Vec<_> = parts.into_iter().filter_map(|field| given.text(field)).collect();
    if !texts.is_empty() {
        details.texts.push((Field::Holder, Secret::new(texts.join(" "))));
    }
}

/// Takes a field that `field::judge` knows, if it is there.
fn judged(reader: &mut Reader, field: Field, into: &mut Details, options: &Options<'_>, country: Option<Country>) {
    let context = field::Context {
        today: options.today,
        brand: None,
        country: country.and_then(|country| country.alpha2().as_bytes().try_into().ok()),
        rules: BrandRules::default(),
    };
    let text = reader.parsed(field, |text| {
        let judgement = field::judge(field, text, &context);
        judgement.and_then(|judgement| judgement.code).map_or_else(|| Ok(copy(text.trim())), Err)
    });
    into.texts.extend(text.map(|text| (field, text)));
}

fn free(field: Field, text: &str, limit: Option<usize>) -> Result<Secret, Code> {
    let currency = field != Field::Currency || (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if text.chars().any(char::is_control) {
        return Err(Code::FieldInvalid);
    }
    if limit.is_some_and(|limit| text.chars().count() > limit) {
        return Err(Code::FieldTooLong);
    }
    if currency { Ok(copy(text)) } else { Err(Code::CurrencyInvalid) }
}

/// Flat texts, none of which has a name that the gateway knows: in a form body they stand beside its own members.
fn metadata(reader: &mut Reader, options: &Options<'_>) -> Vec<(Secret, Secret)> {
    let members = match reader.take(Slot::Field(Field::Metadata)) {
        None => return Vec::new(),
        Some(Value::Object(members)) => members,
        Some(Value::Unreadable) => {
            reader.issue(Code::FieldUnreadable, Field::Metadata);
            return Vec::new();
        }
        Some(_) => {
            reader.issue(Code::MetadataInvalid, Field::Metadata);
            return Vec::new();
        }
    };
    let reserved = |name: &str| options.gateway.rules().reserves(name);
    let mut texts = Vec::with_capacity(members.len());
    for (name, value) in members {
        match value {
            Value::Text(text) if !name.expose().is_empty() && !reserved(name.expose()) => texts.push((name, text)),
            _ => {
                let path = FieldName::unknown(&format!("metadata.{}", name.expose()));
                reader.issues.push(Issue { code: Code::MetadataInvalid, field: path });
            }
        }
    }
    texts
}

fn copy(text: &str) -> Secret {
    let mut copy = Secret::with_capacity(text.len());
    copy.push_str(text);
    copy
}

impl Details {
    /// Refuses the card or account number wherever else it stands: gateways keep these texts in clear.
    pub(super) fn refuse_number(&self, number: &str, issues: &mut Vec<Issue>) {
        let misplaced = |text: &str| {
            let mut digits = Secret::with_capacity(text.len());
            text.chars().filter(char::is_ascii_digit).for_each(|digit| digits.push(digit));
            digits.expose().contains(number)
        };
        for (field, text) in &self.texts {
            // A short account number may well be part of a phone number or a house number.
            if number.len() >= 12 && misplaced(text.expose()) {
                issues.push(Issue::new(Code::CardNumberMisplaced, *field));
            }
        }
        let inside = self.metadata.iter().any(|(name, text)| misplaced(name.expose()) || misplaced(text.expose()));
        if number.len() >= 12 && inside {
            issues.push(Issue::new(Code::CardNumberMisplaced, Field::Metadata));
        }
    }
}
