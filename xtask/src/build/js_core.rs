//! The core in JavaScript, made from the very wasm that ships, all of it, but for the order of its functions: for pages on which
//! WebAssembly cannot run.

use super::compile::WHOLE;
use super::wasm::{FEATURES, optimized};
use crate::process::{command, run as run_command};
use crate::repo::{Repo, read, write};
use crate::session::Session;
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::PathBuf;

/// The name of the file that ships.
pub(crate) const FILE: &str = "panless-core.js";

/// Puts older ways in place of the newer ones.
const LOWERING: [&str; 3] =
    ["--llvm-memory-copy-fill-lowering", "--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];

const DECODE: &str = "base64DecodeToExistingUint8Array(bufferView, ";
const COPIED: &str = "newHEAP8.set(HEAP8);\n";

/// A shorter reader of the data, and the beginning of the function that makes an instance.
const HEAD: &str = "\
export default function () {
var bufferView;
function place(to, text) {
  for (var at = 0; at < text.length; at++) bufferView[to + at] = text.charCodeAt(at);
}
";

/// Where the core lies between the steps.
pub(super) fn output(repo: &Repo) -> PathBuf {
    repo.work().join(FILE)
}

/// The same module with nothing newer than WebAssembly's first version, then `wasm2js`, which knows nothing newer; then
/// a function of the module that it writes, and esbuild's shortening.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    let work = repo.work();
    let [lowered, raw, function] = ["lowered.wasm", "wasm2js.js", "js-core.js"].map(|name| work.join(name));
    let mut wasm_opt = command(repo.tool(".bin/wasm-opt"));
    wasm_opt.args(FEATURES).args(LOWERING).arg(optimized(repo, WHOLE)).arg("-o").arg(&lowered);
    run_command(&mut wasm_opt)?;
    run_command(command(repo.tool(".bin/wasm2js")).arg("-Oz").arg(&lowered).arg("-o").arg(&raw))?;
    write(&function, self::function(&read(&raw)?)?)?;
    let mut esbuild = command(repo.tool(".bin/esbuild"));
    esbuild.arg(function).args([
        "--minify",
        "--target=es2020",
        "--format=esm",
        "--charset=utf8",
        "--log-level=warning",
    ]);
    run_command(esbuild.arg(format!("--outfile={}", output(repo).display())))
}

/// The module as a function, so that there can be a second instance.
fn function(module: &str) -> Result<String> {
    let odd = || "wasm2js does not write what it used to";
    let (_, rest) = module.split_once("function initActiveSegments").with_context(odd)?;
    let (body, _) = rest.split_once("\nvar retasmFunc = ").with_context(odd)?;
    let (before, after) = body.split_once(COPIED).with_context(odd)?;
    // The memory that it grew out of is wiped: there may be a number in it.
    let body = format!("{before}{COPIED}   HEAP8.fill(0);\n{after}");
    Ok(format!("{HEAD}function initActiveSegments{}\nreturn asmFunc();\n}}\n", with_texts(&body)?))
}

/// Data as text with a character for each byte, which packs far better than base64.
fn with_texts(body: &str) -> Result<String> {
    let mut parts = body.split(DECODE);
    let mut texts = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (place, rest) = part.split_once(", \"").context("a piece of data has no beginning")?;
        let (data, rest) = rest.split_once('"').context("a piece of data has no end")?;
        let text: String = STANDARD.decode(data)?.into_iter().map(char::from).collect();
        texts += &format!("place({place}, {}{rest}", serde_json::to_string(&text)?);
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_becomes_text_with_a_character_for_each_byte() {
        let made = with_texts("  base64DecodeToExistingUint8Array(bufferView, 16, \"AEH/\");\n").unwrap();
        assert_eq!(made, "  place(16, \"\\u0000A\u{ff}\");\n");
    }

    #[test]
    fn the_module_becomes_a_function() {
        let module = "long\nfunction initActiveSegments(imports) {\n}\nfunction asmFunc(imports) {\n   \
                      newHEAP8.set(HEAP8);\n}\n\nvar retasmFunc = asmFunc({});\nexport var b;\n";
        let made = function(module).unwrap();
        assert!(made.contains("newHEAP8.set(HEAP8);\n   HEAP8.fill(0);\n"), "{made}");
        assert!(made.ends_with("\nreturn asmFunc();\n}\n"), "{made}");
        assert!(!made.contains("export var"), "{made}");
        assert!(function("something else").is_err());
    }
}
