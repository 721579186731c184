//! AffiniPay (ChargeIO, 8am): `POST /v1/tokens` with the merchant's public key.
//!
//! Sources: \[D\] AffiniPay Payment Gateway API reference; \[V\] other pages and repositories of the vendor; \[O\]
//! observed in public code; \[I\] inferred. The gateway's own spellings stand in this folder and nowhere else.

mod reply;

use super::{Gateway, KeyForm, Reply, Rules, Target};
use crate::bank::account::AccountType;
use crate::card::brand::Brand;
use crate::country::Country;
use crate::error::{Code, Error, Field, Issue};
use crate::payment::{Bank, Card, Details, Method, Payment, Slot};
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
        ("card_type", Slot::Brand),
        ("exp_month", Slot::Field(Field::ExpMonth)),
        ("exp_year", Slot::Field(Field::ExpYear)),
        ("routing_number", Slot::Field(Field::RoutingNumber)),
        ("account_number", Slot::Field(Field::AccountNumber)),
        ("account_type", Slot::Field(Field::AccountType)),
        ("name", Slot::Field(Field::Holder)),
        ("address1", Slot::Field(Field::Line1)),
        ("address2", Slot::Field(Field::Line2)),
        ("city", Slot::Field(Field::City)),
        ("state", Slot::Field(Field::State)),
        ("postal_code", Slot::Field(Field::PostalCode)),
        ("country", Slot::Field(Field::Country)),
        ("form_data", Slot::Field(Field::Metadata)),
    ],
    // A redirect would take the reply away from the page; the rest are the neutral names that the gateway shares.
    reserved: &["public_key", "redirect_url", "number", "cvv", "email", "phone", "reference", "description"],
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
    fn check(&self, details: &Details, issues: &mut Vec<Issue>) {
        let country = details.country;
        let state = details.text(Field::State);
        if state.and_then(|state| country?.has_state(state)) == Some(false) {
            issues.push(Issue::new(Code::StateInvalid, Field::State));
        }
        if let Some(postal) = details.text(Field::PostalCode) {
            let counted = postal.chars().filter(char::is_ascii_alphanumeric).count();
            let plain = postal.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-');
            if !plain || !(3..=9).contains(&counted) || postal.chars().count() > 10 {
                issues.push(Issue::new(Code::PostalCodeInvalid, Field::PostalCode));
            }
        }
    }

    fn request(&self, target: &Target<'_>, payment: &Payment) -> Request {
        let form = target.encoding == Encoding::Form;
        let mut body = Body::default();
        if form {
            body.text("public_key", Some(target.public_key));
        }
        body.text("type", Some(RULES.kind_word(payment.kind())));
        match &payment.method {
            Method::Card(card) => push_card(&mut body, card),
            Method::Bank(bank) => push_bank(&mut body, bank),
        }
        push_details(&mut body, &payment.details, form);
        Request {
            url: target.base_url.join("/v1/tokens"),
            encoding: target.encoding,
            basic_user: (!form).then(|| target.public_key.to_owned()),
            body,
        }
    }

    fn token(&self, reply: &Reply<'_>, payment: &Payment) -> Result<Token, Error> {
        reply::read(reply, payment)
    }
}

/// Month and year as numbers, number and code as text: a code may begin with zero. A year of four digits, because the
/// century of a shorter one is not documented.
fn push_card(body: &mut Body, card: &Card) {
    body.text("number", Some(card.number.digits().expose()));
    body.text("card_type", card.stated_brand);
    body.number("exp_month", card.expiry.month().into());
    body.number("exp_year", card.expiry.year());
    body.text("cvv", card.cvv.as_ref().map(|cvv| cvv.digits().expose()));
}

fn push_bank(body: &mut Body, bank: &Bank) {
    body.text("routing_number", Some(bank.routing.digits().expose()));
    body.text("account_number", Some(bank.account.digits().expose()));
    let account_type = bank.account_type.map(|account_type| match account_type {
        AccountType::Checking => "CHECKING",
        AccountType::Savings => "SAVINGS",
    });
    body.text("account_type", account_type);
}

fn push_details(body: &mut Body, details: &Details, form: bool) {
    let texts = [
        ("name", Field::Holder),
        ("address1", Field::Line1),
        ("address2", Field::Line2),
        ("city", Field::City),
        ("postal_code", Field::PostalCode),
        ("email", Field::Email),
        ("phone", Field::Phone),
        ("reference", Field::Reference),
        ("description", Field::Description),
    ];
    for (name, field) in texts {
        body.text(name, details.text(field));
    }
    let state = details.text(Field::State).map(|state| {
        let listed = details.country.and_then(|country| country.has_state(state)).is_some();
        if listed { state.to_ascii_uppercase() } else { state.to_owned() }
    });
    body.text("state", state.as_deref());
    body.text("country", details.country.map(Country::alpha2));
    if form {
        // A form post keeps every member that it does not know as one of `form_data` [D].
        details.metadata.iter().for_each(|(name, text)| body.text(name.expose(), Some(text.expose())));
    } else {
        body.texts("form_data", &details.metadata);
    }
}
