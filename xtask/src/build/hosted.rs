//! `frame.html`: our own frame. Its policy names the gateways, its links have the hashes of what they link to.
//!
//! A gateway's address stands in the file once, in that policy. A file for another address (a sandbox, a test) is this one
//! with the address replaced.

use super::bundle::HOSTED;
use super::publish::integrity;
use crate::process::{command, run as run_command};
use crate::repo::{read, write};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use panless::gateway::{GatewayId, Rules};
use panless::transport::Encoding;
use std::fs;

/// The file's name.
const NAME: &str = "frame.html";
/// Its looks.
const STYLE: &str = "frame.css";

/// Renders it beside the script-tag files: whoever serves the frame serves these.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    let cdn = repo.dist_cdn();
    let mut esbuild = command(repo.tool(".bin/esbuild"));
    esbuild.arg(repo.path("www/hosted").join(STYLE)).args(["--minify", "--charset=utf8", "--log-level=warning"]);
    run_command(esbuild.arg(format!("--outfile={}", cdn.join(STYLE).display())))?;
    let mut page = read(&repo.path("www/hosted").join(NAME))?;
    fill(&mut page, "{{gateways}}", &gateways())?;
    for file in [HOSTED, STYLE] {
        let bytes = fs::read(cdn.join(file)).with_context(|| format!("reading {file}"))?;
        fill(&mut page, &format!("{{{{{file}}}}}"), &integrity(&bytes))?;
    }
    write(&cdn.join(NAME), page)
}

/// Where a token request may go. Gateways that answer by JSONP are asked by a frame with a policy of its own.
fn gateways() -> String {
    let is_fetched = |rules: &&Rules| !rules.base_url.is_empty() && !rules.encodings.contains(&Encoding::Jsonp);
    let hosts = GatewayId::ALL.iter().map(|id| id.rules()).filter(is_fetched).map(|rules| rules.base_url);
    hosts.collect::<Vec<_>>().join(" ")
}

fn fill(page: &mut String, mark: &str, content: &str) -> Result<()> {
    if page.matches(mark).count() != 1 {
        bail!("the template of {NAME} must hold {mark} once");
    }
    *page = page.replace(mark, content);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_gateways_that_are_fetched_from_may_be_connected_to() {
        let gateways = gateways();
        assert!(gateways.contains("https://api.chargeio.com"));
        assert!(!gateways.contains("paymentspring"));
    }

    #[test]
    fn a_missing_or_doubled_mark_is_an_error() {
        assert!(fill(&mut "none".to_owned(), "{{a}}", "").is_err());
        assert!(fill(&mut "{{a}} {{a}}".to_owned(), "{{a}}", "").is_err());
    }
}
