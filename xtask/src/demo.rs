//! The demo shop, for a person with a browser.

use crate::e2e::sandbox;
use crate::own::Own;
use crate::process::{command, line};
use crate::session::{Done, Session};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};

/// `cargo xtask demo`: ends when the sandbox does. With `own` one gateway's page talks to the real one.
pub(crate) fn run(session: &Session, port: u16, own: Option<&Own>) -> Result<Done> {
    // A bad key is told before a minute of building.
    let place = own.map(Own::place).transpose()?;
    session.built()?;
    let program = sandbox(session)?;
    let mut demo = command(program);
    demo.arg("--demo").arg(session.repo.path("www/demo")).arg("--dist").arg(session.repo.path("dist"));
    demo.args(["--shop-port", &port.to_string(), "--stop-with-stdin"]);
    if let (Some(own), Some(place)) = (own, &place) {
        let name = own.gateway.to_ascii_uppercase();
        demo.env(format!("PANLESS_{name}_KEY"), &own.key).env(format!("PANLESS_{name}_BASE_URL"), place);
    }
    // We hold its input open, so that it cannot outlive us, however we end.
    let mut child = demo.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("cannot start the sandbox")?;
    let output = child.stdout.take().context("the sandbox has no output")?;
    let page = own.map_or("", |own| own.gateway.as_str());
    follow(session, output, &mut child, port, &|shop| banner(shop, page, place.as_deref()))?;
    let status = child.wait()?;
    if !status.success() {
        bail!("the sandbox ended with {status}");
    }
    Ok(Done::new("The demo has ended.", "`cargo xtask test` runs every test."))
}

/// Waits for the sandbox's first line, which names the addresses, then hands its further lines on.
fn follow(
    session: &Session,
    output: ChildStdout,
    child: &mut Child,
    port: u16,
    banner: &dyn Fn(&str) -> String,
) -> Result<()> {
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

/// Where to go: the page of the gateway that is somebody's own, else the first one.
fn banner(shop: &str, page: &str, place: Option<&str>) -> String {
    let page = if page == "affinipay" { "" } else { page };
    let text = format!("Open {shop}/{page} in your browser");
    let rule = "=".repeat(text.chars().count() + 8);
    let whose = match place {
        None => "Test card 4242 4242 4242 4242.".to_owned(),
        Some(place) => format!(
            "It talks to {place} with your key. Type published test cards only. The shop has no private key and charges nothing."
        ),
    };
    format!("\n{rule}\n    {text}\n{rule}\n\n{whose} Ctrl-C ends the demo.\n")
}

#[cfg(test)]
mod tests {
    use super::banner;

    #[test]
    fn the_address_stands_on_a_line_of_its_own_between_rules_that_span_it() {
        let banner = banner("http://127.0.0.1:4801", "", None);
        let lines: Vec<_> = banner.lines().collect();
        assert!(lines[2].contains("http://127.0.0.1:4801/ "));
        assert_eq!(lines[1].len(), lines[2].trim().len() + 8);
    }

    #[test]
    fn with_a_gateway_of_ones_own_it_names_that_page_and_the_host() {
        let shop = "http://127.0.0.1:4801";
        let text = banner(shop, "nelnet", Some("https://api.example.com"));
        assert!(
            text.contains("http://127.0.0.1:4801/nelnet ") && text.contains("talks to https://api.example.com with")
        );
        assert!(banner(shop, "affinipay", Some("https://api.example.com")).contains("http://127.0.0.1:4801/ "));
    }
}
