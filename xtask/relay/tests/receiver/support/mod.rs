//! A relay with a clock that a test moves, and strings for it.

pub(crate) mod maker;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use maker::{AUDIENCE, Maker, header, plaintext};
use openssl::pkey::Private;
use openssl::rsa::Rsa;
use panless_relay::{Access, Key, Options, Refusal, Relay, Request, Ring, Tenant};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// 2027-01-15, in seconds.
pub(crate) const NOW: u64 = 1_800_000_000;
const FORTNIGHT: u64 = 14 * 24 * 60 * 60;
pub(crate) const CREDENTIAL: &str = "merchant-credential";
/// A context of a merchant's server.
pub(crate) const CONTEXT: &str = "a-context-of-the-server-0123456789";
/// For a merchant that needs a context of its own.
pub(crate) const CREDENTIAL_BOUND: &str = "bound-merchant-credential";

pub(crate) struct World {
    pub(crate) relay: Arc<Relay>,
    clock: Arc<AtomicU64>,
    made: AtomicUsize,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(Ring::of(key(0, NOW), [key(1, NOW + FORTNIGHT)]))
    }

    pub(crate) fn with(keys: Ring) -> Self {
        let clock = Arc::new(AtomicU64::new(NOW));
        let hands = Arc::clone(&clock);
        let nowhere = || Access { base_url: "http://127.0.0.1:1".to_owned(), headers: Vec::new() };
        let mut bound = Tenant::new("bound", CREDENTIAL_BOUND, nowhere(), nowhere());
        bound.needs_context = true;
        let options = Options {
            audience: AUDIENCE.to_owned(),
            keys,
            tenants: vec![Tenant::new("shop", CREDENTIAL, nowhere(), nowhere()), bound],
            timeout: Duration::from_secs(1),
            clock: Arc::new(move || hands.load(Ordering::SeqCst)),
        };
        Self { relay: Relay::new(options).unwrap(), clock, made: AtomicUsize::new(0) }
    }

    pub(crate) fn set(&self, now: u64) {
        self.clock.store(now, Ordering::SeqCst);
    }

    /// The published key at this place: the current one, then the next one.
    pub(crate) fn jwk(&self, place: usize) -> Value {
        self.relay.keys().jwks(self.relay.now())["keys"][place].clone()
    }

    pub(crate) fn n(&self) -> String {
        self.jwk(0)["n"].as_str().unwrap().to_owned()
    }

    /// A good string of this shape, with a `jti` of its own, before it is sealed.
    pub(crate) fn maker(&self, shape: &str) -> Maker {
        self.maker_of(shape, plaintext(shape))
    }

    pub(crate) fn maker_of(&self, shape: &str, plaintext: &str) -> Maker {
        let count = self.made.fetch_add(1, Ordering::SeqCst);
        let jti = BASE64.encode(format!("{count:016}"));
        let kid = self.jwk(0)["kid"].as_str().unwrap().to_owned();
        Maker::new(header(&kid, shape, &jti, self.relay.now()), plaintext)
    }

    /// A good card.
    pub(crate) fn card(&self) -> Maker {
        self.maker("chargezoom.card.v1")
    }

    pub(crate) fn seal(&self, maker: &Maker) -> String {
        maker.seal(&self.n())
    }

    /// The code that the relay answers a body with; `opened` when it has none.
    pub(crate) fn post(&self, credential: &str, body: &Value) -> &'static str {
        let tenant = self.relay.tenant(credential).unwrap();
        let request = Request::read(body.to_string().as_bytes());
        code(request.and_then(|request| self.relay.open(tenant, request)))
    }

    pub(crate) fn present(&self, sealed: &str) -> &'static str {
        self.post(CREDENTIAL, &json!({ "sealed": sealed }))
    }

    pub(crate) fn present_made(&self, maker: &Maker) -> &'static str {
        self.present(&self.seal(maker))
    }

    /// What comes of a plaintext of this shape, with an action where it needs one.
    pub(crate) fn present_text(&self, shape: &str, text: &str) -> &'static str {
        let sealed = self.seal(&self.maker_of(shape, text));
        self.post(CREDENTIAL, &with_action(shape, json!({ "sealed": sealed })))
    }
}

/// Names the action of a shape that has several.
pub(crate) fn with_action(shape: &str, mut body: Value) -> Value {
    if shape.contains(".pay.") {
        body["action"] = json!("sale");
    }
    body
}

pub(crate) fn code(result: Result<(), Refusal>) -> &'static str {
    result.map_or_else(Refusal::code, |()| panless_relay::OPENED)
}

/// Key pairs, made once for all tests of a program: each takes as long as a hundred of its operations.
fn pair(place: usize) -> Rsa<Private> {
    static PAIRS: [OnceLock<Vec<u8>>; 2] = [OnceLock::new(), OnceLock::new()];
    let der = PAIRS[place].get_or_init(|| Rsa::generate(2048).unwrap().private_key_to_der().unwrap());
    Rsa::private_key_from_der(der).unwrap()
}

/// A key of 2048 bits from this second on.
pub(crate) fn key(place: usize, nbf: u64) -> Key {
    Key::new(pair(place), nbf).unwrap()
}
