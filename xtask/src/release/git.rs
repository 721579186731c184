//! What git says of a checkout. Nothing here changes it.

use crate::process::{command, text};
use anyhow::Result;
use semver::Version;
use std::path::Path;
use std::process::{Command, Stdio};

/// git in a folder. A hook of git's own tells it by the environment to work elsewhere.
pub(super) fn at(root: &Path) -> Command {
    let mut git = command("git");
    git.current_dir(root);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git
}

/// A checkout.
pub(super) struct Git<'a> {
    pub(super) root: &'a Path,
}

impl Git<'_> {
    fn git(&self, arguments: &[&str]) -> Command {
        let mut git = at(self.root);
        git.args(arguments);
        git
    }

    /// Whether nothing differs from the commit, files that git does not know included.
    pub(super) fn is_clean(&self) -> Result<bool> {
        Ok(text(&mut self.git(&["status", "--porcelain"]))?.is_empty())
    }

    /// Whether the commit has a signature that git can verify here.
    pub(super) fn is_signed(&self) -> bool {
        let mut verify = self.git(&["verify-commit", "HEAD"]);
        verify.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// The versions that are tagged, `v1.2.3`, lowest first.
    pub(super) fn versions(&self) -> Result<Vec<Version>> {
        let tags = text(&mut self.git(&["tag", "--list", "v*"]))?;
        let mut versions: Vec<_> = tags.lines().filter_map(|tag| Version::parse(tag.strip_prefix('v')?).ok()).collect();
        versions.sort();
        Ok(versions)
    }

    /// The names of the files in a folder as they were at a tag, below the top folder.
    pub(super) fn files(&self, tag: &str, folder: &str) -> Result<Vec<String>> {
        let names = text(&mut self.git(&["ls-tree", "-r", "--name-only", tag, "--", folder]))?;
        Ok(names.lines().map(str::to_owned).collect())
    }

    /// A file as it was at a tag.
    pub(super) fn file(&self, tag: &str, name: &str) -> Result<String> {
        text(&mut self.git(&["show", &format!("{tag}:{name}")]))
    }
}
