//! Node, the packages of `xtask/tools`, and the links by which tests find them.

use crate::process::{command, run, text};
use crate::repo::{Repo, empty_folder, read, write};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

const OLDEST_NODE: u32 = 20;

/// Checks Node, installs the locked packages when the lock changed, and links them for the tests.
pub(crate) fn ensure(session: &Session) -> Result<()> {
    check_node()?;
    install(session, &session.repo.tools())?;
    link_for_tests(&session.repo)
}

/// Installs what the lock in this folder says, unless that has been done.
pub(crate) fn install(session: &Session, place: &Path) -> Result<()> {
    let lock = read(&place.join("package-lock.json"))?;
    // The lock itself is the stamp: times say nothing after a fresh checkout.
    let stamp = place.join("node_modules/.installed-from");
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&lock) {
        let folder = place.strip_prefix(&session.repo.root).unwrap_or(place).display();
        session.say(&format!("npm ci in {folder}: the lock changed, or nothing is installed yet"));
        // No package needs its install script, so none gets to run one.
        run(command("npm").args(["ci", "--ignore-scripts", "--loglevel=error"]).current_dir(place))?;
        write(&stamp, lock)?;
    }
    Ok(())
}

fn check_node() -> Result<()> {
    let missing =
        || format!("Node {OLDEST_NODE} or later is missing. Install it, npm included, so that `node` is on PATH");
    let version = text(command("node").arg("--version")).with_context(missing)?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("{}; found {}", missing(), version.trim());
    }
    Ok(())
}

/// Fills `tests/node_modules` with links, so that a test's `import "selenium-webdriver"` is resolved by Node and tsc
/// alone, and `import "panless"` through the `exports` of the package as built.
fn link_for_tests(repo: &Repo) -> Result<()> {
    let folder = repo.path("tests/node_modules");
    empty_folder(&folder)?;
    let manifest: serde_json::Value = serde_json::from_str(&read(&repo.tools().join("package.json"))?)?;
    let names = manifest
        .get("devDependencies")
        .and_then(|names| names.as_object())
        .context("xtask/tools/package.json has no devDependencies")?;
    for name in names.keys() {
        let up = if name.contains('/') { "../../.." } else { "../.." };
        link(&format!("{up}/xtask/tools/node_modules/{name}"), &folder.join(name))?;
    }
    link("../../dist/npm", &folder.join("panless"))
}

fn link(to: &str, from: &Path) -> Result<()> {
    if let Some(folder) = from.parent() {
        fs::create_dir_all(folder)?;
    }
    #[cfg(unix)]
    return std::os::unix::fs::symlink(to, from).with_context(|| format!("linking {} to {to}", from.display()));
    #[cfg(not(unix))]
    bail!("cannot link {} to {to}: run this under Linux, macOS or WSL", from.display());
}
