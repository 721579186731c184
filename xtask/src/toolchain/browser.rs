//! The browser of the tests, and its driver.

use super::apt;
use crate::process::find_program;
use crate::session::Session;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// A Chromium and the driver that fits it.
pub(crate) struct Browser {
    chromium: PathBuf,
    driver: PathBuf,
}

impl Browser {
    fn find() -> Option<Self> {
        let chromium = find_program(&["chromium", "chromium-browser", "google-chrome"])?;
        Some(Self { chromium, driver: find_program(&["chromedriver"])? })
    }

    /// Tells a child where both are. Selenium's manager would otherwise look for them outside this machine.
    pub(crate) fn name_to(&self, command: &mut Command) {
        command.env("CHROMEDRIVER", &self.driver).env("PANLESS_CHROMEDRIVER", &self.driver);
        command.env("CHROMIUM", &self.chromium).env("PANLESS_CHROMIUM", &self.chromium);
        command.env("SE_OFFLINE", "true").env("SE_AVOID_STATS", "true");
    }
}

/// Finds them on PATH or installs them.
pub(crate) fn ensure(session: &Session) -> Result<Browser> {
    if let Some(browser) = Browser::find() {
        return Ok(browser);
    }
    apt::install(session, "Chromium or its driver", &["chromium", "chromium-driver"])?;
    Browser::find().context("the packages chromium and chromium-driver brought no `chromium` and `chromedriver`")
}
