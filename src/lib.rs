//! The card logic of panless: judge what a customer types, exchange it for a gateway's one-time token.
//!
//! Pure Rust: no I/O, no clock, no browser type outside `wasm` and `transport`. Today's date is always an argument.

pub mod bank;
pub mod card;
pub mod date;
pub mod error;
pub mod field;
pub mod secret;
pub mod text;
pub mod verdict;
