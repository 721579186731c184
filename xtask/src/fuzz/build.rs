//! The programs that fuzz: each target's code with LLVM's coverage in it, on the stable compiler.

use crate::checks::cargo;
use crate::process::{command, run, text};
use crate::repo::copy;
use crate::session::Session;
use crate::toolchain::cpp;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What libFuzzer wants to see of a program: which edges it takes, and what it compares.
const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
    --cfg fuzzing";

/// Two programs: what the relay brings would slow everything else down, and takes minutes to build.
const PROGRAMS: [(&str, &[&str]); 2] =
    [("core", &["--no-default-features", "--features", "libfuzzer"]), ("relay", &["--features", "libfuzzer"])];

/// A target as the program that has it tells of it.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) name: String,
    pub(super) longest: String,
    pub(super) share: u64,
    program: PathBuf,
}

impl Target {
    /// The program, asked to do this with the target.
    pub(super) fn asked(&self, what: &str, with: Option<&Path>) -> Command {
        let mut program = command(&self.program);
        let with = with.map(|path| format!(" {}", path.display())).unwrap_or_default();
        program.env("PANLESS_FUZZ", format!("{what} {}{with}", self.name));
        program
    }
}

/// Builds what has the target, or all of it, and asks for the targets.
///
/// # Errors
/// When something does not compile, or no program has the target.
pub(super) fn targets(session: &Session, only: Option<&str>) -> Result<Vec<Target>> {
    cpp::ensure(session)?;
    let mut all: Vec<Target> = Vec::new();
    for (name, features) in PROGRAMS {
        if only.is_some_and(|only| all.iter().any(|target| target.name == only)) {
            break;
        }
        for target in listed(&program(session, name, features)?)? {
            if !all.iter().any(|known| known.name == target.name) {
                all.push(target);
            }
        }
    }
    let names = all.iter().map(|target| target.name.clone()).collect::<Vec<_>>().join(", ");
    all.retain(|target| only.is_none_or(|only| target.name == only));
    let found = (!all.is_empty()).then_some(all);
    found.with_context(|| format!("there is no such target. There are: {names}"))
}

fn listed(program: &Path) -> Result<Vec<Target>> {
    let list = text(command(program).env("PANLESS_FUZZ", "list"))?;
    let rows = list.lines().map(|row| row.split(' ').collect::<Vec<_>>());
    let target = |row: Vec<&str>| match *row.as_slice() {
        [name, longest, share] => Some(Target {
            name: name.to_owned(),
            longest: longest.to_owned(),
            share: share.parse().ok()?,
            program: program.to_path_buf(),
        }),
        _ => None,
    };
    rows.map(target).collect::<Option<_>>().context("a program of panless-fuzz lists what is no target")
}

fn program(session: &Session, name: &str, features: &[&str]) -> Result<PathBuf> {
    if name == "relay" {
        session.openssl()?;
    }
    session.say(&format!("building the targets: {name}"));
    let version = text(command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let folder = session.repo.target().join("fuzz");
    let mut cargo = cargo(session);
    // With a target named, build scripts and macros stay without coverage.
    cargo.args(["build", "-p", "panless-fuzz", "--bin", "panless-fuzz", "--profile", "fuzz", "--target", host]);
    cargo.args(features).arg("--target-dir").arg(folder.join("build")).env("RUSTFLAGS", COVERAGE);
    run(&mut cargo)?;
    let built = folder.join(name);
    copy(&folder.join("build").join(host).join("fuzz/panless-fuzz"), &built)?;
    Ok(built)
}
