//! The card logic of panless: judge what a customer types, exchange it for a gateway's one-time token.
//!
//! Pure Rust: no I/O, no clock, no browser type outside `wasm` and `transport`. Today's date is always an argument.

pub mod error;
pub mod secret;
pub mod verdict;
