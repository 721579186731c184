//! The package as a user gets it: packed, installed into an empty folder, used there, and by the consumers of `tests/consumers`.

mod consumers;
mod contents;

use crate::node_test;
use crate::process::{command, run as run_command, text};
use crate::repo::{empty_folder, write};
use crate::session::{Done, Session};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Everything that is tested in JavaScript is tested on each.
const CORES: [&str; 2] = ["wasm", "js"];

/// `cargo xtask package`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let built = session.built()?;
    session.say("npm pack, and npm install of the tarball into an empty folder");
    let tarball = pack(session, &built.npm)?;
    // Outside the checkout: inside it, Node would also find what the checkout has installed.
    let folder = tempfile::tempdir()?;
    install(folder.path(), &tarball)?;
    for core in CORES {
        session.say(&format!("on the core {core}"));
        node_test::run(session, "tests/package", |node| {
            node.env("PANLESS_PACKAGE_DIR", folder.path()).env("PANLESS_CORE", core);
            node.env("PANLESS_DIST", session.repo.dist());
        })?;
    }
    consumers::run(session, &tarball)?;
    let what = "The packed package works where it is installed, on both cores, and for each of its consumers.";
    Ok(Done::new(what, "`cargo xtask e2e`."))
}

/// Packs it and looks at what went in.
fn pack(session: &Session, npm_folder: &Path) -> Result<PathBuf> {
    let folder = session.repo.work().join("package");
    empty_folder(&folder)?;
    let mut npm = command("npm");
    npm.args(["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination"]).arg(&folder);
    let report: Value =
        serde_json::from_str(&text(npm.current_dir(npm_folder))?).context("reading npm pack's report")?;
    // npm lists the packages, or names them.
    let packed = report.get(0).or_else(|| report.get("panless")).context("npm pack reports no package")?;
    let files = packed.get("files").and_then(Value::as_array).context("npm pack reports no files")?;
    let names: Vec<_> = files.iter().filter_map(|file| file.get("path")?.as_str()).collect();
    contents::check(session, npm_folder, &names)?;
    let file = packed.get("filename").and_then(Value::as_str).context("npm pack names no file")?;
    Ok(folder.join(file))
}

/// A folder with the package in it and nothing else.
fn install(folder: &Path, tarball: &Path) -> Result<()> {
    empty_folder(folder)?;
    write(&folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    let mut npm = command("npm");
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).arg(tarball);
    run_command(npm.current_dir(folder))
}
