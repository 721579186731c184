//! wasm-bindgen's glue as a function that makes one instance, for either core.
//!
//! wasm-bindgen writes a module with one instance for ever. Ours has to give up an instance that trapped and take a fresh
//! one, and it starts the JavaScript core by the same code. So the glue's module becomes the body of a function, without
//! the part that loads. Its long names in the wasm become short ones on both sides.

use super::wasm::GLUE;
use crate::repo::{Repo, read, write};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use walrus::{Module, ModuleConfig};

/// Where the part that loads begins, in the glue and in its types.
const LOADING: &str = "\nlet wasmModule, wasmInstance, wasm;\n";
const LOADING_TYPES: &str = "\nexport type InitInput =";
/// What the loader reads off an instance by name, whichever core it is of.
const KEPT: &str = "memory";

/// Text that has to change: its beginning, its end, and what takes the place of both and of everything between.
const CHANGES: [(&str, &str, &str); 2] = [
    // A core in JavaScript leaves the old memory behind when it grows, and does not detach it.
    ("if (cachedDataViewMemory0 === null ||", ") {\n", "if (cachedDataViewMemory0?.buffer !== wasm.memory.buffer) {\n"),
    (
        "if (cachedUint8ArrayMemory0 === null ||",
        ") {\n",
        "if (cachedUint8ArrayMemory0?.buffer !== wasm.memory.buffer) {\n",
    ),
];

/// Text for browsers older than ours, and for two gigabytes of text.
const SHORTENED: [(&str, &str, &str); 2] = [
    ("if (!('encodeInto' in cachedTextEncoder)) {", "\n}\n", ""),
    ("    numBytesDecoded += bytes.length;\n", "    }\n", ""),
];

/// The beginning of the function. `outside` is around what the loader calls, `inside` around what JavaScript calls by
/// itself: nothing enters an instance after a trap, and what such a call would throw nobody could catch.
const HEAD: &str = include_str!("instance.js");

const TYPES: &str = "
/** What an instance of either core exports. */
export type Exports = Record<string, any>;

/** An instance that has not started: `start` takes what was instantiated with `imports`. `trapped` is called once. */
export default function glue(trapped: () => void): {
  imports: WebAssembly.Imports;
  start(exports: Exports): Omit<typeof import(\"panless-glue\"), \"default\"> & {
    readonly memory: { readonly buffer: ArrayBuffer };
    /** Ends the instance: it is wiped, and nothing of it runs any more. */
    die(): void;
  };
};
";

/// Rewrites glue, types and wasm of wasm-bindgen.
pub(super) fn run(session: &Session) -> Result<()> {
    let folder = session.repo.work().join("glue");
    let wasm = folder.join(format!("{GLUE}_bg.wasm"));
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut module = config.parse_file(&wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let script = rename(&mut module, &function(&read(&script(&session.repo))?)?);
    module.emit_wasm_file(&wasm)?;
    write(&self::script(&session.repo), script)?;
    let types = folder.join(format!("{GLUE}.d.ts"));
    let text = read(&types)?;
    let (kept, _) = text.split_once(LOADING_TYPES).context("the glue's types do not end as they used to")?;
    write(&types, format!("{kept}{TYPES}"))
}

/// The glue's JavaScript.
pub(super) fn script(repo: &Repo) -> std::path::PathBuf {
    repo.work().join(format!("glue/{GLUE}.js"))
}

/// The module's text as a function.
fn function(glue: &str) -> Result<String> {
    let (body, loading) = glue.split_once(LOADING).context("the glue does not end as it used to")?;
    let mut body = body.to_owned();
    for (from, to, instead) in CHANGES {
        body = replace(&body, from, to, instead).with_context(|| format!("the glue lacks: {from}"))?;
    }
    for (from, to, instead) in SHORTENED {
        body = replace(&body, from, to, instead).unwrap_or(body);
    }
    body = body.replace("wasm.__wbindgen_destroy_closure(", "destroyClosure(");
    body = guard_closures(&body)?;
    let exports: Vec<_> =
        body.lines().filter_map(|line| line.strip_prefix("export function ")?.split('(').next()).collect();
    let exports: Vec<_> = exports.iter().map(|name| format!("{name}: outside({name})")).collect();
    let exports = exports.join(", ");
    let begin = if loading.contains("wasm.__wbindgen_start()") { "        wasm.__wbindgen_start();\n" } else { "" };
    let body = body.replace("\nexport function ", "\nfunction ");
    Ok(format!(
        "{HEAD}{body}\nreturn {{\n    imports: __wbg_get_imports(),\n    start(exports) {{\n        wasm = exports;\n{begin}\
         \x20       return {{ {exports}, memory: wasm.memory, die }};\n    }},\n}};\n}}\n"
    ))
}

/// Puts a guard around every Rust closure that JavaScript keeps and calls when it likes.
fn guard_closures(body: &str) -> Result<String> {
    let mut guarded = String::with_capacity(body.len());
    let mut rest = body;
    let mut found = 0;
    while let Some(at) = rest.find("Closure(arg0, arg1, ") {
        let (before, call) = rest.split_at(at + "Closure(arg0, arg1, ".len());
        let (name, after) = call.split_once(')').context("a closure of the glue has no end")?;
        let _ = match name {
            // The function that makes closures itself.
            "f" => write!(guarded, "{before}{name})"),
            _ => {
                found += 1;
                write!(guarded, "{before}inside({name}))")
            }
        };
        rest = after;
    }
    if found == 0 {
        bail!("the glue makes no closures as it used to: a trap in one would not be seen");
    }
    Ok(guarded + rest)
}

fn replace(text: &str, from: &str, to: &str, instead: &str) -> Option<String> {
    let (before, rest) = text.split_once(from)?;
    let (_, after) = rest.split_once(to)?;
    Some(format!("{before}{instead}{after}"))
}

/// Gives every import and export a short name, in the module and in the script.
fn rename(module: &mut Module, script: &str) -> String {
    let mut script = script.to_owned();
    let mut names = (0..).map(short);
    for import in module.imports.iter_mut() {
        let name = names.next().unwrap_or_default();
        script =
            script.replace(&format!("\n        {}: function", import.name), &format!("\n        {name}: function"));
        script = script.replace(&format!("\"{}\": import0", import.module), "a: import0");
        import.name = name;
        import.module = "a".to_owned();
    }
    let unused = |name: &str| !script.contains(&format!("wasm.{name}"));
    let gone: Vec<_> = module.exports.iter().filter(|export| unused(&export.name)).map(|export| export.id()).collect();
    gone.into_iter().for_each(|id| module.exports.delete(id));
    let mut names = (0..).map(short);
    for export in module.exports.iter_mut().filter(|export| export.name != KEPT) {
        let name = names.next().unwrap_or_default();
        script = replace_member(&script, &export.name, &name);
        export.name = name;
    }
    script
}

/// `wasm.from` as `wasm.to`, but not `wasm.from2`.
fn replace_member(script: &str, from: &str, to: &str) -> String {
    let member = format!("wasm.{from}");
    let mut parts = script.split(&member);
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let longer = part.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_' || next == '$');
        let _ = write!(replaced, "wasm.{}{part}", if longer { from } else { to });
    }
    replaced
}

/// a to z, A to Z, aa, ab, …
fn short(number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = LETTERS.get(number % LETTERS.len()).map_or('a', |byte| char::from(*byte));
    let before = number / LETTERS.len();
    if before == 0 { letter.to_string() } else { format!("{}{letter}", short(before - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_never_the_same() {
        let names: std::collections::HashSet<_> = (0..3000).map(short).collect();
        assert_eq!(names.len(), 3000);
        assert_eq!([short(0), short(51), short(52)], ["a", "Z", "aa"]);
    }

    #[test]
    fn a_member_is_renamed_and_a_longer_one_is_not() {
        assert_eq!(replace_member("wasm.edit(wasm.edit2, wasm.edit)", "edit", "q"), "wasm.q(wasm.edit2, wasm.q)");
    }

    #[test]
    fn closures_are_guarded_and_their_maker_is_not() {
        let made =
            guard_closures("const ret = makeMutClosure(arg0, arg1, invoke);\nfunction makeMutClosure(arg0, arg1, f) {")
                .unwrap();
        assert!(made.contains("makeMutClosure(arg0, arg1, inside(invoke));"), "{made}");
        assert!(made.ends_with("function makeMutClosure(arg0, arg1, f) {"), "{made}");
        assert!(guard_closures("no closure").is_err());
    }
}
