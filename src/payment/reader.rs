//! The members of a payment by meaning, with everything wrong about their names and types noted.

use super::names::{self, Slot};
use crate::error::{Code, Field, Issues};
use crate::gateway::Rules;
use crate::input::{Members, Value};
use crate::secret::Secret;
use crate::text;

/// Hands out values by field and collects issues.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// By the places of the slots.
    values: [Option<&'a Value>; Slot::COUNT],
    pub(super) issues: Issues,
}

impl<'a> Reader<'a> {
    /// Sorts members by meaning. Unknown names, and one thing under two names, become issues.
    #[inline(always)]
    pub(super) fn new(members: &'a Members, rules: &Rules) -> Self {
        let mut reader = Self { values: [None; Slot::COUNT], issues: Issues::default() };
        for (name, value) in members.iter() {
            match names::top(name, rules) {
                Some(Slot::Field(Field::Address)) => reader.address(value),
                slot => reader.insert(slot, value, "", name),
            }
        }
        reader
    }

    fn address(&mut self, value: &'a Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members.iter() {
                    self.insert(names::in_address(name), value, "address.", name);
                }
            }
            Value::Unreadable => self.issues.add(Code::FieldUnreadable, Field::Address),
            _ => self.issues.add(Code::FieldNotText, Field::Address),
        }
    }

    fn insert(&mut self, slot: Option<Slot>, value: &'a Value, folder: &str, name: &str) {
        match slot {
            None => self.issues.add_named(Code::FieldUnknown, folder, name),
            Some(slot) => {
                if let Some(place) = self.values.get_mut(slot.place()) {
                    match place {
                        Some(_) => self.issues.add_named(Code::FieldDuplicate, "", name),
                        None => *place = Some(value),
                    }
                }
            }
        }
    }

    #[inline(never)]
    fn find(&self, slot: Slot) -> Option<&'a Value> {
        self.values.get(slot.place()).copied().flatten()
    }

    /// Whether a member for this field is there, be it empty.
    pub(super) fn has(&self, field: Field) -> bool {
        self.find(Slot::Field(field)).is_some()
    }

    /// Whether a member for this field is there and holds more than empty text.
    pub(super) fn is_filled(&self, field: Field) -> bool {
        self.find(Slot::Field(field))
            .is_some_and(|value| value.as_text().is_none_or(|text| !text::trim(text).is_empty()))
    }

    #[inline(never)]
    pub(super) fn take(&mut self, slot: Slot) -> Option<&'a Value> {
        self.values.get_mut(slot.place())?.take()
    }

    /// Takes a field's text. `None` when it is absent, blank, or no text; the last is an issue.
    #[inline(never)]
    pub(super) fn text(&mut self, field: Field) -> Option<&'a str> {
        let code = match self.take(Slot::Field(field))? {
            Value::Text(text) => return Some(text.expose()).filter(|text| !text::trim(text).is_empty()),
            Value::TooLong => match field.codes() {
                [.., Code::FieldInvalid] => Code::FieldTooLong,
                [.., invalid] => invalid,
            },
            Value::Unreadable => Code::FieldUnreadable,
            _ => Code::FieldNotText,
        };
        self.issues.add(code, field);
        None
    }

    /// The same for a field that must be there: absent and blank text is empty text.
    pub(super) fn required(&mut self, field: Field) -> Option<&'a str> {
        if self.is_filled(field) {
            return self.text(field);
        }
        self.take(Slot::Field(field));
        Some("")
    }

    /// Takes a month or year, which may be a number. The text is `""` when the number is not a small whole one. Nothing is an issue
    /// too, where none is there beyond the first `before`: one is enough for both parts of a date.
    #[inline(never)]
    pub(super) fn date_part(&mut self, field: Field, before: usize) -> Option<Secret> {
        if let Some(Value::Number(number)) = self.find(Slot::Field(field)) {
            let whole = *number as u16;
            let mut text = Secret::default();
            if f64::from(whole) == *number {
                text::push_number(&mut text, whole.into());
            }
            self.take(Slot::Field(field));
            return Some(text);
        }
        let text = self.text(field);
        if text.is_none() && self.issues.list.len() == before {
            self.issues.add(Code::ExpiryMissing, field);
        }
        text.map(Secret::copy_of)
    }
}
