//! How fast we are, beside others, in one run. It measures and never fails because something is slow.

use crate::e2e;
use crate::process::{command, run as run_command};
use crate::session::{Done, Session};
use anyhow::Result;

/// `cargo xtask bench`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let browser = session.browser()?;
    session.built()?;
    let sandbox = e2e::sandbox(session)?;
    session.say("measuring; about a minute. Other work on this machine falsifies it");
    let mut node = command("node");
    node.arg(session.repo.path("tests/bench/run.mjs")).current_dir(&session.repo.root);
    node.env("PANLESS_SANDBOX", &sandbox).env("PANLESS_DIST", session.repo.dist());
    browser.name_to(&mut node);
    run_command(&mut node)?;
    Ok(Done::new("Measured.", "write figures that changed into the README."))
}
