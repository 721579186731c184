//! Builds std for the browser once, from the source beside a compiler, into that compiler's sysroot.

use super::compiler::{Compiler, TARGET};
use super::wasm_std::cargo_home;
use crate::process::run;
use crate::repo::write;
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

const MANIFEST: &str = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";

/// Builds it and puts it where plain `cargo build --target` looks.
pub(crate) fn into_sysroot(session: &Session, compiler: &Compiler) -> Result<()> {
    session.say(&format!("building std {} for {TARGET}, once; about half a minute", compiler.version));
    let scratch = tempfile::tempdir()?;
    let project = scratch.path().join("empty");
    write(&project.join("Cargo.toml"), MANIFEST)?;
    write(&project.join("src/lib.rs"), "")?;
    let built = scratch.path().join("target");
    let mut cargo = compiler.cargo();
    cargo.args(["build", "--quiet", "--release", "--target", TARGET]);
    cargo.arg("-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro").current_dir(&project);
    // std is always built with what nightly alone allows; stable rustc takes it with this switch.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", &built);
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1").env("CARGO_ENCODED_RUSTFLAGS", flags(compiler)?);
    run(&mut cargo)?;
    install(&built.join(TARGET).join("release/deps"), &compiler.target_libraries())?;
    if !compiler.has_std() {
        bail!("std was built, but rustc {} does not have it", compiler.version);
    }
    session.say(&format!("std {} for {TARGET} is in the sysroot", compiler.version));
    Ok(())
}

/// The paths that rustc's own std names, and bitcode so that the whole program can be optimised as one.
fn flags(compiler: &Compiler) -> Result<OsString> {
    let mut flags = OsString::from("-Cembed-bitcode=yes");
    for source in compiler.std_source_names() {
        flags.push("\x1f--remap-path-prefix=");
        flags.push(source);
        flags.push(format!("=/rustc/{}", compiler.commit));
    }
    flags.push("\x1f--remap-path-prefix=");
    flags.push(cargo_home()?.join("registry/src"));
    flags.push("=/rust/deps");
    Ok(flags)
}

/// Copies beside the place first: a run that is stopped half-way must leave no half std behind.
fn install(from: &Path, to: &Path) -> Result<()> {
    let fresh = to.with_extension("new");
    crate::repo::empty_folder(&fresh)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let file = entry?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&file, fresh.join(name))?;
        }
    }
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::rename(&fresh, to).with_context(|| format!("moving std to {}", to.display()))
}
