//! std for the browser, by the first of four ways that works.
//!
//! `rustup target add` may work, fail or hang for ever, so it gets a time limit and nothing depends on it. Behind a
//! mirror that has crates and Debian packages only, std is built once from the source of the same rustc version.
//!
//! `PANLESS_SKIP_RUSTUP=1` and `PANLESS_SKIP_SOURCE=1` leave ways out, for a machine on which one of them hangs.

use super::compiler::{Compiler, TARGET};
use super::{apt, build_std, debian_source};
use crate::process::{command, find_program, succeeds_within};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// A cargo that builds for the browser.
pub(crate) struct WasmCargo(Compiler);

impl WasmCargo {
    /// A cargo call; the caller adds `--target`.
    pub(crate) fn command(&self) -> Command {
        self.0.cargo()
    }

    /// The compiler's version.
    pub(crate) fn version(&self) -> &str {
        &self.0.version
    }

    /// rustc's flags that keep this machine's folders out of the wasm, and make it the same in every checkout.
    pub(crate) fn remap_flags(&self, checkout: &Path) -> Result<Vec<OsString>> {
        let mut pairs: Vec<(OsString, String)> = Vec::new();
        let registry = cargo_home()?.join("registry/src");
        for entry in fs::read_dir(&registry).into_iter().flatten().flatten() {
            let mut folder = entry.path().into_os_string();
            folder.push("/");
            pairs.push((folder, "/cargo/".to_owned()));
        }
        pairs.sort();
        for source in self.0.std_source_names() {
            pairs.push((source.into(), format!("/rustc/{}", self.0.commit)));
        }
        pairs.push((checkout.into(), "/src".to_owned()));
        let flag = |(from, to): (OsString, String)| {
            let mut flag = OsString::from("--remap-path-prefix=");
            flag.push(from);
            flag.push("=");
            flag.push(to);
            flag
        };
        Ok(pairs.into_iter().map(flag).collect())
    }

    /// This machine's folders, none of which may stand in a built file.
    pub(crate) fn local_folders(&self, checkout: &Path) -> Result<Vec<PathBuf>> {
        let mut folders = vec![cargo_home()?, checkout.to_path_buf()];
        folders.extend(self.0.std_source_names());
        Ok(folders)
    }
}

/// cargo's own folder.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    Ok(PathBuf::from(env::var_os("HOME").context("neither CARGO_HOME nor HOME is set")?).join(".cargo"))
}

/// Finds std for the browser, or brings it.
pub(crate) fn ensure(session: &Session) -> Result<WasmCargo> {
    let variable = |name: &str, other: &str| env::var_os(name).unwrap_or_else(|| other.into());
    let own = Compiler::probe(variable("CARGO", "cargo"), variable("RUSTC", "rustc"))?;
    if own.has_std() || rustup_brings(session, &own)? {
        return Ok(WasmCargo(own));
    }
    if skipped("PANLESS_SKIP_SOURCE") {
        session.say("PANLESS_SKIP_SOURCE is set: std is not built for this rustc");
    } else {
        match from_source(session, &own) {
            Ok(()) => return Ok(WasmCargo(own)),
            Err(error) => session.say(&format!("building std for rustc {} failed: {error:#}", own.version)),
        }
    }
    debian_rust(session).map(WasmCargo)
}

fn skipped(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| value == "1")
}

fn rustup_brings(session: &Session, own: &Compiler) -> Result<bool> {
    if skipped("PANLESS_SKIP_RUSTUP") || find_program(&["rustup"]).is_none() {
        return Ok(false);
    }
    session.say(&format!("rustup target add {TARGET}, for at most {} s", RUSTUP_LIMIT.as_secs()));
    let added = succeeds_within(command("rustup").args(["target", "add", TARGET]), RUSTUP_LIMIT)?;
    if !(added && own.has_std()) {
        session.say("rustup did not bring it");
        return Ok(false);
    }
    Ok(true)
}

fn from_source(session: &Session, own: &Compiler) -> Result<()> {
    let source = own.std_source();
    if source.join("library/Cargo.lock").exists() {
        return build_std::into_sysroot(session, own);
    }
    debian_source::fetch(session, &own.version, &source)?;
    let built = build_std::into_sysroot(session, own);
    // rustup knows nothing of this folder and would refuse to install its own component over it.
    fs::remove_dir_all(&source).with_context(|| format!("removing {}", source.display()))?;
    built
}

fn debian_rust(session: &Session) -> Result<Compiler> {
    let probe = || Compiler::probe("/usr/bin/cargo", "/usr/bin/rustc");
    let debian = match probe().ok().filter(|debian| debian.std_source().exists()) {
        Some(installed) => installed,
        None => {
            apt::install(session, "a Rust with std for the browser", &["rustc-web", "cargo-web", "rust-web-src"])?;
            probe()?
        }
    };
    let lld = format!("lld-{}", debian.llvm_major());
    let linker = format!("wasm-ld-{}", debian.llvm_major());
    if find_program(&[&linker]).is_none() {
        apt::install(session, "the linker of Debian's Rust", &[&lld])?;
    }
    let Some(path) = find_program(&[&linker]) else { bail!("the package {lld} brought no `{linker}`") };
    let debian = debian.with_linker(path);
    if !debian.has_std() {
        build_std::into_sysroot(session, &debian)?;
    }
    Ok(debian)
}
