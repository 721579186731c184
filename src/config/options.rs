//! Options that have not been read yet, and the first thing that was wrong.

use crate::error::{Code, Error, FieldName};
use crate::input::{Members, Value};
use crate::secret::Secret;

/// Hands out options by name. What is wrong is kept to the end: one way out takes less code than one from every line.
pub(super) struct Options {
    members: Members,
    fault: Option<Box<Error>>,
}

impl Options {
    pub(super) const fn new(members: Members) -> Self {
        Self { members, fault: None }
    }

    /// Notes what is wrong with the option of this name, unless something was before.
    #[inline(never)]
    pub(super) fn fail(&mut self, code: Code, name: &str) {
        if self.fault.is_none() {
            self.fault = Some(Error::named(code, FieldName::unknown("", name)));
        }
    }

    pub(super) fn invalid(&mut self, name: &str) {
        self.fail(Code::OptionInvalid, name);
    }

    #[inline(never)]
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.members.iter().position(|(given, _)| given.expose() == name)?;
        Some(self.members.swap_remove(at).1)
    }

    #[inline(never)]
    pub(super) fn text(&mut self, name: &str) -> Option<Secret> {
        match self.take(name)? {
            Value::Text(text) => return Some(text),
            _ if name == "publicKey" => self.fail(Code::KeyInvalid, name),
            _ => self.invalid(name),
        }
        None
    }

    /// Takes one of a few words; `code` is for any other.
    pub(super) fn word<T>(&mut self, name: &str, code: Code, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let word = parse(text.expose());
        if word.is_none() {
            self.fail(code, name);
        }
        word
    }

    pub(super) fn truth(&mut self, name: &str) -> Option<bool> {
        match self.take(name)? {
            Value::Bool(truth) => return Some(truth),
            _ => self.invalid(name),
        }
        None
    }

    /// The options of an object within.
    pub(super) fn inner(&mut self, name: &str) -> Members {
        match self.take(name) {
            None => {}
            Some(Value::Object(members)) => return members,
            Some(_) => self.invalid(name),
        }
        Members::new()
    }

    /// Notes the first option that nobody has taken.
    pub(super) fn end(&mut self) {
        if let Some((name, _)) = self.members.pop() {
            self.fail(Code::OptionUnknown, name.expose());
        }
    }

    /// What was made of the options, unless something was wrong.
    pub(super) fn finish<T>(mut self, made: T) -> Result<T, Box<Error>> {
        self.end();
        match self.fault {
            None => Ok(made),
            Some(error) => Err(error),
        }
    }

    /// Goes on with these options, and comes back with the ones before.
    pub(super) fn swap(&mut self, members: Members) -> Members {
        core::mem::replace(&mut self.members, members)
    }
}
