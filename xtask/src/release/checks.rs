//! What speaks against releasing a commit. All of it is told at once.

use super::api::{self, Change};
use super::changelog;
use super::git::Git;
use crate::repo::{files_below, read};
use anyhow::{Context, Result};
use semver::Version;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// The golden files of the published types.
const API: &str = "tests/api";

/// What a release is made of, and what speaks against it.
pub(super) struct Release {
    pub(super) version: Version,
    /// The changelog's entry; empty where it is at fault.
    pub(super) notes: String,
    pub(super) refusals: Vec<Refusal>,
}

/// One reason: its name, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) name: &'static str,
    says: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.name, self.says)
    }
}

/// Looks at a commit. `today` is a date such as `2026-11-30`.
pub(super) fn release(git: &Git<'_>, today: &str) -> Result<Release> {
    let version = version(&read(&git.root.join("Cargo.toml"))?)?;
    let tagged = git.versions()?;
    let changes = changelog::entry(&read(&git.root.join("CHANGELOG.md"))?, &version.to_string(), today);
    let found = [
        ("dirty", (!git.is_clean()?).then(|| "files differ from the commit: commit or remove them".to_owned())),
        ("unsigned", (!git.is_signed()).then(how_to_sign)),
        ("changelog", changes.as_ref().err().cloned()),
        ("version", tagged.last().and_then(|last| not_above(&version, last))),
        ("api", too_small(git, &version, &tagged)?),
    ];
    let refusals = found.into_iter().filter_map(|(name, says)| Some(Refusal { name, says: says? })).collect();
    Ok(Release { version, notes: changes.unwrap_or_default(), refusals })
}

/// The version that the whole workspace has.
fn version(manifest: &str) -> Result<Version> {
    let (_, section) = manifest.split_once("[workspace.package]").context("Cargo.toml has no [workspace.package]")?;
    let own = section.lines().skip(1).take_while(|line| !line.starts_with('['));
    let text = own.filter_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"')).next();
    Version::parse(text.context("[workspace.package] has no version")?).context("reading the version of Cargo.toml")
}

fn how_to_sign() -> String {
    "git cannot verify a signature of this commit. With user.signingkey set: git commit --amend --no-edit -S. With a key \
     of SSH also gpg.format ssh and gpg.ssh.allowedSignersFile, a file that lists you"
        .to_owned()
}

fn not_above(version: &Version, last: &Version) -> Option<String> {
    (version <= last).then(|| format!("{version} is not above v{last}, the last tag: change it in Cargo.toml"))
}

/// Whether the types changed by more than the version says. What was promised is what the last finished release had.
fn too_small(git: &Git<'_>, version: &Version, tagged: &[Version]) -> Result<Option<String>> {
    let Some(last) = tagged.iter().rev().find(|tag| tag.pre.is_empty() && *tag < version) else { return Ok(None) };
    let (change, file) = largest_change(git, &format!("v{last}"))?;
    let needed = api::needed(change, last);
    if api::step(last, version) >= needed {
        return Ok(None);
    }
    let what = if change == Change::Changed { "lost or changed lines" } else { "has more lines" };
    let least = api::above(last, needed);
    Ok(Some(format!("{file} {what} since v{last}: that asks for {least} at least, and Cargo.toml has {version}")))
}

fn largest_change(git: &Git<'_>, tag: &str) -> Result<(Change, String)> {
    let before = git.files(tag, API)?;
    let now = now(git.root)?;
    let names: BTreeSet<_> = before.iter().chain(&now).collect();
    let mut largest = (Change::Nothing, String::new());
    for name in names {
        let old = before.contains(name).then(|| git.file(tag, name)).transpose()?;
        let new = now.contains(name).then(|| read(&git.root.join(name))).transpose()?;
        let change = api::change(old.as_deref(), new.as_deref());
        if change > largest.0 {
            largest = (change, name.clone());
        }
    }
    Ok(largest)
}

fn now(root: &Path) -> Result<Vec<String>> {
    let files = files_below(&root.join(API))?;
    let name = |file: &std::path::PathBuf| Some(file.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/"));
    Ok(files.iter().filter_map(name).collect())
}
