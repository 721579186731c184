//! Nelnet's names, fields, words and codes: data only. Marks as in `nelnet`.

use super::{KeyForm, KeyMeaning, Meaning, Rules};
use crate::card::brand::Brand;
use crate::error::{Code, Field};
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
