//! Nelnet's names, fields, words and codes: data only. Marks as in `nelnet`.

use super::rules::words;
use super::{KeyForm, KeyMeaning, Meaning, Rules};
use crate::card::brand::Brand;
use crate::error::{Code, Field, FieldSet};
use crate::payment::Slot;
use crate::transport::Encoding;

pub(super) static RULES: Rules = Rules {
    base_url: "https://api.paymentspring.com",
    path: "/api/v1/tokens/jsonp",
    // 63 characters [D], the prefix tells the mode [V]. A private key has 31 characters [V].
    keys: &[
        KeyForm { prefix: "test_", tail: 58, marks: false, meaning: KeyMeaning::Public { test: Some(true) } },
        KeyForm { prefix: "live_", tail: 58, marks: false, meaning: KeyMeaning::Public { test: Some(false) } },
        KeyForm { prefix: "test_", tail: 26, marks: false, meaning: KeyMeaning::Private },
        KeyForm { prefix: "live_", tail: 26, marks: false, meaning: KeyMeaning::Private },
    ],
    encodings: &[Encoding::Jsonp],
    own: words! {
        "token_type" => Slot::Kind,
        "card_owner_name" => Slot::Field(Field::Holder),
        "card_number" => Slot::Field(Field::Number),
        "card_exp_month" => Slot::Field(Field::ExpMonth),
        "card_exp_year" => Slot::Field(Field::ExpYear),
        // Not in the current list of fields, but an error code for it is [D].
        "csc" => Slot::Field(Field::Cvv),
        "bank_account_number" => Slot::Field(Field::AccountNumber),
        "bank_routing_number" => Slot::Field(Field::RoutingNumber),
        "bank_account_holder_first_name" => Slot::Field(Field::FirstName),
        "bank_account_holder_last_name" => Slot::Field(Field::LastName),
        "bank_account_type" => Slot::Field(Field::AccountType),
        "address_1" => Slot::Field(Field::Line1),
        "address_2" => Slot::Field(Field::Line2),
        "city" => Slot::Field(Field::City),
        "state" => Slot::Field(Field::State),
        "zip" => Slot::Field(Field::PostalCode),
        "country" => Slot::Field(Field::Country),
        "public_api_key" => Slot::Key,
    },
    capitals: FieldSet::EMPTY,
    // [D]
    alpha3: true,
    reserved: "",
    kinds: ["credit_card", "bank_account"],
    card: FieldSet::of(&[
        Field::Cvv,
        Field::Holder,
        Field::Line1,
        Field::Line2,
        Field::City,
        Field::State,
        Field::PostalCode,
        Field::Country,
    ]),
    bank: FieldSet::of(&[
        Field::FirstName,
        Field::LastName,
        Field::AccountType,
        Field::Line1,
        Field::Line2,
        Field::City,
        Field::State,
        Field::PostalCode,
        Field::Country,
    ]),
    required: FieldSet::of(&[Field::Holder, Field::FirstName, Field::LastName, Field::AccountType]),
    // The documentation sends it with the server's call instead [D].
    cvv_on_wish: true,
    assumed: &[],
    limits: &[],
    brands: words! {
        "visa" => Brand::Visa,
        "mastercard" => Brand::Mastercard,
        "amex" => Brand::AmericanExpress,
        "discover" => Brand::Discover,
        "dinersclub" => Brand::DinersClub,
    },
    meanings: words! {
        "11112" => Meaning::of(Code::NumberInvalid, Field::Number),
        "1130*" => Meaning::of(Code::NumberInvalid, Field::Number),
        "11102" => Meaning::of(Code::NumberInvalid, Field::Number),
        "91611" => Meaning::of(Code::NumberInvalid, Field::Number),
        "11110" => Meaning::of(Code::ExpiryInvalid, Field::Expiry),
        "11111" => Meaning::of(Code::ExpiryInvalid, Field::Expiry),
        "21111" => Meaning::of(Code::ExpiryInvalid, Field::Expiry),
        "234722" => Meaning::of(Code::CvvInvalid, Field::Cvv),
        "TKN01" => Meaning::retry(),
    },
    // Unused tokens die after 15 minutes [D].
    lifetime: Some(15),
};
