//! What we name ourselves: each with an exact version, and a line that says what it is for.

use super::LOCKS;
use crate::repo::{files_below, read};
use crate::session::Session;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// The faults of all manifests.
///
/// # Errors
/// When one cannot be read.
pub(super) fn faults(session: &Session) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in manifests(&session.repo.root)? {
        let name = file.strip_prefix(&session.repo.root).unwrap_or(&file).display().to_string();
        faults.extend(of_cargo(&read(&file)?).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    for folder in LOCKS {
        let file = session.repo.path(folder).join("package.json");
        let manifest = serde_json::from_str(&read(&file)?).with_context(|| format!("{folder}/package.json"))?;
        faults.extend(of_npm(&manifest).into_iter().map(|fault| format!("{folder}/package.json: {fault}")));
    }
    Ok(faults)
}

fn manifests(root: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut found = vec![root.join("Cargo.toml")];
    for folder in ["tests/fuzz", "xtask"] {
        let below = files_below(&root.join(folder))?;
        found.extend(below.into_iter().filter(|file| file.ends_with("Cargo.toml")));
    }
    Ok(found)
}

/// A comment stands above each dependency, or above the one that it goes with.
fn of_cargo(text: &str) -> Vec<String> {
    let (mut within, mut reasoned, mut faults) = (false, false, Vec::new());
    for line in text.lines() {
        match line.split_once(" = ") {
            _ if line.starts_with('[') => (within, reasoned) = (line.ends_with("dependencies]"), false),
            _ if line.starts_with('#') => reasoned = true,
            Some((name, value)) if within => {
                if !reasoned {
                    faults.push(format!("no line above {name} says what it is for"));
                }
                if !value.contains("\"=") && !value.contains("path = ") {
                    faults.push(format!("{name} has no exact version"));
                }
            }
            _ => reasoned = false,
        }
    }
    faults
}

/// The member `reasons` has each dependency, and nothing else.
fn of_npm(manifest: &Value) -> Vec<String> {
    let object = |name: &str| manifest.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
    let (reasons, mut faults) = (object("reasons"), Vec::new());
    let named: Vec<_> = ["dependencies", "devDependencies"].into_iter().flat_map(object).collect();
    for (name, version) in &named {
        if reasons.get(name).and_then(Value::as_str).unwrap_or("").is_empty() {
            faults.push(format!("\"reasons\" does not say what {name} is for"));
        }
        // Also of one that goes by another name here: npm:typescript@5.0.4.
        let version = version.as_str().unwrap_or("").rsplit('@').next().unwrap_or("");
        if semver::Version::parse(version).is_err() {
            faults.push(format!("{name} has no exact version"));
        }
    }
    let is_gone = |name: &&String| !named.iter().any(|(own, _)| own == *name);
    faults.extend(reasons.keys().filter(is_gone).map(|name| format!("\"reasons\" has {name}, which is not there")));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_crate_without_a_reason_or_an_exact_version_is_a_fault() {
        let good =
            "[dependencies]\n# Why.\na = \"=1.0.0\"\nb = { version = \"=1.0.0\" }\n# Ours.\nc = { path = \"..\" }\n";
        assert!(of_cargo(good).is_empty(), "{:?}", of_cargo(good));
        assert_eq!(of_cargo("[dev-dependencies]\na = \"=1.0.0\"\n").len(), 1);
        assert_eq!(of_cargo("[dependencies]\n# Why.\na = \"=1.0.0\"\n\nb = \"=1.0.0\"\n").len(), 1);
        assert_eq!(of_cargo("[dependencies]\n# Why.\na = \"1.0.0\"\n").len(), 1);
        assert!(of_cargo("[package]\nname = \"a\"\n").is_empty());
    }

    #[test]
    fn a_package_without_a_reason_or_an_exact_version_is_a_fault() {
        let of = |version: &str, reasons: Value| {
            of_npm(&json!({ "devDependencies": { "a": version }, "reasons": reasons })).len()
        };
        assert_eq!(of("1.2.3", json!({ "a": "Why." })), 0);
        assert_eq!(of("npm:b@1.2.3", json!({ "a": "Why." })), 0);
        assert_eq!(of("1.2.3", json!({})), 1);
        assert_eq!(of("^1.2.3", json!({ "a": "Why." })), 1);
        assert_eq!(of("1.2.3", json!({ "a": "Why.", "b": "Gone." })), 1);
    }
}
