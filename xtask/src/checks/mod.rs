//! The checks of the Rust code: format, lints, limits, native tests.

pub(crate) mod limits;

use crate::e2e;
use crate::node_test;
use crate::process::{command, find_program, run};
use crate::session::{Done, Session};
use crate::toolchain::{apt, node_tools};
use anyhow::Result;
use std::env;
use std::process::Command;

const SEALED: &str = "tests/sealed";

/// The cargo that runs us.
pub(crate) fn cargo(session: &Session) -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&session.repo.root);
    cargo
}

/// `cargo xtask fmt`.
pub(crate) fn fmt(session: &Session, check: bool) -> Result<Done> {
    let mut cargo = cargo(session);
    cargo.args(["fmt", "--all"]);
    if check {
        cargo.arg("--check");
    }
    run(&mut cargo)?;
    Ok(Done::new("All Rust code is formatted.", "`cargo xtask lint`."))
}

/// `cargo xtask lint`.
pub(crate) fn lint(session: &Session) -> Result<Done> {
    let counted = limits::run(session)?;
    session.openssl()?;
    session.say("clippy, for this machine");
    // The runner of the browser tests is one call, and has fifty crates that nothing else here is made of.
    let most = ["--workspace", "--exclude", "panless-web-runner", "--all-targets"];
    run(cargo(session).arg("clippy").args(most).args(["--", "-D", "warnings"]))?;
    session.say("clippy, for wasm32");
    let mut wasm = session.wasm()?.command();
    // With the trap for tests, or nothing would look at it.
    wasm.args(["clippy", "--target", "wasm32-unknown-unknown", "-p", "panless", "--features", "test-trap", "--lib"]);
    // The other tests are native ones, and do not compile here.
    if session.repo.path("tests/web.rs").exists() {
        wasm.args(["--test", "web"]);
    }
    run(wasm.args(["--", "-D", "warnings"]).current_dir(&session.repo.root))?;
    Ok(Done::new(format!("No lint complains. {}", counted.what), "`cargo xtask unit`."))
}

/// tests/sealed: what the relay opens and what its vectors hold, seen by another implementation.
fn sealed(session: &Session) -> Result<()> {
    session.node()?;
    node_tools::install(session, &session.repo.path(SEALED))?;
    let sandbox = e2e::sandbox(session)?;
    node_test::run(session, SEALED, |node| {
        node.env("PANLESS_SANDBOX", sandbox);
    })
}

/// `cargo xtask unit`.
pub(crate) fn unit(session: &Session) -> Result<Done> {
    // Tests of releases make repositories.
    if find_program(&["git"]).is_none() {
        apt::install(session, "git", &["git"])?;
    }
    session.openssl()?;
    run(cargo(session).args(["test", "--workspace"]))?;
    sealed(session)?;
    Ok(Done::new("All native tests passed.", "`cargo xtask web` runs those in the browser."))
}
