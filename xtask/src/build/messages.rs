//! What customers read, a file for each language, shortened: the message packs for both places, the labels of our own frame beside it.

use crate::process::{command, run as run_command};
use crate::repo::{Repo, copy, files_below, write};
use crate::session::Session;
use anyhow::{Context, Result};
use std::fs;

/// The folder of the packs, in `www` and wherever they are published.
pub(crate) const FOLDER: &str = "messages";

/// The folder of the labels, in `www` and beside our own frame.
pub(crate) const LABELS: &str = "labels";

/// Writes every pack.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    for folder in [FOLDER, LABELS] {
        shorten(repo, folder)?;
    }
    let cdn = repo.dist_cdn().join(FOLDER);
    let npm = repo.dist_npm().join(FOLDER);
    fs::create_dir_all(&npm).with_context(|| format!("making {}", npm.display()))?;
    for file in files_below(&cdn)? {
        copy(&file, &npm.join(file.file_name().context("a pack has no name")?))?;
    }
    Ok(())
}

/// Neither bundled nor given a format: either would make two statements of the one that a pack is.
fn shorten(repo: &Repo, folder: &str) -> Result<()> {
    let mut esbuild = command(repo.tool(".bin/esbuild"));
    esbuild.current_dir(&repo.root).args(files_below(&repo.path("www").join(folder))?);
    esbuild.args(["--minify", "--target=es2020", "--charset=utf8", "--log-level=warning"]);
    run_command(esbuild.arg(format!("--outdir={}", repo.dist_cdn().join(folder).display())))
}

/// Writes the modules that `www` imports as `panless-packs` and `panless-labels`: how each pack is loaded, in full, so that
/// bundlers find the files.
pub(super) fn list(session: &Session) -> Result<()> {
    [(FOLDER, "packs.js"), (LABELS, "labels.js")]
        .into_iter()
        .try_for_each(|(folder, file)| list_one(session, folder, file))
}

fn list_one(session: &Session, folder: &str, to: &str) -> Result<()> {
    let mut rows = String::new();
    for file in files_below(&session.repo.path("www").join(folder))? {
        let language = file.file_stem().context("a pack has no name")?.to_string_lossy().into_owned();
        rows += &format!("  {language}: () => import(\"./{folder}/{language}.js\"),\n");
    }
    let kind = "Record<string, () => Promise<{ default: Record<string, string> }>>";
    let text = format!(
        "// Made by `cargo xtask build` from www/{folder}.\n// @ts-nocheck\n\n/** @type {{{kind}}} */\nexport const packs = {{\n{rows}}};\n"
    );
    write(&session.repo.work().join("generated").join(to), text)
}
