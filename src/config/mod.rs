//! The options of a tokenizer, from what a caller handed in to what is known to be good.

mod brands;
mod options;

pub use brands::brand_rules;

use crate::base_url::BaseUrl;
use crate::card::brand::BrandRules;
use crate::error::{Code, Error};
use crate::gateway::{GatewayId, KeyForm, Rules};
use crate::input::Members;
use crate::text::trim;
use crate::transport::Encoding;
use options::Options;

/// Options that are known to be good.
#[derive(Debug)]
pub struct Config {
    /// The gateway that was named, or that the key belongs to.
    pub gateway: GatewayId,
    /// The merchant's public key. Not secret: it stands in the page.
    pub public_key: String,
    /// Where the gateway lives.
    pub base_url: BaseUrl,
    /// `Some(true)` for a key of the gateway's test mode; `None` where a key does not say.
    pub test: Option<bool>,
    /// How a request body is written.
    pub encoding: Encoding,
    /// Whether a security code goes to the gateway.
    pub send_cvv: bool,
    /// Whether neutral fields that the gateway does not take are left out instead of refused.
    pub omit_unsupported: bool,
    /// Which brands exist and are accepted.
    pub brands: BrandRules,
}

impl Config {
    /// Reads options.
    ///
    /// # Errors
    /// `key_missing`, `key_invalid`, `secret_key`, `gateway_unknown`, `base_url_invalid`, `option_invalid` and
    /// `option_unknown`, all of category `merchant`. The key itself is never repeated.
    pub fn parse(members: &Members) -> Result<Box<Self>, Box<Error>> {
        let mut options = Options::new(members);
        let key = options.text("publicKey");
        let key = trim(key.unwrap_or(""));
        let named = options.word("gateway", Code::GatewayUnknown, gateway_id);
        let (gateway, test) = gateway_of(key, named, &mut options);
        let rules = gateway.gateway().rules();
        let config = Box::new(Self {
            gateway,
            public_key: key.to_owned(),
            base_url: base_url(&mut options, rules),
            test,
            encoding: encoding(&mut options, rules),
            send_cvv: options.truth("sendCvv").unwrap_or(!rules.cvv_on_wish),
            omit_unsupported: options.word("unsupported", Code::OptionInvalid, omits).is_some(),
            brands: BrandRules { by_rails: rules.lacking(), ..brands::read(&mut options) },
        });
        options.finish(config)
    }
}

fn gateway_id(word: &str) -> Option<GatewayId> {
    GatewayId::ALL.iter().copied().find(|id| id.as_str() == word)
}

fn omits(word: &str) -> Option<()> {
    (word == "omit").then_some(())
}

fn base_url(options: &mut Options<'_>, rules: &Rules) -> BaseUrl {
    let given = options.text("baseUrl");
    let url = BaseUrl::parse(given.unwrap_or(rules.base_url));
    if url.is_none() {
        options.fail(Code::BaseUrlInvalid, "baseUrl");
    }
    url.unwrap_or_default()
}

fn encoding(options: &mut Options<'_>, rules: &Rules) -> Encoding {
    let [usual, ..] = rules.encodings else { return Encoding::default() };
    let named = |word: &str| rules.encodings.iter().copied().find(|encoding| encoding.as_str() == word);
    options.word("encoding", Code::OptionInvalid, named).unwrap_or(*usual)
}

/// The gateway whose public key this is. A key that is private anywhere is called so even where another gateway was
/// named: it must be revoked all the same.
fn gateway_of(key: &str, named: Option<GatewayId>, options: &mut Options<'_>) -> (GatewayId, Option<bool>) {
    let mut found = None;
    let mut private = is_private(key);
    for id in GatewayId::ALL {
        match id.gateway().key_form(key) {
            KeyForm::Public { test } if found.is_none() && named.is_none_or(|named| named == *id) => {
                found = Some((*id, test))
            }
            KeyForm::Private => private = true,
            _ => {}
        }
    }
    match found {
        Some(found) if !private => return found,
        _ if key.is_empty() => options.fail(Code::KeyMissing, "publicKey"),
        _ => options.fail(if private { Code::SecretKey } else { Code::KeyInvalid }, "publicKey"),
    }
    (GatewayId::Affinipay, None)
}

/// Private keys of gateways that panless knows of and that have no public one of this form: `api_…` (Pepper), `sk_…` and
/// `rk_…` (Stripe).
fn is_private(key: &str) -> bool {
    ["api_", "sk_", "rk_"].iter().any(|prefix| key.starts_with(prefix))
}
