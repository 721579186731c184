//! One run of `cargo xtask`: the clock, everything that is made at most once, and what is made beside something else.

use crate::build::{self, Built};
use crate::process::line;
use crate::repo::Repo;
use crate::toolchain::browser::{self, Browser};
use crate::toolchain::node_tools;
use crate::toolchain::wasm_std::{self, WasmCargo};
use anyhow::{Result, bail};
use std::cell::{OnceCell, RefCell};
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
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

/// Work that goes on beside the rest, until somebody needs what it makes.
#[derive(Default)]
struct Beside(RefCell<Option<JoinHandle<Result<()>>>>);

impl Beside {
    fn start(&self, work: impl FnOnce() -> Result<()> + Send + 'static) {
        self.0.borrow_mut().get_or_insert_with(|| thread::spawn(work));
    }

    /// Waits for its end, if it was started.
    fn end(&self) -> Result<()> {
        let Some(running) = self.0.take() else { return Ok(()) };
        let Ok(ended) = running.join() else { bail!("a thread ended without a word") };
        ended
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
    fetching: Beside,
    trapping: Beside,
}

impl Session {
    /// Starts the clock.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self::of(Repo::find()?, Instant::now()))
    }

    /// Fetches the Node tooling and the browser while something else compiles: that waits for processors, this for the network.
    ///
    /// # Errors
    /// When there is no std for the browser; what is fetched is asked for after it, because both may want apt.
    pub(crate) fn start_fetching(&self) -> Result<()> {
        self.wasm()?;
        let own = Self::of(self.repo.clone(), self.start);
        self.fetching.start(move || {
            own.node()?;
            own.browser().map(|_| ())
        });
        Ok(())
    }

    /// Builds, while something else runs, the same as ships but with a trap on demand; it lies beside what ships.
    pub(crate) fn start_trapping(&self) -> Result<()> {
        self.node()?;
        // Its node is ours: linking it again would take the links from under a test that runs.
        let repo = Repo { trapping: true, ..self.repo.clone() };
        let own = Self { node: self.node.clone(), ..Self::of(repo, self.start) };
        self.trapping.start(move || own.built().map(|_| ()));
        Ok(())
    }

    /// Where that lies, once it is built.
    pub(crate) fn trapping(&self) -> Result<PathBuf> {
        self.start_trapping()?;
        self.trapping.end()?;
        Ok(Repo { trapping: true, ..self.repo.clone() }.dist())
    }

    fn of(repo: Repo, start: Instant) -> Self {
        Self {
            repo,
            start,
            wasm: OnceCell::new(),
            node: OnceCell::new(),
            browser: OnceCell::new(),
            built: OnceCell::new(),
            fetching: Beside::default(),
            trapping: Beside::default(),
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
        once(&self.node, || {
            self.fetching.end()?;
            node_tools::ensure(self)
        })
        .copied()
    }

    /// Chromium and its driver.
    pub(crate) fn browser(&self) -> Result<&Browser> {
        once(&self.browser, || {
            self.fetching.end()?;
            browser::ensure(self)
        })
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
