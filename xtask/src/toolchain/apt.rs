//! Debian packages.

use crate::process::{command, find_program, run, text};
use crate::session::Session;
use anyhow::{Result, bail};
use std::sync::{Mutex, PoisonError};

/// apt waits for nobody, and two threads may want it.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Installs Debian packages.
///
/// # Errors
/// Elsewhere than on Debian, or not as root: the text names what is missing and the command that installs it.
pub(crate) fn install(session: &Session, missing: &str, packages: &[&str]) -> Result<()> {
    let words = packages.join(" ");
    if find_program(&["apt-get"]).is_none() {
        bail!("{missing} is missing. Install it and run this again (on Debian it is the packages {words})");
    }
    if !is_root()? {
        bail!(
            "{missing} is missing. Install it with: sudo apt-get update && sudo apt-get install -y --no-install-recommends {words}"
        );
    }
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    session.say(&format!("{missing} is missing: installing the Debian packages {words}"));
    run(command("apt-get").args(["update", "-qq"]))?;
    let arguments = ["install", "-y", "-qq", "--no-install-recommends"];
    run(command("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(arguments).args(packages))
}

fn is_root() -> Result<bool> {
    Ok(text(command("id").arg("-u"))?.trim() == "0")
}
