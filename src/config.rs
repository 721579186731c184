//! The options of a tokenizer, from what a caller handed in to what is known to be good.

use crate::card::brand::BrandRules;
use crate::error::{Code, Error};
use crate::gateway::{GatewayId, KeyMeaning, Rules};
#[cfg(feature = "seal")]
use crate::seal::Shape;
use crate::text::{owned, trim};
use crate::transport::Encoding;

/// Options as the loader hands them over: read once, each of its type, a base URL of the form that is allowed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// What should be the merchant's public key.
    pub public_key: &'a str,
    /// The name of a gateway; empty when none was given.
    pub gateway: &'a str,
    /// Where the gateway lives; empty for its usual place.
    pub base_url: &'a str,
    /// The name of an encoding; empty for the gateway's usual one.
    pub encoding: &'a str,
    /// The name of a shape of sealed fields; empty for the gateway's usual ones.
    pub shape: &'a str,
    /// Whether a security code is to be sent; `None` for what is usual with the gateway.
    pub send_cvv: Option<bool>,
    /// Whether neutral fields that the gateway does not take are left out instead of refused.
    pub omit_unsupported: bool,
    /// Which brands exist and are accepted.
    pub brands: BrandRules,
}

/// Options that are known to be good.
#[derive(Debug)]
pub struct Config {
    /// The gateway that was named, or that the key belongs to.
    pub gateway: GatewayId,
    /// What sets it apart, for what is sealed there.
    pub rules: &'static Rules,
    /// What is sealed, where something is.
    #[cfg(feature = "seal")]
    pub shape: Option<Shape>,
    /// The merchant's public key. Not secret: it stands in the page.
    pub public_key: String,
    /// Where the gateway lives, without a slash at the end; empty where nobody has said it and none is published.
    pub base_url: String,
    /// `Some(true)` for a key of the gateway's test mode; `None` where a key does not say.
    pub test: Option<bool>,
    /// How a request body is written; `None` where none is sent.
    pub encoding: Option<Encoding>,
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
    /// `key_missing`, `key_invalid`, `secret_key`, `gateway_unknown`, `shape_unknown`, `shape_disabled` and `option_invalid`, all of
    /// category `merchant`. The key itself is never repeated.
    #[inline(always)]
    pub fn parse(options: &Options<'_>) -> Result<Box<Self>, Box<Error>> {
        let Options { public_key, gateway, base_url, encoding, send_cvv, omit_unsupported, brands, .. } = *options;
        let key = trim(public_key);
        let named = GatewayId::named(gateway);
        if named.is_none() && !gateway.is_empty() {
            return Err(Error::named(Code::GatewayUnknown, "gateway"));
        }
        let (gateway, test) = gateway_of(key, named)?;
        #[cfg(feature = "seal")]
        let shape = Shape::parse(gateway, options.shape)?;
        let rules = gateway.rules();
        #[cfg(feature = "seal")]
        let rules = shape.map_or(rules, Shape::rules);
        let base_url = if base_url.is_empty() { rules.base_url } else { base_url };
        let named = Encoding::named(encoding).filter(|named| rules.encodings.contains(named));
        let is_sealed = rules.is_sealed();
        if named.is_none() && (is_sealed || !encoding.is_empty()) {
            let is_about_seal = is_sealed || encoding == Encoding::Sealed.as_str();
            return Err(Error::named(Code::OptionInvalid, if is_about_seal { "seal" } else { "encoding" }));
        }
        Ok(Box::new(Self {
            gateway,
            rules,
            #[cfg(feature = "seal")]
            shape,
            public_key: owned(key),
            base_url: owned(base_url),
            test,
            encoding: named.or(rules.encodings.first().copied()),
            send_cvv: send_cvv.unwrap_or(!rules.cvv_on_wish),
            omit_unsupported,
            brands: BrandRules { by_rails: rules.lacking(), ..brands },
        }))
    }
}

/// The gateway whose public key this is. A key that is private anywhere is called so even where another gateway was
/// named: it must be revoked all the same.
#[inline(always)]
fn gateway_of(key: &str, named: Option<GatewayId>) -> Result<(GatewayId, Option<bool>), Box<Error>> {
    // Where nothing has a key, none may be given.
    let mut found = named.filter(|id| key.is_empty() && id.rules().is_sealed()).map(|id| (id, None));
    let mut private = false;
    for id in GatewayId::ALL {
        for form in id.rules().keys {
            match form.meaning {
                _ if !form.fits(key) => {}
                KeyMeaning::Private => private = true,
                KeyMeaning::Public { test } if found.is_none() && named.is_none_or(|named| named == *id) => {
                    found = Some((*id, test));
                }
                KeyMeaning::Public { .. } => {}
            }
        }
    }
    let code = match (found, private) {
        (Some(found), false) => return Ok(found),
        (_, true) => Code::SecretKey,
        _ if key.is_empty() => Code::KeyMissing,
        _ => Code::KeyInvalid,
    };
    Err(Error::named(code, "publicKey"))
}
