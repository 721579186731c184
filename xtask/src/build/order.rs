//! The last step of the wasm: what says nothing and weighs something.
//!
//! Functions of one type stand together, shorter ones first: brotli finds more that is alike, and the list of their types becomes
//! runs. Alignments, which are hints that no engine heeds, are all the same. Together 260 bytes under brotli.

use anyhow::{Result, anyhow};
use core::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, MemArg, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload};

/// How many functions have numbers of one byte. wasm-opt has put those there that are called most.
const SHORT: usize = 128;

/// The same module, packed.
pub(super) fn pack(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let packed = Packer::of(wasm)?.parse_core_module(&mut module, Parser::new(0), wasm);
    packed.map_err(|error| anyhow!("packing the wasm: {error}"))?;
    Ok(module.finish())
}

struct Packer {
    /// The functions by their old numbers, in their new order.
    order: Vec<usize>,
    /// The new number of each.
    numbers: Vec<u32>,
}

impl Packer {
    fn of(wasm: &[u8]) -> Result<Self> {
        let (mut types, mut lengths) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::FunctionSection(section) => types = section.into_iter().collect::<Result<Vec<_>, _>>()?,
                Payload::CodeSectionEntry(body) => lengths.push(body.range().len()),
                _ => {}
            }
        }
        let mut order: Vec<_> = (0..types.len()).collect();
        order.sort_by_key(|at| (*at >= SHORT, types.get(*at), lengths.get(*at)));
        let mut numbers = vec![0; order.len()];
        for (at, old) in (0..).zip(&order) {
            numbers.get_mut(*old).into_iter().for_each(|number| *number = at);
        }
        Ok(Self { order, numbers })
    }

    fn in_order<T: Clone>(&self, all: &[T]) -> Vec<T> {
        self.order.iter().filter_map(|old| all.get(*old).cloned()).collect()
    }
}

type Made<T> = Result<T, Error<Infallible>>;

impl Reencode for Packer {
    type Error = Infallible;

    // The core imports nothing, so the first function of its own is the first of all.
    fn function_index(&mut self, old: u32) -> Made<u32> {
        Ok(self.numbers.get(old as usize).copied().unwrap_or(old))
    }

    fn mem_arg(&mut self, given: wasmparser::MemArg) -> Made<MemArg> {
        Ok(MemArg { align: 0, ..utils::mem_arg(self, given)? })
    }

    fn parse_function_section(&mut self, to: &mut FunctionSection, section: FunctionSectionReader<'_>) -> Made<()> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for kind in self.in_order(&types) {
            to.function(kind);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, to: &mut CodeSection, section: CodeSectionReader<'_>) -> Made<()> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.in_order(&bodies).into_iter().try_for_each(|body| self.parse_function_body(to, body))
    }
}

#[cfg(test)]
mod tests {
    use super::pack;
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction, Module, TypeSection,
    };

    /// Three functions: the first calls the last, the last is the only one without a result.
    fn module() -> Vec<u8> {
        let (mut types, mut functions, mut exports, mut code) =
            (TypeSection::new(), FunctionSection::new(), ExportSection::new(), CodeSection::new());
        types.ty().function([], []);
        types.ty().function([], [wasm_encoder::ValType::I32]);
        functions.function(1).function(1).function(0);
        exports.export("first", ExportKind::Func, 0).export("last", ExportKind::Func, 2);
        let bodies: [&[Instruction<'_>]; 3] =
            [&[Instruction::Call(2), Instruction::I32Const(7)], &[Instruction::I32Const(8)], &[]];
        for body in bodies {
            let mut function = Function::new([]);
            for instruction in body.iter().chain([&Instruction::End]) {
                function.instruction(instruction);
            }
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn functions_move_and_calls_and_exports_follow() {
        let packed = walrus::Module::from_buffer(&pack(&module()).unwrap()).unwrap();
        let exported = |name| packed.exports.get_func(name).unwrap();
        assert_eq!([exported("last").index(), exported("first").index()], [0, 2]);
        let first = packed.funcs.get(exported("first")).kind.unwrap_local();
        let body = format!("{:?}", first.block(first.entry_block()));
        assert!(body.contains(&format!("{:?}", exported("last"))), "{body}");
    }
}
