//! `node --test`, for the tests that are written in JavaScript.

use crate::process::{command, run as run_command};
use crate::repo::files_below;
use crate::session::Session;
use anyhow::{Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many files run at once. A browser test mostly waits, and each has a browser and servers of its own.
const AT_ONCE: usize = 3;

/// What the names of such tests end with.
pub(crate) const ENDING: &str = ".test.mjs";

/// The name of a test without its folder.
pub(crate) fn name_of(test: &Path) -> &str {
    test.file_name().and_then(OsStr::to_str).unwrap_or_default()
}

/// Every `*.test.mjs` in a folder.
///
/// # Errors
/// When there is none.
pub(crate) fn tests_in(session: &Session, folder: &str) -> Result<Vec<PathBuf>> {
    let path = session.repo.path(folder);
    let mut tests = if path.exists() { files_below(&path)? } else { Vec::new() };
    tests.retain(|test| name_of(test).ends_with(ENDING));
    if tests.is_empty() {
        bail!("{folder} has no *.test.mjs: nothing would be tested");
    }
    Ok(tests)
}

/// Runs all of them; `prepare` adds what they need to know.
///
/// # Errors
/// When a test fails, and when there is none.
pub(crate) fn run(session: &Session, folder: &str, prepare: impl FnOnce(&mut Command)) -> Result<()> {
    run_some(session, folder, &tests_in(session, folder)?, prepare)
}

/// Runs these tests of a folder.
pub(crate) fn run_some(
    session: &Session,
    folder: &str,
    tests: &[PathBuf],
    prepare: impl FnOnce(&mut Command),
) -> Result<()> {
    session.say(&format!("node --test, {} files of {folder}", tests.len()));
    let mut node = command("node");
    prepare(&mut node);
    run_files(session, at_once(&mut node), tests)
}

/// Has a command that begins with `node` run several files at once.
pub(crate) fn at_once(node: &mut Command) -> &mut Command {
    node.arg(format!("--test-concurrency={AT_ONCE}"))
}

/// Runs these files by a command that begins with `node`.
pub(crate) fn run_files(
    session: &Session,
    node: &mut Command,
    tests: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Result<()> {
    // The reporter is named because without a terminal Node 20 would print TAP.
    node.args(["--test", "--test-reporter=spec"]).args(tests).current_dir(&session.repo.root);
    run_command(node.env("PANLESS_TOOLS", session.repo.tools()))
}
