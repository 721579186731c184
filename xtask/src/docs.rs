//! The guides: as a site, and their code blocks as tests.

use crate::e2e;
use crate::node_test;
use crate::process::{command, find_program, run as run_command};
use crate::session::{Done, Session};
use crate::toolchain::pip;
use anyhow::{Result, bail};

/// At once: most of their time they wait for a page.
const GUIDES: [&str; 3] =
    ["tests/guides/policies.test.mjs", "tests/guides/projects.test.mjs", "tests/guides/guides.test.mjs"];
const SITE: &str = "tests/guides/site.test.mjs";

/// `cargo xtask docs`: builds the site, and looks at every page of it in a browser.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let browser = session.browser()?;
    session.node()?;
    let generator = pip::ensure(session, "xtask/site/requirements.txt", "site")?;
    session.say("building the site");
    // Not --quiet: it would take the warnings away that --strict counts.
    let mut mkdocs = python(&generator);
    mkdocs.args(["-m", "mkdocs", "build", "--strict", "--config-file"]);
    run_command(mkdocs.arg(session.repo.path("xtask/site/mkdocs.yml")))?;
    session.say("looking at it in the browser");
    let mut node = command("node");
    browser.name_to(&mut node);
    node_test::run_files(session, &mut node, [session.repo.path(SITE)])?;
    Ok(Done::new("The site is in dist/docs.", "open dist/docs/index.html; its search needs a web server."))
}

/// `cargo xtask guides`: every code block of the documents does what it says.
pub(crate) fn blocks(session: &Session) -> Result<Done> {
    let browser = session.browser()?;
    session.built()?;
    find_python()?;
    let sandbox = e2e::sandbox(session)?;
    let mut node = command("node");
    browser.name_to(&mut node);
    node.env("PANLESS_SANDBOX", sandbox).env("PANLESS_DIST", session.repo.dist());
    node_test::run_files(session, node_test::at_once(&mut node), GUIDES.map(|file| session.repo.path(file)))?;
    Ok(Done::new("Every code block of the guides works.", "`cargo xtask docs` makes them a site."))
}

fn find_python() -> Result<()> {
    if find_program(&["python3"]).is_none() {
        bail!("python3 is missing, which the guides have examples in. Install it (on Debian: apt-get install python3)");
    }
    Ok(())
}

/// Python as it finds the generator, and writes nothing into the checkout.
fn python(generator: &std::path::Path) -> std::process::Command {
    let mut python = command("python3");
    python.env("PYTHONPATH", generator).env("PYTHONDONTWRITEBYTECODE", "1");
    python
}
