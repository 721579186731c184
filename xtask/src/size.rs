//! What a page has to fetch, and the gate on it. Sizes are in bytes; 1 kB is 1,000 bytes.

use crate::build::{self, Built, bundle, js_core, messages};
use crate::process::line;
use crate::repo::{files_below, has_extension, read, write};
use crate::session::{Done, Session};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::slice;

/// The most that a row may weigh under brotli, and what it should weigh.
struct Gate {
    row: &'static str,
    most: usize,
    goal: Option<usize>,
}

/// A page fetches the JavaScript core only where WebAssembly cannot start, and fields of its own only where it attaches them.
const GATES: [Gate; 5] = [
    Gate { row: PAGE, most: 26_000, goal: Some(22_000) },
    Gate { row: js_core::FILE, most: 60_000, goal: None },
    Gate { row: FIELDS, most: 5_000, goal: None },
    Gate { row: bundle::SEAL, most: 3_000, goal: None },
    Gate { row: SEALING, most: 1_000, goal: None },
];

/// One row of the table.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = Vec::new();
        // Quality 11 and a window of 4 MB, as `brotli -q 11` has it.
        brotli::CompressorWriter::new(&mut brotli, 4096, 11, 22).write_all(bytes)?;
        Ok(Self { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
    }

    fn less(self, other: Self) -> Self {
        let Sizes { raw, gzip, brotli } = other;
        Self { raw: self.raw - raw, gzip: self.gzip - gzip, brotli: self.brotli - brotli }
    }

    fn of_files(files: &[PathBuf]) -> Result<Self> {
        let mut sum = Self::default();
        for file in files {
            let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
            let one = Self::of(&bytes)?;
            sum = Self { raw: sum.raw + one.raw, gzip: sum.gzip + one.gzip, brotli: sum.brotli + one.brotli };
        }
        Ok(sum)
    }
}

/// `cargo xtask size`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let built = session.built()?;
    let last_run = session.repo.work().join("size.json");
    let before = read_before(&last_run);
    let mut now = Map::new();
    line(&format!("\n{:<34}{:>10}{:>10}{:>10}  {}", "bytes", "raw", "gzip -9", "brotli 11", "since the last run"));
    let mut gated = Vec::new();
    for (name, sizes) in weighed(session, built)? {
        let change = change(before.get(name).and_then(Value::as_u64), sizes.brotli);
        line(&format!("{name:<34}{:>10}{:>10}{:>10}  {change}", sizes.raw, sizes.gzip, sizes.brotli));
        now.insert(name.to_owned(), sizes.brotli.into());
        gated.extend(GATES.iter().find(|gate| gate.row == name).map(|gate| (gate, sizes.brotli)));
    }
    line("");
    write(&last_run, serde_json::to_string_pretty(&now)?)?;
    judge(&gated)
}

const PAGE: &str = "script tag: panless.js + wasm";
const FIELDS: &str = "attach with English, on top";
const SEALING: &str = "sealed fields: growth of the wasm";

fn weighed(session: &Session, built: &Built) -> Result<Vec<(&'static str, Sizes)>> {
    let mut weighed = Vec::new();
    for (name, files) in rows(built)? {
        weighed.push((name, Sizes::of_files(&files)?));
    }
    let without = Sizes::of_files(&[build::unsealed(session)?])?;
    weighed.push((SEALING, Sizes::of_files(slice::from_ref(&built.whole))?.less(without)));
    Ok(weighed)
}

fn rows(built: &Built) -> Result<Vec<(&'static str, Vec<PathBuf>)>> {
    let script = built.cdn.join("panless.js");
    let compat = |name: &str| vec![built.cdn.join(format!("{name}.js"))];
    Ok(vec![
        ("panless.wasm", vec![built.wasm.clone()]),
        ("panless-fields.wasm", vec![built.whole.clone()]),
        ("panless.js (script tag)", vec![script.clone()]),
        (PAGE, vec![script, built.wasm.clone()]),
        (js_core::FILE, vec![built.cdn.join(js_core::FILE)]),
        ("npm: index.js + chunks", npm_modules(&built.npm, false)?),
        ("npm: sandbox on top, not minified", npm_modules(&built.npm, true)?),
        ("jsonp.html", vec![built.cdn.join("jsonp.html")]),
        (bundle::JSONP, vec![built.cdn.join(bundle::JSONP)]),
        (bundle::JUDGE, vec![built.cdn.join(bundle::JUDGE)]),
        (bundle::MOUNT, vec![built.cdn.join(bundle::MOUNT)]),
        (bundle::SEAL, vec![built.cdn.join(bundle::SEAL)]),
        (bundle::FRAME, vec![built.cdn.join(bundle::FRAME)]),
        (FIELDS, vec![built.cdn.join(bundle::FIELDS), built.cdn.join(messages::FOLDER).join("en.js")]),
        (bundle::MARKS, vec![built.cdn.join(bundle::MARKS)]),
        ("paymentspring.js, loader in it", compat("paymentspring")),
        ("chargeio.js, loader in it", compat("chargeio")),
        ("tokenizer.js, loader in it", compat("tokenizer")),
        (bundle::ELEMENT, vec![built.cdn.join(bundle::ELEMENT)]),
        ("messages: the largest pack", vec![largest(files_below(&built.cdn.join(messages::FOLDER))?)?]),
    ])
}

/// The file that weighs most under brotli: a page loads one pack, so their sum would say nothing.
fn largest(files: Vec<PathBuf>) -> Result<PathBuf> {
    let mut weighed = Vec::new();
    for file in files {
        weighed.push((Sizes::of_files(slice::from_ref(&file))?.brotli, file));
    }
    weighed.into_iter().max().map(|(_, file)| file).context("there is no message pack")
}

/// What a browser loads of the package's first entry: not the other entries, the JavaScript core, the message packs and the compatibility
/// scripts. What is of the sandbox is loaded by tests alone.
fn npm_modules(npm: &Path, of_sandbox: bool) -> Result<Vec<PathBuf>> {
    let [packs, compat] = [messages::FOLDER, "compat"].map(|folder| npm.join(folder));
    let files = ["node.js", "sandbox-node.js", "slim.js", "inline.js", "element.js", js_core::FILE];
    let mut loaded = Vec::new();
    for file in files_below(npm)? {
        let beside =
            files.iter().any(|name| file.ends_with(name)) || file.starts_with(&packs) || file.starts_with(&compat);
        if has_extension(&file, &["js"]) && !beside && read(&file)?.contains(bundle::OF_SANDBOX) == of_sandbox {
            loaded.push(file);
        }
    }
    Ok(loaded)
}

fn read_before(file: &Path) -> Map<String, Value> {
    fs::read_to_string(file).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn change(before: Option<u64>, now: usize) -> String {
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    match before.and_then(|bytes| i64::try_from(bytes).ok()) {
        None => "first run".to_owned(),
        Some(bytes) if bytes == now => "same".to_owned(),
        Some(bytes) => format!("{:+}", now - bytes),
    }
}

fn judge(gated: &[(&Gate, usize)]) -> Result<Done> {
    let over = gated.iter().filter(|(gate, brotli)| *brotli > gate.most);
    let over: Vec<_> = over
        .map(|(Gate { row, most, .. }, brotli)| format!("{row}: {}, the gate is {}", in_kb(*brotli), in_kb(*most)))
        .collect();
    if !over.is_empty() {
        bail!("too heavy under brotli: {}", over.join("; "));
    }
    let said = gated.iter().map(|(Gate { row, most, goal }, brotli)| {
        let goal = goal.map_or(String::new(), |goal| {
            format!("; goal {} {}", in_kb(goal), if *brotli <= goal { "reached" } else { "missed" })
        });
        format!("{row}: {} (gate {}{goal})", in_kb(*brotli), in_kb(*most))
    });
    let what = format!("Under brotli, 1 kB = 1,000 bytes: {}.", said.collect::<Vec<_>>().join(", "));
    Ok(Done::new(what, "`cargo xtask test`."))
}

fn in_kb(bytes: usize) -> String {
    format!("{}.{:02} kB", bytes / 1000, bytes % 1000 / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_over_a_gate_fails() {
        for gate in &GATES {
            assert!(judge(&[(gate, gate.most)]).is_ok());
            assert!(judge(&[(gate, gate.most + 1)]).is_err());
        }
    }

    #[test]
    fn says_whether_the_goal_is_reached() {
        let [page, ..] = &GATES;
        assert!(judge(&[(page, 22_000)]).unwrap().what.contains("goal 22.00 kB reached"));
        assert!(judge(&[(page, 22_001)]).unwrap().what.contains("goal 22.00 kB missed"));
    }

    #[test]
    fn measures_each_file_by_itself() {
        let one = Sizes::of(&[7; 5000]).unwrap();
        assert_eq!(one.raw, 5000);
        assert!(one.gzip < 100 && one.brotli < one.gzip && one.brotli > 0);
    }

    #[test]
    fn shows_the_change_with_its_sign() {
        assert_eq!(change(Some(100), 90), "-10");
        assert_eq!(change(Some(90), 100), "+10");
        assert_eq!(change(Some(90), 90), "same");
        assert_eq!(change(None, 90), "first run");
    }
}
