//! A release made ready: refused or tested, built, packed and hashed. To tag and to publish stays with a person.

mod api;
mod changelog;
mod checks;
pub(crate) mod files;
mod git;
#[cfg(test)]
mod tests;

use crate::process::line;
use crate::session::{Done, Session};
use crate::test;
use anyhow::{Result, bail};
use checks::Release;
use git::Git;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The steps that take minutes, so that tests can stand in for them.
struct Works<'a> {
    /// Everything that `cargo xtask test` does.
    test: &'a dyn Fn() -> Result<()>,
    /// Fills `dist/npm` and `dist/cdn/<version>`.
    build: &'a dyn Fn() -> Result<()>,
    /// Packs `dist/npm` into a folder, and gives the file.
    pack: &'a dyn Fn(&Path) -> Result<PathBuf>,
}

/// `cargo xtask release`.
pub(crate) fn run(session: &Session, dry_run: bool) -> Result<Done> {
    let npm = session.repo.dist_npm();
    let works = Works {
        test: &|| test::run(session, false).map(drop),
        build: &|| session.built().map(drop),
        pack: &|into| files::npm_pack(&npm, into),
    };
    make(&session.repo.root, dry_run, &today(), &works)
}

/// Does all of it in the checkout at `root`. In a dry run what speaks against a release is told, and ends it only after
/// the files are written.
fn make(root: &Path, dry_run: bool, today: &str, works: &Works<'_>) -> Result<Done> {
    let git = Git { root };
    let Release { version, notes, refusals } = checks::release(&git, today)?;
    let told = refusals.iter().map(|refusal| format!("\n  {refusal}")).collect::<String>();
    if !told.is_empty() && !dry_run {
        bail!("no release of this commit:{told}");
    }
    if !dry_run {
        (works.test)()?;
    }
    (works.build)()?;
    // What is built must be what stands in the commit.
    if !dry_run && !git.is_clean()? {
        bail!("no release of this commit:\n  tests or build changed files that are committed: see git status");
    }
    let folder = root.join("dist/release");
    let written = files::write_all(root, &folder, &version.to_string(), &notes, works.pack)?;
    line("\ndist/release has:");
    written.iter().for_each(|name| line(&format!("  {name}")));
    if !told.is_empty() {
        bail!("a release of this commit would be refused:{told}");
    }
    if dry_run {
        return Ok(Done::new("Nothing speaks against a release.", "`cargo xtask release` without --dry-run tests it."));
    }
    line(&commands(&version));
    Ok(Done::new("The release is ready and nothing is published.", "the commands above, in that order."))
}

/// What a person runs, in this order: the registry never takes a version back.
fn commands(version: &semver::Version) -> String {
    // Whoever installs without naming a version must not get one that is not finished.
    let channel = if version.pre.is_empty() { "latest" } else { "next" };
    [
        "\nTo publish, in this order:".to_owned(),
        format!("  git tag -s v{version} -m \"panless {version}\""),
        format!("  git verify-tag v{version}"),
        format!("  git push origin v{version}"),
        format!("  npm publish dist/release/panless-{version}.tgz --access public --tag {channel}"),
        format!("Then put all files of dist/release, with NOTES.md as the text, beside the tag v{version}."),
    ]
    .join("\n")
}

/// Today's date in UTC.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    date(seconds / 86_400)
}

/// The date that lies so many days after 1 January 1970: years begin in March here, so that a leap day comes last.
fn date(days: u64) -> String {
    let days = days + 719_468;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = days / 146_097 * 400 + year_of_era + u64::from(month < 3);
    format!("{year:04}-{month:02}-{day:02}")
}
