//! What panless knows of payment gateways: one file or folder each, and what they have in common.
//!
//! A gateway turns a payment into a request and a reply into a token or an error. It does no I/O, and it knows no other
//! gateway.

pub mod affinipay;
pub mod nelnet;
mod nelnet_table;
pub mod pepper;
mod pepper_given;
pub mod pepper_table;
mod rules;
pub(crate) mod sealed_table;
mod stripe;
mod stripe_table;

pub(crate) use rules::words;
pub use rules::{KeyForm, KeyMeaning, Meaning, Rules, Words};

use crate::config::Config;
use crate::country::Country;
use crate::error::{Code, Error, Field, Issue, Issues, Outcome, gateway_code};
use crate::input::Value;
use crate::named::named;
use crate::payment::{Payment, Slot};
#[cfg(feature = "seal")]
use crate::seal;
use crate::secret::Secret;
use crate::text::{cased, cut, holds, joined, owned};
use crate::token::{Kind, Token};
use crate::transport::{Body, Encoding, Request};

named! {
    /// The gateways by name, in the order in which a public key is tried on them.
    GatewayId as_str {
        /// AffiniPay (ChargeIO, 8am): LawPay, CPACharge and others.
        Affinipay "affinipay"
        /// Nelnet Payment Services, formerly PaymentSpring.
        Nelnet "nelnet"
        /// Pepper, of the Fluidpay platform.
        Pepper "pepper"
        /// Stripe.
        Stripe "stripe"
        /// Chargezoom, by a relay.
        Chargezoom "chargezoom"
        /// ONTRAPORT, by a relay.
        Ontraport "ontraport"
    }
}

impl GatewayId {
    /// What sets this gateway apart.
    pub const fn rules(self) -> &'static Rules {
        match self {
            Self::Affinipay => &affinipay::RULES,
            Self::Nelnet => &nelnet_table::RULES,
            Self::Pepper => &pepper_table::RULES,
            Self::Stripe => &stripe_table::RULES,
            #[cfg(feature = "seal")]
            Self::Chargezoom => &seal::CHARGEZOOM,
            #[cfg(feature = "seal")]
            Self::Ontraport => &seal::ONTRAPORT,
            // A page that seals has the other core; this one only says what is missing.
            #[cfg(not(feature = "seal"))]
            Self::Chargezoom | Self::Ontraport => &sealed_table::SEALED,
        }
    }

    /// Its own limits on what goes along with a payment.
    #[inline(always)]
    pub fn check(self, payment: &Payment, issues: &mut Issues) {
        if self == Self::Affinipay {
            affinipay::check(payment, issues);
        }
    }

    /// The token in a reply.
    ///
    /// # Errors
    /// What it says went wrong, as a code of ours; `reply_invalid` when it says nothing that can be read.
    #[inline(always)]
    pub fn token(self, reply: &Reply<'_>, payment: &Payment) -> Result<Box<Token>, Box<Error>> {
        let status = reply.status;
        match (self, reply.body) {
            #[cfg(feature = "seal")]
            (Self::Chargezoom | Self::Ontraport, _) => {
                // Nothing replies: the id is what the loader has sealed.
                made(self.rules(), payment, Some("-"), None, None).ok_or_else(|| status_error(status))
            }
            (_, None) => Err(unreadable(status)),
            (Self::Affinipay, Some(body)) => affinipay::token(status, body, payment),
            (Self::Nelnet, Some(body)) => nelnet::token(status, body, payment),
            (Self::Stripe, Some(body)) => stripe::token(status, body, payment),
            // Its replies come as messages of its frame.
            _ => Err(status_error(status)),
        }
    }
}

/// A gateway's answer.
pub struct Reply<'a> {
    /// The HTTP status; 0 where the browser does not tell it.
    pub status: u16,
    /// The body, if it is JSON: texts, lists and objects. Numbers are texts, as JSON writes them.
    pub body: Option<&'a Value>,
}

impl Rules {
    /// The request for a token.
    #[inline(always)]
    pub fn request<'a>(&self, config: &'a Config, payment: &Payment) -> Request<'a> {
        let Config { public_key, base_url, .. } = config;
        let encoding = config.encoding.unwrap_or_default();
        let json = encoding == Encoding::Json;
        // With JSON the key is the user of Basic authentication.
        let body = self.body((!json).then_some(public_key), json, false, payment);
        Request { url: joined(base_url, self.path), encoding, basic_user: json.then_some(public_key), body }
    }

    /// A payment as an object of the gateway's own. `key` is what it has in the place of a key. Only where it is `nested` can it hold
    /// objects. With `padded` months and years are texts: `"03"`, `"2030"`.
    #[cfg_attr(not(feature = "seal"), inline(always))]
    pub(crate) fn body(&self, key: Option<&str>, nested: bool, padded: bool, payment: &Payment) -> Body {
        let kind = self.kind_word(payment.kind);
        let mut body = Body::default();
        for (name, slot) in self.own.iter() {
            match (slot, payment.expiry) {
                _ if matches!(cut(name, b'['), (other, Some(_)) if other != kind) => {}
                (Slot::Key, _) => body.text(name, key),
                (Slot::Kind, _) => body.text(name, Some(kind)),
                (Slot::Brand, _) => body.text(name, payment.stated_brand.as_ref().map(Secret::expose)),
                (Slot::Field(Field::ExpMonth), Some(expiry)) => body.number(name, expiry.month(), padded),
                (Slot::Field(Field::ExpYear), Some(expiry)) => body.number(name, expiry.year(), padded),
                (Slot::Field(Field::Metadata), _) => body.texts(Some(name).filter(|_| nested), &payment.metadata),
                (Slot::Field(field), _) => self.write(&mut body, name, field, payment),
            }
        }
        body
    }

    /// Writes a field in the gateway's own spelling.
    #[inline(always)]
    fn write(&self, body: &mut Body, name: &'static str, field: Field, payment: &Payment) {
        let Payment { country, .. } = payment;
        let in_capitals = self.capitals.contains(field)
            // Elsewhere a state may have more than two letters.
            && (field != Field::State || country.is_some_and(Country::lists_states));
        match (payment.text(field), country) {
            (Some(_), Some(country)) if field == Field::Country && self.alpha3 => {
                body.text(name, Some(country.alpha3().expose()))
            }
            (Some(text), _) if in_capitals => body.text(name, Some(cased(text, true).expose())),
            (None, _) if payment.kind == Kind::Bank => {
                let assumed = self.assumed.iter().find(|(assumed, _)| *assumed == field);
                body.text(name, assumed.map(|(_, text)| *text));
            }
            #[cfg(feature = "seal")]
            (Some(text), _) if self.is_sealed() => body.text(name, Some(seal::spelled(field, text))),
            (text, _) => body.text(name, text),
        }
    }
}

/// An answer that is no JSON. Whatever sent it with a status of the 400s was not the gateway.
fn unreadable(status: u16) -> Box<Error> {
    let mut error = status_error(status);
    if matches!(error.code, Code::KeyRejected | Code::RequestRefused) {
        error.code = Code::ReplyInvalid;
    }
    error
}

/// The token of this id, unless the id can be none. `brand` is the gateway's word; `created` is when its life began, if the
/// reply says so.
fn made(
    rules: &Rules,
    payment: &Payment,
    id: Option<&str>,
    brand: Option<&str>,
    created: Option<&str>,
) -> Option<Box<Token>> {
    let id = Token::id(id?).filter(|id| !holds(id, payment.number()))?;
    let named = brand.and_then(|word| rules.brand(word));
    Some(Box::new(Token {
        id,
        kind: payment.kind,
        brand: payment.brand.map(|brand| named.unwrap_or(brand)),
        last4: owned(payment.last4()),
        expiry: payment.expiry,
        created: created.map(owned),
        lifetime: rules.lifetime,
    }))
}

/// One error of a reply.
struct Entry<'a> {
    code: &'a str,
    /// The field that it names, and whether that was empty.
    field: Option<Field>,
    blank: bool,
}

/// How a gateway's entry is read.
type Read = fn(&Value) -> Option<Entry<'_>>;

/// The most errors of one reply that are read.
const ENTRY_LIMIT: usize = 20;

/// The error that the entries of a reply make: every bad field becomes an issue, the first code decides the rest. `read`
/// tells of an entry that says nothing by `None`.
fn refusal(rules: &Rules, status: u16, entries: &[Value], read: Read) -> Box<Error> {
    let mut error = status_error(status);
    let mut is_first = true;
    for entry in entries.iter().take(ENTRY_LIMIT) {
        let Some(entry) = read(entry) else { continue };
        let meaning = rules.meaning(entry.code);
        if is_first {
            is_first = false;
            error.gateway_code = gateway_code(entry.code);
            if let Some(Meaning { code, field: None, retry, .. }) = meaning
                && code != Code::FieldInvalid
            {
                error.code = code;
                error.retry_asked = retry;
            }
        }
        if let Some(issue) = meaning.and_then(|meaning| issue(meaning, &entry))
            && !error.issues.list.contains(&issue)
        {
            error.issues.list.push(issue);
        }
    }
    error.led_by_issues()
}

/// The same where there is no status: the gateway has read the call and said no, whatever its codes mean, and a status would
/// be one of the 400s. `outcome` is that of one that nobody understands.
fn bare_refusal(rules: &Rules, entries: &[Value], outcome: Outcome, read: Read) -> Box<Error> {
    let mut error = refusal(rules, 400, entries, read);
    error.status = None;
    if error.code == Code::RequestRefused {
        error.outcome = outcome;
    }
    error
}

fn issue(meaning: Meaning, entry: &Entry<'_>) -> Option<Issue> {
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
