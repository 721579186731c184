//! AffiniPay (ChargeIO, 8am): `POST /v1/tokens` with the merchant's public key.
//!
//! Sources: \[D\] AffiniPay Payment Gateway API reference; \[V\] other pages and repositories of the vendor; \[O\]
//! observed in public code; \[I\] inferred. The gateway's own spellings stand in this folder and nowhere else.

mod reply;

use super::{Gateway, KeyForm, Reply, Rules, Target};
use crate::card::brand::Brand;
use crate::country::Country;
use crate::error::{Code, Error, Field, Issue};
use crate::payment::{Payment, Slot};
use crate::token::Token;
use crate::transport::{Body, Encoding, Request};

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
    encodings: &[Encoding::Form, Encoding::Json],
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
    limits: &[(Field::Phone, 22), (Field::Reference, 64), (Field::Description, 64)],
    brands: &[
        (Brand::Visa, "VISA"),
        (Brand::Mastercard, "MASTERCARD"),
        (Brand::AmericanExpress, "AMERICAN_EXPRESS"),
        (Brand::Discover, "DISCOVER"),
        (Brand::DinersClub, "DINERS_CLUB"),
        (Brand::Jcb, "JCB"),
    ],
};

/// Unused tokens are deleted five minutes after they were made \[D\].
const LIFETIME_MINUTES: u16 = 5;

impl Gateway for Affinipay {
    fn rules(&self) -> &'static Rules {
        &RULES
    }

    /// `m_` and 22 URL-safe base64 characters: length \[D\], alphabet \[I\]. Secret keys have no form of their own, so
    /// everything else is foreign.
    fn key_form(&self, key: &str) -> KeyForm {
        let tail = key.strip_prefix("m_").unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if tail.len() == 22 && tail.bytes().all(plain) { KeyForm::Public } else { KeyForm::Foreign }
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

    fn request(&self, target: &Target<'_>, payment: &Payment) -> Request {
        let form = target.encoding == Encoding::Form;
        let mut body = Body::default();
        if form {
            body.text("public_key", Some(target.public_key));
        }
        body.text("type", Some(RULES.kind_word(payment.kind)));
        for (name, slot) in RULES.own {
            match slot {
                Slot::Field(field) => push(&mut body, name, *field, payment),
                Slot::Brand => body.text(name, payment.stated_brand),
                Slot::Kind => {}
            }
        }
        if form {
            // A form post keeps every member that it does not know as one of `form_data` \[D\].
            payment.metadata.iter().for_each(|(name, text)| body.text(name.expose(), Some(text.expose())));
        } else {
            body.texts("form_data", &payment.metadata);
        }
        let user = if form { None } else { Some(target.public_key.to_owned()) };
        Request { url: target.base_url.join("/v1/tokens"), encoding: target.encoding, basic_user: user, body }
    }

    fn token(&self, reply: &Reply<'_>, payment: &Payment) -> Result<Token, Box<Error>> {
        reply::read(reply, payment)
    }
}

/// Month and year as numbers, number and code as text: a code may begin with zero. A year of four digits, because the
/// century of a shorter one is not documented.
fn push(body: &mut Body, name: &str, field: Field, payment: &Payment) {
    let text = payment.text(field);
    let upper = match field {
        Field::AccountType => true,
        Field::State => payment.country.is_some_and(Country::lists_states),
        _ => false,
    };
    match (field, payment.expiry, text) {
        (Field::ExpMonth, Some(expiry), _) => body.number(name, expiry.month().into()),
        (Field::ExpYear, Some(expiry), _) => body.number(name, expiry.year()),
        (_, _, Some(text)) if upper => body.text(name, Some(&text.to_ascii_uppercase())),
        _ => body.text(name, text),
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
