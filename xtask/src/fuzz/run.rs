//! One target under libFuzzer: started, listened to, counted.

use super::build::Target;
use crate::process::text;
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// How often a target that runs says so.
const PAUSE: Duration = Duration::from_secs(15);

/// How a target did.
pub(super) struct Count {
    pub(super) name: String,
    pub(super) inputs: u64,
    pub(super) seconds: f64,
    /// Edges of the program that were taken.
    pub(super) edges: u64,
    /// The input that it failed on.
    pub(super) crash: Option<PathBuf>,
}

/// Where the inputs of a target grow: they stay from run to run.
pub(super) fn grown(session: &Session, target: &Target) -> PathBuf {
    session.repo.target().join("fuzz/corpus").join(&target.name)
}

/// Runs so many inputs, beginning with those of the corpus.
///
/// # Errors
/// When libFuzzer does not start, or ends without a crash and without an end.
pub(super) fn target(session: &Session, target: &Target, inputs: u64) -> Result<Count> {
    let (corpus, crashes) = (grown(session, target), session.repo.target().join("fuzz/crashes"));
    fs::create_dir_all(&crashes)?;
    text(&mut target.asked("unpack", Some(&corpus)))?;
    let before = fs::read_dir(&crashes)?.count();
    let mut fuzzer = target.asked("run", None);
    fuzzer.arg(&corpus).arg(format!("-runs={inputs}")).arg(format!("-max_len={}", target.longest));
    fuzzer.arg(format!("-dict={}", session.repo.path("tests/fuzz/words.dict").display()));
    fuzzer.arg(format!("-artifact_prefix={}/{}-", crashes.display(), target.name));
    // Nobody else writes into the folder. A machine that does other things, too, makes no input slow.
    fuzzer.args(["-reload=0", "-timeout=300", "-report_slow_units=60"]).stderr(Stdio::piped()).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = fuzzer.spawn().with_context(|| format!("cannot start {}", target.name))?;
    let mut count = Count { name: target.name.clone(), inputs: 0, seconds: 0.0, edges: 0, crash: None };
    let said = listen(session, &mut child, &mut count, inputs)?;
    let status = child.wait()?;
    count.seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        let last =
            fs::read_dir(&crashes)?.flatten().max_by_key(|entry| entry.metadata().and_then(|it| it.modified()).ok());
        if fs::read_dir(&crashes)?.count() == before && !said.contains("Test unit written") {
            bail!("{} ended without a word on why ({status}):\n{said}", target.name);
        }
        session.say(&format!("{} failed:\n{said}", target.name));
        count.crash = last.map(|entry| entry.path());
    }
    Ok(count)
}

/// Takes the counts from what libFuzzer says, and gives back its last lines.
fn listen(session: &Session, child: &mut Child, count: &mut Count, inputs: u64) -> Result<String> {
    let output = child.stderr.take().context("libFuzzer says nothing")?;
    let (mut last, mut told) = (Vec::new(), Instant::now());
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        match pulse(&line) {
            Some((done, edges)) => {
                (count.inputs, count.edges) = (done, edges.max(count.edges));
                if told.elapsed() > PAUSE {
                    told = Instant::now();
                    session.say(&format!("{}: {done} of {inputs} inputs, {edges} edges", count.name));
                }
            }
            None if line.starts_with("WARNING: Failed to find function") => {}
            None => last.push(line),
        }
    }
    let first = last.len().saturating_sub(20);
    Ok(last.split_off(first).join("\n"))
}

/// How many inputs a line counts, and how many edges.
fn pulse(line: &str) -> Option<(u64, u64)> {
    let mut words = line.strip_prefix('#')?.split_whitespace();
    let inputs = words.next()?.parse().ok()?;
    let edges = words.skip_while(|word| *word != "cov:").nth(1).and_then(|word| word.parse().ok());
    Some((inputs, edges.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::pulse;

    #[test]
    fn reads_inputs_and_edges_of_a_line_that_counts() {
        assert_eq!(
            pulse("#1048576\tpulse  cov: 361 ft: 1143 corp: 278/2434b exec/s: 52428 rss: 28Mb"),
            Some((1_048_576, 361))
        );
        assert_eq!(pulse("#2\tINITED exec/s: 0 rss: 28Mb"), Some((2, 0)));
        assert_eq!(pulse("Done 20000 runs in 0 second(s)"), None);
    }
}
