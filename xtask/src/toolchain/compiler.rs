//! One rustc with its cargo, and whether it has std for the browser.

use crate::process::{command, text};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of everything that runs in a browser.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A compiler and what it says about itself.
pub(crate) struct Compiler {
    cargo: OsString,
    rustc: OsString,
    /// `lib` and `bin` of this toolchain lie below it.
    pub(crate) sysroot: PathBuf,
    /// Like `1.95.0`.
    pub(crate) version: String,
    /// The commit it was built from, under which rustc names its own source.
    pub(crate) commit: String,
    llvm: String,
    linker: Option<PathBuf>,
}

impl Compiler {
    /// Asks a rustc.
    pub(crate) fn probe(cargo: impl Into<OsString>, rustc: impl Into<OsString>) -> Result<Self> {
        let rustc = rustc.into();
        let about = text(command(&rustc).arg("-vV"))?;
        let fact = |name: &str| {
            let value = about.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
            value.with_context(|| format!("`rustc -vV` says no `{name}`"))
        };
        let sysroot = text(command(&rustc).args(["--print", "sysroot"]))?;
        Ok(Self {
            cargo: cargo.into(),
            sysroot: PathBuf::from(sysroot.trim()),
            version: fact("release:")?,
            commit: fact("commit-hash:")?,
            llvm: fact("LLVM version:")?,
            rustc,
            linker: None,
        })
    }

    /// LLVM's major version, as Debian's package names have it.
    pub(crate) fn llvm_major(&self) -> &str {
        self.llvm.split('.').next().unwrap_or_default()
    }

    /// The same compiler with a linker for the browser that rustc did not bring along.
    pub(crate) fn with_linker(self, linker: PathBuf) -> Self {
        Self { linker: Some(linker), ..self }
    }

    /// Where the target's libraries lie.
    pub(crate) fn target_libraries(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(TARGET).join("lib")
    }

    /// Where the source of std lies, if it is installed.
    pub(crate) fn std_source(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib/src/rust")
    }

    /// Every name under which rustc may write down the source of std: Debian's is a link to a folder elsewhere.
    pub(crate) fn std_source_names(&self) -> Vec<PathBuf> {
        let named = self.std_source();
        let real = named.canonicalize().ok().filter(|real| *real != named);
        std::iter::once(named).chain(real).collect()
    }

    /// Whether std for the browser is there.
    pub(crate) fn has_std(&self) -> bool {
        has_std_in(&self.target_libraries())
    }

    /// A cargo call with this compiler.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = command(&self.cargo);
        cargo.env("RUSTC", &self.rustc);
        // `cargo clippy` and `cargo fmt` look for their helpers beside the first cargo on PATH.
        if let Some(folder) = Path::new(&self.cargo).parent().filter(|folder| folder.is_absolute()) {
            let old = std::env::var_os("PATH").unwrap_or_default();
            let folders = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&old));
            if let Ok(path) = std::env::join_paths(folders) {
                cargo.env("PATH", path);
            }
        }
        if let Some(linker) = &self.linker {
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        cargo
    }
}

/// Whether a folder of libraries holds std.
fn has_std_in(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_the_library_file_has_no_std() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_std_in(&folder.path().join("absent")));
        fs::write(folder.path().join("libcore-0.rlib"), "").unwrap();
        assert!(!has_std_in(folder.path()));
        fs::write(folder.path().join("libstd-0.rlib"), "").unwrap();
        assert!(has_std_in(folder.path()));
    }
}
