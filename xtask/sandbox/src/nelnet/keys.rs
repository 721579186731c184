//! The four keys that the sandbox knows: made up, of the documented lengths, worth nothing.

/// The public key of test mode: 63 characters.
pub const PUBLIC_KEY: &str = "test_5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a";
/// The public key of live mode. Nothing here is live; its tokens belong to the other private key, that is all.
pub const LIVE_PUBLIC_KEY: &str = "live_5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a";
/// The private key of test mode: 31 characters.
pub const PRIVATE_KEY: &str = "test_5a4db0c5a4db0c5a4db0c5a4db";
/// The private key of live mode.
pub const LIVE_PRIVATE_KEY: &str = "live_5a4db0c5a4db0c5a4db0c5a4db";

/// Test and live are separate worlds: a token of one cannot be used in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Test,
    Live,
}

/// The mode of a public key that the sandbox knows.
pub(crate) fn of_page(key: &str) -> Option<Mode> {
    match key {
        PUBLIC_KEY => Some(Mode::Test),
        LIVE_PUBLIC_KEY => Some(Mode::Live),
        _ => None,
    }
}

/// The mode of a private key that the sandbox knows.
pub(crate) fn of_merchant(key: &str) -> Option<Mode> {
    match key {
        PRIVATE_KEY => Some(Mode::Test),
        LIVE_PRIVATE_KEY => Some(Mode::Live),
        _ => None,
    }
}

/// Whether a key has the length of a private one, known or not.
pub(crate) const fn looks_private(key: &str) -> bool {
    key.len() == PRIVATE_KEY.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_have_the_documented_lengths() {
        for (key, length) in [(PUBLIC_KEY, 63), (LIVE_PUBLIC_KEY, 63), (PRIVATE_KEY, 31), (LIVE_PRIVATE_KEY, 31)] {
            assert_eq!(key.len(), length);
            assert!(key[5..].bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
        }
    }
}
