//! Real pages in a real browser against the sandbox gateways.

use crate::checks::cargo;
use crate::node_test;
use crate::process::run as run_command;
use crate::session::{Done, Session};
use anyhow::Result;
use std::path::PathBuf;

const SANDBOX: &str = "panless-sandbox";

/// What loads no core, chooses it by itself, or is about code that no core sees: it runs once. A new file runs on both.
const ONCE: [&str; 25] = [
    "access.test.mjs",
    "attach-end.test.mjs",
    "attach-faults.test.mjs",
    "attach-input.test.mjs",
    "attach-leaks.test.mjs",
    "attach-return.test.mjs",
    "attach-typing.test.mjs",
    "attach-verdicts.test.mjs",
    "attacks.test.mjs",
    "compat-chargeio.test.mjs",
    "compat-paymentspring.test.mjs",
    "compat-tokenizer.test.mjs",
    "cores.test.mjs",
    "faults.test.mjs",
    "hostile.test.mjs",
    "jsonp.test.mjs",
    "jsonp-hostile.test.mjs",
    "leak-search.test.mjs",
    "mount-faults.test.mjs",
    "mount-hostile.test.mjs",
    "mount.test.mjs",
    "pepper-sandbox.test.mjs",
    "pepper-scenarios.test.mjs",
    "replies.test.mjs",
    "sandbox-module.test.mjs",
];

/// What is about a core at work, however it was chosen: it runs once on each.
const TWICE: [&str; 4] = ["attach-submit.test.mjs", "leaks.test.mjs", "mount-leaks.test.mjs", "nelnet.test.mjs"];

/// What tests/e2e/harness/browser.mjs makes of PANLESS_CORE, and what is left out there.
const RUNS: [(&str, &str, &[&[&str]]); 3] = [
    ("wasm", "on the core in WebAssembly", &[]),
    ("js", "on the core in JavaScript, in a browser without WebAssembly", &[&ONCE]),
    ("policy", "on the core in JavaScript, under a policy that forbids WebAssembly", &[&ONCE, &TWICE]),
];

/// Builds the sandbox and gives its program.
pub(crate) fn sandbox(session: &Session) -> Result<PathBuf> {
    session.say("building the sandbox");
    run_command(cargo(session).args(["build", "--bin", SANDBOX]))?;
    Ok(session.repo.target().join("debug").join(SANDBOX))
}

/// `cargo xtask e2e`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let browser = session.browser()?;
    session.built()?;
    session.say("the same with a trap on demand, for tests");
    let trapping = session.trapping();
    trapping.built()?;
    let sandbox = sandbox(session)?;
    for (core, what, left_out) in RUNS {
        session.say(what);
        node_test::run(session, "tests/e2e", &left_out.concat(), |node| {
            node.env("PANLESS_SANDBOX", &sandbox).env("PANLESS_CORE", core);
            node.env("PANLESS_DIST", session.repo.dist()).env("PANLESS_TRAPPING", trapping.repo.dist());
            browser.name_to(node);
        })?;
    }
    session.say("what `cargo xtask live` asks, and the demo with a gateway of one's own");
    node_test::run(session, "tests/live", &[], |node| {
        node.env("PANLESS_SANDBOX", &sandbox).env("PANLESS_DIST", session.repo.dist());
        browser.name_to(node);
    })?;
    Ok(Done::new("All pages work in the browser, on both cores.", "`cargo xtask demo` shows them to you."))
}
