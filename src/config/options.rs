//! Options that have not been read yet, and the first thing that was wrong.

use crate::error::{Code, Error, FieldName};
use crate::input::{Members, Value};

/// Hands out options by name. What is wrong is kept to the end: one way out takes less code than one from every line.
pub(super) struct Options<'a> {
    members: &'a Members,
    /// Which of them were taken.
    taken: Vec<bool>,
    fault: Option<Box<Error>>,
}

impl<'a> Options<'a> {
    pub(super) fn new(members: &'a Members) -> Self {
        Self { members, taken: vec![false; members.len()], fault: None }
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
    pub(super) fn take(&mut self, name: &str) -> Option<&'a Value> {
        let at = self.members.iter().position(|(given, _)| given.expose() == name)?;
        if let Some(taken) = self.taken.get_mut(at) {
            *taken = true;
        }
        self.members.get(at).map(|(_, value)| value)
    }

    #[inline(never)]
    pub(super) fn text(&mut self, name: &str) -> Option<&'a str> {
        let value = self.take(name)?;
        match value.as_text() {
            None if name == "publicKey" => self.fail(Code::KeyInvalid, name),
            None => self.invalid(name),
            text => return text,
        }
        None
    }

    /// Takes one of a few words; `code` is for any other.
    pub(super) fn word<T>(&mut self, name: &str, code: Code, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let word = parse(self.text(name)?);
        if word.is_none() {
            self.fail(code, name);
        }
        word
    }

    pub(super) fn truth(&mut self, name: &str) -> Option<bool> {
        match self.take(name)? {
            Value::Bool(truth) => return Some(*truth),
            _ => self.invalid(name),
        }
        None
    }

    /// Reads the options of an object within.
    pub(super) fn inner(&mut self, name: &str, read: impl FnOnce(&mut Self)) {
        match self.take(name) {
            None => {}
            Some(Value::Object(members)) => {
                let mut inner = Self { fault: self.fault.take(), ..Self::new(members) };
                read(&mut inner);
                inner.end();
                self.fault = inner.fault;
            }
            Some(_) => self.invalid(name),
        }
    }

    /// Notes the first option that nobody has taken.
    fn end(&mut self) {
        let left = self.members.iter().zip(&self.taken).find(|(_, taken)| !**taken);
        if let Some(((name, _), _)) = left {
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
}
