//! Writing JSON: how records leave the core.

use crate::input::{Members, Value};
use crate::secret::Secret;

/// A JSON text that grows. Commas come by themselves.
///
/// # Secrets
/// Whatever is written into it: a request body is a record too. It is wiped when dropped.
#[derive(Debug, Default)]
pub struct Json(Secret);

impl Json {
    /// Opens an object (`{`) or a list (`[`).
    #[inline(never)]
    pub fn open(&mut self, bracket: char) {
        self.separate();
        self.0.push(bracket);
    }

    /// Closes an object (`}`) or a list (`]`).
    pub fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// The name of a member; its value comes next.
    #[inline(never)]
    pub fn name(&mut self, name: &str) {
        self.text(name);
        self.0.push(':');
    }

    /// A text.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.separate();
        self.0.push('"');
        for character in crate::text::characters(text) {
            match character {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(character);
                }
                // RFC 8259, section 7: control characters must be escaped.
                '\0'..' ' => {
                    let code = u32::from(character);
                    self.0.push_str(if code < 16 { "\\u000" } else { "\\u001" });
                    self.0.push(char::from_digit(code & 15, 16).unwrap_or('0'));
                }
                _ => self.0.push(character),
            }
        }
        self.0.push('"');
    }

    /// What is JSON already: a word such as `null`, or what another one wrote.
    #[inline(never)]
    pub fn raw(&mut self, json: &str) {
        self.separate();
        self.0.push_str(json);
    }

    /// A whole number.
    #[inline(never)]
    pub fn number(&mut self, number: u32) {
        self.separate();
        crate::text::push_number(&mut self.0, number);
    }

    /// A whole number as text, with two digits or more.
    pub fn padded(&mut self, number: u32) {
        self.raw(if number < 10 { "\"0" } else { "\"" });
        crate::text::push_number(&mut self.0, number);
        self.0.push('"');
    }

    /// A text, or `null`.
    #[inline(never)]
    pub fn optional_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.raw("null"),
        }
    }

    /// A whole number, or `null`.
    #[inline(never)]
    pub fn optional_number(&mut self, number: Option<u32>) {
        match number {
            Some(number) => self.number(number),
            None => self.raw("null"),
        }
    }

    /// A member that is a whole number, or `null`.
    #[inline(never)]
    pub fn number_member(&mut self, name: &str, number: Option<u32>) {
        self.name(name);
        self.optional_number(number);
    }

    /// A member that is true or false.
    pub fn truth_member(&mut self, name: &str, truth: bool) {
        self.name(name);
        self.truth(truth);
    }

    /// True or false.
    #[inline(never)]
    pub fn truth(&mut self, truth: bool) {
        self.raw(if truth { "true" } else { "false" });
    }

    /// The members of an object, in an object that is open. What is neither text, truth value, list nor object is `null`.
    pub fn members(&mut self, members: &Members) {
        for (name, value) in members.iter() {
            self.name(name);
            self.value(value);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Text(text) => self.text(text.expose()),
            Value::Bool(truth) => self.truth(*truth),
            Value::List(elements) => {
                self.open('[');
                elements.iter().for_each(|element| self.value(element));
                self.close(']');
            }
            Value::Object(members) => {
                self.open('{');
                self.members(members);
                self.close('}');
            }
            _ => self.raw("null"),
        }
    }

    /// What was written.
    pub fn finish(self) -> Secret {
        self.0
    }

    fn separate(&mut self) {
        if !matches!(self.0.expose().as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_json_parsers_read() {
        let mut json = Json::default();
        json.open('{');
        json.name("a");
        json.optional_text(Some("x"));
        json.name("b");
        json.optional_text(None);
        json.name("c");
        json.open('[');
        json.number(0);
        json.number(1_795_222_923);
        json.open('{');
        json.truth_member("d", true);
        json.close('}');
        json.close(']');
        json.close('}');
        let text = json.finish();
        assert_eq!(text.expose(), r#"{"a":"x","b":null,"c":[0,1795222923,{"d":true}]}"#);
    }

    #[test]
    fn a_number_can_be_missing_and_a_padded_one_is_a_text_of_two_digits_or_more() {
        let mut json = Json::default();
        json.open('{');
        json.number_member("a", Some(7));
        json.number_member("b", None);
        for (name, number) in [("c", 9), ("d", 10), ("e", 2030)] {
            json.name(name);
            json.padded(number);
        }
        json.close('}');
        assert_eq!(json.finish().expose(), r#"{"a":7,"b":null,"c":"09","d":"10","e":"2030"}"#);
    }

    #[test]
    fn every_character_is_read_back() {
        let all: String = ('\0'..'\u{250}').chain(['\u{2028}', '😀', '\u{ffff}']).collect();
        let mut json = Json::default();
        json.text(&all);
        assert_eq!(serde_json::from_str::<String>(json.finish().expose()).unwrap(), all);
    }
}
