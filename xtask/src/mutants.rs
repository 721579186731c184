//! `cargo xtask mutants`: src changed in one place at a time. A change that no test notices is a test that is missing.

use crate::process::command;
use crate::session::{Done, Session};
use crate::toolchain::crates;
use anyhow::{Result, bail};

const CARGO_MUTANTS: &str = "27.1.0";

/// What is asked for.
#[derive(clap::Args)]
pub(crate) struct Mutants {
    /// Only files like this, such as `src/field/*.rs`. All of src takes most of a day.
    #[arg(long)]
    file: Vec<String>,
    /// Only those tests, such as `edits`; beside them always the unit tests. Without it every native test.
    #[arg(long)]
    test: Vec<String>,
    /// How many changes are tried at once, each in a copy of its own.
    #[arg(long, default_value_t = 1)]
    jobs: usize,
}

/// Tries the changes in copies of the checkout, and lists those that nothing noticed. `.cargo/mutants.toml` has what is left out.
pub(crate) fn run(session: &Session, asked: &Mutants) -> Result<Done> {
    let program = crates::ensure(session, "cargo-mutants", CARGO_MUTANTS)?;
    let folder = session.repo.target().join("mutants");
    std::fs::create_dir_all(&folder)?;
    let mut mutants = command(program);
    mutants.args(["mutants", "--package", "panless", "--no-shuffle", "--output"]).arg(&folder);
    mutants.arg("--jobs").arg(asked.jobs.to_string()).current_dir(&session.repo.root);
    mutants.args(asked.file.iter().flat_map(|file| ["--file", file]));
    if !asked.test.is_empty() {
        mutants.arg("--cargo-arg=--lib").args(asked.test.iter().map(|test| format!("--cargo-arg=--test={test}")));
    }
    // The same few cases for each change would find the same; many would take hours. Nobody debugs these builds, which are linked again
    // for each change.
    if !mutants.env("PROPTEST_CASES", "64").env("CARGO_PROFILE_DEV_DEBUG", "0").status()?.success() {
        bail!(
            "some changes went unnoticed: {} lists them. A test for each, or its reason in .cargo/mutants.toml",
            folder.join("mutants.out/missed.txt").display()
        );
    }
    Ok(Done::new("Every change was noticed by a test.", "`cargo xtask fuzz`."))
}
