//! The receiver's steps: every string that is opened, every one that is not, and the code for it.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod keys;
mod refusals;
mod requests;
mod shapes;
mod support;
mod vectors;
