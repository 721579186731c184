//! One run of `cargo xtask`: the clock, everything that is made at most once, and what is made beside something else.

use crate::build::{self, Built};
use crate::process::line;
use crate::repo::Repo;
use crate::reproduce::Copied;
use crate::toolchain::browser::{self, Browser};
use crate::toolchain::wasm_std::{self, WasmCargo};
use crate::toolchain::{node_tools, openssl};
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
    openssl: OnceCell<()>,
    node: OnceCell<()>,
    browser: OnceCell<Browser>,
    built: OnceCell<Built>,
    fetching: Beside,
    trapping: Beside,
    /// The checkout once more, elsewhere, if somebody has asked for it.
    pub(crate) copy: OnceCell<Copied>,
}

impl Session {
    /// Starts the clock.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self::of(Repo::find()?, Instant::now()))
    }

    /// Fetches the Node tooling and the browser while something else compiles: that waits for processors, this for the network.
    ///
    /// # Errors
    /// When there is no std for the browser or no OpenSSL; what is fetched is asked for after them, because all may want apt.
    pub(crate) fn start_fetching(&self) -> Result<()> {
        self.wasm()?;
        self.openssl()?;
        let own = self.beside();
        self.fetching.start(move || {
            own.node()?;
            own.browser().map(|_| ())
        });
        Ok(())
    }

    /// Builds, while something else runs, the same as ships but with a trap on demand; it lies beside what ships.
    pub(crate) fn start_trapping(&self) -> Result<()> {
        let own = self.of_other(self.repo.with_trap())?;
        self.trapping.start(move || own.built().map(|_| ()));
        Ok(())
    }

    /// The same, and after it what ships once more, in the copy: one after the other, because tests run beside them.
    pub(crate) fn start_trapping_and(&self, copy: Repo) -> Result<()> {
        let own = self.of_other(self.repo.with_trap())?;
        let copy = self.of_other(copy)?;
        self.trapping.start(move || own.built().and_then(|_| copy.built()).map(|_| ()));
        Ok(())
    }

    /// A run for another folder. Its node is ours: linking it again would take the links from under a test that runs.
    pub(crate) fn of_other(&self, repo: Repo) -> Result<Self> {
        self.node()?;
        Ok(Self { node: self.node.clone(), ..Self::of(repo, self.start) })
    }

    /// Where that lies, once it is built.
    pub(crate) fn trapping(&self) -> Result<PathBuf> {
        self.start_trapping()?;
        self.trapping.end()?;
        Ok(self.repo.with_trap().dist())
    }

    /// A run of its own with the same clock, for a thread.
    pub(crate) fn beside(&self) -> Self {
        Self::of(self.repo.clone(), self.start)
    }

    fn of(repo: Repo, start: Instant) -> Self {
        Self {
            repo,
            start,
            wasm: OnceCell::new(),
            openssl: OnceCell::new(),
            node: OnceCell::new(),
            browser: OnceCell::new(),
            built: OnceCell::new(),
            fetching: Beside::default(),
            trapping: Beside::default(),
            copy: OnceCell::new(),
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

    /// What the sandbox's relay is compiled with.
    pub(crate) fn openssl(&self) -> Result<()> {
        once(&self.openssl, || openssl::ensure(self)).copied()
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
