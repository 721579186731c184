//! The shapes of sealed fields: data only. Members, order and what is required are section 4 of the contract; spellings are the
//! gateways'.

use crate::error::{Field, FieldSet};
use crate::gateway::sealed_table::SEALED;
use crate::gateway::{Rules, Words, words};
use crate::payment::Slot;
use crate::payment::names::ADDRESS;

/// The names of the shapes, those of a form for cards and for bank accounts; the last one's members nobody has written down.
pub(super) const NAMES: &str = "chargezoom.card.v1\nchargezoom.ach.v1\nchargezoom.pay.card.v1\nchargezoom.pay.ach.v1\nchargezoom.sub.card.v1\n\nontraport.payer.v1\nontraport.card_details.v0\n";

/// The places of a gateway's first shape, which is its usual one.
pub(super) const CHARGEZOOM_FIRST: usize = 0;
pub(super) const ONTRAPORT_FIRST: usize = 6;

/// The place of the first that is for one payment, so that [`super::ONCE`] goes along, in the place of a key.
pub(super) const FIRST_ONCE: usize = 2;

/// The place of what has limits of its own: numbers of 15 or 16 digits, and a name.
pub(super) const LIMITED: usize = 4;

/// The place of what nobody can seal.
pub(super) const DISABLED: usize = 7;

/// Behind the last of them.
pub(super) const LAST: usize = 8;

/// What a shape holds, by the place of its name.
pub(super) const fn rules(at: usize) -> &'static Rules {
    match at {
        0 | 1 => &CHARGEZOOM,
        2 | 3 => &CHARGEZOOM_PAY,
        4 | 5 => &CHARGEZOOM_SUBSCRIBE,
        _ => &ONTRAPORT,
    }
}

/// Where Chargezoom shows one invoice: the host, and a pattern of host and path in JavaScript's spelling. What is opaque there is one or
/// two segments.
pub const PAYLINK: [&str; 2] =
    ["payportal.com", "^((.+\\.)?payportal\\.com/customer/update_payment|payby\\.cc)(/[\\w~=-]+){1,2}$"];

/// Its account types and holders that are not ours: a line of ours, then one of its own.
pub(super) const SPELLED: &str = "savings\nsaving\ncompany\nbusiness\nindividual\npersonal\n";

/// Its names for what is saved, and for one payment.
const METHOD: Words<Slot> = words! {
    "paymentMethod" => Slot::Kind,
    "cardId" => Slot::Key,
    "cardNumber" => Slot::Field(Field::Number),
    "cardCvv" => Slot::Field(Field::Cvv),
    "expMonth" => Slot::Field(Field::ExpMonth),
    "expYear" => Slot::Field(Field::ExpYear),
    "eaccountName" => Slot::Field(Field::Holder),
    "eaccountNumber" => Slot::Field(Field::AccountNumber),
    "erouteNumber" => Slot::Field(Field::RoutingNumber),
    "eaccountType" => Slot::Field(Field::AccountType),
    "eaccountHolderType" => Slot::Field(Field::AccountHolderType),
    "bAddress1" => Slot::Field(Field::Line1),
    "bAddress2" => Slot::Field(Field::Line2),
    "bCity" => Slot::Field(Field::City),
    "bState" => Slot::Field(Field::State),
    "bZipcode" => Slot::Field(Field::PostalCode),
    "bCountry" => Slot::Field(Field::Country),
    "bPhone" => Slot::Field(Field::Phone),
};

const ACCOUNT: FieldSet = FieldSet::of(&[Field::Holder, Field::AccountType, Field::AccountHolderType]);

/// A payment method that is saved: what comes back is its id.
pub(crate) static CHARGEZOOM: Rules = Rules {
    own: METHOD,
    card: ADDRESS.with(Field::Cvv).with(Field::Phone),
    bank: ADDRESS.with(Field::Phone).with(Field::Holder).with(Field::AccountType).with(Field::AccountHolderType),
    required: ACCOUNT,
    ..SEALED
};

/// One payment.
static CHARGEZOOM_PAY: Rules = Rules {
    own: METHOD,
    card: FieldSet::of(&[Field::Cvv]),
    bank: ACCOUNT,
    required: ACCOUNT.with(Field::Cvv),
    ..SEALED
};

/// A subscription.
static CHARGEZOOM_SUBSCRIBE: Rules = Rules {
    own: words! {
        "paymentMethod" => Slot::Kind,
        "cardId" => Slot::Key,
        "cardNumber" => Slot::Field(Field::Number),
        "expMonth" => Slot::Field(Field::ExpMonth),
        "expYear" => Slot::Field(Field::ExpYear),
        "cvv" => Slot::Field(Field::Cvv),
        "friendlyName" => Slot::Field(Field::Description),
    },
    card: FieldSet::of(&[Field::Cvv, Field::Description]),
    required: FieldSet::of(&[Field::Cvv, Field::Description]),
    ..SEALED
};

/// A charge.
pub(crate) static ONTRAPORT: Rules = Rules {
    own: words! {
        "payer.ccnumber" => Slot::Field(Field::Number),
        "payer.code" => Slot::Field(Field::Cvv),
        "payer.expire_month" => Slot::Field(Field::ExpMonth),
        "payer.expire_year" => Slot::Field(Field::ExpYear),
        "billing_address.address" => Slot::Field(Field::Line1),
        "billing_address.address2" => Slot::Field(Field::Line2),
        "billing_address.city" => Slot::Field(Field::City),
        "billing_address.state" => Slot::Field(Field::State),
        "billing_address.zip" => Slot::Field(Field::PostalCode),
        "billing_address.country" => Slot::Field(Field::Country),
    },
    card: ADDRESS.with(Field::Cvv),
    required: FieldSet::of(&[Field::Cvv]),
    ..SEALED
};
