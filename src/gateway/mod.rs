//! What panless knows of payment gateways: one file or folder each, and what they have in common.
//!
//! A gateway turns a payment into a request and a reply into a token or an error. It does no I/O, and it knows no other
//! gateway.

pub mod affinipay;
pub mod nelnet;
mod nelnet_table;
pub mod pepper;
pub mod pepper_table;
mod rules;

pub use rules::{KeyForm, KeyMeaning, Meaning, Rules};

use crate::error::{Code, Error, Field, Issue, Outcome, gateway_code};
use crate::input::Value;
use crate::payment::{Payment, Slot};
use crate::text::{holds, joined};
use crate::token::Token;
use crate::transport::{Body, Encoding, Request};

/// The gateways by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayId {
    /// AffiniPay (ChargeIO, 8am): LawPay, CPACharge and others.
    Affinipay,
    /// Nelnet Payment Services, formerly PaymentSpring.
    Nelnet,
    /// Pepper, of the Fluidpay platform.
    Pepper,
}

impl GatewayId {
    /// Every gateway, in the order in which a public key is tried on them.
    pub const ALL: &'static [Self] = &[Self::Affinipay, Self::Nelnet, Self::Pepper];

    /// The word JavaScript sees.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Affinipay => "affinipay",
            Self::Nelnet => "nelnet",
            Self::Pepper => "pepper",
        }
    }

    /// What this gateway does.
    #[must_use]
    pub const fn gateway(self) -> &'static dyn Gateway {
        match self {
            Self::Affinipay => &affinipay::Affinipay,
            Self::Nelnet => &nelnet::Nelnet,
            Self::Pepper => &pepper::Pepper,
        }
    }
}

/// Where and how a request is sent.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// The merchant's public key. Not secret: it stands in the page.
    pub public_key: &'a str,
    /// Where the gateway lives, without a slash at the end.
    pub base_url: &'a str,
    /// How the body is written.
    pub encoding: Encoding,
}

/// A gateway's answer.
pub struct Reply<'a> {
    /// The HTTP status; 0 where the browser does not tell it.
    pub status: u16,
    /// The body, if it is JSON: texts, lists and objects. Numbers are texts, as JSON writes them.
    pub body: Option<&'a Value>,
}

/// Everything panless asks of a gateway.
pub trait Gateway: Sync {
    /// What sets it apart.
    fn rules(&self) -> &'static Rules;

    /// Its own limits on what goes along with a payment.
    fn check(&self, _payment: &Payment, _issues: &mut Vec<Issue>) {}

    /// A field in its own spelling, where that is another than ours.
    fn spelled(&self, _field: Field, _payment: &Payment) -> Option<String> {
        None
    }

    /// Writes what the request holds around the fields: before them, and once more, with `end`, after them.
    fn surround(&self, _target: &Target<'_>, _payment: &Payment, _body: &mut Body, _end: bool) {}

    /// The token in a reply.
    ///
    /// # Errors
    /// What the reply says went wrong, as a code of ours; `reply_invalid` when it says nothing that can be read.
    fn token(&self, reply: &Reply<'_>, _payment: &Payment) -> Result<Token, Box<Error>> {
        Err(status_error(reply.status))
    }
}

impl dyn Gateway {
    /// The request for a token.
    #[must_use]
    pub fn request(&self, target: &Target<'_>, payment: &Payment) -> Request {
        let rules = self.rules();
        let mut body = Body::default();
        self.surround(target, payment, &mut body, false);
        for (name, slot) in rules.own {
            match (slot, payment.expiry) {
                (Slot::Kind, _) => body.text(name, Some(rules.kind_word(payment.kind))),
                (Slot::Brand, _) => body.text(name, payment.stated_brand),
                (Slot::Field(Field::ExpMonth), Some(expiry)) => body.number(name, expiry.month().into()),
                (Slot::Field(Field::ExpYear), Some(expiry)) => body.number(name, expiry.year()),
                (Slot::Field(field), _) => match self.spelled(*field, payment) {
                    Some(text) => body.text(name, Some(&text)),
                    None => body.text(name, payment.text(*field)),
                },
            }
        }
        self.surround(target, payment, &mut body, true);
        let user = (target.encoding == Encoding::Json).then(|| target.public_key.to_owned());
        Request { url: joined(target.base_url, rules.path), encoding: target.encoding, basic_user: user, body }
    }
}

/// The token of this id, unless the id can be none. `brand` is the gateway's word; `created` is when its life began, if the
/// reply says so.
fn token(rules: &Rules, payment: &Payment, id: &str, brand: Option<&str>, created: Option<&str>) -> Option<Token> {
    let id = Token::id(id).filter(|id| !holds(id, payment.number()))?;
    let named = brand.and_then(|word| rules.brand(word));
    Some(Token {
        id,
        kind: payment.kind,
        brand: payment.brand.map(|brand| named.map_or(brand, |(named, _)| named)),
        last4: payment.last4().to_owned(),
        expiry: payment.expiry,
        created: created.map(str::to_owned),
        lifetime: Some(rules.lifetime),
    })
}

/// One error of a reply.
struct Entry<'a> {
    code: &'a str,
    /// The field that it names, and whether that was empty.
    field: Option<Field>,
    blank: bool,
}

/// The most errors of one reply that are read.
const ENTRY_LIMIT: usize = 20;

/// The error that the entries of a reply make: every bad field becomes an issue, the first code decides the rest. `read`
/// tells of an entry that says nothing by `None`.
fn refusal(rules: &Rules, status: u16, entries: &[Value], read: fn(&Value) -> Option<Entry<'_>>) -> Box<Error> {
    let mut error = status_error(status);
    let mut issues = Vec::new();
    for (at, entry) in entries.iter().take(ENTRY_LIMIT).filter_map(read).enumerate() {
        let meaning = rules.meaning(entry.code);
        if at == 0 {
            error.gateway_code = gateway_code(entry.code);
            if let Some(Meaning { code, field: None, retry, .. }) = meaning
                && *code != Code::FieldInvalid
            {
                error.code = *code;
                error.retry_asked = *retry;
            }
        }
        let issue = meaning.and_then(|meaning| issue(meaning, &entry));
        issues.extend(issue.filter(|issue| !issues.contains(issue)));
    }
    error.with_issues(issues)
}

/// The same where there is no status: the gateway has read the call and said no, whatever its codes mean, and a status would
/// be one of the 400s.
fn bare_refusal(rules: &Rules, entries: &[Value], read: fn(&Value) -> Option<Entry<'_>>) -> Box<Error> {
    let mut error = refusal(rules, 400, entries, read);
    error.status = None;
    error
}

fn issue(meaning: &Meaning, entry: &Entry<'_>) -> Option<Issue> {
    if let Some(field) = meaning.field {
        return Some(Issue::new(meaning.code, field));
    }
    let field = entry.field.filter(|_| meaning.code == Code::FieldInvalid)?;
    let [missing, _, invalid] = field.codes();
    let is_missing = entry.blank && missing != Code::FieldInvalid;
    Some(Issue::new(if is_missing { missing } else { invalid }, field))
}

/// What a status alone says went wrong. A 2xx, and none at all, is here a reply in which no token was found: one may have
/// been made.
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
    let mut error = Error::new(code);
    error.outcome = if status < 400 { Outcome::Unknown } else { Outcome::None };
    error.status = Some(status).filter(|status| *status > 0);
    error
}
