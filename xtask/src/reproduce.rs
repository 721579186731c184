//! Whether the same sources give the same bytes: what ships is built once more, from a copy of the checkout in another folder,
//! with a target of its own, and compared. The tools that build (this program, Node's packages) are the same for both.

use crate::process::{command, line, text};
use crate::release::files::{archive, npm_pack};
use crate::repo::{Repo, VERSION, copy, files_below};
use crate::session::{Done, Session};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A copy of the checkout that is gone when the run ends.
pub(crate) struct Copied {
    repo: Repo,
    _folder: TempDir,
}

/// Builds the copy while something else runs, after the build with the trap.
pub(crate) fn start(session: &Session) -> Result<()> {
    session.start_trapping_and(copied(session)?.repo.clone())
}

/// `cargo xtask reproduce`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    session.built()?;
    if session.copy.get().is_some() {
        session.trapping()?;
    } else {
        session.of_other(copied(session)?.repo.clone())?.built()?;
    }
    let other = copied(session)?;
    let [first, second] = [hashes(&session.repo)?, hashes(&other.repo)?];
    let differing = print(&first, &second);
    if differing > 0 {
        keep(&session.repo, &other.repo)?;
        bail!(
            "{differing} files differ between two builds. The second lies in dist/again: compare it by `diff -r` or diffoscope"
        );
    }
    let what = format!("{} files are the same, byte by byte, from two folders.", first.len());
    Ok(Done::new(
        what,
        "compare these hashes with a release's SHA256SUMS; `cargo xtask release --dry-run` writes yours.",
    ))
}

/// What git knows and what it would take, as it stands in the checkout now. Node's packages are the ones that are installed.
fn copied(session: &Session) -> Result<&Copied> {
    if let Some(known) = session.copy.get() {
        return Ok(known);
    }
    let root = &session.repo.root;
    let folder = tempfile::Builder::new().prefix("panless-elsewhere-").tempdir()?;
    let to = folder.path().join("checkout");
    let mut git = command("git");
    let names = text(git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root))?;
    for name in names.split_terminator('\0').filter(|name| root.join(name).is_file()) {
        let file = to.join(name);
        fs::create_dir_all(file.parent().context("a file without a folder")?)?;
        copy(&root.join(name), &file)?;
    }
    let repo = Repo::elsewhere(to);
    link(&session.repo.tools().join("node_modules"), &repo.tools().join("node_modules"))?;
    Ok(session.copy.get_or_init(|| Copied { repo, _folder: folder }))
}

fn link(to: &Path, from: &Path) -> Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(to, from).with_context(|| format!("linking {}", from.display()));
    #[cfg(not(unix))]
    bail!("cannot link {} to {}: run this under Linux, macOS or WSL", from.display(), to.display());
}

/// The SHA-256 of everything that is published, by name: the files, and what a release packs them into.
fn hashes(repo: &Repo) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut add = |name: String, bytes: &[u8]| found.insert(name, hex(bytes));
    for file in files_below(&repo.dist_npm())?.into_iter().chain(files_below(&repo.dist_cdn())?) {
        add(file.strip_prefix(repo.dist())?.to_string_lossy().into_owned(), &fs::read(&file)?);
    }
    let folder = tempfile::tempdir()?;
    add(format!("panless-{VERSION}.tgz"), &fs::read(npm_pack(&repo.dist_npm(), folder.path())?)?);
    add(format!("panless-cdn-{VERSION}.tar.gz"), &archive(&repo.dist_cdn(), VERSION)?);
    Ok(found)
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Prints the hashes of both builds where they differ, and of what a release consists of; tells how many differ.
fn print(first: &BTreeMap<String, String>, second: &BTreeMap<String, String>) -> usize {
    let mut differing = 0;
    for name in names(first, second) {
        let [one, other] = [first, second].map(|build| build.get(name).map_or("missing", String::as_str));
        differing += usize::from(one != other);
        if one != other || !name.contains('/') {
            line(&format!(
                "{name}: {}\n  first  {one}\n  second {other}",
                if one == other { "same" } else { "DIFFERS" }
            ));
        }
    }
    differing
}

fn names<'a>(first: &'a BTreeMap<String, String>, second: &'a BTreeMap<String, String>) -> Vec<&'a String> {
    let only = second.keys().filter(|name| !first.contains_key(*name));
    first.keys().chain(only).collect()
}

/// For whoever looks for the reason.
fn keep(own: &Repo, other: &Repo) -> Result<()> {
    let to = own.dist().join("again");
    for file in files_below(&other.dist())? {
        let copied = to.join(file.strip_prefix(other.dist())?);
        fs::create_dir_all(copied.parent().context("a file without a folder")?)?;
        copy(&file, &copied)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(name, text)| ((*name).to_owned(), hex(text.as_bytes()))).collect()
    }

    #[test]
    fn counts_a_file_that_is_otherwise_and_one_that_only_one_build_has() {
        let first = build(&[("npm/index.js", "a"), ("npm/slim.js", "b")]);
        assert_eq!(print(&first, &first), 0);
        assert_eq!(print(&first, &build(&[("npm/index.js", "a"), ("npm/slim.js", "c")])), 1);
        assert_eq!(print(&first, &build(&[("npm/index.js", "a"), ("npm/chunk-1.js", "b")])), 2);
    }
}
