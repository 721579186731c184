//! Fields for gateways without a public key: the gateway's own object, which the loader encrypts to a relay's key.
//!
//! Source of every rule: the contract on sealed fields, version 1 (docs/sealed.md). What encrypts is the browser
//! (`www/seal/seal.js`); nothing here knows a key. A page that seals has the whole core, so the other one has none of this.

mod shapes_table;

pub use shapes_table::PAYLINK;
pub(crate) use shapes_table::{CHARGEZOOM, ONTRAPORT};

use crate::error::{Code, Error, Field, Issues};
use crate::gateway::{GatewayId, Rules};
use crate::payment::Payment;
use crate::secret::Secret;
use crate::text::{line, line_of};
use crate::token::Kind;
use shapes_table::{CHARGEZOOM_FIRST, DISABLED, FIRST_ONCE, LAST, LIMITED, NAMES, ONTRAPORT_FIRST, SPELLED, rules};

/// What a plaintext's length is a multiple of, in bytes (section 4): its length tells nothing of the number's.
pub const BLOCK: usize = 256;

/// The longest plaintext, in bytes (section 4).
pub const LONGEST: usize = 4096;

/// What Chargezoom is told instead of the id of something saved.
const ONCE: &str = "new1";

/// What is sealed for a gateway.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The place of its name, that for a card where none was given.
    at: usize,
    /// Whether it was named, and is for that kind of payment only.
    is_named: bool,
}

impl Shape {
    /// The shape of this name; where none is named the gateway's usual one, for any kind. Nothing for gateways with a key of
    /// their own.
    ///
    /// # Errors
    /// `shape_disabled` for the one whose members nobody knows; `shape_unknown` for any other text.
    pub fn parse(gateway: GatewayId, name: &str) -> Result<Option<Self>, Box<Error>> {
        let first = match gateway {
            GatewayId::Chargezoom => CHARGEZOOM_FIRST,
            GatewayId::Ontraport => ONTRAPORT_FIRST,
            _ => LAST,
        };
        let is_named = !name.is_empty();
        let at = if is_named { line_of(NAMES, name).unwrap_or(LAST) } else { first };
        let code = match at {
            LAST if !is_named => return Ok(None),
            DISABLED => Code::ShapeDisabled,
            _ if at < LAST && (at < ONTRAPORT_FIRST) == (first < ONTRAPORT_FIRST) => {
                return Ok(Some(Self { at, is_named }));
            }
            _ => Code::ShapeUnknown,
        };
        Err(Error::named(code, "shape"))
    }

    /// Whether it is for this kind of payment.
    pub fn is_for(self, kind: Kind) -> bool {
        !self.is_named || self.at & 1 == kind as usize
    }

    /// Its gateway's rules, for what it holds.
    pub const fn rules(self) -> &'static Rules {
        rules(self.at)
    }

    /// Its name for a kind of payment.
    pub fn name(self, kind: Kind) -> &'static str {
        line(NAMES, (self.at & !1) + kind as usize)
    }

    /// The limits on what it takes that go beyond its fields.
    #[inline(always)]
    pub(crate) fn check(self, payment: &Payment, issues: &mut Issues) {
        if self.at == LIMITED && !matches!(payment.number().len(), 15..=16) {
            issues.add(Code::NumberInvalid, Field::Number);
        }
    }

    /// What is encrypted: JSON with spaces behind it; empty where it would be longer than [`LONGEST`].
    ///
    /// # Secrets
    /// All of it.
    #[inline(always)]
    pub fn plaintext(self, payment: &Payment) -> Secret {
        let once = self.at >= FIRST_ONCE;
        let body = self.rules().body(once.then_some(ONCE), true, self.at < ONTRAPORT_FIRST, payment);
        pad(body.json())
    }
}

#[inline(always)]
fn pad(mut text: Secret) -> Secret {
    while !text.expose().len().is_multiple_of(BLOCK) {
        text.push(' ');
    }
    if text.expose().len() > LONGEST { Secret::default() } else { text }
}

/// A field's text in the gateway's own words.
pub(crate) fn spelled(field: Field, text: &str) -> &str {
    let is_word = matches!(field, Field::AccountType | Field::AccountHolderType);
    line_of(SPELLED, text).filter(|_| is_word).map_or(text, |at| line(SPELLED, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_belongs_to_its_gateway_and_to_one_kind_of_payment() {
        let of = |gateway, name| {
            Shape::parse(gateway, name)
                .map(|found| found.map(|shape| [Kind::Card, Kind::Bank].map(|kind| shape.is_for(kind))))
                .map_err(|error| error.code)
        };
        let chargezoom = |name| of(GatewayId::Chargezoom, name);
        assert_eq!(chargezoom(""), Ok(Some([true, true])));
        for name in ["chargezoom.card.v1", "chargezoom.pay.card.v1", "chargezoom.sub.card.v1"] {
            assert_eq!(chargezoom(name), Ok(Some([true, false])), "{name}");
        }
        for name in ["chargezoom.ach.v1", "chargezoom.pay.ach.v1"] {
            assert_eq!(chargezoom(name), Ok(Some([false, true])), "{name}");
        }
        for name in ["ontraport.payer.v1", "chargezoom", "chargezoom.card.v2", "chargezoom.sub.ach.v1", "chargezoom."] {
            assert_eq!(chargezoom(name), Err(Code::ShapeUnknown), "{name}");
        }
        assert_eq!(of(GatewayId::Ontraport, "ontraport.payer.v1"), Ok(Some([true, false])));
        assert_eq!(of(GatewayId::Ontraport, "ontraport.card_details.v0"), Err(Code::ShapeDisabled));
        for (gateway, name) in [
            (GatewayId::Ontraport, "chargezoom.card.v1"),
            (GatewayId::Ontraport, "x"),
            (GatewayId::Affinipay, "chargezoom.card.v1"),
        ] {
            assert_eq!(of(gateway, name), Err(Code::ShapeUnknown), "{name}");
        }
        assert!(Shape::parse(GatewayId::Affinipay, "").unwrap().is_none());
    }

    #[test]
    fn a_plaintext_fills_whole_blocks_up_to_the_limit() {
        let padded = |length: usize| pad(Secret::copy_of(&"x".repeat(length))).expose().len();
        assert_eq!([255, 256, 257].map(padded), [256, 256, 512]);
        assert_eq!([4096, 4097].map(padded), [4096, 0]);
    }
}
