//! What was opened already, for as long as it could be opened again.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};

/// A memory for `jti`s of one audience. In production it is a store that all instances of the relay share, with an
/// insert that fails when the entry is there.
#[derive(Default)]
pub(crate) struct Once(Mutex<HashMap<String, u64>>);

impl Once {
    /// Notes it until the second `until`. Tells whether this is the first time; of many at once, one is the first.
    pub(crate) fn first(&self, jti: &str, until: u64, now: u64) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|_, until| *until >= now);
        match seen.entry(jti.to_owned()) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(until);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Once;

    #[test]
    fn forgets_only_what_can_be_opened_no_more() {
        let once = Once::default();
        assert!(once.first("a", 100, 50));
        assert!(!once.first("a", 100, 100));
        assert!(once.first("a", 100, 101), "its header is refused for its age by now");
    }
}
