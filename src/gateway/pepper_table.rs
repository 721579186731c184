//! Pepper's words, as data. Sources: see `pepper`.

use super::rules::words;
use super::{KeyForm, KeyMeaning, Meaning, Rules};
use crate::error::{Code, Field, FieldSet};
use crate::payment::Slot;

pub(super) static RULES: Rules = Rules {
    // Its production host is not published.
    base_url: "",
    path: "/api/tokenizer/",
    // Public [D], as long as it likes [O]; private [D].
    keys: &[
        KeyForm { prefix: "pub_", tail: 0, marks: true, meaning: KeyMeaning::Public { test: None } },
        KeyForm { prefix: "api_", tail: 0, marks: true, meaning: KeyMeaning::Private },
    ],
    encodings: &[],
    // The parts of an address [V].
    own: words! {
        "address" => Slot::Field(Field::Line1),
        "city" => Slot::Field(Field::City),
        "state" => Slot::Field(Field::State),
        "zip" => Slot::Field(Field::PostalCode),
        "country" => Slot::Field(Field::Country),
    },
    capitals: FieldSet::EMPTY,
    alpha3: false,
    reserved: "",
    kinds: ["card", "ach"],
    card: FieldSet::EMPTY,
    bank: FieldSet::EMPTY,
    required: FieldSet::EMPTY,
    assumed: &[],
    cvv_on_wish: false,
    limits: &[],
    brands: words! {},
    // The frame's fields, by which it says what is invalid [O]; then sentences [O], read only to name a field.
    meanings: words! {
        "cc" => Meaning::of(Code::NumberInvalid, Field::Number),
        "exp" => Meaning::of(Code::ExpiryInvalid, Field::Expiry),
        "cvv" => Meaning::of(Code::CvvInvalid, Field::Cvv),
        "account" => Meaning::of(Code::AccountNumberInvalid, Field::AccountNumber),
        "routing" => Meaning::of(Code::RoutingNumberInvalid, Field::RoutingNumber),
        "Invalid card expiration*" => Meaning::of(Code::ExpiryInvalid, Field::Expiry),
        "Invalid routing_number*" => Meaning::of(Code::RoutingNumberInvalid, Field::RoutingNumber),
        "Invalid account_number*" => Meaning::of(Code::AccountNumberInvalid, Field::AccountNumber),
        "decline" => Meaning::all(Code::Declined),
    },
    // [P]
    lifetime: Some(2),
};

/// What the page says [V], by the numbers of `Say`.
pub(super) static EVENTS: [&str; 6] = ["setSettings", "submit", "setExpDate", "setError", "setBilling", "setShipping"];

/// What the frame says [V], as far as somebody waits for it, and the member that matters.
pub(super) static HEARD: [(&str, &str); 4] =
    [("submission", "status"), ("setHeight", "height"), ("validCard", "isValid"), ("onPaymentChange", "type")];

/// What a setting may be.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// True or false.
    Truth,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A list of the two kinds of payment that end in a token of the frame's.
    Kinds,
    /// Style sheets by selector, an at-rule around them or not.
    Styles,
    /// An object of these and no other members.
    Object(&'static [(&'static str, Shape)]),
}

use Shape::{Kinds, Object, Styles, Text, Texts, Truth};

const USER: Shape = Object(&[("first_name", Truth), ("last_name", Truth), ("email", Truth), ("phone", Truth)]);
const PLACE: Shape =
    Object(&[("address", Truth), ("city", Truth), ("state", Truth), ("zip", Truth), ("country", Truth)]);
const SECTION: Shape = Object(&[("show", Truth), ("showTitle", Truth), ("showLabel", Truth)]);

/// The settings that the frame takes [V], [O] where marked, without those of wallets and of third parties: they end in no
/// token of the frame's. The core checks them by this, and scripts for old pages make theirs fit.
pub const SETTINGS: Shape = Object(&[
    (
        "payment",
        Object(&[
            ("types", Kinds),
            ("showTitle", Truth),
            ("showLabel", Truth),
            ("showExpDate", Truth),
            ("showCVV", Truth),
            ("placeholderCreditCard", Text),
            ("calculateFees", Truth),
            ("processorId", Text),
            // [O]
            ("processorID", Text),
            (
                "card",
                Object(&[
                    ("strict_mode", Truth),
                    ("requireCVV", Truth),
                    // [O]
                    ("mask_number", Truth),
                    ("user_required", USER),
                    ("billing_required", PLACE),
                ]),
            ),
            (
                "ach",
                Object(&[
                    ("sec_code", Text),
                    ("secCodeList", Texts),
                    ("showSecCode", Truth),
                    ("verifyAccountRouting", Truth),
                    ("user_required", USER),
                    ("billing_required", PLACE),
                ]),
            ),
        ]),
    ),
    // [O]
    ("processorId", Text),
    (
        "user",
        Object(&[
            ("showName", Truth),
            ("showEmail", Truth),
            ("showPhone", Truth),
            ("showInline", Truth),
            ("showTitle", Truth),
            ("showLabel", Truth),
        ]),
    ),
    ("billing", SECTION),
    ("shipping", SECTION),
    ("styles", Styles),
    ("paay", Object(&[("sandbox", Truth), ("forceDisabled", Truth), ("rejectChallenges", Texts)])),
]);
