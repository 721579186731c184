//! AffiniPay's names, fields, words and codes: data only. Marks as in the folder's `mod`.

use crate::card::brand::Brand;
use crate::error::{Code, Field, FieldSet};
use crate::gateway::rules::words;
use crate::gateway::{KeyForm, KeyMeaning, Meaning, Rules};
use crate::payment::Slot;
use crate::transport::Encoding;

/// Fields that go with cards and bank accounts alike \[D\].
macro_rules! common {
    ($($field:ident)*) => {
        FieldSet::of(&[
            $(Field::$field,)* Field::Holder, Field::Line1, Field::Line2, Field::City, Field::State, Field::PostalCode,
            Field::Country, Field::Email, Field::Phone, Field::Reference, Field::Description, Field::Metadata,
        ])
    };
}

pub(in crate::gateway) static RULES: Rules = Rules {
    base_url: "https://api.chargeio.com",
    path: "/v1/tokens",
    // 22 characters [D] of URL-safe base64 [I]. Private keys have no form of their own, so everything else is foreign.
    keys: &[KeyForm { prefix: "m_", tail: 22, marks: true, meaning: KeyMeaning::Public { test: None } }],
    encodings: &[Encoding::Form, Encoding::Json],
    // Month and year as numbers, number and code as text: a code may begin with zero. A year of four digits, because the
    // century of a shorter one is not documented.
    own: words! {
        "public_key" => Slot::Key,
        "type" => Slot::Kind,
        "number" => Slot::Field(Field::Number),
        "card_type" => Slot::Brand,
        "exp_month" => Slot::Field(Field::ExpMonth),
        "exp_year" => Slot::Field(Field::ExpYear),
        "cvv" => Slot::Field(Field::Cvv),
        "routing_number" => Slot::Field(Field::RoutingNumber),
        "account_number" => Slot::Field(Field::AccountNumber),
        "account_type" => Slot::Field(Field::AccountType),
        "name" => Slot::Field(Field::Holder),
        "address1" => Slot::Field(Field::Line1),
        "address2" => Slot::Field(Field::Line2),
        "city" => Slot::Field(Field::City),
        "postal_code" => Slot::Field(Field::PostalCode),
        "email" => Slot::Field(Field::Email),
        "phone" => Slot::Field(Field::Phone),
        "reference" => Slot::Field(Field::Reference),
        "description" => Slot::Field(Field::Description),
        "state" => Slot::Field(Field::State),
        "country" => Slot::Field(Field::Country),
        "form_data" => Slot::Field(Field::Metadata),
    },
    // In capitals [D].
    capitals: FieldSet::of(&[Field::AccountType, Field::State]),
    alpha3: false,
    // A redirect would take the reply away from the page.
    reserved: "redirect_url\n",
    kinds: ["card", "bank"],
    card: common!(Cvv),
    bank: common!(AccountType),
    required: FieldSet::EMPTY,
    assumed: &[],
    cvv_on_wish: false,
    limits: &[(Field::Phone, 22), (Field::Reference, 64), (Field::Description, 64)],
    brands: words! {
        "VISA" => Brand::Visa,
        "MASTERCARD" => Brand::Mastercard,
        "AMERICAN_EXPRESS" => Brand::AmericanExpress,
        "DISCOVER" => Brand::Discover,
        "DINERS_CLUB" => Brand::DinersClub,
        "JCB" => Brand::Jcb,
    },
    meanings: words! {
        "card_number_in*" => Meaning::of(Code::NumberInvalid, Field::Number),
        "card_expired" => Meaning::of(Code::ExpiryPast, Field::Expiry),
        "card_cvv_incorrect" => Meaning::of(Code::CvvInvalid, Field::Cvv),
        "card_type_not_accepted" => Meaning::of(Code::BrandNotAccepted, Field::Number),
        "ach_invalid_account_number" => Meaning::of(Code::AccountNumberInvalid, Field::AccountNumber),
        "ach_invalid_routing_number" => Meaning::of(Code::RoutingNumberInvalid, Field::RoutingNumber),
        // The context names the field.
        "invalid_data" => Meaning::all(Code::FieldInvalid),
        "not_authorized*" => Meaning::all(Code::KeyRejected),
        "merchant_not_active" => Meaning::all(Code::MerchantInactive),
        "unavailable_for_merchant_*" => Meaning::all(Code::MerchantInactive),
        "card_declined*" => Meaning::all(Code::Declined),
        "ach_declined*" => Meaning::all(Code::Declined),
        "card_processor_not_available" => Meaning::retry(),
        "ach_processor_not_available" => Meaning::retry(),
    },
    // Unused tokens are deleted five minutes after they were made [D].
    lifetime: Some(5),
};
