//! AffiniPay (ChargeIO, 8am): `POST /v1/tokens` with the merchant's public key.
//!
//! Sources: \[D\] AffiniPay Payment Gateway API reference; \[V\] other pages and repositories of the vendor; \[O\]
//! observed in public code; \[I\] inferred. The gateway's own spellings stand in this folder and nowhere else.

mod reply;

use super::{Gateway, KeyForm, Meaning, Reply, Rules, Target};
use crate::card::brand::Brand;
use crate::country::Country;
use crate::error::{Code, Error, Field, Issue};
use crate::payment::{Payment, Slot};
use crate::token::Token;
use crate::transport::{Body, Encoding};

/// The gateway.
#[derive(Debug)]
pub struct Affinipay;

/// Fields that go with cards and bank accounts alike \[D\].
macro_rules! common {
    ($($field:ident)*) => {
        &[
            $(Field::$field,)* Field::Holder, Field::Line1, Field::Line2, Field::City, Field::State, Field::PostalCode,
            Field::Country, Field::Email, Field::Phone, Field::Reference, Field::Description, Field::Metadata,
        ]
    };
}

static RULES: Rules = Rules {
    base_url: "https://api.chargeio.com",
    path: "/v1/tokens",
    encodings: &[Encoding::Form, Encoding::Json],
    // Month and year as numbers, number and code as text: a code may begin with zero. A year of four digits, because the
    // century of a shorter one is not documented.
    own: &[
        ("type", Slot::Kind),
        ("number", Slot::Field(Field::Number)),
        ("card_type", Slot::Brand),
        ("exp_month", Slot::Field(Field::ExpMonth)),
        ("exp_year", Slot::Field(Field::ExpYear)),
        ("cvv", Slot::Field(Field::Cvv)),
        ("routing_number", Slot::Field(Field::RoutingNumber)),
        ("account_number", Slot::Field(Field::AccountNumber)),
        ("account_type", Slot::Field(Field::AccountType)),
        ("name", Slot::Field(Field::Holder)),
        ("address1", Slot::Field(Field::Line1)),
        ("address2", Slot::Field(Field::Line2)),
        ("city", Slot::Field(Field::City)),
        ("postal_code", Slot::Field(Field::PostalCode)),
        ("email", Slot::Field(Field::Email)),
        ("phone", Slot::Field(Field::Phone)),
        ("reference", Slot::Field(Field::Reference)),
        ("description", Slot::Field(Field::Description)),
        ("state", Slot::Field(Field::State)),
        ("country", Slot::Field(Field::Country)),
        ("form_data", Slot::Field(Field::Metadata)),
    ],
    // A redirect would take the reply away from the page.
    reserved: &["public_key", "redirect_url"],
    kinds: ["card", "bank"],
    card: common!(Cvv),
    bank: common!(AccountType),
    required: &[],
    cvv_on_wish: false,
    limits: &[(Field::Phone, 22), (Field::Reference, 64), (Field::Description, 64)],
    brands: &[
        (Brand::Visa, "VISA"),
        (Brand::Mastercard, "MASTERCARD"),
        (Brand::AmericanExpress, "AMERICAN_EXPRESS"),
        (Brand::Discover, "DISCOVER"),
        (Brand::DinersClub, "DINERS_CLUB"),
        (Brand::Jcb, "JCB"),
    ],
    meanings: &[
        Meaning::of("card_number_in*", Code::NumberInvalid, Field::Number),
        Meaning::of("card_expired", Code::ExpiryPast, Field::Expiry),
        Meaning::of("card_cvv_incorrect", Code::CvvInvalid, Field::Cvv),
        Meaning::of("card_type_not_accepted", Code::BrandNotAccepted, Field::Number),
        Meaning::of("ach_invalid_account_number", Code::AccountNumberInvalid, Field::AccountNumber),
        Meaning::of("ach_invalid_routing_number", Code::RoutingNumberInvalid, Field::RoutingNumber),
        // The context names the field.
        Meaning::all("invalid_data", Code::FieldInvalid),
        Meaning::all("not_authorized*", Code::KeyRejected),
        Meaning::all("merchant_not_active", Code::MerchantInactive),
        Meaning::all("unavailable_for_merchant_*", Code::MerchantInactive),
        Meaning::all("card_declined*", Code::Declined),
        Meaning::all("ach_declined*", Code::Declined),
        Meaning::retry("card_processor_not_available"),
        Meaning::retry("ach_processor_not_available"),
    ],
    // Unused tokens are deleted five minutes after they were made [D].
    lifetime: 5,
};

impl Gateway for Affinipay {
    fn rules(&self) -> &'static Rules {
        &RULES
    }

    /// `m_` and 22 URL-safe base64 characters: length \[D\], alphabet \[I\]. Secret keys have no form of their own, so
    /// everything else is foreign.
    fn key_form(&self, key: &str) -> KeyForm {
        let tail = key.strip_prefix("m_").unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if tail.len() == 22 && tail.bytes().all(plain) { KeyForm::Public { test: None } } else { KeyForm::Foreign }
    }

    /// State: two letters of the country, for the US and Canada \[D\]. Postal code: 3 to 9 letters and digits, with
    /// spaces and dashes at most 10 characters \[D\]; the gateway would cut a longer one without a word \[V\].
    fn check(&self, payment: &Payment, issues: &mut Vec<Issue>) {
        let state = payment.text(Field::State);
        if state.and_then(|state| payment.country?.has_state(state)) == Some(false) {
            issues.push(Issue::new(Code::StateInvalid, Field::State));
        }
        if payment.text(Field::PostalCode).is_some_and(|postal| !takes_postal_code(postal)) {
            issues.push(Issue::new(Code::PostalCodeInvalid, Field::PostalCode));
        }
    }

    /// Words in capitals; states too, where they are two letters \[D\].
    fn spelled(&self, field: Field, payment: &Payment) -> Option<String> {
        let upper = match field {
            Field::AccountType => true,
            Field::State => payment.country.is_some_and(Country::lists_states),
            _ => false,
        };
        payment.text(field).filter(|_| upper).map(str::to_ascii_uppercase)
    }

    /// A form post keeps every member that it does not know as one of `form_data` \[D\].
    fn frame(&self, target: &Target<'_>, payment: &Payment, body: &mut Body, end: bool) {
        match (target.encoding == Encoding::Form, end) {
            (true, false) => body.text("public_key", Some(target.public_key)),
            (true, true) => {
                payment.metadata.iter().for_each(|(name, text)| body.text(name.expose(), Some(text.expose())))
            }
            (false, true) => body.texts("form_data", &payment.metadata),
            (false, false) => {}
        }
    }

    fn token(&self, reply: &Reply<'_>, payment: &Payment) -> Result<Token, Box<Error>> {
        reply::read(reply, payment)
    }
}

fn takes_postal_code(text: &str) -> bool {
    let mut counted = 0;
    for byte in text.bytes() {
        match byte {
            b' ' | b'-' => {}
            _ if byte.is_ascii_alphanumeric() => counted += 1,
            _ => return false,
        }
    }
    (3..=9).contains(&counted) && text.len() <= 10
}
