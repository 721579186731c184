//! Nelnet Payment Services (formerly PaymentSpring): `GET /api/v1/tokens/jsonp`, the endpoint that its documentation names
//! for browsers.
//!
//! Sources: \[D\] the gateway's API reference; \[V\] other pages and repositories of the vendor; \[I\] inferred. The gateway's
//! own spellings stand in this file and nowhere else.

use super::{Entry, Gateway, KeyForm, Meaning, Reply, Rules, Target, refusal, status_error, token};
use crate::card::brand::Brand;
use crate::country::Country;
use crate::error::{Code, Error, Field};
use crate::input::Value;
use crate::payment::{Payment, Slot};
use crate::token::Token;
use crate::transport::{Body, Encoding};

/// The gateway.
#[derive(Debug)]
pub struct Nelnet;

static RULES: Rules = Rules {
    base_url: "https://api.paymentspring.com",
    path: "/api/v1/tokens/jsonp",
    encodings: &[Encoding::Jsonp],
    own: &[
        ("token_type", Slot::Kind),
        ("card_owner_name", Slot::Field(Field::Holder)),
        ("card_number", Slot::Field(Field::Number)),
        ("card_exp_month", Slot::Field(Field::ExpMonth)),
        ("card_exp_year", Slot::Field(Field::ExpYear)),
        // Not in the current list of fields, but an error code for it is [D].
        ("csc", Slot::Field(Field::Cvv)),
        ("bank_account_number", Slot::Field(Field::AccountNumber)),
        ("bank_routing_number", Slot::Field(Field::RoutingNumber)),
        ("bank_account_holder_first_name", Slot::Field(Field::FirstName)),
        ("bank_account_holder_last_name", Slot::Field(Field::LastName)),
        ("bank_account_type", Slot::Field(Field::AccountType)),
        ("address_1", Slot::Field(Field::Line1)),
        ("address_2", Slot::Field(Field::Line2)),
        ("city", Slot::Field(Field::City)),
        ("state", Slot::Field(Field::State)),
        ("zip", Slot::Field(Field::PostalCode)),
        ("country", Slot::Field(Field::Country)),
    ],
    reserved: &[],
    kinds: ["credit_card", "bank_account"],
    card: &[
        Field::Cvv,
        Field::Holder,
        Field::Line1,
        Field::Line2,
        Field::City,
        Field::State,
        Field::PostalCode,
        Field::Country,
    ],
    bank: &[
        Field::FirstName,
        Field::LastName,
        Field::AccountType,
        Field::Line1,
        Field::Line2,
        Field::City,
        Field::State,
        Field::PostalCode,
        Field::Country,
    ],
    required: &[Field::Holder, Field::FirstName, Field::LastName, Field::AccountType],
    // The documentation sends it with the server's call instead [D].
    cvv_on_wish: true,
    limits: &[],
    brands: &[
        (Brand::Visa, "visa"),
        (Brand::Mastercard, "mastercard"),
        (Brand::AmericanExpress, "amex"),
        (Brand::Discover, "discover"),
        (Brand::DinersClub, "dinersclub"),
    ],
    meanings: &[
        Meaning::of("11112", Code::NumberInvalid, Field::Number),
        Meaning::of("1130*", Code::NumberInvalid, Field::Number),
        Meaning::of("11102", Code::NumberInvalid, Field::Number),
        Meaning::of("91611", Code::NumberInvalid, Field::Number),
        Meaning::of("11110", Code::ExpiryInvalid, Field::Expiry),
        Meaning::of("11111", Code::ExpiryInvalid, Field::Expiry),
        Meaning::of("21111", Code::ExpiryInvalid, Field::Expiry),
        Meaning::of("234722", Code::CvvInvalid, Field::Cvv),
        Meaning::retry("TKN01"),
    ],
    // Unused tokens die after 15 minutes [D].
    lifetime: 15,
};

impl Gateway for Nelnet {
    fn rules(&self) -> &'static Rules {
        &RULES
    }

    /// `test_` or `live_` and 58 letters and digits: 63 characters \[D\], the prefix tells the mode \[V\]. A private key has 31
    /// characters \[V\].
    fn key_form(&self, key: &str) -> KeyForm {
        let test = key.starts_with("test_");
        let plain = |byte: &u8| byte.is_ascii_alphanumeric();
        match key.as_bytes() {
            [_, _, _, _, b'_', tail @ ..] if (test || key.starts_with("live_")) && tail.iter().all(plain) => {
                match tail.len() {
                    58 => KeyForm::Public { test: Some(test) },
                    26 => KeyForm::Private,
                    _ => KeyForm::Foreign,
                }
            }
            _ => KeyForm::Foreign,
        }
    }

    /// Countries by three letters \[D\].
    fn spelled(&self, field: Field, payment: &Payment) -> Option<String> {
        let country = payment.country.map(Country::alpha3)?;
        (field == Field::Country).then(|| country.to_owned())
    }

    fn frame(&self, target: &Target<'_>, _payment: &Payment, body: &mut Body, end: bool) {
        if end {
            body.text("public_api_key", Some(target.public_key));
        }
    }

    /// Success and failure come alike, without a status \[D\]: an error names its codes, a token is of class `token`.
    fn token(&self, reply: &Reply<'_>, payment: &Payment) -> Result<Token, Box<Error>> {
        let body = reply.body.unwrap_or(&Value::Other);
        let errors = body.member("errors").map_or(&[][..], Value::elements);
        if !errors.is_empty() {
            // The gateway has read the call and said no, whatever its codes mean: a status would be one of the 400s.
            let mut error = refusal(&RULES, REFUSED, errors, entry);
            error.status = None;
            return Err(error);
        }
        let id = body.text("id").filter(|_| body.text("class") == Some("token"));
        let made = id.and_then(|id| token(&RULES, payment, id, body.text("card_type"), reply.received));
        made.ok_or_else(|| status_error(reply.status))
    }
}

/// The status that a refusal stands for.
const REFUSED: u16 = 400;

fn entry(error: &Value) -> Option<Entry<'_>> {
    Some(Entry { code: error.text("code")?, field: None, blank: false })
}
