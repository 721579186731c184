//! Which token requests the sandbox takes.
//!
//! Decisions that the gateway file leaves open are marked: D documented, V seen in the vendor's own code or older
//! documents, I inferred by us. Where nothing is documented the sandbox refuses, with a code of its own.
//!
//! | What | Decision | Mark |
//! |---|---|---|
//! | `card_number` missing, with other than digits, not of 12 to 19 digits | `11112` | D, I |
//! | `card_number` with a wrong Luhn digit | the brand's code | D |
//! | `card_number` of no brand, or of one that has no word in a reply (JCB, `UnionPay`) | `11102` | V, I |
//! | month or year missing | `11112` | V |
//! | month not 1 to 12 (`08` is taken), year not of four digits | `11110` | V |
//! | expiry in the past | taken: the check is called nominal | I |
//! | `csc` not of 3 or 4 digits | `234722`; absent: taken | D, I |
//! | other required fields missing or blank | ours | I |
//! | routing number not of nine digits; account number with other than digits, over 17 | ours | D, I |
//! | routing number that fails the checksum | taken | I |
//! | `bank_account_type`, `token_type` outside their lists; `country` that is no alpha-3 code | ours | D, I |
//! | blank optional text | taken | I |
//! | a card's field on a bank token, and the reverse; unknown fields; `bin_…` | ours | I |

use super::errors::{self, Refusal};
use super::payment::{Method, refusal};
use super::query::Fields;
use crate::brand::Brand;
use crate::digits::{only_digits, passes_luhn};
use crate::places::is_country_3;

const BOTH: [&str; 7] = ["token_type", "address_1", "address_2", "city", "state", "zip", "country"];
const CARD: [&str; 5] = ["card_owner_name", "card_number", "card_exp_month", "card_exp_year", "csc"];
const BANK: [&str; 5] = [
    "bank_account_number",
    "bank_routing_number",
    "bank_account_holder_first_name",
    "bank_account_holder_last_name",
    "bank_account_type",
];

/// Judges the fields of a request, callback and key taken out.
pub(crate) fn method(fields: &Fields) -> Result<Method, Vec<Refusal>> {
    let mut check = Check { fields, refused: Vec::new() };
    let method = match check.text("token_type").unwrap_or("credit_card") {
        "credit_card" => check.only(&CARD).card(),
        "bank_account" => check.only(&BANK).bank(),
        _ => check.refuse(Refusal::about(errors::INVALID, "token_type")),
    };
    if check.text("country").is_some_and(|code| !code.is_empty() && !is_country_3(code)) {
        check.refused.push(Refusal::about(errors::INVALID, "country"));
    }
    match method {
        Some(method) if check.refused.is_empty() => Ok(method),
        _ => Err(check.refused),
    }
}

struct Check<'a> {
    fields: &'a Fields,
    refused: Vec<Refusal>,
}

impl Check<'_> {
    fn refuse<T>(&mut self, refusal: impl Into<Refusal>) -> Option<T> {
        self.refused.push(refusal.into());
        None
    }

    /// Refuses names that are neither for both kinds nor in `own`.
    fn only(&mut self, own: &[&str]) -> &mut Self {
        let known = |name: &str| BOTH.contains(&name) || own.contains(&name);
        if self.fields.keys().any(|name| !known(name)) {
            self.refused.push(errors::UNKNOWN.into());
        }
        self
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// A value that must be there and not be blank.
    fn required(&mut self, name: &'static str) -> Option<String> {
        match self.text(name).filter(|text| !text.trim().is_empty()) {
            Some(text) => Some(text.to_owned()),
            None => self.refuse(Refusal::about(errors::MISSING, name)),
        }
    }

    fn card(&mut self) -> Option<Method> {
        let owner = self.required("card_owner_name");
        let number = self.number();
        let expiry = self.expiry();
        let csc = self.text("csc").map(str::to_owned);
        if csc.as_ref().is_some_and(|csc| !only_digits(csc) || !(3..=4).contains(&csc.len())) {
            self.refused.push(errors::CSC.into());
        }
        let (owner, (number, brand), (month, year)) = (owner?, number?, expiry?);
        Some(Method::Card { owner, number, brand, month, year, csc })
    }

    fn number(&mut self) -> Option<(String, Brand)> {
        let number = self.text("card_number").unwrap_or_default().to_owned();
        if !only_digits(&number) || !(12..=19).contains(&number.len()) {
            return self.refuse(errors::NUMBER);
        }
        let known = Brand::of(&number).and_then(|brand| Some((brand, refusal(brand)?)));
        let Some((brand, wrong)) = known else {
            return self.refuse(errors::CARD_TYPE);
        };
        if passes_luhn(&number) { Some((number, brand)) } else { self.refuse(wrong) }
    }

    fn expiry(&mut self) -> Option<(u32, u32)> {
        let [month, year] = ["card_exp_month", "card_exp_year"].map(|name| self.text(name).unwrap_or_default());
        if month.is_empty() || year.is_empty() {
            return self.refuse(errors::NUMBER);
        }
        let whole = |text: &str| text.parse().ok().filter(|_| only_digits(text));
        let month = whole(month).filter(|number| (1..=12).contains(number) && month.len() <= 2);
        match (month, whole(year).filter(|_| year.len() == 4)) {
            (Some(month), Some(year)) => Some((month, year)),
            _ => self.refuse(errors::DATE),
        }
    }

    fn bank(&mut self) -> Option<Method> {
        let account = self.digits("bank_account_number", 1..=17);
        let routing = self.digits("bank_routing_number", 9..=9);
        let first_name = self.required("bank_account_holder_first_name");
        let last_name = self.required("bank_account_holder_last_name");
        let kind = self.required("bank_account_type");
        if kind.as_ref().is_some_and(|kind| kind != "checking" && kind != "savings") {
            self.refused.push(Refusal::about(errors::INVALID, "bank_account_type"));
        }
        Some(Method::Bank {
            account: account?,
            routing: routing?,
            first_name: first_name?,
            last_name: last_name?,
            kind: kind?,
        })
    }

    fn digits(&mut self, name: &'static str, length: std::ops::RangeInclusive<usize>) -> Option<String> {
        let text = self.required(name)?;
        let good = only_digits(&text) && length.contains(&text.len());
        if good { Some(text) } else { self.refuse(Refusal::about(errors::INVALID, name)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nelnet::errors::Code;
    use crate::nelnet::query;

    const CARD_QUERY: &str =
        "card_owner_name=Grace%20Hopper&card_number=4111111111111111&card_exp_month=12&card_exp_year=2029";
    const BANK_QUERY: &str = "token_type=bank_account&bank_account_number=123456789&bank_routing_number=021000021\
        &bank_account_holder_first_name=Grace&bank_account_holder_last_name=Hopper&bank_account_type=savings";

    fn judged(query: &str) -> Result<Method, Vec<Refusal>> {
        method(&query::read(query).unwrap())
    }

    fn code(query: &str) -> Code {
        let refused = judged(query).unwrap_err();
        assert_eq!(refused.len(), 1, "{query}: {refused:?}");
        *[errors::TOKEN_CODES, &[errors::UNKNOWN, errors::MISSING, errors::INVALID]]
            .concat()
            .iter()
            .find(|code| refused[0] == (**code).into())
            .unwrap_or(&errors::REQUEST)
    }

    #[test]
    fn the_gateways_test_numbers_are_taken() {
        for number in ["4111111111111111", "345829002709133", "6011010948700474", "5499740000000057"] {
            assert!(judged(&CARD_QUERY.replace("4111111111111111", number)).is_ok(), "{number}");
        }
        for (account, routing) in [("123456789", "021000021"), ("1234567890", "100004058")] {
            let query = BANK_QUERY.replace("=123456789", &format!("={account}")).replace("021000021", routing);
            assert!(judged(&query).is_ok(), "{account}");
        }
    }

    #[test]
    fn a_wrong_last_digit_gets_the_brands_code() {
        for (number, expected) in [
            ("4111111111111112", errors::VISA),
            ("5499740000000058", errors::MASTERCARD),
            ("345829002709134", errors::AMEX),
            ("6011010948700475", errors::DISCOVER),
            ("30569309025905", errors::DINERS_CLUB),
            ("3530111333300000", errors::CARD_TYPE),
            ("4111-1111-1111-1111", errors::NUMBER),
            ("41111111", errors::NUMBER),
        ] {
            assert_eq!(code(&CARD_QUERY.replace("4111111111111111", number)), expected, "{number}");
        }
    }

    #[test]
    fn a_date_is_judged_by_its_form_alone() {
        for (from, to) in [("month=12", "month=08"), ("year=2029", "year=2022")] {
            assert!(judged(&CARD_QUERY.replace(from, to)).is_ok(), "{to}");
        }
        for (from, to) in [("month=12", "month=13"), ("month=12", "month=x"), ("month=12", "month=012"), ("2029", "29")]
        {
            assert_eq!(code(&CARD_QUERY.replace(from, to)), errors::DATE, "{to}");
        }
        assert_eq!(code(&CARD_QUERY.replace("&card_exp_year=2029", "")), errors::NUMBER);
    }

    #[test]
    fn refuses_what_is_not_documented() {
        for more in ["&email=a%40b.c", "&bin_brand=VISA", "&bank_account_type=checking", "&amount=1"] {
            assert_eq!(code(&format!("{CARD_QUERY}{more}")), errors::UNKNOWN, "{more}");
        }
        assert_eq!(code(&format!("{BANK_QUERY}&csc=999")), errors::UNKNOWN);
        assert_eq!(code(&format!("{CARD_QUERY}&csc=99")), errors::CSC);
        let country = Refusal::about(errors::INVALID, "country");
        assert_eq!(judged(&format!("{CARD_QUERY}&country=US")), Err(vec![country]));
        assert!(judged(&format!("{CARD_QUERY}&country=USA&state=NE&zip=68508&address_2=&csc=999")).is_ok());
    }

    #[test]
    fn a_bank_account_needs_all_of_its_fields() {
        for name in BANK {
            let pair = BANK_QUERY.split('&').find(|pair| pair.starts_with(name)).unwrap();
            let query = BANK_QUERY.replace(&format!("&{pair}"), "");
            assert_eq!(judged(&query), Err(vec![Refusal::about(errors::MISSING, name)]));
        }
        let query = BANK_QUERY.replace("savings", "SAVINGS");
        assert_eq!(judged(&query), Err(vec![Refusal::about(errors::INVALID, "bank_account_type")]));
    }
}
