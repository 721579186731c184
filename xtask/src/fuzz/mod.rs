//! `cargo xtask fuzz`: whatever is read, with whatever can come.

mod build;
mod run;

use crate::process::{line, text};
use crate::repo::empty_folder;
use crate::session::{Done, Session};
use anyhow::{Result, bail};
use build::Target;
use run::Count;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What is asked for.
#[derive(clap::Args)]
pub(crate) struct Fuzz {
    /// How many inputs over all targets; each gets its share.
    #[arg(long, default_value_t = 1_000_000)]
    runs: u64,
    /// One target alone, which gets all of them.
    #[arg(long)]
    target: Option<String>,
    /// How many targets run at once.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Afterwards, write the fewest inputs that reach as much into tests/fuzz/corpus.
    #[arg(long)]
    keep: bool,
}

/// Builds the targets, runs them, says what came of it.
pub(crate) fn run(session: &Session, asked: &Fuzz) -> Result<Done> {
    let targets = build::targets(session, asked.target.as_deref())?;
    let shares: u64 = targets.iter().map(|target| target.share).sum();
    let (next, counts) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = |own: Session| {
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            let count = run::target(&own, target, (asked.runs * target.share).div_ceil(shares))?;
            own.say(&row(&count));
            counts.lock().unwrap_or_else(PoisonError::into_inner).push(count);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let start = |_| {
            let (own, work) = (session.beside(), &work);
            scope.spawn(move || work(own))
        };
        let workers: Vec<_> = (0..asked.jobs.max(1)).map(start).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(ended) => ended,
            Err(_) => bail!("a thread ended without a word"),
        })
    })?;
    if asked.keep {
        targets.iter().try_for_each(|target| keep(session, target))?;
    }
    report(&targets, counts.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn row(count: &Count) -> String {
    let speed = count.inputs as f64 / count.seconds.max(0.001);
    let Count { name, inputs, edges, crash, .. } = count;
    let end = if crash.is_some() { "  FAILED" } else { "" };
    format!("{name:<14}{inputs:>12} inputs{speed:>10.0} a second{edges:>7} edges{end}")
}

fn report(targets: &[Target], mut counts: Vec<Count>) -> Result<Done> {
    counts.sort_by_key(|count| targets.iter().position(|target| target.name == count.name));
    line("");
    counts.iter().for_each(|count| line(&row(count)));
    let sum: u64 = counts.iter().map(|count| count.inputs).sum();
    let mut failed = Vec::new();
    for (target, count) in targets.iter().flat_map(|target| counts.iter().map(move |count| (target, count))) {
        if let Some(crash) = count.crash.as_ref().filter(|_| target.name == count.name) {
            let input = text(&mut target.asked("line", Some(crash)))?;
            failed.push(format!("{} fails on {}\n    {}", count.name, crash.display(), input.trim_end()));
        }
    }
    if !failed.is_empty() {
        bail!(
            "{sum} inputs, {} failed:\n  {}\nTo make a test of one: put its line into tests/fuzz/seeds/<target>.txt, \
             see `cargo test -p panless-fuzz` fail, mend it, see it pass",
            failed.len(),
            failed.join("\n  ")
        );
    }
    let next = "`cargo xtask fuzz --runs 100000000` for an hour or two; `--keep` keeps what was found new";
    Ok(Done::new(format!("{sum} inputs, none failed."), next))
}

/// Makes the committed corpus of a target anew, of the fewest inputs that reach what all of them reach.
fn keep(session: &Session, target: &Target) -> Result<()> {
    let fewest = session.repo.target().join("fuzz/fewest").join(&target.name);
    empty_folder(&fewest)?;
    let mut merge = target.asked("run", None);
    // By edges alone: how often each is taken would keep ten times as many.
    merge.args(["-set_cover_merge=1", "-use_counters=0", "-use_cmp=0"]).arg(format!("-max_len={}", target.longest));
    merge.arg(&fewest).arg(run::grown(session, target));
    text(&mut merge)?;
    text(&mut target.asked("pack", Some(&fewest))).map(|_| ())
}
