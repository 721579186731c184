//! A C++ compiler, which libFuzzer is built with.

use super::apt;
use crate::process::find_program;
use crate::session::Session;
use anyhow::Result;
use std::env;

/// Finds it, on PATH or as its own variable names it, or installs it.
pub(crate) fn ensure(session: &Session) -> Result<()> {
    let is_here = env::var_os("CXX").is_some() || find_program(&["c++", "g++", "clang++"]).is_some();
    if is_here { Ok(()) } else { apt::install(session, "A C++ compiler", &["g++"]) }
}
