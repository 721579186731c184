//! What is in the packed package: exactly this.

use crate::build::{bundle, messages};
use crate::repo::{files_below, read};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

/// Beside these the message packs, the compatibility scripts, and the chunks that are imported. A new entry of the package has a row here for each of its files.
const FILES: &[&str] = &[
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "codes.d.ts",
    "element.d.ts",
    "element.js",
    "forms.d.ts",
    "index.d.ts",
    "index.js",
    "inline.js",
    "jsonp.html",
    "messages.d.ts",
    "node.js",
    "package.json",
    "panless-core.d.ts",
    "panless-core.js",
    "panless-fields.wasm",
    "panless.wasm",
    "sandbox-node.js",
    "sandbox.d.ts",
    "sandbox.js",
    "slim.d.ts",
    "slim.js",
    "types.d.ts",
];

/// Fails for a file that is missing and for one that nobody needs.
pub(super) fn check(session: &Session, npm: &Path, packed: &[&str]) -> Result<()> {
    let mut wanted: BTreeSet<String> = FILES.iter().map(|&name| name.to_owned()).collect();
    for pack in files_below(&session.repo.path("www").join(messages::FOLDER))? {
        let name = pack.file_name().context("a pack has no name")?.to_string_lossy().into_owned();
        wanted.insert(format!("{}/{name}", messages::FOLDER));
    }
    let compat = bundle::COMPAT.iter().flat_map(|name| ["js", "d.ts"].map(|end| format!("compat/{name}.{end}")));
    wanted.extend(compat.chain(chunks(npm)?));
    let packed: BTreeSet<String> = packed.iter().map(|&name| name.to_owned()).collect();
    faults(&wanted, &packed)
}

/// The chunks that some module imports, by name.
fn chunks(npm: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for file in files_below(npm)?.iter().filter(|file| file.extension().is_some_and(|end| end == "js")) {
        let text = read(file)?;
        let imports = text.split("\"./chunk-").skip(1).filter_map(|rest| rest.split('"').next());
        names.extend(imports.map(|name| format!("chunk-{name}")));
    }
    Ok(names)
}

fn faults(wanted: &BTreeSet<String>, packed: &BTreeSet<String>) -> Result<()> {
    let missing = wanted.difference(packed).map(|name| format!("lacks {name}"));
    let needless = packed.difference(wanted).map(|name| format!("has {name}, which nobody needs"));
    let faults: Vec<_> = missing.chain(needless).collect();
    if !faults.is_empty() {
        bail!("the packed package {}", faults.join(", and "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::faults;
    use std::collections::BTreeSet;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn names_a_file_that_is_missing_and_one_that_is_not_needed() {
        let wanted = set(&["index.js", "node.js"]);
        assert!(faults(&wanted, &wanted).is_ok());
        let error = faults(&wanted, &set(&["index.js", "notes.txt"])).unwrap_err().to_string();
        assert_eq!(error, "the packed package lacks node.js, and has notes.txt, which nobody needs");
    }
}
