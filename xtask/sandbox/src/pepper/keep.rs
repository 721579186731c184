//! What our own page asks of the sandbox to get a token: `POST /sandbox/keep`. Nothing here is the gateway's; the
//! names inside `card` and `ach` are those of its documented server-side fields (section 3).
//!
//! `{"card": {number, expiration_date, cvc?}, "postal_code"?}` or `{"ach": {routing_number, account_number,
//! account_type, sec_code}}`. The page has judged the form already, so what is refused here is a fault of the page, or
//! a page whose clock is another.

use super::envelope::{self, Refusal};
use super::payment::{BANKS, Method, Payment};
use crate::body::{Encoding, members};
use crate::digits::{only_digits, passes_aba, passes_luhn};
use serde_json::{Map, Value};

/// Judges a body. `today` reads 202611.
pub(super) fn payment(body: &[u8], today: u32) -> Result<Payment, Refusal> {
    let whole = members(Encoding::Json, body).ok_or(Refusal::bad("the body is no object"))?;
    only(&whole, &["card", "ach", "postal_code"])?;
    let method = match (whole.get("card"), whole.get("ach")) {
        (Some(Value::Object(card)), None) => card_of(card, today)?,
        (None, Some(Value::Object(ach))) => bank_of(ach)?,
        _ => return Err(Refusal::bad("one of card and ach is wanted")),
    };
    Ok(Payment { method, postal_code: optional(&whole, "postal_code")? })
}

fn card_of(card: &Map<String, Value>, today: u32) -> Result<Method, Refusal> {
    only(card, &["number", "expiration_date", "cvc"])?;
    let number = text(card, "number")?;
    if !only_digits(&number) || !(12..=19).contains(&number.len()) || !passes_luhn(&number) {
        return Err(Refusal::bad("Invalid card number"));
    }
    let expiry = text(card, "expiration_date")?;
    if month(&expiry).ok_or(Refusal::bad("Invalid card expiration"))? < today {
        return Err(envelope::EXPIRED);
    }
    let cvc = optional(card, "cvc")?;
    if cvc.as_ref().is_some_and(|cvc| !only_digits(cvc) || !(3..=4).contains(&cvc.len())) {
        return Err(Refusal::bad("Invalid cvc"));
    }
    Ok(Method::Card { number, expiry, cvc })
}

/// `11/26` as 202611.
fn month(expiry: &str) -> Option<u32> {
    let (month, year) = expiry.split_once('/')?;
    let pair = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() == 2 && only_digits(text));
    let month = pair(month).filter(|month| (1..=12).contains(month))?;
    Some(200_000 + pair(year)? * 100 + month)
}

fn bank_of(ach: &Map<String, Value>) -> Result<Method, Refusal> {
    only(ach, &["routing_number", "account_number", "account_type", "sec_code"])?;
    let routing = text(ach, "routing_number")?;
    let known = BANKS.contains(&routing.as_str());
    if !only_digits(&routing) || routing.len() != 9 || !(known || passes_aba(&routing)) {
        return Err(envelope::ROUTING);
    }
    let account = text(ach, "account_number")?;
    if !only_digits(&account) || account.len() > 17 {
        return Err(envelope::ACCOUNT);
    }
    let kind = listed(ach, "account_type", &["checking", "savings"])?;
    // `tel` would need a check number (D), which the page does not ask for.
    let sec_code = listed(ach, "sec_code", &["web", "ccd", "ppd"])?;
    Ok(Method::Bank { account, routing, kind, sec_code })
}

fn only(fields: &Map<String, Value>, known: &[&str]) -> Result<(), Refusal> {
    let good = fields.keys().all(|name| known.contains(&name.as_str()));
    if good { Ok(()) } else { Err(Refusal::bad("a field that is not known")) }
}

fn text(fields: &Map<String, Value>, name: &str) -> Result<String, Refusal> {
    optional(fields, name)?.ok_or(Refusal::bad("a field is missing"))
}

fn optional(fields: &Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match fields.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Refusal::bad("a field is no text")),
    }
}

fn listed(fields: &Map<String, Value>, name: &str, words: &[&str]) -> Result<String, Refusal> {
    let word = text(fields, name)?;
    if words.contains(&word.as_str()) { Ok(word) } else { Err(Refusal::bad("a word that is not listed")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn card(number: &str, expiry: &str, cvc: &str) -> Result<Payment, Refusal> {
        let body = json!({ "card": { "number": number, "expiration_date": expiry, "cvc": cvc } });
        payment(body.to_string().as_bytes(), 202_611)
    }

    fn ach(routing: &str, account: &str, kind: &str) -> Result<Payment, Refusal> {
        let ach =
            json!({ "routing_number": routing, "account_number": account, "account_type": kind, "sec_code": "web" });
        payment(json!({ "ach": ach }).to_string().as_bytes(), 202_611)
    }

    #[test]
    fn every_published_test_card_is_kept() {
        for number in [
            "4111111111111111",
            "4217651111111119",
            "4005519200000004",
            "4009348888881881",
            "4012000033330026",
            "4012000077777777",
            "4012888888881881",
            "4500600000000061",
            "5555555555554444",
            "2223000048400011",
            "378282246310005",
            "371449635398431",
            "6011111111111117",
            "36259600000004",
            "3530111333300000",
            "4000000000000002",
            "4000000000009995",
            "4000000000009987",
            "4000000000009979",
            "4000000000000069",
            "4000000000000051",
            "4000000000000010",
            "4012000098765439",
        ] {
            assert!(card(number, "12/30", "999").is_ok(), "{number}");
        }
    }

    #[test]
    fn a_card_is_refused_for_its_number_its_month_its_code() {
        assert!(card("4111111111111112", "12/30", "999").is_err());
        assert!(card("4111-1111-1111-1111", "12/30", "999").is_err());
        assert_eq!(card("4111111111111111", "10/26", "999"), Err(envelope::EXPIRED));
        assert!(card("4111111111111111", "11/26", "999").is_ok());
        for expiry in ["13/30", "1230", "1/30", "12/2030", "+1/30"] {
            assert!(card("4111111111111111", expiry, "999").is_err(), "{expiry}");
        }
        assert!(card("4111111111111111", "12/30", "99").is_err());
    }

    #[test]
    fn a_bank_account_needs_the_checksum_unless_its_routing_number_is_a_test_number() {
        for routing in ["490000018", "000000000", "000000001", "000000002"] {
            assert!(ach(routing, "999999", "checking").is_ok(), "{routing}");
        }
        for routing in ["490000019", "000000003", "49000001", ""] {
            assert_eq!(ach(routing, "999999", "checking"), Err(envelope::ROUTING), "{routing}");
        }
        assert_eq!(ach("490000018", "99-99", "checking"), Err(envelope::ACCOUNT));
        assert!(ach("490000018", "999999", "CHECKING").is_err());
    }
}
