//! `scripts.json`: what an assessor asks of each script of a payment page. A file without a row fails the build, as does a row
//! without a file; that the hosts are all that is contacted, `tests/e2e/inventory.test.mjs` sees.

use super::inventory_table::{Host, ROWS, Row, WORDS};
use super::publish::integrity;
use crate::repo::{VERSION, files_below};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

/// Its name, beside the scripts.
pub(crate) const NAME: &str = "scripts.json";

/// The list of what lies in the folder.
pub(super) fn list(cdn: &Path) -> Result<String> {
    let mut scripts = Vec::new();
    for file in files_below(cdn)? {
        let name = file.strip_prefix(cdn)?.to_string_lossy().replace('\\', "/");
        let Some(row) = row(&name) else { bail!("{name} has no row in inventory_table.rs") };
        let bytes = fs::read(&file).with_context(|| format!("reading {name}"))?;
        if !name.ends_with(".json") {
            scripts.push(entry(&name, row, &bytes));
        }
    }
    let is_used = |row: &&Row| row.file.ends_with(".json") || scripts.iter().any(|one| stands_for(row, &one["file"]));
    if let Some(row) = ROWS.iter().find(|row| !is_used(row)) {
        bail!("inventory_table.rs has a row for {}, and there is no such file", row.file);
    }
    let words: Map<String, Value> = WORDS.iter().map(|(word, is)| ((*word).to_owned(), (*is).into())).collect();
    let list = json!({ "name": "panless", "version": VERSION, "words": words, "scripts": scripts });
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}

fn row(name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| stands_for(row, &name.into()))
}

fn stands_for(row: &Row, name: &Value) -> bool {
    name.as_str().is_some_and(|name| name == row.file || (row.file.ends_with('/') && name.starts_with(row.file)))
}

fn entry(name: &str, row: &Row, bytes: &[u8]) -> Value {
    json!({
        "file": name,
        "purpose": row.purpose,
        "loaded": row.loaded,
        "origin": "self",
        "integrity": integrity(bytes),
        "hosts": row.hosts.iter().map(host).collect::<Vec<_>>(),
        "data": row.data,
    })
}

fn host(host: &Host) -> Value {
    match host {
        Host::Own => json!({ "host": "self" }),
        Host::Gateway(id) => json!({ "host": id.rules().base_url, "gateway": id.as_str() }),
        Host::Given(id) => json!({ "host": "option baseUrl", "gateway": id.as_str() }),
        Host::Frame => json!({ "host": "option frameUrl" }),
        Host::Relay => json!({ "host": "option seal.audience" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_a_folder_stands_for_its_files_and_no_file_has_two_rows() {
        assert_eq!(row("messages/de.js").map(|row| row.file), Some("messages/"));
        assert!(row("messages.js").is_none());
        for Row { file, .. } in &ROWS {
            assert_eq!(ROWS.iter().filter(|other| other.file == *file).count(), 1, "{file}");
        }
    }

    #[test]
    fn each_word_of_data_is_explained() {
        for word in ROWS.iter().flat_map(|row| row.data) {
            assert!(WORDS.iter().any(|(known, _)| known == word), "{word}");
        }
    }

    #[test]
    fn a_file_that_nobody_listed_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("panless.js"), "").unwrap();
        let missing = list(folder.path()).unwrap_err().to_string();
        assert!(missing.contains("a row for panless.wasm"), "{missing}");
        fs::write(folder.path().join("other.js"), "").unwrap();
        assert!(list(folder.path()).unwrap_err().to_string().contains("other.js has no row"));
    }
}
