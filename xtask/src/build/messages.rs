//! The message packs: each file of `www/messages`, shortened, for both places.

use crate::process::{command, run as run_command};
use crate::repo::{copy, files_below, write};
use crate::session::Session;
use anyhow::{Context, Result};
use std::fs;

/// The folder of the packs, in `www` and wherever they are published.
pub(crate) const FOLDER: &str = "messages";

/// Writes every pack.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    let cdn = repo.dist_cdn().join(FOLDER);
    let npm = repo.dist_npm().join(FOLDER);
    // Neither bundled nor given a format: either would make two statements of the one that a pack is.
    let mut esbuild = command(repo.tool(".bin/esbuild"));
    esbuild.current_dir(&repo.root).args(files_below(&repo.path("www").join(FOLDER))?);
    esbuild.args(["--minify", "--target=es2020", "--charset=utf8", "--log-level=warning"]);
    run_command(esbuild.arg(format!("--outdir={}", cdn.display())))?;
    fs::create_dir_all(&npm).with_context(|| format!("making {}", npm.display()))?;
    for file in files_below(&cdn)? {
        copy(&file, &npm.join(file.file_name().context("a pack has no name")?))?;
    }
    Ok(())
}

/// Writes the module that `www` imports as `panless-packs`: how each pack is loaded, in full, so that bundlers find the files.
pub(super) fn list(session: &Session) -> Result<()> {
    let mut rows = String::new();
    for file in files_below(&session.repo.path("www").join(FOLDER))? {
        let language = file.file_stem().context("a pack has no name")?.to_string_lossy().into_owned();
        rows += &format!("  {language}: () => import(\"./{FOLDER}/{language}.js\"),\n");
    }
    let kind = "Record<string, () => Promise<{ default: Record<string, string> }>>";
    let text = format!(
        "// Made by `cargo xtask build` from www/{FOLDER}.\n// @ts-nocheck\n\n/** @type {{{kind}}} */\nexport const packs = {{\n{rows}}};\n"
    );
    write(&session.repo.work().join("generated/packs.js"), text)
}
