//! How fast and how small we are, beside others, in one run. It measures and never fails because of a figure.

use crate::e2e;
use crate::process::{command, run as run_command};
use crate::session::{Done, Session};
use crate::toolchain::node_tools;
use anyhow::Result;
use std::fs;

/// The peers' packages. Nothing but this command installs them.
const PEERS: &str = "tests/bench/peers";

/// `cargo xtask bench`; with `write` the figures become docs/benchmarks.md.
pub(crate) fn run(session: &Session, write: bool) -> Result<Done> {
    // Before our own build makes the machine busy.
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let browser = session.browser()?;
    session.built()?;
    node_tools::install(session, &session.repo.path(PEERS))?;
    let sandbox = e2e::sandbox(session)?;
    session.say("measuring; about four minutes. Other work on this machine falsifies it");
    let mut node = command("node");
    node.arg(session.repo.path("tests/bench/run.mjs")).args(write.then_some("--write")).current_dir(&session.repo.root);
    node.env("PANLESS_SANDBOX", &sandbox).env("PANLESS_DIST", session.repo.dist());
    if let Some(average) = load.split_whitespace().next() {
        node.env("PANLESS_BENCH_LOAD", average);
    }
    browser.name_to(&mut node);
    run_command(&mut node)?;
    let next = if write {
        "look at docs/benchmarks.md and its plots."
    } else {
        "`cargo xtask bench --write` on a quiet machine."
    };
    Ok(Done::new("Measured.", next))
}
