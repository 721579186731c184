//! `tests/consumers`: bundlers, frameworks and runtimes, each with the packed package in a fresh project of its own.

use super::install;
use crate::e2e;
use crate::node_test;
use crate::repo::copy;
use crate::session::Session;
use crate::toolchain::node_tools;
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
    node_test::run(session, FOLDER, |node| {
        node.env("PANLESS_CONSUMERS_DIR", &place).env("PANLESS_TARBALL", tarball).env("PANLESS_SANDBOX", sandbox);
        node.env("PANLESS_DIST", session.repo.dist());
        browser.name_to(node);
    })
}

/// What the consumers are built with, from one lock, outside the folder that they are read from.
fn tools(session: &Session, place: &Path) -> Result<()> {
    fs::create_dir_all(place).with_context(|| format!("making {}", place.display()))?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        copy(&session.repo.path(FOLDER).join(name), &place.join(name))?;
    }
    node_tools::install(session, place)
}
