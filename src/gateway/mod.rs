//! What panless knows of payment gateways: one file each, and what they have in common.
//!
//! A gateway turns a payment into a request and a reply into a token or an error. It does no I/O, and it knows no other
//! gateway.

pub mod affinipay;

use crate::base_url::BaseUrl;
use crate::card::brand::{Brand, BrandSet};
use crate::error::{Code, Error, Field, Issue, Outcome};
use crate::input::Value;
use crate::instant::Instant;
use crate::payment::{Payment, Slot};
use crate::token::{Kind, Token};
use crate::transport::{Encoding, Request};

/// The gateways by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayId {
    /// AffiniPay (ChargeIO, 8am): LawPay, CPACharge and others.
    Affinipay,
}

impl GatewayId {
    /// Every gateway, in the order in which a public key is tried on them.
    pub const ALL: &'static [Self] = &[Self::Affinipay];

    /// The word JavaScript sees.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Affinipay => "affinipay",
        }
    }

    /// What this gateway does.
    #[must_use]
    pub const fn gateway(self) -> &'static dyn Gateway {
        match self {
            Self::Affinipay => &affinipay::Affinipay,
        }
    }
}

/// What sets one gateway apart, as data.
#[derive(Debug)]
pub struct Rules {
    /// Where it lives, unless the caller names another place.
    pub base_url: &'static str,
    /// The encodings it takes; the first is used unless the caller names another.
    pub encodings: &'static [Encoding],
    /// Its own names for what it takes, in the order in which they are sent. A payment may use them too.
    pub own: &'static [(&'static str, Slot)],
    /// Further names that mean something to it. Metadata can have none of either.
    pub reserved: &'static [&'static str],
    /// Its words for card and bank account.
    pub kinds: [&'static str; 2],
    /// What it takes with a card. Empty when it takes no cards.
    pub card: &'static [Field],
    /// What it takes with a bank account. Empty when it takes none.
    pub bank: &'static [Field],
    /// The most characters of a text.
    pub limits: &'static [(Field, usize)],
    /// Its words for brands. A brand without one runs on another brand's rails, where it does.
    pub brands: &'static [(Brand, &'static str)],
}

impl Rules {
    /// The fields that it takes with this kind of payment.
    #[must_use]
    pub const fn takes(&self, kind: Kind) -> &'static [Field] {
        match kind {
            Kind::Card => self.card,
            Kind::Bank => self.bank,
        }
    }

    /// Its word for this kind of payment.
    #[must_use]
    pub const fn kind_word(&self, kind: Kind) -> &'static str {
        let [card, bank] = self.kinds;
        match kind {
            Kind::Card => card,
            Kind::Bank => bank,
        }
    }

    /// The most characters that this field may have.
    #[must_use]
    pub fn limit(&self, field: Field) -> Option<usize> {
        self.limits.iter().find(|(limited, _)| *limited == field).map(|(_, limit)| *limit)
    }

    /// Whether a member of this name means something to the gateway.
    #[must_use]
    pub fn reserves(&self, name: &str) -> bool {
        self.reserved.contains(&name) || self.own.iter().any(|(own, _)| *own == name)
    }

    /// The brands that it has no word for.
    #[must_use]
    pub fn lacking(&self) -> BrandSet {
        let known = |brand: &Brand| self.brands.iter().any(|(named, _)| named == brand);
        Brand::ALL.iter().filter(|brand| !known(brand)).fold(BrandSet::EMPTY, |set, brand| set.with(*brand))
    }
}

/// What a public key looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    /// A public key of this gateway.
    Public,
    /// A private key of this gateway.
    Private,
    /// Nothing this gateway gives out.
    Foreign,
}

/// Where and how a request is sent.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// The merchant's public key. Not secret: it stands in the page.
    pub public_key: &'a str,
    /// Where the gateway lives.
    pub base_url: &'a BaseUrl,
    /// How the body is written.
    pub encoding: Encoding,
}

/// A gateway's answer.
pub struct Reply<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body, if it is JSON: texts, lists and objects. Numbers are texts, as JSON writes them.
    pub body: Option<&'a Value>,
    /// The client's clock when the answer came.
    pub received: Instant,
}

/// Everything panless asks of a gateway.
pub trait Gateway: Sync {
    /// What sets it apart.
    fn rules(&self) -> &'static Rules;

    /// What a key looks like to it.
    fn key_form(&self, key: &str) -> KeyForm;

    /// Its own limits on what goes along with a payment.
    fn check(&self, payment: &Payment, issues: &mut Vec<Issue>);

    /// The request for a token.
    fn request(&self, target: &Target<'_>, payment: &Payment) -> Request;

    /// The token in a reply.
    ///
    /// # Errors
    /// What the reply says went wrong, as a code of ours; `reply_invalid` when it says nothing that can be read.
    fn token(&self, reply: &Reply<'_>, payment: &Payment) -> Result<Token, Box<Error>>;
}

/// What a code of a gateway means, as data.
#[derive(Debug)]
pub struct Meaning {
    /// The gateway's code. A trailing `*` stands for anything that follows.
    pub word: &'static str,
    /// Our code.
    pub code: Code,
    /// The field that is to blame, if one is.
    pub field: Option<Field>,
}

impl Meaning {
    pub(crate) const fn new(word: &'static str, code: Code, field: Option<Field>) -> Self {
        Self { word, code, field }
    }

    /// The first row for a gateway's code.
    #[must_use]
    pub fn of<'a>(rows: &'a [Self], word: &str) -> Option<&'a Self> {
        rows.iter().find(|row| match row.word.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == row.word,
        })
    }
}

/// What a status alone says went wrong. A 2xx here is a reply in which no token was found: one may have been made.
#[inline(never)]
#[must_use]
pub fn status_error(status: u16) -> Box<Error> {
    let code = match status {
        401 | 403 => Code::KeyRejected,
        429 => Code::RateLimited,
        300..=399 => Code::Redirected,
        400..=499 => Code::RequestRefused,
        500.. => Code::GatewayError,
        _ => Code::ReplyInvalid,
    };
    let outcome = if status < 400 { Outcome::Unknown } else { Outcome::None };
    Box::new(Error { status: Some(status), outcome, ..*Error::new(code) })
}
