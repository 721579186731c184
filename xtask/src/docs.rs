//! The guides: as a site, and their code blocks as tests.

use crate::e2e;
use crate::node_test;
use crate::process::{command, find_program, run as run_command, text};
use crate::repo::{empty_folder, write};
use crate::session::{Done, Session};
use crate::toolchain::apt;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

const GUIDES: &str = "tests/guides/guides.test.mjs";
const SITE: &str = "tests/guides/site.test.mjs";

/// `cargo xtask docs`: builds the site, and looks at every page of it in a browser.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let browser = session.browser()?;
    session.node()?;
    let generator = generator(session)?;
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
    node_test::run_files(session, &mut node, [session.repo.path(GUIDES)])?;
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

/// The folder that MkDocs is in: installed from the lock, hashes and all, when the lock changed.
fn generator(session: &Session) -> Result<PathBuf> {
    let lock = session.repo.path("xtask/site/requirements.txt");
    let wanted = fs::read_to_string(&lock).with_context(|| format!("reading {}", lock.display()))?;
    let folder = session.repo.path("target/tools/site");
    let stamp = folder.join("installed-from");
    if fs::read_to_string(&stamp).ok().as_ref() == Some(&wanted) {
        return Ok(folder);
    }
    if text(command("python3").args(["-m", "pip", "--version"])).is_err() {
        apt::install(session, "Python with pip", &["python3", "python3-pip"])?;
    }
    session.say("pip install of MkDocs into target/tools/site: the lock changed, or nothing is installed yet");
    empty_folder(&folder)?;
    let mut pip = command("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]);
    pip.args(["--only-binary", ":all:", "--no-compile", "--root-user-action", "ignore", "--target"]).arg(&folder);
    run_command(pip.arg("--requirement").arg(&lock))?;
    write(&stamp, wanted)?;
    Ok(folder)
}
