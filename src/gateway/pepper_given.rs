//! What a merchant tells Pepper's frame to begin with: an amount, a date, an address, settings. Their shapes alone are looked at,
//! before anything is sent; what they mean is the frame's to know.

use super::pepper_table::{RULES, Shape};
use crate::card::expiry;
use crate::country::Country;
use crate::date::YearMonth;
use crate::error::{Code, Error, Field};
use crate::input::Value;
use crate::payment::Slot;
use crate::text::{Count, push_number, trim};
use crate::transport::Body;

type Checked = Result<(), Box<Error>>;

/// The most UTF-16 units of a part of an address.
const PART_LIMIT: usize = 100;

/// An amount in major units, such as `1.00`: nine digits at most, and two after the point.
///
/// # Errors
/// `option_invalid`.
pub(super) fn amount(given: &Value, body: &mut Body) -> Checked {
    let Some(amount) = given.member("amount") else { return Ok(()) };
    let is_number = |digits: &str, most: usize| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_amount = |text: &str| match text.split_once('.') {
        Some((whole, rest)) => is_number(whole, 9) && is_number(rest, 2),
        None => is_number(text, 9),
    };
    let text = amount.as_text().filter(|text| is_amount(text));
    body.text("amount", Some(text.ok_or_else(|| Error::named(Code::OptionInvalid, "amount"))?));
    Ok(())
}

/// A date as people type it; the frame takes `MM/YY` \[V\].
///
/// # Errors
/// The code of what is wrong with it.
pub(super) fn expiry(given: &Value, today: YearMonth, body: &mut Body) -> Checked {
    let judgement = expiry::judge(given.text("value").unwrap_or(""), today);
    let date = judgement.date.filter(|_| judgement.code().is_none());
    let date =
        date.ok_or_else(|| Error::named(judgement.code().unwrap_or(Code::ExpiryInvalid), Field::Expiry.name()))?;
    let mut text = crate::secret::Secret::default();
    text.push_str(if date.month() < 10 { "0" } else { "" });
    push_number(&mut text, date.month());
    text.push_str("/");
    text.push_str(if date.year() % 100 < 10 { "0" } else { "" });
    push_number(&mut text, date.year() % 100);
    body.text("value", Some(text.expose()));
    Ok(())
}

/// An address by our names, of which the frame takes five \[V\].
///
/// # Errors
/// `address_invalid`, `field_unsupported`, `field_unknown`, `field_not_text`, `field_too_long`, `country_invalid`.
pub(super) fn address(given: &Value, body: &mut Body) -> Checked {
    let Some(Value::Object(members)) = given.member("value") else {
        return Err(Error::named(Code::AddressInvalid, Field::Address.name()));
    };
    for (name, value) in members.iter() {
        let wrong = |code| Err(Error::named(code, name));
        let is_meant = |slot: Slot| matches!(slot, Slot::Field(field) if field.name() == name);
        let Some((own, _)) = RULES.own.iter().find(|(_, slot)| is_meant(*slot)) else {
            return wrong(if name == Field::Line2.name() { Code::FieldUnsupported } else { Code::FieldUnknown });
        };
        let Value::Text(text) = value else {
            return wrong(if matches!(value, Value::TooLong) { Code::FieldTooLong } else { Code::FieldNotText });
        };
        let text = trim(text.expose());
        if Count::of(text).units > PART_LIMIT {
            return wrong(Code::FieldTooLong);
        }
        if name == Field::Country.name() {
            // By two letters [D].
            let country = Country::parse(text).ok_or_else(|| Error::of_field(Code::CountryInvalid, Field::Country))?;
            body.text(own, Some(country.alpha2().expose()));
        } else {
            body.text(own, Some(text));
        }
    }
    Ok(())
}

/// Settings in the frame's own words.
///
/// # Errors
/// `option_unknown` and `option_invalid`, with the setting's name.
pub(super) fn settings(value: &Value, shape: &Shape, name: &str) -> Checked {
    let is_good = match (shape, value) {
        (Shape::Object(shapes), Value::Object(members)) => {
            for (name, value) in members.iter() {
                let shape = shapes.iter().find(|(known, _)| *known == name);
                let (_, shape) = shape.ok_or_else(|| Error::named(Code::OptionUnknown, name))?;
                settings(value, shape, name)?;
            }
            true
        }
        (Shape::Truth, Value::Bool(_)) | (Shape::Text, Value::Text(_)) => true,
        (Shape::Texts, Value::List(texts)) => texts.iter().all(|text| text.as_text().is_some()),
        (Shape::Kinds, Value::List(kinds)) => {
            !kinds.is_empty() && kinds.iter().all(|kind| kind.as_text().is_some_and(|kind| RULES.kinds.contains(&kind)))
        }
        (Shape::Styles, Value::Object(_)) => are_styles(value),
        _ => false,
    };
    if is_good { Ok(()) } else { Err(Error::named(Code::OptionInvalid, name)) }
}

fn are_styles(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().all(|(_, part)| part.as_text().is_some() || are_styles(part)),
        _ => false,
    }
}
