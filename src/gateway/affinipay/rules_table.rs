//! AffiniPay's names, fields, words and codes: data only. Marks as in the folder's `mod`.

use crate::card::brand::Brand;
use crate::error::{Code, Field};
use crate::gateway::{KeyForm, KeyMeaning, Meaning, Rules};
use crate::payment::Slot;
use crate::transport::Encoding;

/// Fields that go with cards and bank accounts alike \[D\].
macro_rules! common {
    ($($field:ident)*) => {
        &[
            $(Field::$field,)* Field::Holder, Field::Line1, Field::Line2, Field::City, Field::State, Field::PostalCode,
            Field::Country, Field::Email, Field::Phone, Field::Reference, Field::Description, Field::Metadata,
        ]
    };
}

pub(super) static RULES: Rules = Rules {
    base_url: "https://api.chargeio.com",
    path: "/v1/tokens",
    // 22 characters [D] of URL-safe base64 [I]. Private keys have no form of their own, so everything else is foreign.
    keys: &[KeyForm { prefix: "m_", tail: 22, marks: true, meaning: KeyMeaning::Public { test: None } }],
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
