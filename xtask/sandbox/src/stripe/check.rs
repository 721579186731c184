//! Which token requests the sandbox takes, and what a token shows.
//!
//! Marks: P public reference, K common knowledge of the API, I inferred by us. Where nothing is known the sandbox refuses.
//!
//! | What | Decision | Mark |
//! |---|---|---|
//! | neither `card` nor `bank_account`, or both | refused | P, I |
//! | a name outside the lists below, or twice | refused, `parameter_unknown` | P, I |
//! | a required parameter that is missing, or any that is empty | refused by its name | P |
//! | `number` with other than 12 to 19 digits | `invalid_number` | I |
//! | a wrong Luhn digit | `incorrect_number` | P |
//! | month outside 1 to 12 | `invalid_expiry_month` | P |
//! | year not of four digits, a past expiry | `invalid_expiry_year` | K, I (the gateway reads two digits, too) |
//! | `cvc` not of three digits, four for American Express | `invalid_cvc` | P, I |
//! | a bank account's country not alpha-2, currency not three small letters | refused | P |
//! | `routing_number` not of nine digits, or with a wrong checksum | `routing_number_invalid` | P, I |
//! | `account_number` not of 4 to 17 digits | `account_number_invalid` | I |
//! | kinds outside their lists | refused | P |
//! | names and addresses | taken as they are | K |

use super::errors::{Code, Refusal};
use crate::brand::Brand;
use crate::digits::{last_4, only_digits, passes_aba, passes_luhn};
use crate::places::is_country;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

const CARD: [&str; 12] = [
    "number",
    "exp_month",
    "exp_year",
    "cvc",
    "name",
    "address_line1",
    "address_line2",
    "address_city",
    "address_state",
    "address_zip",
    "address_country",
    "currency",
];
const BANK: [&str; 7] = [
    "country",
    "currency",
    "routing_number",
    "account_number",
    "account_holder_name",
    "account_holder_type",
    "account_type",
];
/// What a card shows of itself again.
const SHOWN: [&str; 8] = [
    "name",
    "address_line1",
    "address_line2",
    "address_city",
    "address_state",
    "address_zip",
    "address_country",
    "currency",
];

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Payment {
    Card { number: String, month: u32, year: u32, shown: Map<String, Value> },
    Bank { account_number: String, shown: Map<String, Value> },
}

impl Payment {
    /// A new token as its reply shows it. `created` in seconds.
    pub(crate) fn token(&self, created: u64) -> Map<String, Value> {
        let (kind, prefix, own) = match self {
            Self::Card { number, month, year, shown } => {
                let mut card = json!({
                    "id": new_id("card_"), "object": "card", "brand": brand(number), "country": "US", "cvc_check": null,
                    "exp_month": month, "exp_year": year, "funding": "credit", "last4": last_4(number),
                });
                extend(&mut card, shown);
                ("card", "tok_", card)
            }
            Self::Bank { account_number, shown } => {
                let mut account = json!({
                    "id": new_id("ba_"), "object": "bank_account", "bank_name": "STRIPE TEST BANK",
                    "last4": last_4(account_number), "status": "new",
                });
                extend(&mut account, shown);
                ("bank_account", "btok_", account)
            }
        };
        let token = json!({
            "id": new_id(prefix), "object": "token", "created": created, "livemode": false,
            "type": kind, "used": false, kind: own,
        });
        if let Value::Object(members) = token { members } else { Map::new() }
    }
}

fn extend(object: &mut Value, more: &Map<String, Value>) {
    if let Some(members) = object.as_object_mut() {
        members.extend(more.clone());
    }
}

/// Judges a request without its key. `today` is year and month, such as 202611.
pub(crate) fn payment(fields: &Map<String, Value>, today: u32) -> Result<Payment, Refusal> {
    let within = |folder: &str| fields.keys().any(|name| name.starts_with(&format!("{folder}[")));
    match (within("card"), within("bank_account")) {
        (true, false) => card(&Check::new("card", fields, &CARD)?, today),
        (false, true) => bank(&Check::new("bank_account", fields, &BANK)?),
        (false, false) if fields.is_empty() => Err(Refusal::of(Code::ParameterMissing, "card")),
        _ => Err(Refusal::new(Code::InvalidRequest)),
    }
}

/// The parameters of one kind of payment.
struct Check<'a> {
    folder: &'static str,
    fields: &'a Map<String, Value>,
}

impl<'a> Check<'a> {
    /// Refuses every name outside of `known`.
    fn new(folder: &'static str, fields: &'a Map<String, Value>, known: &[&str]) -> Result<Self, Refusal> {
        let check = Self { folder, fields };
        match fields.keys().find(|name| !known.iter().any(|known| **name == check.whole(known))) {
            Some(name) => Err(Refusal::of(Code::ParameterUnknown, name)),
            None => Ok(check),
        }
    }

    fn whole(&self, name: &str) -> String {
        format!("{}[{name}]", self.folder)
    }

    fn refuse<T>(&self, code: Code, name: &str) -> Result<T, Refusal> {
        Err(Refusal::of(code, &self.whole(name)))
    }

    fn optional(&self, name: &str) -> Result<Option<&'a str>, Refusal> {
        match self.fields.get(&self.whole(name)).and_then(Value::as_str) {
            Some("") => self.refuse(Code::ParameterInvalidEmpty, name),
            found => Ok(found),
        }
    }

    fn required(&self, name: &str) -> Result<&'a str, Refusal> {
        match self.optional(name)? {
            Some(text) => Ok(text),
            None => self.refuse(Code::ParameterMissing, name),
        }
    }

    /// One that must be there and be of some kind. A card's own are named without brackets (P).
    fn judged(&self, name: &str, code: Code, good: impl FnOnce(&str) -> bool) -> Result<&'a str, Refusal> {
        let text = self.required(name)?;
        if good(text) { Ok(text) } else { Err(Refusal::of(code, name)) }
    }

    fn one_of(&self, name: &str, words: &[&str]) -> Result<(), Refusal> {
        match self.optional(name)? {
            Some(text) if !words.contains(&text) => self.refuse(Code::ParameterUnknown, name),
            _ => Ok(()),
        }
    }

    fn shown(&self, names: &[&str]) -> Map<String, Value> {
        names
            .iter()
            .map(|name| ((*name).to_owned(), self.fields.get(&self.whole(name)).cloned().unwrap_or_default()))
            .collect()
    }
}

fn card(check: &Check<'_>, today: u32) -> Result<Payment, Refusal> {
    let is_number = |text: &str| only_digits(text) && (12..=19).contains(&text.len());
    let number = check.judged("number", Code::InvalidNumber, is_number)?;
    if !passes_luhn(number) {
        return Err(Refusal::of(Code::IncorrectNumber, "number"));
    }
    let whole = |text: &str| text.parse::<u32>().ok().filter(|_| only_digits(text));
    let is_month = |text: &str| whole(text).is_some_and(|month| (1..=12).contains(&month));
    let month = check.judged("exp_month", Code::InvalidExpiryMonth, is_month)?;
    let month = whole(month).unwrap_or_default();
    let is_year = |text: &str| text.len() == 4 && whole(text).is_some_and(|year| year * 100 + month >= today);
    let year = check.judged("exp_year", Code::InvalidExpiryYear, is_year)?;
    let wanted = if Brand::of(number) == Some(Brand::Amex) { 4 } else { 3 };
    if check.optional("cvc")?.is_some_and(|cvc| !only_digits(cvc) || cvc.len() != wanted) {
        return Err(Refusal::of(Code::InvalidCvc, "cvc"));
    }
    for name in SHOWN {
        check.optional(name)?;
    }
    Ok(Payment::Card {
        number: number.to_owned(),
        month,
        year: whole(year).unwrap_or_default(),
        shown: check.shown(&SHOWN),
    })
}

fn bank(check: &Check<'_>) -> Result<Payment, Refusal> {
    if !is_country(check.required("country")?) {
        return check.refuse(Code::ParameterUnknown, "country");
    }
    let currency = check.required("currency")?;
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return check.refuse(Code::ParameterUnknown, "currency");
    }
    let is_routing = |text: &str| only_digits(text) && text.len() == 9 && passes_aba(text);
    check.judged("routing_number", Code::RoutingNumberInvalid, is_routing)?;
    let is_account = |text: &str| only_digits(text) && (4..=17).contains(&text.len());
    let account_number = check.judged("account_number", Code::AccountNumberInvalid, is_account)?;
    check.optional("account_holder_name")?;
    check.one_of("account_holder_type", &["individual", "company"])?;
    check.one_of("account_type", &["checking", "savings"])?;
    let shown = check.shown(&[
        "country",
        "currency",
        "routing_number",
        "account_holder_name",
        "account_holder_type",
        "account_type",
    ]);
    Ok(Payment::Bank { account_number: account_number.to_owned(), shown })
}

/// The gateway's word for the brand of a number.
fn brand(number: &str) -> &'static str {
    match Brand::of(number) {
        Some(Brand::Visa) => "Visa",
        Some(Brand::Mastercard) => "MasterCard",
        Some(Brand::Amex) => "American Express",
        Some(Brand::Discover) => "Discover",
        Some(Brand::DinersClub) => "Diners Club",
        Some(Brand::Jcb) => "JCB",
        None => "Unknown",
    }
}

/// A fresh id behind a prefix: letters and digits.
pub(crate) fn new_id(prefix: &str) -> String {
    let mut bytes = [0_u8; 32];
    // Without randomness there is no gateway; the empty id is refused everywhere.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    let text = URL_SAFE_NO_PAD.encode(bytes);
    prefix.to_owned() + &text.chars().filter(char::is_ascii_alphanumeric).take(24).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(body: &str) -> Result<Payment, Refusal> {
        let fields = crate::body::members(crate::body::Encoding::Form, body.as_bytes()).unwrap();
        payment(&fields, 202_611)
    }

    const CARD: &str = "card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2030";

    #[test]
    fn every_fault_of_a_card_has_its_code_and_its_parameter() {
        assert!(judged(CARD).is_ok() && judged(&format!("{CARD}&card[cvc]=123")).is_ok());
        for (from, to, code, param) in [
            ("4242424242424242", "4242424242424241", Code::IncorrectNumber, "number"),
            ("4242424242424242", "4242 4242 4242 4242", Code::InvalidNumber, "number"),
            ("month]=12", "month]=13", Code::InvalidExpiryMonth, "exp_month"),
            ("2030", "30", Code::InvalidExpiryYear, "exp_year"),
            ("12&card[exp_year]=2030", "10&card[exp_year]=2026", Code::InvalidExpiryYear, "exp_year"),
            ("=12&", "=&", Code::ParameterInvalidEmpty, "card[exp_month]"),
            ("&card[exp_month]=12", "", Code::ParameterMissing, "card[exp_month]"),
            ("card[exp_month]", "exp_month", Code::ParameterUnknown, "exp_month"),
        ] {
            assert_eq!(judged(&CARD.replace(from, to)), Err(Refusal::of(code, param)), "{from} {to}");
        }
        assert_eq!(judged(&format!("{CARD}&card[cvc]=1234")), Err(Refusal::of(Code::InvalidCvc, "cvc")));
        assert_eq!(judged("a[b]=1"), Err(Refusal::new(Code::InvalidRequest)));
    }

    #[test]
    fn every_fault_of_a_bank_account_has_its_code_and_its_parameter() {
        let body = "bank_account[country]=US&bank_account[currency]=usd&bank_account[routing_number]=110000000\
                    &bank_account[account_number]=000123456789";
        assert!(judged(body).is_ok());
        for (from, to, code, param) in [
            ("=US", "=USA", Code::ParameterUnknown, "bank_account[country]"),
            ("=usd", "=USD", Code::ParameterUnknown, "bank_account[currency]"),
            ("&bank_account[currency]=usd", "", Code::ParameterMissing, "bank_account[currency]"),
            ("110000000", "110000001", Code::RoutingNumberInvalid, "routing_number"),
            ("000123456789", "123", Code::AccountNumberInvalid, "account_number"),
        ] {
            assert_eq!(judged(&body.replace(from, to)), Err(Refusal::of(code, param)), "{from} {to}");
        }
        assert_eq!(judged(&format!("{body}&{CARD}")), Err(Refusal::new(Code::InvalidRequest)));
    }
}
