//! A look at a real gateway with somebody's own test key: what we take for granted about it, held or not. Never in CI.

use crate::own::Own;
use crate::process::{self, command, run as run_command};
use crate::session::{Done, Session};
use anyhow::Result;

/// What is asked of whom.
#[derive(clap::Args)]
pub(crate) struct Live {
    #[command(flatten)]
    own: Own,
    /// Ask these alone, by id, with commas between them.
    #[arg(long, value_name = "IDS")]
    only: Option<String>,
    /// Print one piece of JSON for a machine; everything else goes to standard error.
    #[arg(long)]
    json: bool,
}

/// `cargo xtask live`: fails for what could not be asked, not for what does not hold.
pub(crate) fn run(session: &Session, live: &Live) -> Result<Done> {
    if live.json {
        process::keep_output_free();
    }
    // Before a minute of building, and before anything is sent.
    live.own.place()?;
    let browser = session.browser()?;
    session.built()?;
    let mut node = command("node");
    node.arg(session.repo.path("tests/live/run.mjs")).args(["--gateway", &live.own.gateway]);
    node.args(live.own.base_url.iter().flat_map(|url| ["--base-url", url]));
    node.args(live.only.iter().flat_map(|ids| ["--only", ids]));
    // By the environment, where neither a list of processes nor a text of an error shows it.
    node.env("PANLESS_LIVE_KEY", &live.own.key).env("PANLESS_DIST", session.repo.dist());
    browser.name_to(&mut node);
    if live.json {
        process::run_with_output(node.arg("--json"))?;
    } else {
        run_command(&mut node)?;
    }
    Ok(Done::new("The gateway was asked.", "report what does not hold; docs/live.md says how."))
}
