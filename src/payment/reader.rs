//! The members of a payment by meaning, with everything wrong about their names and types noted.

use super::names::{self, Slot};
use crate::error::{Code, Field, FieldName, Issue};
use crate::input::{Members, Value};
use crate::secret::Secret;

/// Hands out values by field and collects issues.
#[derive(Debug, Default)]
pub(super) struct Reader {
    slots: Vec<(Slot, Value)>,
    pub(super) issues: Vec<Issue>,
}

impl Reader {
    /// Sorts members by meaning. Unknown names, and one thing under two names, become issues.
    pub(super) fn new(members: Members, own: &[(&str, Slot)]) -> Self {
        let mut reader = Self::default();
        for (name, value) in members {
            match names::top(name.expose(), own) {
                Some(Slot::Field(Field::Address)) => reader.address(value),
                Some(slot) => reader.insert(slot, value, name.expose()),
                None => reader.unknown(name.expose()),
            }
        }
        reader
    }

    fn address(&mut self, value: Value) {
        let Value::Object(members) = value else {
            let code = if matches!(value, Value::Unreadable) { Code::FieldUnreadable } else { Code::FieldNotText };
            return self.issue(code, Field::Address);
        };
        for (name, value) in members {
            match names::in_address(name.expose()) {
                Some(field) => self.insert(Slot::Field(field), value, name.expose()),
                None => self.unknown(&format!("address.{}", name.expose())),
            }
        }
    }

    fn insert(&mut self, slot: Slot, value: Value, name: &str) {
        if self.slots.iter().any(|(given, _)| *given == slot) {
            return self.issues.push(Issue { code: Code::FieldDuplicate, field: FieldName::unknown(name) });
        }
        self.slots.push((slot, value));
    }

    fn unknown(&mut self, name: &str) {
        self.issues.push(Issue { code: Code::FieldUnknown, field: FieldName::unknown(name) });
    }

    pub(super) fn issue(&mut self, code: Code, field: Field) {
        self.issues.push(Issue::new(code, field));
    }

    /// Whether a member for this field is there, be it empty.
    pub(super) fn has(&self, field: Field) -> bool {
        self.slots.iter().any(|(slot, _)| *slot == Slot::Field(field))
    }

    /// Whether a member for this field is there and holds more than empty text.
    pub(super) fn is_filled(&self, field: Field) -> bool {
        let blank = |value: &Value| matches!(value, Value::Text(text) if text.expose().trim().is_empty());
        self.slots.iter().any(|(slot, value)| *slot == Slot::Field(field) && !blank(value))
    }

    /// The fields that nobody has taken yet and that hold something.
    pub(super) fn left(&self) -> Vec<Field> {
        let fields = Field::ALL.iter().copied();
        fields.filter(|field| self.is_filled(*field)).collect()
    }

    pub(super) fn take(&mut self, slot: Slot) -> Option<Value> {
        let at = self.slots.iter().position(|(given, _)| *given == slot)?;
        Some(self.slots.swap_remove(at).1)
    }

    /// Takes a field's text. `None` when it is absent, blank, or no text; the last is an issue.
    pub(super) fn text(&mut self, field: Field) -> Option<Secret> {
        let code = match self.take(Slot::Field(field))? {
            Value::Text(text) => return (!text.expose().trim().is_empty()).then_some(text),
            Value::TooLong => field.invalid_code().unwrap_or(Code::FieldTooLong),
            Value::Unreadable => Code::FieldUnreadable,
            _ => Code::FieldNotText,
        };
        self.issue(code, field);
        None
    }

    /// Takes a month or year, which may be a number. The text is `""` when the number is not a small whole one.
    pub(super) fn text_or_number(&mut self, field: Field) -> Option<Secret> {
        let slot = Slot::Field(field);
        let number = self.slots.iter().find_map(|(given, value)| match value {
            Value::Number(number) if *given == slot => Some(*number),
            _ => None,
        });
        let Some(number) = number else { return self.text(field) };
        self.take(slot);
        let whole = number.fract() == 0.0 && (0.0..=9999.0).contains(&number);
        // A whole number is printed as one: printing floats would link kilobytes of code.
        Some(Secret::new(if whole { (number as u16).to_string() } else { String::new() }))
    }

    /// Takes text and hands it to `parse`; what that refuses becomes an issue of the field.
    pub(super) fn parsed<T>(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<T, Code>) -> Option<T> {
        let text = self.text(field)?;
        match parse(text.expose()) {
            Ok(value) => Some(value),
            Err(code) => {
                self.issue(code, field);
                None
            }
        }
    }

    /// The same for a field that must be there: absent or blank text is parsed as empty text.
    pub(super) fn required<T>(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<T, Code>) -> Option<T> {
        if self.is_filled(field) {
            return self.parsed(field, parse);
        }
        self.take(Slot::Field(field));
        if let Err(code) = parse("") {
            self.issue(code, field);
        }
        None
    }
}
