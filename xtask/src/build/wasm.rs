//! The two tools between cargo's wasm and ours: wasm-bindgen and wasm-opt.

use super::compile::{self, CORES, UNSEALED};
use super::{order, panics};
use crate::process::{command, run};
use crate::repo::{Repo, write};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use walrus::{Export, Module};
use wasm_bindgen_cli_support::Bindgen;

/// The name of wasm-bindgen's files.
const GLUE: &str = "panless_core";

/// wasm-bindgen as a library: cargo keeps it at the version of the crate `wasm-bindgen`, which a program found on
/// PATH would not be.
pub(super) fn glue(session: &Session) -> Result<()> {
    CORES.iter().try_for_each(|(file, ..)| glue_one(session, file))
}

fn glue_one(session: &Session, file: &str) -> Result<()> {
    let folder = glued(&session.repo, file);
    crate::repo::empty_folder(&folder)?;
    let mut bindgen = Bindgen::new();
    // The loader says where the wasm lies; a default of the glue's own would make bundlers pick up a second copy.
    bindgen
        .input_module(GLUE, panics::trap_at_once(&compile::output(session, file))?)
        .out_name(GLUE)
        .web(true)?
        .omit_default_module_path(true);
    bindgen.typescript(false).remove_name_section(false).remove_producers_section(true);
    bindgen.generate(&folder)?;
    bare(&folder.join(format!("{GLUE}_bg.wasm")))
}

/// What [`super::unsealed`] gives.
pub(super) fn unsealed(session: &Session) -> Result<PathBuf> {
    let (file, ..) = UNSEALED;
    compile::one(session, &UNSEALED)?;
    glue_one(session, file)?;
    shrink_one(&session.repo, file)?;
    Ok(session.repo.work().join(file))
}

/// The folder of wasm-bindgen's files for a form of the core.
fn glued(repo: &Repo, file: &str) -> PathBuf {
    repo.work().join("glue").join(file)
}

/// Takes out what wasm-bindgen adds for values that are no numbers: none of ours is, and the loader calls the exports as
/// they are. A module that imports nothing starts anywhere.
fn bare(file: &Path) -> Result<()> {
    let mut module = Module::from_file(file).with_context(|| format!("reading {}", file.display()))?;
    let added = module.exports.iter().filter(|export| export.name.starts_with("__")).map(Export::id);
    added.collect::<Vec<_>>().into_iter().for_each(|id| module.exports.delete(id));
    module.start = None;
    module.customs.remove_raw("target_features");
    walrus::passes::gc::run(&mut module);
    if let Some(import) = module.imports.iter().next() {
        bail!("the core imports {} from {}: it must import nothing", import.name, import.module);
    }
    module.emit_wasm_file(file)
}

/// What the compiler and std use of WebAssembly, beside its first version. Each is named: all together made files that Node 20
/// refuses.
pub(super) const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// A form of the core before it is packed. The JavaScript core is made of it: `wasm2js` needs the alignments.
pub(super) fn optimized(repo: &Repo, file: &str) -> PathBuf {
    glued(repo, file).join("optimized.wasm")
}

/// wasm-opt of the locked npm package, and what `order` does. It works on one processor, for long, so the files are made at once.
pub(super) fn shrink(session: &Session) -> Result<()> {
    let repo = &session.repo;
    thread::scope(|scope| {
        let running = CORES.map(|(file, ..)| scope.spawn(move || shrink_one(repo, file)));
        running.map(|one| one.join().unwrap_or_else(|_| bail!("a thread ended without a word"))).into_iter().collect()
    })
}

fn shrink_one(repo: &Repo, file: &str) -> Result<()> {
    let mut wasm_opt = command(repo.tool(".bin/wasm-opt"));
    // The stack lies lowest, so nothing of ours has an address below 1024.
    wasm_opt.args(FEATURES).args(["-lmu", "--strip-debug", "--strip-producers"]);
    // Blocks laid out anew from flat code are 300 bytes smaller under brotli than the compiler's own.
    wasm_opt.args(["--flatten", "--rereloop", "-Oz", "-Oz", "--converge"]);
    let optimized = optimized(repo, file);
    wasm_opt.arg(glued(repo, file).join(format!("{GLUE}_bg.wasm"))).arg("-o").arg(&optimized);
    run(&mut wasm_opt)?;
    let wasm = fs::read(&optimized).with_context(|| format!("reading {}", optimized.display()))?;
    write(&repo.work().join(file), order::pack(&wasm)?)
}
