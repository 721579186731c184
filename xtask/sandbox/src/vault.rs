//! Things that wait to be used once and die unused after a while.

use crate::clock::Clock;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A gateway's tokens by their ids. Clones share them.
#[derive(Clone)]
pub(crate) struct Vault<T> {
    kept: Arc<Mutex<HashMap<String, Kept<T>>>>,
    /// In milliseconds.
    lifetime: u64,
    clock: Clock,
}

struct Kept<T> {
    value: T,
    expires: u64,
}

impl<T: Clone> Vault<T> {
    pub(crate) fn new(lifetime: u64, clock: Clock) -> Self {
        Self { kept: Arc::default(), lifetime, clock }
    }

    pub(crate) fn keep(&self, id: String, value: T) {
        let expires = self.clock.now() + self.lifetime;
        self.with(|kept| kept.insert(id, Kept { value, expires }));
    }

    pub(crate) fn peek(&self, id: &str) -> Option<T> {
        self.with(|kept| kept.get(id).map(|found| found.value.clone()))
    }

    /// Uses it up.
    pub(crate) fn take(&self, id: &str) -> Option<T> {
        self.with(|kept| kept.remove(id)).map(|found| found.value)
    }

    fn with<R>(&self, action: impl FnOnce(&mut HashMap<String, Kept<T>>) -> R) -> R {
        let now = self.clock.now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, found| found.expires > now);
        action(&mut kept)
    }
}
