//! What a shape is, and whether a plaintext has it.

use crate::refusal::Refusal;
use crate::shape_table::SHAPES;
use crate::strict::{Json, Members};
use crate::values::Values;

/// Whose call a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gateway {
    Chargezoom,
    Ontraport,
}

/// What of a gateway's answer the merchant's server gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    CardId,
    TransactionId,
    Subscription,
    Charge,
}

/// What a member must be. Everything in digits is text, but for the two numbers of an expiry date.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    Literal(&'static str),
    OneOf(&'static [&'static str]),
    /// A card number with at least and at most so many digits.
    Number(usize, usize),
    Cvv,
    Month,
    Year,
    MonthNumber,
    YearNumber,
    Routing,
    Account,
    AccountHolder,
    Label,
    Text,
    Part(&'static [Member]),
}

/// A member of a plaintext.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
    pub(crate) required: bool,
}

/// A call of a gateway.
#[derive(Debug)]
pub(crate) struct Target {
    /// The word by which the merchant's server chooses it, where a shape has several.
    pub(crate) action: &'static str,
    pub(crate) gateway: Gateway,
    pub(crate) path: &'static str,
    /// What the merchant's server may add.
    pub(crate) fields: &'static [&'static str],
    pub(crate) answer: Answer,
}

/// What may be sealed, and where it goes.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) members: &'static [Member],
    pub(crate) targets: &'static [Target],
}

impl Shape {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        SHAPES.iter().find(|shape| shape.name == name)
    }

    /// The call that is meant: the only one, or the one that is named.
    pub(crate) fn target(&self, action: Option<&str>) -> Result<&'static Target, Refusal> {
        match (self.targets, action) {
            ([only], None) => Some(only),
            (targets, Some(action)) => targets.iter().find(|target| target.action == action),
            _ => None,
        }
        .ok_or(Refusal::Shape)
    }

    /// Whether these are the members of the shape, in its order, with values that a gateway can take.
    pub(crate) fn fits(&self, members: &Members, now: u64) -> bool {
        let mut values = Values::default();
        fit(self.members, members, &mut values) && values.agree(now)
    }
}

impl Target {
    /// Puts what the merchant's server adds behind what was sealed.
    pub(crate) fn merge(&self, mut sealed: Members, added: Members) -> Result<Members, Refusal> {
        for (name, value) in added.0 {
            if !self.fields.contains(&name.as_str()) || sealed.get(&name).is_some() {
                return Err(Refusal::Shape);
            }
            sealed.0.push((name, value));
        }
        Ok(sealed)
    }
}

fn fit(wanted: &'static [Member], given: &Members, values: &mut Values) -> bool {
    let mut given = given.0.iter().peekable();
    for member in wanted {
        let found = given.next_if(|(name, _)| name == member.name);
        let good = match (found, member.rule) {
            (None, _) => !member.required,
            (Some((_, Json::Object(part))), Rule::Part(members)) => !part.0.is_empty() && fit(members, part, values),
            (Some((_, value)), rule) => values.takes(rule, value),
        };
        if !good {
            return false;
        }
    }
    given.next().is_none()
}
