//! A relay, and strings that are sealed for it.

#[path = "../../../../xtask/relay/tests/receiver/support/maker.rs"]
#[allow(dead_code, unused_imports, reason = "the relay's own tests use all of it")]
pub(super) mod maker;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use maker::AUDIENCE;
use openssl::rsa::Rsa;
use panless_relay::{Access, Key, Options, Relay, Request, Ring, Tenant};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// 2027-01-15, in seconds.
pub(super) const NOW: u64 = 1_800_000_000;
const CREDENTIAL: &str = "merchant-credential";
/// After so many strings a relay makes room: it looks at each one that it has opened whenever it opens another.
const KEPT: u64 = 500;

struct Place {
    relay: Arc<Relay>,
    kid: String,
    n: String,
    opened: u64,
}

thread_local! {
    static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
}

fn place() -> Place {
    static PAIR: OnceLock<Vec<u8>> = OnceLock::new();
    let der = PAIR.get_or_init(|| Rsa::generate(2048).unwrap().private_key_to_der().unwrap());
    let key = Key::new(Rsa::private_key_from_der(der).unwrap(), NOW).unwrap();
    let kid = key.kid().to_owned();
    let n = key.jwk()["n"].as_str().unwrap().to_owned();
    let nowhere = || Access { base_url: "http://127.0.0.1:1".to_owned(), headers: Vec::new() };
    let relay = Relay::new(Options {
        audience: AUDIENCE.to_owned(),
        keys: Ring::of(key, []),
        tenants: vec![Tenant::new("shop", CREDENTIAL, nowhere(), nowhere())],
        timeout: Duration::from_secs(1),
        clock: Arc::new(|| NOW),
    });
    Place { relay: relay.unwrap(), kid, n, opened: 0 }
}

/// A relay's side of a test: its key's name and modulus, and a number that no other string has.
pub(super) struct Side {
    pub(super) kid: String,
    pub(super) n: String,
    pub(super) jti: String,
}

/// The relay that strings are made for.
pub(super) fn side() -> Side {
    PLACE.with_borrow_mut(|kept| {
        if kept.as_ref().is_some_and(|place| place.opened >= KEPT) {
            *kept = None;
        }
        let place = kept.get_or_insert_with(place);
        place.opened += 1;
        let jti = BASE64.encode(u128::from(place.opened).to_be_bytes());
        Side { kid: place.kid.clone(), n: place.n.clone(), jti }
    })
}

/// What the relay says to a request's body: `opened`, or the code of its refusal.
pub(super) fn post(body: &[u8]) -> &'static str {
    PLACE.with_borrow_mut(|kept| {
        let relay = &kept.get_or_insert_with(place).relay;
        let tenant = relay.tenant(CREDENTIAL).expect("a merchant of its own");
        let opened = Request::read(body).and_then(|request| relay.open(tenant, request));
        opened.map_or_else(panless_relay::Refusal::code, |()| panless_relay::OPENED)
    })
}

/// The same, of a sealed string by itself.
pub(super) fn present(sealed: &str) -> &'static str {
    post(json!({ "sealed": sealed }).to_string().as_bytes())
}

/// A part of a string.
pub(super) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// A good header.
pub(super) fn header(side: &Side, shape: &str) -> Vec<(String, Value)> {
    maker::header(&side.kid, shape, &side.jti, NOW)
}
