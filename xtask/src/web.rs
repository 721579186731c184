//! tests/web.rs in headless Chromium: the border between Rust and JavaScript.

use crate::checks::cargo;
use crate::process::run as run_command;
use crate::session::{Done, Session};
use anyhow::{Result, bail};

const RUNNER: &str = "panless-web-runner";

/// `cargo xtask web`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    if !session.repo.path("tests/web.rs").exists() {
        bail!("tests/web.rs is missing: nothing would be tested");
    }
    let browser = session.browser()?;
    let wasm = session.wasm()?;
    session.say("building the runner of wasm tests; about a minute the first time");
    run_command(cargo(session).args(["build", "--bin", RUNNER]))?;
    session.say("tests/web.rs in headless Chromium");
    let mut cargo = wasm.command();
    // Not quiet: the runner refuses `--quiet`.
    cargo.args(["test", "--target", "wasm32-unknown-unknown", "-p", "panless", "--test", "web"]);
    let runner = session.repo.target().join("debug").join(RUNNER);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).current_dir(&session.repo.root);
    browser.name_to(&mut cargo);
    run_command(&mut cargo)?;
    Ok(Done::new("All browser tests of the core passed.", "`cargo xtask package`."))
}
