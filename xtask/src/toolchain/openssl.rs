//! OpenSSL with its headers, which the relay is compiled with.

use super::apt;
use crate::process::{command, text};
use crate::session::Session;
use anyhow::Result;
use std::env;

/// Finds it, by pkg-config or as its own variable names it, or installs it.
pub(crate) fn ensure(session: &Session) -> Result<()> {
    let is_here =
        env::var_os("OPENSSL_DIR").is_some() || text(command("pkg-config").args(["--exists", "openssl"])).is_ok();
    if is_here { Ok(()) } else { apt::install(session, "OpenSSL with its headers", &["libssl-dev", "pkg-config"]) }
}
