//! Names, free texts and the caller's own texts.

use super::Slot;
use super::parse::Parser;
use crate::error::{Code, Field};
use crate::input::Value;
use crate::secret::Secret;

impl Parser<'_> {
    /// First and last name are joined where one name is wanted; a joined one is never split.
    pub(super) fn holder(&mut self, needed: bool) {
        let parts = [Field::FirstName, Field::LastName];
        let fields = if parts.iter().any(|field| self.reader.is_filled(*field)) {
            if self.reader.is_filled(Field::Holder) {
                self.reader.issues.add(Code::FieldDuplicate, Field::Holder);
            }
            self.reader.take(Slot::Field(Field::Holder));
            &parts[..]
        } else {
            &[Field::Holder]
        };
        let issues = self.reader.issues.list.len();
        let mut joined = Secret::default();
        for field in fields {
            let Some(text) = self.reader.text(*field) else { continue };
            match self.parse(*field, text) {
                Err(code) => self.reader.issues.add(code, *field),
                Ok(part) => {
                    joined.push_str(if joined.expose().is_empty() { "" } else { " " });
                    joined.push_str(part.expose());
                }
            }
        }
        if !joined.expose().is_empty() {
            self.payment.keep(Field::Holder, joined);
        } else if needed && self.reader.issues.list.len() == issues {
            self.reader.issues.add(Code::HolderMissing, Field::Holder);
        }
    }

    /// Flat texts, none of which has a name that the gateway knows: in a form body they stand beside its own members.
    pub(super) fn metadata(&mut self) {
        let reader = &mut self.reader;
        match reader.take(Slot::Field(Field::Metadata)) {
            None => {}
            Some(Value::Object(members)) => {
                for (name, value) in members.iter() {
                    let free = !name.is_empty() && !self.rules.reserves(name);
                    match value {
                        Value::Text(text) if free => {
                            self.payment.metadata.push(Secret::copy_of(name), Secret::copy_of(text.expose()));
                        }
                        _ => reader.issues.add_named(Code::MetadataInvalid, "metadata.", name),
                    }
                }
            }
            Some(Value::Unreadable) => reader.issues.add(Code::FieldUnreadable, Field::Metadata),
            Some(_) => reader.issues.add(Code::MetadataInvalid, Field::Metadata),
        }
    }
}

/// What is wrong with a text that is sent as it is: a control character in it, too many characters, no currency.
pub(super) fn fault(field: Field, text: &str, limit: Option<usize>) -> Option<Code> {
    let mut count = 0;
    for character in crate::text::characters(text) {
        // U+0080 to U+009F are control characters too.
        if matches!(character, '\0'..' ' | '\u{7f}'..='\u{9f}') {
            return Some(Code::FieldInvalid);
        }
        count += 1;
    }
    if limit.is_some_and(|limit| count > limit) {
        return Some(Code::FieldTooLong);
    }
    let currency = field != Field::Currency || (count == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()));
    (!currency).then_some(Code::CurrencyInvalid)
}
