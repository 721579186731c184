//! Stripe's names, fields, words and codes: data only. Marks as in `stripe`.

use super::rules::words;
use super::{KeyForm, KeyMeaning, Meaning, Rules};
use crate::card::brand::Brand;
use crate::error::{Code, Field, FieldSet};
use crate::payment::Slot;
use crate::transport::Encoding;

/// The only words of a message that are read [P].
pub(super) const NOT_ENABLED: &str = "unsupported for publishable key tokenization";

pub(super) static RULES: Rules = Rules {
    base_url: "https://api.stripe.com",
    path: "/v1/tokens",
    // Letters, digits and `_` [P]; the length varies [P]. Secret and restricted keys [P] have the same form.
    keys: &[
        KeyForm { prefix: "pk_test_", tail: 0, marks: true, meaning: KeyMeaning::Public { test: Some(true) } },
        KeyForm { prefix: "pk_live_", tail: 0, marks: true, meaning: KeyMeaning::Public { test: Some(false) } },
        KeyForm { prefix: "sk_", tail: 0, marks: true, meaning: KeyMeaning::Private },
        KeyForm { prefix: "rk_", tail: 0, marks: true, meaning: KeyMeaning::Private },
    ],
    encodings: &[Encoding::Form],
    // All but the key [P].
    own: words! {
        // Instead of a header, which would ask for a preflight [K].
        "key" => Slot::Key,
        "card[number]" => Slot::Field(Field::Number),
        "card[exp_month]" => Slot::Field(Field::ExpMonth),
        "card[exp_year]" => Slot::Field(Field::ExpYear),
        "card[cvc]" => Slot::Field(Field::Cvv),
        "card[name]" => Slot::Field(Field::Holder),
        "card[address_line1]" => Slot::Field(Field::Line1),
        "card[address_line2]" => Slot::Field(Field::Line2),
        "card[address_city]" => Slot::Field(Field::City),
        "card[address_state]" => Slot::Field(Field::State),
        "card[address_zip]" => Slot::Field(Field::PostalCode),
        "card[address_country]" => Slot::Field(Field::Country),
        "card[currency]" => Slot::Field(Field::Currency),
        "bank_account[country]" => Slot::Field(Field::Country),
        "bank_account[currency]" => Slot::Field(Field::Currency),
        "bank_account[routing_number]" => Slot::Field(Field::RoutingNumber),
        "bank_account[account_number]" => Slot::Field(Field::AccountNumber),
        "bank_account[account_holder_name]" => Slot::Field(Field::Holder),
        "bank_account[account_holder_type]" => Slot::Field(Field::AccountHolderType),
        "bank_account[account_type]" => Slot::Field(Field::AccountType),
    },
    capitals: FieldSet::EMPTY,
    // [P]
    alpha3: false,
    reserved: "",
    kinds: ["card", "bank_account"],
    card: FieldSet::of(&[
        Field::Cvv,
        Field::Holder,
        Field::Line1,
        Field::Line2,
        Field::City,
        Field::State,
        Field::PostalCode,
        Field::Country,
        Field::Currency,
    ]),
    bank: FieldSet::of(&[Field::Holder, Field::AccountHolderType, Field::AccountType, Field::Country, Field::Currency]),
    required: FieldSet::EMPTY,
    cvv_on_wish: false,
    limits: &[],
    // Both are required [P], and routing numbers are those of the United States.
    assumed: &[(Field::Country, "US"), (Field::Currency, "usd")],
    brands: words! {
        "Visa" => Brand::Visa,
        "MasterCard" => Brand::Mastercard,
        "Mastercard" => Brand::Mastercard,
        "American Express" => Brand::AmericanExpress,
        "Discover" => Brand::Discover,
        "Diners Club" => Brand::DinersClub,
        "JCB" => Brand::Jcb,
        "UnionPay" => Brand::UnionPay,
    },
    // [P] What else is the shop's to mend, or asks for fewer requests, says so by its status.
    meanings: words! {
        "invalid_number" => Meaning::of(Code::NumberInvalid, Field::Number),
        "incorrect_number" => Meaning::of(Code::NumberInvalid, Field::Number),
        "invalid_expiry_*" => Meaning::of(Code::ExpiryInvalid, Field::Expiry),
        "expired_card" => Meaning::of(Code::ExpiryPast, Field::Expiry),
        "invalid_cvc" => Meaning::of(Code::CvvInvalid, Field::Cvv),
        "incorrect_cvc" => Meaning::of(Code::CvvInvalid, Field::Cvv),
        "incorrect_zip" => Meaning::of(Code::PostalCodeInvalid, Field::PostalCode),
        "routing_number_invalid" => Meaning::of(Code::RoutingNumberInvalid, Field::RoutingNumber),
        "account_number_invalid" => Meaning::of(Code::AccountNumberInvalid, Field::AccountNumber),
        "bank_account_unusable" => Meaning::of(Code::AccountNumberInvalid, Field::AccountNumber),
        // `param` names the field.
        "parameter_*" => Meaning::all(Code::FieldInvalid),
        "card_declined" => Meaning::all(Code::Declined),
        // A type, where no code says more.
        "card_error" => Meaning::all(Code::Declined),
        "unsupported for publishable key tokenization" => Meaning::all(Code::GatewayNotEnabled),
        "testmode_charges_only" => Meaning::all(Code::MerchantInactive),
        "processing_error" => Meaning::retry(),
    },
    // Not stated.
    lifetime: None,
};
