//! The source of std in the version of a given rustc, out of whichever Debian suite has it.
//!
//! Suites newer than the machine's own are asked through lists of our own in a scratch folder: signatures are checked,
//! and the machine's apt sources stay as they are.

use crate::process::{command, find_program, run, text};
use crate::repo::{empty_folder, write};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
const SUITES: [&str; 3] = ["trixie-backports", "forky", "sid"];

/// Puts `library/` of this version into the folder `into`.
///
/// # Errors
/// Elsewhere than on Debian, without Debian's keys, or when no suite has the version.
pub(crate) fn fetch(session: &Session, version: &str, into: &Path) -> Result<()> {
    if find_program(&["apt-get"]).is_none() || find_program(&["dpkg-deb"]).is_none() {
        bail!("this is no Debian; install the source with: rustup component add rust-src");
    }
    if !Path::new(KEYRING).exists() {
        bail!("{KEYRING} is missing, and nothing is fetched unsigned");
    }
    let mirror = mirror()?;
    let scratch = tempfile::tempdir()?;
    for name in SUITES {
        let suite = Suite::new(scratch.path(), name, &mirror)?;
        match suite.package(version) {
            Ok(Some(package)) => {
                session.say(&format!("fetching rust-src {package} from Debian {name}"));
                return suite.unpack(version, &package, into);
            }
            Ok(None) => session.say(&format!("Debian {name} has no rust-src {version}")),
            Err(error) => session.say(&format!("Debian {name} could not be asked: {error:#}")),
        }
    }
    bail!("no Debian suite has rust-src {version}")
}

/// The mirror from which this machine gets its own Debian release.
fn mirror() -> Result<String> {
    let about = fs::read_to_string("/etc/os-release").context("reading /etc/os-release")?;
    let codename = about.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).unwrap_or_default();
    let format = ["--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages", "Origin: Debian"];
    let ask = || text(command("apt-get").arg("indextargets").args(format));
    let find = |targets: String| {
        let own = |line: &str| line.split_once(' ').filter(|pair| pair.1 == codename).map(|pair| pair.0.to_owned());
        targets.lines().find_map(own)
    };
    if let Some(found) = find(ask()?) {
        return Ok(found);
    }
    run(command("apt-get").args(["update", "-qq"]))?;
    find(ask()?).context("apt lists no Debian mirror for this release")
}

struct Suite {
    folder: PathBuf,
}

impl Suite {
    fn new(scratch: &Path, name: &str, mirror: &str) -> Result<Self> {
        let folder = scratch.join(name);
        empty_folder(&folder.join("lists/partial"))?;
        empty_folder(&folder.join("cache/archives/partial"))?;
        write(&folder.join("sources.list"), format!("deb [signed-by={KEYRING}] {mirror} {name} main\n"))?;
        Ok(Self { folder })
    }

    fn apt(&self, program: &str) -> Command {
        let mut apt = command(program);
        let mut option = |name: &str, value: PathBuf| {
            apt.arg("-o").arg(format!("{name}={}", value.display()));
        };
        option("Dir::Etc::sourcelist", self.folder.join("sources.list"));
        option("Dir::Etc::sourceparts", "/dev/null".into());
        option("Dir::State::lists", self.folder.join("lists"));
        option("Dir::Cache", self.folder.join("cache"));
        option("Acquire::Languages", "none".into());
        option("Acquire::IndexTargets::deb::DEP-11::DefaultEnabled", "false".into());
        // The scratch folder is ours alone; apt's own user could not write to it.
        option("APT::Sandbox::User", "root".into());
        apt.current_dir(&self.folder);
        apt
    }

    fn package(&self, version: &str) -> Result<Option<String>> {
        run(self.apt("apt-get").args(["-qq", "update"]))?;
        let table = text(self.apt("apt-cache").args(["madison", "rust-src"]))?;
        let versions = table.lines().filter_map(|line| line.split('|').nth(1)).map(str::trim);
        Ok(versions.into_iter().find(|found| is_version(found, version)).map(str::to_owned))
    }

    fn unpack(&self, version: &str, package: &str, into: &Path) -> Result<()> {
        run(self.apt("apt-get").args(["-qq", "download", &format!("rust-src={package}")]))?;
        let files = fs::read_dir(&self.folder)?.flatten().map(|entry| entry.path());
        let archive = files.into_iter().find(|file| file.extension().is_some_and(|end| end == "deb"));
        let archive = archive.context("apt-get download left no package")?;
        fs::create_dir_all(into).with_context(|| format!("making {}", into.display()))?;
        let mut unpacking = command("dpkg-deb").arg("--fsys-tarfile").arg(archive).stdout(Stdio::piped()).spawn()?;
        let stream = unpacking.stdout.take().context("dpkg-deb has no output")?;
        let mut tar = command("tar");
        tar.args(["-x", "--strip-components=4", "-C"]).arg(into).arg(format!("./usr/src/rustc-{version}/library"));
        let unpacked = run(tar.stdin(stream));
        unpacking.wait()?;
        unpacked
    }
}

/// Whether a Debian version is a packaging of exactly this release.
fn is_version(debian: &str, release: &str) -> bool {
    debian.strip_prefix(release).is_some_and(|rest| rest.starts_with(['-', '+', '~']))
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn takes_a_debian_packaging_of_the_same_release_only() {
        assert!(is_version("1.95.0+dfsg1-1~bpo13+1", "1.95.0"));
        assert!(!is_version("1.95.01-1", "1.95.0"));
        assert!(!is_version("1.96.0+dfsg1-1", "1.95.0"));
    }
}
