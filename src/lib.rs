//! The card logic of panless: judge what a customer types, exchange it for a gateway's one-time token.
//!
//! Pure Rust: no I/O, no clock, no browser type outside `wasm` and `transport`. Today's date is always an argument.
//! `tokenize` is the way through: a payment in, a request out; a reply in, a token out.

pub mod bank;
pub mod card;
pub mod config;
pub mod country;
mod country_table;
pub mod date;
pub mod error;
pub mod field;
pub mod gateway;
pub mod input;
pub mod json;
pub mod mask;
mod named;
pub mod payment;
#[cfg(feature = "seal")]
pub mod seal;
pub mod secret;
pub mod text;
pub mod token;
pub mod tokenize;
pub mod transport;
pub mod verdict;

#[cfg(any(target_arch = "wasm32", fuzzing))]
pub mod wasm;
