//! Child processes, and lines on the terminal.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Whether standard output belongs to somebody who reads it by a program.
static KEPT_FREE: AtomicBool = AtomicBool::new(false);

/// From now on lines, and what child processes print, go to standard error; [`run_with_output`] excepted.
pub(crate) fn keep_output_free() {
    KEPT_FREE.store(true, Ordering::Relaxed);
}

/// Prints one line. A terminal that went away is no reason to stop.
pub(crate) fn line(text: &str) {
    let _ = if KEPT_FREE.load(Ordering::Relaxed) {
        writeln!(std::io::stderr().lock(), "{text}")
    } else {
        writeln!(std::io::stdout().lock(), "{text}")
    };
}

/// A child process. rustup must not try to fetch the targets of rust-toolchain.toml at every call: without a network
/// it hangs.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env("RUSTUP_AUTO_INSTALL", "0");
    command
}

/// Runs it with our terminal.
///
/// # Errors
/// When it cannot start or ends with another code than 0; the text names the program.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    if KEPT_FREE.load(Ordering::Relaxed) {
        command.stdout(std::io::stderr());
    }
    run_with_output(command)
}

/// Runs it with our terminal, also where the output is kept free: what it prints is what was asked for.
///
/// # Errors
/// As [`run`].
pub(crate) fn run_with_output(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs it silently and gives its standard output; what it printed is shown when it fails.
pub(crate) fn text(command: &mut Command) -> Result<String> {
    let name = name(command);
    let Output { status, stdout, stderr } = command.output().with_context(|| format!("cannot start `{name}`"))?;
    let stdout = String::from_utf8_lossy(&stdout).into_owned();
    if !status.success() {
        bail!("`{name}` failed ({status})\n{stdout}{}", String::from_utf8_lossy(&stderr));
    }
    Ok(stdout)
}

/// Runs it with our terminal and ends it when it takes longer than `limit`. Tells whether it succeeded in time.
pub(crate) fn succeeds_within(command: &mut Command, limit: Duration) -> Result<bool> {
    let name = name(command);
    let mut child = command.spawn().with_context(|| format!("cannot start `{name}`"))?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// The first of these programs on PATH.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let short = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(short).chain(command.get_args().take(3));
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_a_program_that_takes_longer_than_it_may() {
        let start = Instant::now();
        assert!(!succeeds_within(command("sleep").arg("60"), Duration::from_millis(1)).unwrap());
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn tells_success_from_failure_within_the_limit() {
        assert!(succeeds_within(&mut command("true"), Duration::from_secs(30)).unwrap());
        assert!(!succeeds_within(&mut command("false"), Duration::from_secs(30)).unwrap());
    }

    #[test]
    fn a_failure_names_the_program_and_shows_what_it_said() {
        let error = text(command("ls").arg("/no/such/folder").env("LC_ALL", "C")).unwrap_err().to_string();
        assert!(error.contains("`ls /no/such/folder` failed") && error.contains("No such file"), "{error}");
    }
}
