//! The options of a tokenizer, from what a caller handed in to what is known to be good.

mod brands;

pub use brands::brand_rules;

use crate::base_url::BaseUrl;
use crate::card::brand::BrandRules;
use crate::error::{Code, Error, FieldName};
use crate::gateway::{GatewayId, KeyForm, Rules};
use crate::input::{Members, Value};
use crate::secret::Secret;
use crate::text::trim;
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
    pub fn parse(members: Members) -> Result<Box<Self>, Box<Error>> {
        let mut options = Options(members);
        let key = options.text("publicKey")?;
        let named = match options.text("gateway")? {
            None => None,
            Some(word) => Some(gateway_id(word.expose()).ok_or_else(|| option_error(Code::GatewayUnknown, "gateway"))?),
        };
        let key = trim(key.as_ref().map_or("", Secret::expose));
        let (gateway, test) = gateway_of(key, named).map_err(|code| option_error(code, "publicKey"))?;
        let rules = gateway.gateway().rules();
        let config = Box::new(Self {
            gateway,
            test,
            public_key: key.to_owned(),
            base_url: base_url(&mut options, rules)?,
            encoding: encoding(&mut options, rules)?,
            send_cvv: options.truth("sendCvv")?.unwrap_or(!rules.cvv_on_wish),
            omit_unsupported: omits_unsupported(&mut options)?,
            brands: BrandRules { by_rails: rules.lacking(), ..brands::read(&mut options)? },
        });
        options.finish()?;
        Ok(config)
    }
}

fn gateway_id(word: &str) -> Option<GatewayId> {
    GatewayId::ALL.iter().copied().find(|id| id.as_str() == word)
}

fn base_url(options: &mut Options, rules: &Rules) -> Result<BaseUrl, Box<Error>> {
    let given = options.text("baseUrl")?;
    let url = BaseUrl::parse(given.as_ref().map_or(rules.base_url, Secret::expose));
    url.ok_or_else(|| option_error(Code::BaseUrlInvalid, "baseUrl"))
}

fn encoding(options: &mut Options, rules: &Rules) -> Result<Encoding, Box<Error>> {
    let given = options.text("encoding")?;
    let encoding = match given.as_ref().map(Secret::expose) {
        None => rules.encodings.first(),
        Some("form") => Some(&Encoding::Form),
        Some("json") => Some(&Encoding::Json),
        Some(_) => None,
    };
    encoding.copied().filter(|encoding| rules.encodings.contains(encoding)).ok_or_else(|| invalid("encoding"))
}

fn omits_unsupported(options: &mut Options) -> Result<bool, Box<Error>> {
    match options.text("unsupported")? {
        None => Ok(false),
        Some(word) if word.expose() == "omit" => Ok(true),
        Some(_) => Err(invalid("unsupported")),
    }
}

/// The gateway whose public key this is. A key that is private anywhere is called so even where another gateway was
/// named: it must be revoked all the same.
fn gateway_of(key: &str, named: Option<GatewayId>) -> Result<(GatewayId, Option<bool>), Code> {
    if key.is_empty() {
        return Err(Code::KeyMissing);
    }
    let mut found = Err(Code::KeyInvalid);
    let mut private = is_private(key);
    for id in GatewayId::ALL {
        match id.gateway().key_form(key) {
            KeyForm::Public { test } if found.is_err() && named.is_none_or(|named| named == *id) => {
                found = Ok((*id, test))
            }
            KeyForm::Private => private = true,
            _ => {}
        }
    }
    if private { Err(Code::SecretKey) } else { found }
}

/// Private keys of gateways that panless knows of and that have no public one of this form: `api_…` (Pepper), `sk_…` and
/// `rk_…` (Stripe).
fn is_private(key: &str) -> bool {
    ["api_", "sk_", "rk_"].iter().any(|prefix| key.starts_with(prefix))
}

#[inline(never)]
fn option_error(code: Code, name: &str) -> Box<Error> {
    Error::named(code, FieldName::unknown("", name))
}

fn invalid(name: &str) -> Box<Error> {
    option_error(Code::OptionInvalid, name)
}

/// Options that have not been taken yet.
struct Options(Members);

impl Options {
    #[inline(never)]
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(given, _)| given.expose() == name)?;
        Some(self.0.swap_remove(at).1)
    }

    #[inline(never)]
    fn text(&mut self, name: &str) -> Result<Option<Secret>, Box<Error>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(_) if name == "publicKey" => Err(option_error(Code::KeyInvalid, name)),
            Some(_) => Err(invalid(name)),
        }
    }

    fn truth(&mut self, name: &str) -> Result<Option<bool>, Box<Error>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(_) => Err(invalid(name)),
        }
    }

    fn finish(self) -> Result<(), Box<Error>> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(option_error(Code::OptionUnknown, name.expose())),
        }
    }
}
