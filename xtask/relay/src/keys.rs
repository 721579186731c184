//! The relay's keys: made at start, published as a JWK set, never on disk.
//!
//! | State | In the set | Opens | How it gets there |
//! |---|---|---|---|
//! | next | yes, `nbf` ahead | yes: a page's clock may be ahead of ours | made |
//! | current | yes | yes | [`Ring::switch`]; one key at a time |
//! | retiring | no | for 24 hours: the longest life of a string, caches of the set, clocks | [`Ring::switch`] |
//! | retired | no | no: the private half is destroyed, `sealed_key_retired` | time, or [`Ring::retire`] |
//!
//! In production the private halves are in a KMS or HSM, and the relay may do nothing with them but decrypt.

use crate::compact::encode;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sha::sha256;
use serde_json::{Value, json};
use std::io;
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};

const DAY: u64 = 24 * 60 * 60;
/// The most that a key lives.
const YEAR: u64 = 365 * DAY;
/// How long before its turn a key is published at least.
const AHEAD: u64 = 14 * DAY;
/// How long a key goes on opening after its turn.
const RETIRING: u64 = DAY;
/// The only public exponent: 65537.
const EXPONENT: &str = "AQAB";
/// The sizes of a modulus, in bits.
const BITS: RangeInclusive<i32> = 2048..=4096;

/// Where a key is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table above says what each one is")]
pub enum State {
    Next,
    Current,
    Retiring { until: u64 },
    Retired,
}

/// One key pair.
pub struct Key {
    kid: String,
    n: String,
    /// The bytes of the modulus, which are those of a wrapped key.
    modulus: usize,
    nbf: u64,
    exp: u64,
    state: State,
    private: Option<PKey<Private>>,
}

impl Key {
    /// A fresh pair of so many bits, good for a year from `nbf` on.
    ///
    /// # Errors
    /// A size that is not allowed, or what OpenSSL says.
    pub fn generate(bits: u32, nbf: u64) -> io::Result<Self> {
        Self::new(Rsa::generate(bits)?, nbf)
    }

    /// A pair that comes from elsewhere, good for a year from `nbf` on.
    ///
    /// # Errors
    /// A modulus that is too short or too long, or another exponent than 65537.
    pub fn new(rsa: Rsa<Private>, nbf: u64) -> io::Result<Self> {
        if !BITS.contains(&rsa.n().num_bits()) || encode(&rsa.e().to_vec()) != EXPONENT {
            return Err(io::Error::other("a key has 2048 to 4096 bits and the exponent 65537"));
        }
        let n = encode(&rsa.n().to_vec());
        let (kid, modulus) = (thumbprint(EXPONENT, &n), rsa.size() as usize);
        let private = Some(PKey::from_rsa(rsa)?);
        Ok(Self { kid, n, modulus, nbf, exp: nbf + YEAR, state: State::Next, private })
    }

    /// The key's name: its thumbprint.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public half, as it is published.
    #[must_use]
    pub fn jwk(&self) -> Value {
        json!({
            "kty": "RSA", "n": self.n, "e": EXPONENT, "alg": "RSA-OAEP-256", "use": "enc",
            "kid": self.kid, "nbf": self.nbf, "exp": self.exp,
        })
    }

    /// Destroys the private half of a key whose time is over.
    fn tend(&mut self, now: u64) {
        let is_over = matches!(self.state, State::Retiring { until } if now > until);
        if is_over || now > self.exp.saturating_add(RETIRING) {
            self.retire();
        }
    }

    fn retire(&mut self) {
        self.state = State::Retired;
        self.private = None;
    }
}

/// The thumbprint of an RSA key, RFC 7638, of its two members in base64url.
#[must_use]
pub fn thumbprint(e: &str, n: &str) -> String {
    encode(&sha256(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#).as_bytes()))
}

/// What is known of a `kid`.
pub(crate) enum Found {
    Key { private: PKey<Private>, modulus: usize },
    Retired,
    Unknown,
}

/// All keys of a relay.
pub struct Ring(Mutex<Vec<Key>>);

impl Ring {
    /// A current key and the next one, of so many bits.
    ///
    /// # Errors
    /// As [`Key::generate`].
    pub fn generate(bits: u32, now: u64) -> io::Result<Self> {
        Ok(Self::of(Key::generate(bits, now)?, [Key::generate(bits, now + AHEAD)?]))
    }

    /// A current key, and others whose turn comes.
    pub fn of(mut current: Key, next: impl IntoIterator<Item = Key>) -> Self {
        current.state = State::Current;
        Self(Mutex::new(std::iter::once(current).chain(next).collect()))
    }

    /// Publishes one key more, whose turn comes.
    pub fn add(&self, key: Key) {
        self.with(|keys| keys.push(key));
    }

    /// The next key becomes the current one, and the current one retires within a day. Tells whether there was a next one.
    pub fn switch(&self, now: u64) -> bool {
        self.with(|keys| {
            if !keys.iter().any(|key| key.state == State::Next) {
                return false;
            }
            for key in keys.iter_mut().filter(|key| key.state == State::Current) {
                key.state = State::Retiring { until: now + RETIRING };
            }
            if let Some(next) = keys.iter_mut().find(|key| key.state == State::Next) {
                next.state = State::Current;
                next.nbf = next.nbf.min(now);
                next.exp = next.exp.min(next.nbf + YEAR);
            }
            true
        })
    }

    /// Destroys a key at once, because somebody else may have it.
    pub fn retire(&self, kid: &str) {
        self.with(|keys| keys.iter_mut().filter(|key| key.kid == kid).for_each(Key::retire));
    }

    /// Every `kid` with its state.
    #[must_use]
    pub fn states(&self, now: u64) -> Vec<(String, State)> {
        self.tended(now, |keys| keys.iter().map(|key| (key.kid.clone(), key.state)).collect())
    }

    /// What the relay publishes.
    #[must_use]
    pub fn jwks(&self, now: u64) -> Value {
        let is_public = |key: &&Key| matches!(key.state, State::Next | State::Current);
        let keys: Vec<_> = self.tended(now, |keys| keys.iter().filter(is_public).map(Key::jwk).collect());
        json!({ "keys": keys })
    }

    pub(crate) fn find(&self, kid: &str, now: u64) -> Found {
        self.tended(now, |keys| match keys.iter().find(|key| key.kid == kid) {
            Some(Key { private: Some(private), modulus, .. }) => {
                Found::Key { private: private.clone(), modulus: *modulus }
            }
            Some(_) => Found::Retired,
            None => Found::Unknown,
        })
    }

    fn tended<T>(&self, now: u64, action: impl FnOnce(&[Key]) -> T) -> T {
        self.with(|keys| {
            keys.iter_mut().for_each(|key| key.tend(now));
            action(keys)
        })
    }

    fn with<T>(&self, action: impl FnOnce(&mut Vec<Key>) -> T) -> T {
        action(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
