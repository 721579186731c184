//! From Rust and JavaScript to the files that are published: a list of steps, each reading what the one before wrote.

pub(crate) mod bom;
pub(crate) mod bundle;
mod compile;
mod hosted;
pub(crate) mod inventory;
mod inventory_table;
pub(crate) mod js_core;
mod jsonp;
mod marks;
pub(crate) mod messages;
mod order;
mod panics;
mod publish;
mod svg;
mod tables;
mod wasm;

use crate::repo::empty_folder;
use crate::session::{Done, Session};
use anyhow::Result;
use std::path::PathBuf;

/// The files that are published.
pub(crate) struct Built {
    /// The wasm, as both places have it.
    pub(crate) wasm: PathBuf,
    /// The wasm with what fields need.
    pub(crate) whole: PathBuf,
    /// The npm package, ready for `npm pack`.
    pub(crate) npm: PathBuf,
    /// The folder of the script-tag files.
    pub(crate) cdn: PathBuf,
}

type Step = (&'static str, fn(&Session) -> Result<()>);

const STEPS: [Step; 12] = [
    ("compiling the core for wasm32", compile::run),
    ("writing its JavaScript glue", wasm::glue),
    ("shrinking the wasm", wasm::shrink),
    ("making the JavaScript core of it", js_core::run),
    ("writing the words of the tables", tables::run),
    ("taking in the marks of the brands", marks::run),
    ("listing the message packs", messages::list),
    ("bundling www", bundle::run),
    ("shortening the message packs", messages::run),
    ("rendering jsonp.html", jsonp::run),
    ("rendering frame.html", hosted::run),
    ("filling dist", publish::run),
];

/// Runs all steps; what they made before is removed first, so that nothing stale is published.
pub(crate) fn all(session: &Session) -> Result<Built> {
    session.wasm()?;
    session.node()?;
    empty_folder(&session.repo.dist())?;
    for (what, step) in STEPS {
        session.say(&format!("build{}: {what}", session.repo.what_else()));
        step(session)?;
    }
    let repo = &session.repo;
    let [wasm, whole] = [compile::PART, compile::WHOLE].map(|file| repo.work().join(file));
    Ok(Built { wasm, whole, npm: repo.dist_npm(), cdn: repo.dist_cdn() })
}

/// The wasm with what fields need, but without what seals, of the same sources: what sealing weighs is the difference.
pub(crate) fn unsealed(session: &Session) -> Result<PathBuf> {
    session.say("build: the core without what seals, to weigh that");
    wasm::unsealed(session)
}

/// `cargo xtask build`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    session.built()?;
    let what = format!("Built dist/npm and dist/cdn/{}.", crate::repo::VERSION);
    Ok(Done::new(what, "`cargo xtask demo` shows it, `cargo xtask size` measures it."))
}
