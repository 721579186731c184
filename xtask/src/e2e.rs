//! Real pages in a real browser against the sandbox gateways.

use crate::checks::cargo;
use crate::node_test;
use crate::process::run as run_command;
use crate::session::{Done, Session};
use anyhow::Result;
use std::path::PathBuf;

const SANDBOX: &str = "panless-sandbox";

/// Builds the sandbox and gives its program.
pub(crate) fn sandbox(session: &Session) -> Result<PathBuf> {
    session.say("building the sandbox");
    run_command(cargo(session).args(["build", "-p", SANDBOX]))?;
    Ok(session.repo.target().join("debug").join(SANDBOX))
}

/// `cargo xtask e2e`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let browser = session.browser()?;
    session.built()?;
    let sandbox = sandbox(session)?;
    node_test::run(session, "tests/e2e", |node| {
        node.env("PANLESS_SANDBOX", sandbox).env("PANLESS_DIST", session.repo.path("dist"));
        browser.name_to(node);
    })?;
    Ok(Done::new("All pages work in the browser.", "`cargo xtask demo` shows them to you."))
}
