//! JavaScript values to plain input: the only place that reads what a caller handed in, and the only one with a clock.
//!
//! A getter may throw, a proxy may lie and an object may be huge; none of that may trap.

use crate::date::YearMonth;
use crate::input::{MEMBER_LIMIT, Members, TEXT_LIMIT, Value};
use crate::instant::Instant;
use crate::secret::Secret;
use js_sys::{Date, JsString, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // A revoked proxy makes this throw, which the binding of js-sys does not expect.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// How deep objects may stand in each other: an option's object, its list, the list's texts.
const DEPTH: u8 = 3;

/// The client's clock.
pub(super) fn now() -> Instant {
    Instant(Date::now())
}

/// The month it is, where it is earliest.
pub(super) fn today() -> YearMonth {
    YearMonth::at(Date::now()).unwrap_or(YearMonth::MIN)
}

/// The members of an object; `None` for anything else, and for an object that cannot be read.
pub(super) fn members(value: &JsValue) -> Option<Members> {
    match read(value, DEPTH) {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

fn read(value: &JsValue, depth: u8) -> Value {
    if let Some(text) = value.dyn_ref::<JsString>() {
        return self::text(text).map_or(Value::TooLong, Value::Text);
    }
    if let Some(number) = value.as_f64() {
        return Value::Number(number);
    }
    if let Some(truth) = value.as_bool() {
        return Value::Bool(truth);
    }
    if depth == 0 || !value.is_object() {
        return Value::Other;
    }
    match is_array(value) {
        Ok(true) => list(value, depth),
        Ok(false) => object(value, depth),
        Err(_) => Value::Unreadable,
    }
}

fn list(value: &JsValue, depth: u8) -> Value {
    let Ok(length) = Reflect::get(value, &JsValue::from_str("length")) else { return Value::Unreadable };
    let length = length.as_f64().unwrap_or(f64::MAX);
    if length > MEMBER_LIMIT as f64 {
        return Value::TooLong;
    }
    let element = |at| Reflect::get_u32(value, at).map_or(Value::Unreadable, |element| read(&element, depth - 1));
    Value::List((0..length as u32).map(element).collect())
}

fn object(value: &JsValue, depth: u8) -> Value {
    let Ok(names) = Reflect::own_keys(value) else { return Value::Unreadable };
    if names.length() as usize > MEMBER_LIMIT {
        return Value::TooLong;
    }
    let mut members = Members::new();
    for name in names.iter() {
        // A symbol cannot be a name of ours.
        let Some(text) = name.dyn_ref::<JsString>() else { continue };
        let value = match Reflect::get(value, &name) {
            Ok(member) if member.is_undefined() || member.is_null() => continue,
            Ok(member) => read(&member, depth - 1),
            Err(_) => Value::Unreadable,
        };
        members.push((self::text(text).unwrap_or_default(), value));
    }
    Value::Object(members)
}

/// The text of a string, unit by unit: the generated way would leave copies on the heap. `None` when it is too long.
pub(super) fn text(text: &JsString) -> Option<Secret> {
    let length = text.length();
    if length as usize > TEXT_LIMIT {
        return None;
    }
    let mut read = Secret::with_capacity(length as usize * 3);
    let units = (0..length).map(|at| text.char_code_at(at) as u16);
    char::decode_utf16(units).for_each(|unit| read.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    Some(read)
}
