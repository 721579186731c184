//! A panic traps at once, without a message that nobody would read.
//!
//! The standard library formats a message for each panic and hands it to a hook that has nowhere to print it in a browser.
//! A panic ends in the same trap without that code, and the wasm is 1.7 kB smaller under brotli.

use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::path::Path;
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{Data, Function, FunctionBuilder, FunctionId, FunctionKind, Module, ModuleConfig};

/// The functions, or folders of functions, that do nothing but end in a panic.
const ENTRIES: &[&str] = &[
    "core::panicking::",
    "core::fmt::",
    "core::str::slice_error_fail",
    "core::slice::index::slice_",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "core::cell::panic_",
    "std::panicking::",
    "std::thread::local::panic_access_error",
    "alloc::raw_vec::handle_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::alloc::handle_alloc_error",
    "std::alloc::rust_oom",
    "alloc::vec::Vec<T,A>::remove::assert_failed",
    "alloc::vec::Vec<T,A>::swap_remove::assert_failed",
    "alloc::vec::Vec<T,A>::insert::assert_failed",
];

/// Texts of messages that are never put together any more. Data cannot be taken out of a module, but zeros weigh nothing.
const TEXTS: &[&str] = &[
    "cannot recursively acquire mutex",
    "assertion `left ",
    " right` failed",
    "\n  left: ",
    "\n right: ",
    "insertion index (is ",
    ") should be <= len (is ",
    "capacity overflow",
    "==!=matches",
];

/// The module with every such function trapping at its first instruction.
pub(super) fn trap_at_once(wasm: &Path) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.strict_validate(false).generate_dwarf(false);
    let mut module = config.parse_file(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let panics: HashSet<_> = module.funcs.iter().filter(|function| is_panic(function)).map(Function::id).collect();
    refuse_formatting(&module, &panics)?;
    panics.into_iter().for_each(|id| trap(&mut module, id));
    let segments: Vec<_> = module.data.iter().map(Data::id).collect();
    segments.into_iter().for_each(|id| blank(&mut module.data.get_mut(id).value));
    Ok(module)
}

/// Fails when anything but a panic puts a text together: it would trap.
fn refuse_formatting(module: &Module, panics: &HashSet<FunctionId>) -> Result<()> {
    let name = |id: FunctionId| module.funcs.get(id).name.as_deref().map(plain).unwrap_or_default();
    for (id, function) in module.funcs.iter_local().filter(|(id, _)| !panics.contains(id)) {
        let mut calls = Calls(Vec::new());
        dfs_in_order(&mut calls, function, function.entry_block());
        let formats = |called: &FunctionId| panics.contains(called) && name(*called).contains("fmt::");
        if let Some(called) = calls.0.into_iter().find(formats) {
            bail!("{} calls {}: nothing may use `format!` or `to_string` outside tests", name(id), name(called));
        }
    }
    Ok(())
}

struct Calls(Vec<FunctionId>);

impl<'instr> Visitor<'instr> for Calls {
    fn visit_call(&mut self, call: &Call) {
        self.0.push(call.func);
    }
}

/// Blanks the texts of messages, the names of the source files in them, and the digits that they print numbers with.
fn blank(data: &mut [u8]) {
    let digits: String = (0..100).map(|number| format!("{number:02}")).collect();
    for text in TEXTS.iter().copied().chain([digits.as_str()]) {
        while let Some(at) = find(data, text.as_bytes()) {
            zero(data, at, text.len());
        }
    }
    while let Some(end) = find(data, b".rs") {
        let name = |byte: &u8| byte.is_ascii_alphanumeric() || b"/_-.".contains(byte);
        let length = data.iter().take(end).rev().take_while(|byte| name(byte)).count();
        zero(data, end - length, length + 3);
    }
}

fn zero(data: &mut [u8], from: usize, length: usize) {
    data.iter_mut().skip(from).take(length).for_each(|byte| *byte = 0);
}

fn find(data: &[u8], text: &[u8]) -> Option<usize> {
    data.windows(text.len()).position(|window| window == text)
}

fn is_panic(function: &Function) -> bool {
    let FunctionKind::Local(_) = function.kind else { return false };
    let Some(name) = &function.name else { return false };
    let plain = plain(name);
    ENTRIES.iter().any(|entry| plain.trim_start_matches('<').starts_with(entry)) || plain.contains(" as core::fmt::")
}

/// A name without the hash of its crate, whichever way it is mangled.
fn plain(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}

fn trap(module: &mut Module, id: FunctionId) {
    let kind = module.types.get(module.funcs.get(id).ty());
    let (parameters, results) = (kind.params().to_vec(), kind.results().to_vec());
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    builder.func_body().unreachable();
    let arguments = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
}

#[cfg(test)]
mod tests {
    use super::blank;

    #[test]
    fn blanks_messages_and_source_files_and_nothing_else() {
        let mut data = b"visa\0/rustc/0a1b/library/core/src/str.rs\0capacity overflow\0first name".to_vec();
        blank(&mut data);
        let left: Vec<_> = data.split(|byte| *byte == 0).filter(|part| !part.is_empty()).collect();
        assert_eq!(left, [b"visa".as_slice(), b"first name"]);
    }
}
