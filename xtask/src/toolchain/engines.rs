//! Firefox and WebKit with their drivers, beside the Chromium of the other tests.

use super::{apt, crates};
use crate::process::{command, find_program};
use crate::session::Session;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

const GECKODRIVER: &str = "0.37.1";

/// Where they are.
pub(crate) struct Engines {
    firefox: PathBuf,
    geckodriver: PathBuf,
    webkit_driver: PathBuf,
    xvfb_run: Option<PathBuf>,
}

impl Engines {
    /// `node` for this engine, knowing where all of them are. WebKit has no headless mode: without a display it gets one
    /// that nobody sees.
    pub(crate) fn node(&self, engine: &str) -> Command {
        let mut node = match &self.xvfb_run {
            Some(xvfb_run) if engine == "webkit" => {
                let mut wrapped = command(xvfb_run);
                wrapped.args(["-a", "node"]);
                wrapped
            }
            _ => command("node"),
        };
        node.env("PANLESS_ENGINE", engine).env("PANLESS_FIREFOX", &self.firefox);
        node.env("PANLESS_GECKODRIVER", &self.geckodriver).env("PANLESS_WEBKITDRIVER", &self.webkit_driver);
        node
    }
}

/// Finds them or brings them.
pub(crate) fn ensure(session: &Session) -> Result<Engines> {
    let firefox = program(session, "Firefox", &["firefox-esr", "firefox"], &["firefox-esr"])?;
    let webkit_driver = program(session, "WebKit's driver", &["WebKitWebDriver"], &["webkit2gtk-driver"])?;
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let xvfb_run = if has_display {
        None
    } else {
        program(session, "xauth", &["xauth"], &["xauth"])?;
        Some(program(session, "xvfb-run", &["xvfb-run"], &["xvfb", "xauth"])?)
    };
    Ok(Engines { firefox, geckodriver: geckodriver(session)?, webkit_driver, xvfb_run })
}

fn program(session: &Session, what: &str, names: &[&str], packages: &[&str]) -> Result<PathBuf> {
    if let Some(found) = find_program(names) {
        return Ok(found);
    }
    apt::install(session, what, packages)?;
    find_program(names)
        .with_context(|| format!("the packages {} brought no `{}`", packages.join(" "), names.join("` or `")))
}

fn geckodriver(session: &Session) -> Result<PathBuf> {
    find_program(&["geckodriver"]).map_or_else(|| crates::ensure(session, "geckodriver", GECKODRIVER), Ok)
}
