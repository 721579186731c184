//! The two tools between cargo's wasm and ours: wasm-bindgen and wasm-opt.

use super::{compile, panics};
use crate::process::{command, run};
use crate::session::Session;
use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

/// The name of wasm-bindgen's files.
pub(super) const GLUE: &str = "panless_core";

/// wasm-bindgen as a library: cargo keeps it at the version of the crate `wasm-bindgen`, which a program found on
/// PATH would not be.
pub(super) fn glue(session: &Session) -> Result<()> {
    let folder = session.repo.work().join("glue");
    crate::repo::empty_folder(&folder)?;
    let mut bindgen = Bindgen::new();
    // The loader says where the wasm lies; a default of the glue's own would make bundlers pick up a second copy.
    bindgen
        .input_module(GLUE, panics::trap_at_once(&compile::output(session))?)
        .out_name(GLUE)
        .web(true)?
        .omit_default_module_path(true);
    bindgen.typescript(true).remove_name_section(true).remove_producers_section(true);
    bindgen.generate(&folder)
}

/// wasm-opt of the locked npm package. Features are read from the module, never switched on all together: that made
/// files that Node 20 refuses.
pub(super) fn shrink(session: &Session) -> Result<()> {
    let work = session.repo.work();
    let mut wasm_opt = command(session.repo.tool(".bin/wasm-opt"));
    wasm_opt.args(["-Oz", "--strip-debug", "--strip-producers"]);
    wasm_opt.arg(work.join(format!("glue/{GLUE}_bg.wasm"))).arg("-o").arg(work.join("panless.wasm"));
    run(&mut wasm_opt)
}
