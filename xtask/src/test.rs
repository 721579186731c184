//! Everything that a change needs, one command after the other, as CI runs it.

use crate::process::line;
use crate::session::{Done, Session};
use crate::{api, build, checks, docs, e2e, package, reproduce, size, supply, types, web};
use anyhow::{Context, Result};

/// The command to run it alone, and what it does.
type Step = (&'static str, fn(&Session, bool) -> Result<Done>);

const STEPS: [Step; 14] = [
    ("fmt --check", |session, _| checks::fmt(session, true)),
    ("lint", |session, _| checks::lint(session)),
    ("deny", |session, _| supply::deny(session)),
    ("unit", |session, _| checks::unit(session)),
    ("build", |session, _| build::run(session).and_then(|done| reproduce::start(session).map(|()| done))),
    ("types", |session, _| types::run(session)),
    ("api", |session, _| api::run(session, false)),
    ("size", |session, _| size::run(session)),
    ("web", |session, _| web::run(session)),
    ("reproduce", |session, _| reproduce::run(session)),
    ("package", |session, _| package::run(session)),
    ("guides", |session, _| docs::blocks(session)),
    ("docs", |session, _| docs::run(session)),
    ("e2e", |session, all| e2e::run(session, &e2e::E2e::of_everything(all))),
];

/// `cargo xtask test`: stops at the first failure. With `all`, every cell that there is.
pub(crate) fn run(session: &Session, all: bool) -> Result<Done> {
    let mut summary = Vec::new();
    session.start_fetching()?;
    for (number, (name, step)) in (1..).zip(STEPS) {
        line(&format!("\n=== {number}/{} {name} ===", STEPS.len()));
        let start = session.seconds();
        let ended = step(session, all);
        let seconds = session.seconds() - start;
        let done =
            ended.with_context(|| format!("{name} failed after {seconds:.1} s; to run it alone: cargo xtask {name}"));
        match done {
            Ok(done) => summary.push(format!("passed  {name:<12}{seconds:>7.1} s  {}", done.what)),
            Err(error) => {
                print(&summary, &format!("FAILED  {name:<12}{seconds:>7.1} s"));
                return Err(error);
            }
        }
    }
    print(&summary, &format!("all {} steps passed", STEPS.len()));
    Ok(Done::new("Every test passed.", "commit; `cargo xtask demo` shows the shop."))
}

fn print(summary: &[String], last: &str) {
    line("\n=== summary ===");
    for text in summary {
        line(text);
    }
    line(last);
}
