//! One run of `cargo xtask`: the clock, and everything that is made at most once.

use crate::build::{self, Built};
use crate::process::line;
use crate::repo::Repo;
use crate::toolchain::browser::{self, Browser};
use crate::toolchain::node_tools;
use crate::toolchain::wasm_std::{self, WasmCargo};
use anyhow::Result;
use std::cell::OnceCell;
use std::time::Instant;

/// How a command ended well.
pub(crate) struct Done {
    /// What was done, as a sentence.
    pub(crate) what: String,
    /// What to do next, as a sentence.
    pub(crate) next: String,
}

impl Done {
    /// Two sentences.
    pub(crate) fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }
}

/// One run.
pub(crate) struct Session {
    /// The checkout.
    pub(crate) repo: Repo,
    start: Instant,
    wasm: OnceCell<WasmCargo>,
    node: OnceCell<()>,
    browser: OnceCell<Browser>,
    built: OnceCell<Built>,
}

impl Session {
    /// Starts the clock.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self::of(Repo::find()?, Instant::now()))
    }

    /// The same run, but what it builds traps on demand, and lies beside what ships.
    pub(crate) fn trapping(&self) -> Self {
        Self::of(Repo { root: self.repo.root.clone(), trapping: true }, self.start)
    }

    fn of(repo: Repo, start: Instant) -> Self {
        Self {
            repo,
            start,
            wasm: OnceCell::new(),
            node: OnceCell::new(),
            browser: OnceCell::new(),
            built: OnceCell::new(),
        }
    }

    /// Prints a progress line with the seconds since the start.
    pub(crate) fn say(&self, text: &str) {
        line(&format!("[{:6.1} s] {text}", self.seconds()));
    }

    /// Seconds since the start.
    pub(crate) fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    /// The cargo that builds for wasm32.
    pub(crate) fn wasm(&self) -> Result<&WasmCargo> {
        once(&self.wasm, || wasm_std::ensure(self))
    }

    /// Node and the tools of `xtask/tools`.
    pub(crate) fn node(&self) -> Result<()> {
        once(&self.node, || node_tools::ensure(self)).copied()
    }

    /// Chromium and its driver.
    pub(crate) fn browser(&self) -> Result<&Browser> {
        once(&self.browser, || browser::ensure(self))
    }

    /// The built files.
    pub(crate) fn built(&self) -> Result<&Built> {
        once(&self.built, || build::all(self))
    }
}

fn once<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(made) = cell.get() {
        return Ok(made);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}
