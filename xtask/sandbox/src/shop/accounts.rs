//! The shop's accounts with its gateways: sandbox ones, or the ones of whoever runs the demo.

use crate::{affinipay, nelnet, pepper, stripe};
use serde_json::{Value, json};
use std::io;

/// A real gateway that the pages talk to in place of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnGateway {
    /// Its base URL, http or https, without a path's final slash.
    pub base_url: String,
    /// Its public key. Anything that is no public key is refused: `/config.json` shows it to every page.
    pub public_key: String,
}

/// What the shop knows of one gateway.
pub(super) struct Account {
    pub(super) base_url: String,
    public_key: String,
    /// Of a gateway of one's own we have no secret key.
    own: bool,
}

/// Where a gateway's page sends what is typed into it.
pub(super) struct Place {
    pub(super) host: String,
    /// Whether it is one of whoever runs the demo: no sandbox, no scenarios, no charges.
    pub(super) own: bool,
    /// Whether its key is one of live mode.
    pub(super) live: bool,
}

impl Place {
    /// Of a gateway behind the relay: what is typed is sealed for that.
    pub(super) fn sealed(relay: &str) -> Self {
        Self { host: relay.trim_start_matches("http://").to_owned(), own: false, live: false }
    }
}

impl Account {
    pub(super) fn affinipay(own: Option<&OwnGateway>, sandbox: &str) -> io::Result<Self> {
        let account = Self::new(own, sandbox, affinipay::PUBLIC_KEY);
        let tail = account.public_key.strip_prefix("m_").unwrap_or_default();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let good = tail.len() == 22 && tail.bytes().all(allowed);
        account.if_public(good, "m_ and 22 characters are wanted")
    }

    pub(super) fn nelnet(own: Option<&OwnGateway>, sandbox: &str) -> io::Result<Self> {
        let account = Self::new(own, sandbox, nelnet::PUBLIC_KEY);
        let tail = ["test_", "live_"].into_iter().find_map(|prefix| account.public_key.strip_prefix(prefix));
        let good = tail.is_some_and(|tail| tail.len() == 58 && tail.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        account.if_public(good, "test_ or live_ and 58 characters are wanted")
    }

    pub(super) fn pepper(own: Option<&OwnGateway>, sandbox: &str) -> io::Result<Self> {
        let account = Self::new(own, sandbox, pepper::PUBLIC_KEY);
        // Of the tail no document says more than that it is opaque.
        let tail = account.public_key.strip_prefix("pub_").unwrap_or_default();
        let good = !tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_alphanumeric());
        account.if_public(good, "pub_ and letters and digits are wanted")
    }

    pub(super) fn stripe(own: Option<&OwnGateway>, sandbox: &str) -> io::Result<Self> {
        let account = Self::new(own, sandbox, stripe::PUBLIC_KEY);
        let tail = ["pk_test_", "pk_live_"].into_iter().find_map(|prefix| account.public_key.strip_prefix(prefix));
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let good = tail.is_some_and(|tail| !tail.is_empty() && tail.bytes().all(allowed));
        account.if_public(good, "pk_test_ or pk_live_ and letters and digits are wanted")
    }

    fn new(own: Option<&OwnGateway>, sandbox: &str, key: &str) -> Self {
        let base_url = own.map_or(sandbox, |own| &own.base_url).to_owned();
        let public_key = own.map_or(key, |own| &own.public_key).to_owned();
        Self { base_url, public_key, own: own.is_some() }
    }

    fn if_public(self, good: bool, wanted: &str) -> io::Result<Self> {
        if good { Ok(self) } else { Err(io::Error::other(format!("not a public key: {wanted}"))) }
    }

    pub(super) fn config(&self) -> Value {
        json!({ "baseUrl": self.base_url, "publicKey": self.public_key })
    }

    pub(super) fn origin(&self) -> io::Result<String> {
        let url = reqwest::Url::parse(&self.base_url).map_err(io::Error::other)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(io::Error::other("the gateway's base URL is neither http nor https"));
        }
        Ok(url.origin().ascii_serialization())
    }

    /// What the gateway's page says of it.
    pub(super) fn place(&self) -> io::Result<Place> {
        let origin = self.origin()?;
        let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host).to_owned();
        Ok(Place {
            host,
            own: self.own,
            live: ["live_", "pk_live_"].iter().any(|prefix| self.public_key.starts_with(prefix)),
        })
    }

    /// Where the shop's server charges; `None` when it has no key to charge with.
    pub(super) fn till(&self) -> Option<String> {
        (!self.own).then(|| self.base_url.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(base_url: &str, public_key: &str) -> OwnGateway {
        OwnGateway { base_url: base_url.to_owned(), public_key: public_key.to_owned() }
    }

    #[test]
    fn a_secret_key_is_no_public_key() {
        for key in [affinipay::SECRET_KEY, "m_cSiyNUh9RBWHfdbFRFGrk", nelnet::PUBLIC_KEY] {
            assert!(Account::affinipay(Some(&own("https://a.example", key)), "").is_err(), "{key}");
        }
        for key in [nelnet::PRIVATE_KEY, nelnet::LIVE_PRIVATE_KEY, affinipay::PUBLIC_KEY] {
            assert!(Account::nelnet(Some(&own("https://a.example", key)), "").is_err(), "{key}");
        }
        for key in [pepper::PRIVATE_KEY, affinipay::PUBLIC_KEY, "pub_"] {
            assert!(Account::pepper(Some(&own("https://a.example", key)), "").is_err(), "{key}");
        }
        for key in [stripe::SECRET_KEY, nelnet::PUBLIC_KEY, "pk_test_", "pk_a"] {
            assert!(Account::stripe(Some(&own("https://a.example", key)), "").is_err(), "{key}");
        }
        assert!(Account::affinipay(None, "").is_ok() && Account::nelnet(None, "").is_ok());
        assert!(Account::pepper(None, "").is_ok() && Account::stripe(None, "").is_ok());
    }

    #[test]
    fn an_origin_has_no_path_and_a_scheme_of_the_web() {
        let origin = |url| Account::nelnet(Some(&own(url, nelnet::PUBLIC_KEY)), "").unwrap().origin();
        assert_eq!(origin("https://api.example.com/base").unwrap(), "https://api.example.com");
        assert!(origin("ftp://api.example.com").is_err());
    }

    #[test]
    fn a_page_tells_the_host_with_its_port_and_whether_the_key_is_of_live_mode() {
        let mine = own("http://127.0.0.1:4999/base", nelnet::LIVE_PUBLIC_KEY);
        let place = Account::nelnet(Some(&mine), "").unwrap().place().unwrap();
        assert_eq!((place.host.as_str(), place.own, place.live), ("127.0.0.1:4999", true, true));
        let place = Account::nelnet(None, "http://127.0.0.1:1").unwrap().place().unwrap();
        assert_eq!((place.host.as_str(), place.own, place.live), ("127.0.0.1:1", false, false));
    }

    #[test]
    fn the_shop_does_not_charge_at_a_gateway_of_ones_own() {
        let mine = own("https://api.example.com", nelnet::PUBLIC_KEY);
        assert_eq!(Account::nelnet(Some(&mine), "http://127.0.0.1:1").unwrap().till(), None);
        let sandbox = Account::nelnet(None, "http://127.0.0.1:1").unwrap();
        assert_eq!(sandbox.till().as_deref(), Some("http://127.0.0.1:1"));
    }
}
