//! Whatever is read, with whatever can come: one function for each thing that reads, all of them in [`TARGETS`].
//!
//! A target takes bytes and panics where something is wrong. It must not depend on anything else: the same bytes, the same end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a target stops at the first surprise"
)]

pub mod corpus;
mod targets;
mod tree;

#[cfg(fuzzing)]
use targets::boundary;
use targets::{
    brands, config, edit, format, judge, mask, payment, pepper_hear, pepper_say, plaintext, replies, settle,
};
#[cfg(feature = "relay")]
use targets::{relay_header, relay_open, relay_request};

/// Something that reads.
pub struct Target {
    /// Its name, and that of its seeds.
    pub name: &'static str,
    /// Reads these bytes.
    pub run: fn(&[u8]),
    /// The most bytes that make sense.
    pub longest: usize,
    /// Its part of a run's inputs, beside those of the others.
    pub share: u32,
}

const fn target(name: &'static str, run: fn(&[u8]), longest: usize, share: u32) -> Target {
    Target { name, run, longest, share }
}

/// All that reads. A new one is a file in `targets`, a row here, and a line or more in `seeds`.
pub const TARGETS: &[Target] = &[
    target("judge", judge::run, 48, 160),
    target("brands", brands::run, 32, 120),
    target("format", format::run, 48, 120),
    target("edit", edit::run, 96, 80),
    target("settle", settle::run, 96, 100),
    target("config", config::run, 128, 100),
    target("payment", payment::run, 512, 50),
    target("plaintext", plaintext::run, 512, 50),
    target("affinipay", replies::affinipay, 256, 50),
    target("nelnet", replies::nelnet, 256, 50),
    target("stripe", replies::stripe, 256, 50),
    target("pepper_hear", pepper_hear::run, 256, 50),
    target("pepper_say", pepper_say::run, 256, 50),
    target("mask", mask::run, 96, 100),
    #[cfg(fuzzing)]
    target("boundary", boundary::run, 256, 30),
    #[cfg(feature = "relay")]
    target("relay_request", relay_request::run, 512, 10),
    #[cfg(feature = "relay")]
    target("relay_header", relay_header::run, 512, 10),
    #[cfg(feature = "relay")]
    target("relay_open", relay_open::run, 512, 1),
];
