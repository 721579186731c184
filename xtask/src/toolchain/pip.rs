//! Programs from Python's packages: each in a folder of its own, from a lock with hashes.

use super::apt;
use crate::process::{command, run, text};
use crate::repo::{empty_folder, write};
use crate::session::Session;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// The folder below `target/tools` that what this lock says is in; installed when the lock changed.
///
/// # Errors
/// When there is no Python, or a package is not the one that the lock means.
pub(crate) fn ensure(session: &Session, lock: &str, name: &str) -> Result<PathBuf> {
    let lock = session.repo.path(lock);
    let wanted = fs::read_to_string(&lock).with_context(|| format!("reading {}", lock.display()))?;
    let folder = session.repo.path("target/tools").join(name);
    let stamp = folder.join("installed-from");
    if fs::read_to_string(&stamp).ok().as_ref() == Some(&wanted) {
        return Ok(folder);
    }
    if text(command("python3").args(["-m", "pip", "--version"])).is_err() {
        apt::install(session, "Python with pip", &["python3", "python3-pip"])?;
    }
    session.say(&format!("pip install into target/tools/{name}: the lock changed, or nothing is installed yet"));
    empty_folder(&folder)?;
    let mut pip = command("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]);
    pip.args(["--only-binary", ":all:", "--no-compile", "--root-user-action", "ignore", "--target"]).arg(&folder);
    run(pip.arg("--requirement").arg(&lock))?;
    write(&stamp, wanted)?;
    Ok(folder)
}
