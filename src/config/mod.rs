//! The options of a tokenizer, from what a caller handed in to what is known to be good.

mod brands;

pub use brands::brand_rules;

use crate::base_url::BaseUrl;
use crate::card::brand::BrandRules;
use crate::error::{Code, Error, FieldName};
use crate::gateway::{GatewayId, KeyForm};
use crate::input::{Members, Value};
use crate::secret::Secret;
use crate::transport::Encoding;

/// Options that are known to be good.
#[derive(Debug)]
pub struct Config {
    /// The gateway that was named, or that the key belongs to.
    pub gateway: GatewayId,
    /// The merchant's public key. Not secret: it stands in the page.
    pub public_key: String,
    /// Where the gateway lives.
    pub base_url: BaseUrl,
    /// How a request body is written.
    pub encoding: Encoding,
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
    pub fn parse(members: Members) -> Result<Self, Error> {
        let mut options = Options(members);
        let key = options.text("publicKey")?;
        let named = options.word("gateway", gateway_id)?;
        let (gateway, public_key) = gateway_of(key.as_ref(), named)?;
        let rules = gateway.gateway().rules();
        let encoding = options.word("encoding", encoding)?;
        if encoding.is_some_and(|encoding| !rules.encodings.contains(&encoding)) {
            return Err(invalid("encoding"));
        }
        let base_url = options.text("baseUrl")?;
        let base_url = base_url.as_ref().map_or(rules.base_url, Secret::expose);
        let config = Self {
            gateway,
            public_key,
            base_url: BaseUrl::parse(base_url).ok_or_else(|| option_error(Code::BaseUrlInvalid, "baseUrl"))?,
            encoding: encoding.or(rules.encodings.first().copied()).unwrap_or_default(),
            omit_unsupported: options.word("unsupported", |word| (word == "omit").then_some(()))?.is_some(),
            brands: BrandRules { by_rails: rules.lacking(), ..brands::read(&mut options)? },
        };
        options.finish()?;
        Ok(config)
    }
}

fn gateway_id(word: &str) -> Option<GatewayId> {
    GatewayId::ALL.iter().copied().find(|id| id.as_str() == word)
}

fn encoding(word: &str) -> Option<Encoding> {
    match word {
        "form" => Some(Encoding::Form),
        "json" => Some(Encoding::Json),
        _ => None,
    }
}

/// The gateway whose public key this is. A key that is private anywhere is called so even where another gateway was
/// named: it must be revoked all the same.
fn gateway_of(key: Option<&Secret>, named: Option<GatewayId>) -> Result<(GatewayId, String), Error> {
    let key = key.map(|key| key.expose().trim()).filter(|key| !key.is_empty());
    let key = key.ok_or_else(|| option_error(Code::KeyMissing, "publicKey"))?;
    let form = |id: &GatewayId| id.gateway().key_form(key);
    if is_private(key) || GatewayId::ALL.iter().any(|id| form(id) == KeyForm::Private) {
        return Err(option_error(Code::SecretKey, "publicKey"));
    }
    let gateway = GatewayId::ALL.iter().filter(|id| named.is_none_or(|named| named == **id));
    let gateway = gateway.copied().find(|id| form(id) == KeyForm::Public);
    let gateway = gateway.ok_or_else(|| option_error(Code::KeyInvalid, "publicKey"))?;
    Ok((gateway, key.to_owned()))
}

/// Private keys of gateways that panless knows of: `api_…` (Pepper), `sk_…` and `rk_…` (Stripe), and 31 characters after
/// Nelnet's pattern `test_` or `live_` and 26 more.
fn is_private(key: &str) -> bool {
    let short = key.len() == 31 && (key.starts_with("test_") || key.starts_with("live_"));
    short || ["api_", "sk_", "rk_"].iter().any(|prefix| key.starts_with(prefix))
}

fn option_error(code: Code, name: &str) -> Error {
    Error::named(code, FieldName::unknown(name))
}

fn invalid(name: &str) -> Error {
    option_error(Code::OptionInvalid, name)
}

/// Options that have not been taken yet.
struct Options(Members);

impl Options {
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(given, _)| given.expose() == name)?;
        Some(self.0.swap_remove(at).1)
    }

    fn text(&mut self, name: &str) -> Result<Option<Secret>, Error> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(_) if name == "publicKey" => Err(option_error(Code::KeyInvalid, name)),
            Some(_) => Err(invalid(name)),
        }
    }

    /// Takes one of a few words.
    fn word<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Error> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let code = if name == "gateway" { Code::GatewayUnknown } else { Code::OptionInvalid };
        parse(text.expose()).map(Some).ok_or_else(|| option_error(code, name))
    }

    fn finish(self) -> Result<(), Error> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(option_error(Code::OptionUnknown, name.expose())),
        }
    }
}
