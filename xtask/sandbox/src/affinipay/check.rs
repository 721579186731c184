//! Which token requests the sandbox takes, and what it silently changes.
//!
//! The gateway's document and its observed behaviour differ, so each decision is marked: D documented, V seen in the
//! vendor's own tests, I inferred by us. Where nothing is documented the sandbox refuses.
//!
//! | What | Decision | Mark |
//! |---|---|---|
//! | `type` missing | refused, `not_null` | I |
//! | `number`, `exp_month`, `exp_year` missing or blank | refused | D (V: taken) |
//! | `number` with other than digits; number or text of the wrong JSON type; JSON `null` | refused, `invalid` | D, I |
//! | `number` of any length from 1 on, wrong Luhn digit | taken; over 19 digits cut | V |
//! | month outside 1 to 12, year not of 2 or 4 digits | refused, `number_out_of_range` | D (V: taken) |
//! | past expiry | taken | V |
//! | two-digit year | read as 20yy | I |
//! | `cvv` with other than digits | refused, `invalid` | D (V: taken) |
//! | `cvv` of 2 digits | taken; over 4 digits cut | V |
//! | `card_type` outside the list | refused; one that does not fit: `card_number_incorrect` | D |
//! | `routing_number` not of 9 digits, `account_number` not of 4 to 17, `account_type` outside the list | refused | D |
//! | `routing_number`, `account_number` missing | refused, `not_null` | I |
//! | `phone` over 22, `reference` and `description` over 64 characters | refused, `invalid_length` | D |
//! | `name`, `address1`, `address2`, `city` over 64 characters | cut | V |
//! | `postal_code` | other characters dropped, cut at 10; then not 3 to 9 letters and digits: refused | V, D |
//! | `country` that is no alpha-2 code | dropped | V |
//! | `state` that does not fit | taken | V |
//! | blank optional text | as if missing | I |
//! | a card's field on a bank account, and the reverse | refused, `invalid`: in a form post it must not land in `form_data` | I |
//! | unknown JSON member, `form_data` in a form, a known form field twice | refused, `invalid` | I |
//! | contexts | the bare field name; other spellings by scenario | I |

use super::errors::{Code, Fault, Refusal};
use super::payment::{Method, Payment, card_type, cvv_fault};
use super::request::Fields;
use crate::body::Encoding;
use crate::digits::{only_digits, passes_aba, passes_luhn};
use crate::places;
use serde_json::{Map, Value, json};

/// Every field that a token request may have; in a form also `public_key` and `redirect_url`.
pub(crate) const KNOWN: &[&str] = &[
    "type",
    "number",
    "card_type",
    "exp_month",
    "exp_year",
    "cvv",
    "routing_number",
    "account_number",
    "account_type",
    "name",
    "address1",
    "address2",
    "city",
    "state",
    "postal_code",
    "country",
    "email",
    "phone",
    "reference",
    "description",
    "public_key",
    "redirect_url",
];

const CARD_FIELDS: [&str; 5] = ["number", "card_type", "exp_month", "exp_year", "cvv"];
const BANK_FIELDS: [&str; 3] = ["routing_number", "account_number", "account_type"];
const CARD_TYPES: [&str; 6] = ["MASTERCARD", "VISA", "AMERICAN_EXPRESS", "DISCOVER", "DINERS_CLUB", "JCB"];
/// Cut at this many characters (V).
const CUT: [(&str, usize); 4] = [("name", 64), ("address1", 64), ("address2", 64), ("city", 64)];
/// Refused over this many characters (D).
const LIMITED: [(&str, usize); 5] =
    [("phone", 22), ("reference", 64), ("description", 64), ("state", usize::MAX), ("email", usize::MAX)];
const ACCOUNT_TYPES: [&str; 2] = ["CHECKING", "SAVINGS"];

/// Judges a request. `today` (year and month, such as 202611) is there when the scenario asks for the checks that the
/// gateway leaves to the charge.
pub(crate) fn payment(fields: Fields, today: Option<u32>) -> Result<Payment, Vec<Refusal>> {
    let form = fields.encoding == Encoding::Form;
    let mut check = Check { values: fields.values, form, refused: fields.refused, today };
    let method = match check.required("type", Check::text).as_deref() {
        Some("card") => check.card(),
        Some("bank") => check.bank(),
        Some(_) => check.refuse("type", Fault::Invalid),
        None => None,
    };
    let echoed = check.echoed();
    match method {
        Some(method) if check.refused.is_empty() => Ok(Payment { method, echoed, form_data: fields.form_data }),
        _ => Err(check.refused),
    }
}

struct Check {
    values: Map<String, Value>,
    form: bool,
    refused: Vec<Refusal>,
    today: Option<u32>,
}

/// A whole number and how many digits it was written with.
type Whole = (u32, usize);

impl Check {
    fn refuse<T>(&mut self, name: &str, fault: Fault) -> Option<T> {
        self.refused.push(Refusal::field(name, fault));
        None
    }

    /// Reads a field that must be there. What `read` itself refuses is not refused twice.
    fn required<T>(&mut self, name: &str, read: impl FnOnce(&mut Self, &str) -> Option<T>) -> Option<T> {
        let before = self.refused.len();
        let found = read(self, name);
        if found.is_none() && self.refused.len() == before {
            let fault = if self.values.contains_key(name) { Fault::Blank } else { Fault::Missing };
            return self.refuse(name, fault);
        }
        found
    }

    /// A text that is not blank; anything but text is refused.
    fn text(&mut self, name: &str) -> Option<String> {
        match self.values.get(name)? {
            Value::String(text) => (!text.is_empty()).then(|| text.clone()),
            _ => self.refuse(name, Fault::Invalid),
        }
    }

    /// A JSON number, or digits in a form.
    fn whole(&mut self, name: &str) -> Option<Whole> {
        let digits = match self.values.get(name)? {
            Value::Number(number) if !self.form => number.to_string(),
            Value::String(text) if self.form => text.clone(),
            _ => return self.refuse(name, Fault::Invalid),
        };
        match digits.parse() {
            Ok(number) if only_digits(&digits) => Some((number, digits.len())),
            _ if digits.is_empty() => None,
            _ => self.refuse(name, Fault::Invalid),
        }
    }

    fn digits(&mut self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        if only_digits(&text) { Some(text) } else { self.refuse(name, Fault::Invalid) }
    }

    fn one_of(&mut self, name: &str, allowed: &[&str]) -> Option<String> {
        let text = self.text(name)?;
        if allowed.contains(&text.as_str()) { Some(text) } else { self.refuse(name, Fault::Invalid) }
    }

    fn absent(&mut self, names: &[&str]) {
        let present = names.iter().filter(|name| self.values.contains_key(**name));
        self.refused.extend(present.map(|name| Refusal::field(name, Fault::Invalid)));
    }

    fn card(&mut self) -> Option<Method> {
        self.absent(&BANK_FIELDS);
        let number = self.required("number", Self::digits).map(|digits| cut(&digits, 19));
        let month = self.required("exp_month", Self::month);
        let year = self.required("exp_year", Self::year);
        let cvv = self.digits("cvv").map(|digits| cut(&digits, 4));
        let claimed = self.one_of("card_type", &CARD_TYPES);
        let (number, month, year) = (number?, month?, year?);
        if claimed.is_some_and(|claimed| claimed != card_type(&number)) {
            self.refused.push(Refusal::new(Code::CardNumberIncorrect));
        }
        if let Some(today) = self.today {
            self.judge_card(&number, year * 100 + month, cvv.as_deref(), today);
        }
        Some(Method::Card { number, month, year, cvv })
    }

    fn judge_card(&mut self, number: &str, expiry: u32, cvv: Option<&str>, today: u32) {
        if !passes_luhn(number) || !(12..=19).contains(&number.len()) {
            self.refused.push(Refusal::new(Code::CardNumberInvalid));
        }
        if expiry < today {
            self.refused.push(Refusal::new(Code::CardExpired));
        }
        if let Some(fault) = cvv.and_then(|cvv| cvv_fault(number, cvv)) {
            self.refused.push(Refusal::field("cvv", fault));
        }
    }

    fn month(&mut self, name: &str) -> Option<u32> {
        match self.whole(name)? {
            (month @ 1..=12, _) => Some(month),
            _ => self.refuse(name, Fault::OutOfRange),
        }
    }

    fn year(&mut self, name: &str) -> Option<u32> {
        match self.whole(name)? {
            (year, 4) => Some(year),
            (year, 2) => Some(2000 + year),
            _ => self.refuse(name, Fault::OutOfRange),
        }
    }

    fn bank(&mut self) -> Option<Method> {
        self.absent(&CARD_FIELDS);
        let routing_number = self.required("routing_number", Self::digits);
        let account_number = self.required("account_number", Self::digits);
        let account_type = self.one_of("account_type", &ACCOUNT_TYPES);
        let (routing_number, account_number) = (routing_number?, account_number?);
        if routing_number.len() != 9 {
            return self.refuse("routing_number", Fault::Length);
        }
        if !(4..=17).contains(&account_number.len()) {
            return self.refuse("account_number", Fault::Length);
        }
        if self.today.is_some() && !passes_aba(&routing_number) {
            return self.refuse("routing_number", Fault::Invalid);
        }
        Some(Method::Bank { routing_number, account_number, account_type })
    }

    /// The fields that a token repeats, as the gateway keeps them.
    fn echoed(&mut self) -> Map<String, Value> {
        let mut kept = Map::new();
        for (name, limit) in CUT {
            kept.extend(self.text(name).map(|text| (name.to_owned(), json!(cut(&text, limit)))));
        }
        for (name, limit) in LIMITED {
            let text = self.text(name);
            if text.as_ref().is_some_and(|text| text.chars().count() > limit) {
                let _none: Option<()> = self.refuse(name, Fault::Length);
            }
            kept.extend(text.map(|text| (name.to_owned(), json!(text))));
        }
        kept.extend(self.postal_code().map(|text| ("postal_code".to_owned(), json!(text))));
        kept.extend(self.country().map(|text| ("country".to_owned(), json!(text))));
        self.judge_state(&kept);
        kept
    }

    fn postal_code(&mut self) -> Option<String> {
        let text = self.text("postal_code")?;
        let allowed = |character: &char| character.is_ascii_alphanumeric() || " -".contains(*character);
        let kept: String = text.chars().filter(allowed).take(10).collect();
        let counted = kept.chars().filter(char::is_ascii_alphanumeric).count();
        if (3..=9).contains(&counted) { Some(kept) } else { self.refuse("postal_code", Fault::Length) }
    }

    fn country(&mut self) -> Option<String> {
        let text = self.text("country")?;
        if places::is_country(&text) {
            return Some(text);
        }
        if self.today.is_some() { self.refuse("country", Fault::Invalid) } else { None }
    }

    fn judge_state(&mut self, kept: &Map<String, Value>) {
        let text = |name| kept.get(name).and_then(Value::as_str);
        if let (Some(state), Some(country), true) = (text("state"), text("country"), self.today.is_some())
            && !places::fits(state, country)
        {
            self.refused.push(Refusal::field("state", Fault::Invalid));
        }
    }
}

fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "type=card&number=4242424242424242&exp_month=10&exp_year=2022";

    fn form(body: &str, today: Option<u32>) -> Result<Payment, Vec<Refusal>> {
        payment(Fields::read(Encoding::Form, body.as_bytes(), KNOWN).unwrap(), today)
    }

    fn json_body(changes: &Value) -> Result<Payment, Vec<Refusal>> {
        let mut body = json!({ "type": "card", "number": "4242424242424242", "exp_month": 10, "exp_year": 2022 });
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        payment(Fields::read(Encoding::Json, body.to_string().as_bytes(), KNOWN).unwrap(), None)
    }

    fn kept(more: &str, name: &str) -> Option<Value> {
        form(&format!("{CARD}{more}"), None).unwrap().masked().get(name).cloned()
    }

    #[test]
    fn refuses_what_the_wrong_json_type_carries() {
        for (changes, name) in [
            (json!({ "number": 4_242_424_242_424_242_u64 }), "number"),
            (json!({ "exp_month": "10" }), "exp_month"),
            (json!({ "cvv": 123 }), "cvv"),
            (json!({ "name": null }), "name"),
            (json!({ "surprise": "x" }), "surprise"),
            (json!({ "public_key": "x" }), "public_key"),
        ] {
            assert_eq!(json_body(&changes), Err(vec![Refusal::field(name, Fault::Invalid)]), "{name}");
        }
    }

    #[test]
    fn refuses_a_month_outside_the_year_in_both_encodings() {
        let expected = Err(vec![Refusal::field("exp_month", Fault::OutOfRange)]);
        assert_eq!(json_body(&json!({ "exp_month": 13 })), expected);
        assert_eq!(form(&CARD.replace("month=10", "month=0"), None), expected);
    }

    #[test]
    fn names_every_missing_field_at_once() {
        let missing = ["number", "exp_month", "exp_year"].map(|name| Refusal::field(name, Fault::Missing));
        assert_eq!(form("type=card", None), Err(missing.to_vec()));
        let blank = form(&CARD.replace("4242424242424242", ""), None);
        assert_eq!(blank, Err(vec![Refusal::field("number", Fault::Blank)]));
    }

    #[test]
    fn cuts_and_drops_what_the_gateway_cuts_and_drops() {
        let long = "x".repeat(70);
        assert_eq!(kept(&format!("&name={long}"), "name"), Some(json!("x".repeat(64))));
        assert_eq!(kept("&postal_code=78*701", "postal_code"), Some(json!("78701")));
        assert_eq!(kept("&country=USA", "country"), None);
        assert_eq!(kept("&country=US&state=BIG", "state"), Some(json!("BIG")));
    }

    #[test]
    fn refuses_text_over_a_documented_limit() {
        for (name, length) in [("phone", 23), ("reference", 65), ("description", 65)] {
            let body = format!("{CARD}&{name}={}", "1".repeat(length));
            assert_eq!(form(&body, None), Err(vec![Refusal::field(name, Fault::Length)]));
        }
    }

    #[test]
    fn a_card_number_on_a_bank_account_does_not_reach_form_data() {
        let body = "type=bank&routing_number=000000013&account_number=1234567890&number=4242424242424242";
        assert_eq!(form(body, None), Err(vec![Refusal::field("number", Fault::Invalid)]));
    }

    #[test]
    fn refuses_a_card_type_that_does_not_fit() {
        let body = format!("{CARD}&card_type=JCB");
        assert_eq!(form(&body, None), Err(vec![Refusal::new(Code::CardNumberIncorrect)]));
    }

    #[test]
    fn looks_at_digit_date_and_state_only_when_told_a_date() {
        let body = CARD.replace("4242424242424242", "4242424242424241") + "&cvv=12&country=CA&state=TX";
        assert!(form(&body, None).is_ok());
        let expected = vec![
            Refusal::new(Code::CardNumberInvalid),
            Refusal::new(Code::CardExpired),
            Refusal::field("cvv", Fault::Length),
            Refusal::field("state", Fault::Invalid),
        ];
        assert_eq!(form(&body, Some(202_611)), Err(expected));
    }
}
