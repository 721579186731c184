//! What a machine needs beside cargo: found, or installed by the command itself, or named with its command.

pub(crate) mod apt;
pub(crate) mod browser;
mod build_std;
mod compiler;
pub(crate) mod cpp;
pub(crate) mod crates;
mod debian_source;
pub(crate) mod engines;
pub(crate) mod node_tools;
pub(crate) mod openssl;
pub(crate) mod pip;
pub(crate) mod wasm_std;
