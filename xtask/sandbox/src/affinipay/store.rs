//! The tokens that wait to be used: single use, five minutes.

use super::payment::Payment;
use crate::clock::{Clock, iso};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

/// How long an unused token lives, in milliseconds.
const LIFETIME: u64 = 5 * 60 * 1_000;
/// The alphabet and length of a fingerprint.
const FINGERPRINT: (&[u8], u64) = (b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 20);

/// The gateway's tokens. Clones share them.
#[derive(Clone)]
pub(crate) struct Store {
    tokens: Arc<Mutex<HashMap<String, Token>>>,
    // Seeded anew at each start, so that a fingerprint in a log cannot be traced back to its number.
    hasher: Arc<RandomState>,
    clock: Clock,
}

struct Token {
    payment: Payment,
    masked: Value,
    expires: u64,
}

impl Store {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { tokens: Arc::default(), hasher: Arc::default(), clock }
    }

    /// Keeps a payment and gives its masked token, as the reply shows it.
    pub(crate) fn keep(&self, payment: Payment) -> Map<String, Value> {
        let (id, now) = (new_id(), self.clock.now());
        let mut masked = payment.masked();
        masked.insert("id".to_owned(), json!(id));
        masked.insert("fingerprint".to_owned(), json!(self.fingerprint(payment.method.number())));
        masked.insert("created".to_owned(), json!(iso(now)));
        masked.insert("modified".to_owned(), json!(iso(now)));
        let token = Token { payment, masked: Value::Object(masked.clone()), expires: now + LIFETIME };
        self.with(|tokens| tokens.insert(id, token));
        masked
    }

    /// The masked token, if it is still there.
    pub(crate) fn masked(&self, id: &str) -> Option<Value> {
        self.with(|tokens| tokens.get(id).map(|token| token.masked.clone()))
    }

    /// Uses a token up.
    pub(crate) fn take(&self, id: &str) -> Option<(Payment, Value)> {
        self.with(|tokens| tokens.remove(id)).map(|token| (token.payment, token.masked))
    }

    /// Twenty letters and digits, the same for the same number while the sandbox runs.
    fn fingerprint(&self, number: &str) -> String {
        let (alphabet, length) = FINGERPRINT;
        let pick = |place: u64| {
            let hash = self.hasher.hash_one((place, number));
            let index = usize::try_from(hash % alphabet.len() as u64).unwrap_or(0);
            char::from(alphabet.get(index).copied().unwrap_or(b'A'))
        };
        (0..length).map(pick).collect()
    }

    fn with<T>(&self, action: impl FnOnce(&mut HashMap<String, Token>) -> T) -> T {
        let now = self.clock.now();
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|_, token| token.expires > now);
        action(&mut tokens)
    }
}

/// Twenty-two URL-safe base64 characters, as all the gateway's ids are.
pub(crate) fn new_id() -> String {
    let mut bytes = [0_u8; 16];
    // Without the system's randomness an id repeats, and a test that sees two tokens with one id fails loudly.
    let _filled = getrandom::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}
