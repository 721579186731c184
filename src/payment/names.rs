//! From a member's name to what it means: the neutral names, and the chosen gateway's own.

use crate::error::{Field, FieldSet};
use crate::gateway::Rules;

/// What a member of a payment stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// One of our fields.
    Field(Field),
    /// The merchant's public key. No payment holds it.
    Key,
    /// The gateway's word for card or bank account; it must agree with the rest.
    Kind,
    /// The gateway's word for the brand; it must agree with the number.
    Brand,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Field::ALL.len() + 3;

    /// Its place among them.
    pub(super) const fn place(self) -> usize {
        match self {
            Self::Field(field) => field as usize,
            Self::Key => Field::ALL.len(),
            Self::Kind => Field::ALL.len() + 1,
            Self::Brand => Field::ALL.len() + 2,
        }
    }
}

/// The names that stand in `address`; all others stand in the payment itself.
pub(crate) const ADDRESS: FieldSet =
    FieldSet::of(&[Field::Line1, Field::Line2, Field::City, Field::State, Field::PostalCode, Field::Country]);

/// What a member of the payment itself means, with the gateway's own names understood too.
pub(crate) fn top(name: &str, rules: &Rules) -> Option<Slot> {
    named(name, false).or_else(|| rules.slot(name))
}

/// What a member of `address` means.
pub(super) fn in_address(name: &str) -> Option<Slot> {
    named(name, true)
}

fn named(name: &str, in_address: bool) -> Option<Slot> {
    Field::named(name).filter(|field| ADDRESS.contains(*field) == in_address).map(Slot::Field)
}
