//! The tokens that wait to be used: single use, five minutes.

use super::payment::Payment;
use crate::clock::{Clock, iso};
use crate::vault::Vault;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// How long an unused token lives, in milliseconds.
const LIFETIME: u64 = 5 * 60 * 1_000;
/// The alphabet and length of a fingerprint.
const FINGERPRINT: (&[u8], u64) = (b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 20);

/// The gateway's tokens. Clones share them.
#[derive(Clone)]
pub(crate) struct Store {
    tokens: Vault<(Payment, Value)>,
    // Seeded anew at each start, so that a fingerprint in a log cannot be traced back to its number.
    hasher: Arc<RandomState>,
    clock: Clock,
}

impl Store {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { tokens: Vault::new(LIFETIME, clock.clone()), hasher: Arc::default(), clock }
    }

    /// Keeps a payment and gives its masked token, as the reply shows it.
    pub(crate) fn keep(&self, payment: Payment) -> Map<String, Value> {
        let (id, now) = (new_id(), self.clock.now());
        let mut masked = payment.masked();
        masked.insert("id".to_owned(), json!(id));
        masked.insert("fingerprint".to_owned(), json!(self.fingerprint(payment.method.number())));
        masked.insert("created".to_owned(), json!(iso(now)));
        masked.insert("modified".to_owned(), json!(iso(now)));
        self.tokens.keep(id, (payment, Value::Object(masked.clone())));
        masked
    }

    /// The masked token, if it is still there.
    pub(crate) fn masked(&self, id: &str) -> Option<Value> {
        self.tokens.peek(id).map(|(_, masked)| masked)
    }

    /// Uses a token up.
    pub(crate) fn take(&self, id: &str) -> Option<(Payment, Value)> {
        self.tokens.take(id)
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
}

/// Twenty-two URL-safe base64 characters, as all the gateway's ids are.
pub(crate) fn new_id() -> String {
    let mut bytes = [0_u8; 16];
    // Without the system's randomness an id repeats, and a test that sees two tokens with one id fails loudly.
    let _filled = getrandom::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}
