//! cargo's part: the core as wasm, without a trace of this machine.

use crate::process::run as run_command;
use crate::repo::write;
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// A form of the core: its file, its features and what it is optimized for.
pub(super) type Core = (&'static str, &'static [&'static str], &'static str);

/// The core as it ships: all of it, and beside it what tokenizing needs, by which a page starts that has no fields. Only the first
/// judges at every key: compiled as small as the other, its JavaScript form judges a quarter fewer numbers a second.
pub(super) const CORES: [Core; 2] = [(WHOLE, &["seal"], "s"), (PART, &[], "z")];
/// The first without what seals. It does not ship.
pub(super) const UNSEALED: Core = ("panless-unsealed.wasm", &["fields"], "s");
pub(crate) const WHOLE: &str = "panless-fields.wasm";
pub(crate) const PART: &str = "panless.wasm";

const TARGET: &str = "wasm32-unknown-unknown";

/// What LLVM takes into a caller: under brotli repeated code costs little, but neither more nor less than this is smaller. Loops keep
/// the counters they were written with: better ones are more of them.
const LLVM: [&str; 3] =
    ["-Cllvm-args=-inline-threshold=110", "-Cllvm-args=-inlinehint-threshold=25", "-Cllvm-args=-disable-lsr"];

/// The core needs a few kilobytes of stack: the loader hands in nothing that nests deeper than eight. The data lies behind the
/// stack, and behind the usual megabyte each address in the code would be a byte longer.
const STACK: &str = "-Clink-arg=-zstack-size=65536";

/// Where the wasm lies that is to ship under this name.
pub(super) fn output(session: &Session, file: &str) -> PathBuf {
    session.repo.work().join("compiled").join(file)
}

/// Compiles both forms, then looks for this machine's folders in the results.
pub(super) fn run(session: &Session) -> Result<()> {
    CORES.iter().try_for_each(|core| one(session, core))
}

pub(super) fn one(session: &Session, (file, features, level): &Core) -> Result<()> {
    compile(session, features, level)?;
    let compiled =
        fs::read(session.repo.target().join(TARGET).join("release/panless.wasm")).context("reading what cargo made")?;
    check_paths(&compiled, session)?;
    write(&output(session, file), compiled)
}

fn compile(session: &Session, features: &[&str], level: &str) -> Result<()> {
    let wasm = session.wasm()?;
    let root = &session.repo.root;
    let mut flags = wasm.remap_flags(root)?;
    flags.extend(LLVM.map(OsString::from));
    flags.push(STACK.into());
    let mut cargo = wasm.command();
    cargo.args(["build", "--release", "--target", TARGET, "-p", "panless", "--lib", "--no-default-features"]);
    cargo.args(features.iter().flat_map(|feature| ["--features", feature])).current_dir(root);
    if session.repo.trapping {
        cargo.args(["--features", "test-trap"]);
    }
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level).env("CARGO_TARGET_DIR", session.repo.target());
    run_command(cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join(&OsString::from("\x1f"))))
}

fn check_paths(wasm: &[u8], session: &Session) -> Result<()> {
    for folder in session.wasm()?.local_folders(&session.repo.root)? {
        // These are the names that folders are mapped to; a checkout may really lie there.
        if folder != Path::new("/src") && folder != Path::new("/cargo") && holds(wasm, &folder) {
            bail!("the wasm names {}, a folder of this machine", folder.display());
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], folder: &Path) -> bool {
    let needle = folder.as_os_str().as_encoded_bytes();
    !needle.is_empty() && bytes.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::holds;
    use std::path::Path;

    #[test]
    fn finds_a_folder_in_the_middle_of_bytes() {
        assert!(holds(b"\0/home/me/panless/src/lib.rs\0", Path::new("/home/me")));
        assert!(!holds(b"\0/src/src/lib.rs\0", Path::new("/home/me")));
    }
}
