//! cargo's part: the core as wasm, without a trace of this machine.

use crate::process::run as run_command;
use crate::session::Session;
use crate::toolchain::wasm_std::WasmCargo;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

const TARGET: &str = "wasm32-unknown-unknown";

/// What LLVM takes into a caller: under brotli repeated code costs little, but less than this is smaller still (measured with all of Pepper in:
/// some 400 bytes).
const INLINING: [&str; 2] = ["-Cllvm-args=-inline-threshold=80", "-Cllvm-args=-inlinehint-threshold=25"];

/// Where cargo leaves the wasm.
pub(super) fn output(session: &Session) -> PathBuf {
    session.repo.target().join(TARGET).join("release/panless.wasm")
}

/// Compiles, then looks for this machine's folders in the result.
pub(super) fn run(session: &Session) -> Result<()> {
    let wasm = session.wasm()?;
    let root = &session.repo.root;
    let mut flags = wasm.remap_flags(root)?;
    flags.extend(INLINING.map(OsString::from));
    let arguments = ["build", "--release", "--target", TARGET, "-p", "panless", "--lib"];
    let mut cargo = wasm.command();
    cargo.args(arguments).current_dir(root);
    if session.repo.trapping {
        cargo.args(["--features", "test-trap"]);
    }
    run_command(cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join(&OsString::from("\x1f"))))?;
    check_paths(&output(session), root, wasm)
}

fn check_paths(file: &Path, root: &Path, wasm: &WasmCargo) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    for folder in wasm.local_folders(root)? {
        // These are the names that folders are mapped to; a checkout may really lie there.
        if folder != Path::new("/src") && folder != Path::new("/cargo") && holds(&bytes, &folder) {
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
