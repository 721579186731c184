//! The relay and the gateways behind it, over HTTP.

mod contract;
mod relay;
#[path = "../support/mod.rs"]
mod support;
