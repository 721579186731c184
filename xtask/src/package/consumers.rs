//! `tests/consumers`: bundlers, frameworks and runtimes, each with the packed package in a fresh project of its own.

use super::install;
use crate::e2e;
use crate::node_test;
use crate::process::{command, run as run_command};
use crate::repo::{copy, read, write};
use crate::session::Session;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const FOLDER: &str = "tests/consumers";

/// Builds, opens and runs all of them.
pub(super) fn run(session: &Session, tarball: &Path) -> Result<()> {
    let browser = session.browser()?;
    let sandbox = e2e::sandbox(session)?;
    // Nothing above it has a node_modules, so a project finds what stands beside it and in it, and nothing of the checkout's.
    let place = session.repo.work().join("consumers");
    tools(session, &place)?;
    install(&place.join("installed"), tarball)?;
    node_test::run(session, FOLDER, &[], |node| {
        node.env("PANLESS_CONSUMERS_DIR", &place).env("PANLESS_TARBALL", tarball).env("PANLESS_SANDBOX", sandbox);
        node.env("PANLESS_DIST", session.repo.dist());
        browser.name_to(node);
    })
}

/// What the consumers are built with, from one lock, once per lock.
fn tools(session: &Session, place: &Path) -> Result<()> {
    let from = session.repo.path(FOLDER);
    let lock = read(&from.join("package-lock.json"))?;
    let stamp = place.join("node_modules/.installed-from");
    if fs::read_to_string(&stamp).ok().as_ref() == Some(&lock) {
        return Ok(());
    }
    session.say("npm ci of what the consumers are built with: the lock changed, or nothing is installed yet");
    fs::create_dir_all(place).with_context(|| format!("making {}", place.display()))?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        copy(&from.join(name), &place.join(name))?;
    }
    run_command(command("npm").args(["ci", "--ignore-scripts", "--loglevel=error"]).current_dir(place))?;
    write(&stamp, lock)
}
