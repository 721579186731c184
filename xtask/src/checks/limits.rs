//! Short files and a small core: limits that no compiler knows.

use crate::repo::{files_below, has_extension, read};
use crate::session::{Done, Session};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

const FILE_LINES: usize = 400;
const SRC_CODE_LINES: usize = 4000;
const WWW_CODE_LINES: usize = 1500;
/// Each of the folders below: what lies there is loaded by a page instead of the loader or beside it, never by the loader.
const BESIDE_CODE_LINES: usize = 300;
const BESIDE: [&str; 5] = ["www/compat", "www/element", "www/hosted", "www/sandbox", "www/seal"];
const CODE: [&str; 10] = ["rs", "js", "mjs", "cjs", "ts", "mts", "html", "css", "sh", "toml"];

/// `cargo xtask limits`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    session.say("line limits");
    let root = &session.repo.root;
    let mut faults = Vec::new();
    let mut src = 0;
    let mut www = 0;
    let mut beside = [0; BESIDE.len()];
    for file in code_files(root)? {
        let text = read(&file)?;
        let name = file.strip_prefix(root).unwrap_or(&file);
        let lines = text.lines().count();
        if lines > FILE_LINES {
            faults.push(format!("{}: {lines} lines, more than {FILE_LINES}", name.display()));
        }
        src += if counts_as_core(name) { code_lines(&text) } else { 0 };
        www += if counts_as_loader(name) { code_lines(&text) } else { 0 };
        for (count, folder) in beside.iter_mut().zip(BESIDE) {
            *count += if is_script_of(name, folder) { code_lines(&text) } else { 0 };
        }
    }
    if src > SRC_CODE_LINES {
        faults.push(format!("src: {src} lines of code, more than {SRC_CODE_LINES}"));
    }
    if www > WWW_CODE_LINES {
        faults.push(format!("www: {www} lines of shipped JavaScript, more than {WWW_CODE_LINES}"));
    }
    for (count, folder) in beside.into_iter().zip(BESIDE) {
        if count > BESIDE_CODE_LINES {
            faults.push(format!("{folder}: {count} lines of JavaScript, more than {BESIDE_CODE_LINES}"));
        }
    }
    if !faults.is_empty() {
        bail!("over the limits:\n  {}", faults.join("\n  "));
    }
    let what = format!("src has {src} of {SRC_CODE_LINES} lines of code, the loader {www} of {WWW_CODE_LINES}.");
    Ok(Done::new(what, "`cargo xtask lint`."))
}

fn code_files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["src", "www", "xtask", "tests"].map(|name| root.join(name)) {
        if folder.exists() {
            files.extend(files_below(&folder)?.into_iter().filter(|file| has_extension(file, &CODE)));
        }
    }
    Ok(files)
}

/// The core's code: not its tables, nor test modules in files of their own.
fn counts_as_core(name: &Path) -> bool {
    let stem = name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with("src") && has_extension(name, &["rs"]) && !stem.ends_with("_table") && stem != "tests"
}

/// The hand-written JavaScript that ships as the loader.
fn counts_as_loader(name: &Path) -> bool {
    let beside =
        ["www/messages", "www/labels", "www/demo"].iter().chain(&BESIDE).any(|folder| name.starts_with(folder));
    is_script_of(name, "www") && !beside
}

fn is_script_of(name: &Path, folder: &str) -> bool {
    name.starts_with(folder) && has_extension(name, &["js", "mjs"])
}

/// Lines that are neither empty nor a comment, up to the test module.
fn code_lines(text: &str) -> usize {
    let lines: Vec<_> = text.lines().collect();
    let is_test_module =
        |pair: &[&str]| matches!(pair, [first, second] if *first == "#[cfg(test)]" && second.starts_with("mod "));
    let end = lines.windows(2).position(is_test_module).unwrap_or(lines.len());
    let (mut in_comment, mut count) = (false, 0);
    for line in lines.iter().take(end).map(|line| line.trim()) {
        let is_comment = in_comment || line.starts_with("/*");
        in_comment = is_comment && !line.contains("*/");
        // What follows a comment on its line is code, as after a JSDoc cast.
        let rest = if is_comment { line.split_once("*/").map_or("", |(_, rest)| rest.trim()) } else { line };
        count += usize::from(!rest.is_empty() && !rest.starts_with("//"));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_neither_comments_nor_empty_lines_nor_tests() {
        let text = "//! Doc.\n\nuse a::b;\n/// Doc.\nfn one() {}\n\n#[cfg(test)]\nmod tests {\n    fn two() {}\n}\n";
        assert_eq!(code_lines(text), 2);
        let text = "// @ts-check\n\n/**\n * @param {x} y\n */\nf(y);\n/** One. */\n/** @type {any} */ (z).a = 1;\n";
        assert_eq!(code_lines(text), 2);
    }

    #[test]
    fn tables_messages_and_demo_count_towards_no_total() {
        assert!(counts_as_core(Path::new("src/card/number.rs")));
        assert!(!counts_as_core(Path::new("src/card/brand_table.rs")));
        assert!(counts_as_loader(Path::new("www/frames/hosted.js")));
        assert!(!counts_as_loader(Path::new("www/messages/de.js")));
        assert!(!counts_as_loader(Path::new("www/demo/shop.js")));
        assert!(!counts_as_loader(Path::new("www/compat/tokenizer.js")));
    }
}
