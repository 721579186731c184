//! The demo shop, for a person with a browser.

use crate::e2e::sandbox;
use crate::process::{command, line};
use crate::session::{Done, Session};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};

/// `cargo xtask demo`: ends when the sandbox does.
pub(crate) fn run(session: &Session, port: u16) -> Result<Done> {
    session.built()?;
    let program = sandbox(session)?;
    let mut demo = command(program);
    demo.arg("--demo").arg(session.repo.path("www/demo")).arg("--dist").arg(session.repo.path("dist"));
    demo.args(["--shop-port", &port.to_string(), "--stop-with-stdin"]);
    // We hold its input open, so that it cannot outlive us, however we end.
    let mut child = demo.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("cannot start the sandbox")?;
    let output = child.stdout.take().context("the sandbox has no output")?;
    follow(session, output, &mut child, port)?;
    let status = child.wait()?;
    if !status.success() {
        bail!("the sandbox ended with {status}");
    }
    Ok(Done::new("The demo has ended.", "`cargo xtask test` runs every test."))
}

/// Waits for the sandbox's first line, which names the addresses, then hands its further lines on.
fn follow(session: &Session, output: ChildStdout, child: &mut Child, port: u16) -> Result<()> {
    let mut lines = BufReader::new(output).lines();
    let Some(first) = lines.next().transpose()? else {
        let status = child.wait()?;
        bail!(
            "the sandbox ended with {status} before it was ready. If port {port} is taken: cargo xtask demo --port 0"
        );
    };
    let ready: Value = serde_json::from_str(&first).context("reading the sandbox's addresses")?;
    let shop = ready.get("shop").and_then(Value::as_str).context("the sandbox names no shop")?;
    session.say("the demo is ready");
    line(&banner(shop));
    for text in lines {
        line(&text?);
    }
    Ok(())
}

fn banner(address: &str) -> String {
    let text = format!("Open {address} in your browser");
    let rule = "=".repeat(text.chars().count() + 8);
    format!("\n{rule}\n    {text}\n{rule}\n\nTest card 4242 4242 4242 4242. Ctrl-C ends the demo.\n")
}

#[cfg(test)]
mod tests {
    use super::banner;

    #[test]
    fn the_address_stands_on_a_line_of_its_own_between_rules_that_span_it() {
        let banner = banner("http://127.0.0.1:4801");
        let lines: Vec<_> = banner.lines().collect();
        assert!(lines[2].contains("http://127.0.0.1:4801"));
        assert_eq!(lines[1].len(), lines[2].trim().len() + 8);
    }
}
