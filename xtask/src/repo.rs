//! Where things lie in the checkout.

use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The checkout.
#[derive(Clone)]
pub(crate) struct Repo {
    /// Its top folder.
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds.
    target: PathBuf,
    /// Whether what is built traps on demand: for tests alone, and never in `dist`.
    pub(crate) trapping: bool,
    /// Whether it is a copy elsewhere of the checkout that this command was started in.
    copied: bool,
}

impl Repo {
    /// The checkout that this command was started in. Cargo names it at run time; a path compiled in would be wrong
    /// as soon as the checkout moves.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("run it as `cargo xtask <command>`")?;
        let root = Path::new(&manifest).parent().context("xtask lies in no checkout")?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        Ok(Self { root: root.to_path_buf(), target, trapping: false, copied: false })
    }

    /// A checkout in another folder, with a target of its own whatever the environment says.
    pub(crate) fn elsewhere(root: PathBuf) -> Self {
        Self { target: root.join("target"), root, trapping: false, copied: true }
    }

    /// The same checkout, for what is built with a trap.
    pub(crate) fn with_trap(&self) -> Self {
        Self { trapping: true, ..self.clone() }
    }

    /// What a build here is beside a build.
    pub(crate) fn what_else(&self) -> &'static str {
        match self {
            Self { trapping: true, .. } => ", with a trap on demand",
            Self { copied: true, .. } => ", in another folder",
            _ => "",
        }
    }

    /// A path below the top folder.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target(&self) -> PathBuf {
        self.target.clone()
    }

    /// Everything between cargo's output and `dist`.
    pub(crate) fn work(&self) -> PathBuf {
        self.path(if self.trapping { "target/panless-trapping" } else { "target/panless" })
    }

    /// What is built.
    pub(crate) fn dist(&self) -> PathBuf {
        if self.trapping { self.work().join("dist") } else { self.path("dist") }
    }

    /// The Node tooling.
    pub(crate) fn tools(&self) -> PathBuf {
        self.path("xtask/tools")
    }

    /// A program that the Node tooling brings.
    pub(crate) fn tool(&self, program: &str) -> PathBuf {
        self.tools().join("node_modules").join(program)
    }

    /// The npm package as built.
    pub(crate) fn dist_npm(&self) -> PathBuf {
        self.dist().join("npm")
    }

    /// The script-tag files as built.
    pub(crate) fn dist_cdn(&self) -> PathBuf {
        self.dist().join("cdn").join(VERSION)
    }
}

/// The version of Cargo.toml, shared by the whole workspace.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// All files below `folder` in a stable order, without installed packages.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("reading {}", next.display()))? {
            let entry = entry?;
            if entry.file_name() == "node_modules" {
                continue;
            }
            let into = if entry.file_type()?.is_dir() { &mut folders } else { &mut found };
            into.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether the file's name ends in one of these, without the dot.
pub(crate) fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    file.extension().and_then(|end| end.to_str()).is_some_and(|end| extensions.contains(&end))
}

/// Copies one file, naming it when it is missing.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Writes one file and the folders above it.
pub(crate) fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("writing {}", file.display()))
}

/// Reads one text file, naming it when it is missing.
pub(crate) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}

/// Makes an empty folder, whatever stood there before.
pub(crate) fn empty_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}
