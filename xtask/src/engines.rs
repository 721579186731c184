//! The same pages in Chromium, Firefox and WebKit.

use crate::e2e;
use crate::node_test;
use crate::session::{Done, Session};
use crate::toolchain::engines;
use anyhow::{Result, bail};

/// The names that `tests/e2e/harness/engines.mjs` knows.
const ENGINES: [&str; 3] = ["chromium", "firefox", "webkit"];

/// What runs in each: a page per gateway, replies that attack, and real keys in attached fields.
const TESTS: [&str; 9] = [
    "tests/engines/smoke.test.mjs",
    "tests/engines/mount.test.mjs",
    "tests/engines/own-frame.test.mjs",
    "tests/engines/element.test.mjs",
    "tests/e2e/jsonp-hostile.test.mjs",
    "tests/engines/holes.test.mjs",
    "tests/e2e/attach-typing.test.mjs",
    "tests/e2e/attach-input.test.mjs",
    "tests/e2e/attach-verdicts.test.mjs",
];

/// `cargo xtask engines`: every engine, also after one of them failed.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let chromium = session.browser()?;
    let engines = engines::ensure(session)?;
    session.built()?;
    let sandbox = e2e::sandbox(session)?;
    let mut failed = Vec::new();
    for engine in ENGINES {
        session.say(&format!("in {engine}"));
        let mut node = engines.node(engine);
        node.env("PANLESS_SANDBOX", &sandbox).env("PANLESS_DIST", session.repo.dist());
        chromium.name_to(&mut node);
        if let Err(error) = node_test::run_files(session, &mut node, TESTS.map(|test| session.repo.path(test))) {
            session.say(&format!("{engine}: {error:#}"));
            failed.push(engine);
        }
    }
    if !failed.is_empty() {
        bail!("these engines differ from what the tests and docs/engines.md say: {}", failed.join(", "));
    }
    Ok(Done::new("Chromium, Firefox and WebKit run the same pages.", "`cargo xtask bench` measures them."))
}
