//! `bom.json`: what the files are made of, as CycloneDX 1.6. Nothing of it is of this run: no time, no serial number.
//!
//! The components are the crates that are linked for wasm32, and Rust's own library; the tools are what made bytes of them. Crates that
//! run at build time only stand in Cargo.lock.

use crate::process::text;
use crate::repo::{Repo, VERSION, read};
use crate::session::Session;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Its name, beside the scripts.
pub(crate) const NAME: &str = "bom.json";

/// The packages of `xtask/tools` that make bytes.
const NODE_TOOLS: [&str; 3] = ["binaryen", "esbuild", "terser"];
/// The crates of this program that do.
const CRATE_TOOLS: [&str; 2] = ["walrus", "wasm-bindgen-cli-support"];

/// A crate that is linked.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Linked {
    name: String,
    version: String,
    licence: String,
}

/// The whole file.
pub(super) fn file(session: &Session) -> Result<String> {
    let repo = &session.repo;
    let (linked, edges) = linked(&tree(session)?)?;
    let lock = read(&repo.path("Cargo.lock"))?;
    let rust = session.wasm()?.version();
    let mut components: Vec<Value> = linked.iter().skip(1).map(|one| component(one, &lock)).collect();
    components.push(json!({
        "type": "library", "bom-ref": "rust-std", "name": "rust-std", "version": rust,
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "description": "core and alloc of this compiler, for wasm32-unknown-unknown",
    }));
    let own = linked.first().context("cargo tree names no package")?;
    let bom = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "tools": { "components": tools(repo, &lock, rust)? },
            "component": {
                "type": "library", "bom-ref": reference(own), "name": "panless", "version": VERSION,
                "purl": format!("pkg:npm/panless@{VERSION}"), "licenses": [{ "expression": own.licence }],
            },
        },
        "components": components,
        "dependencies": dependencies(own, &edges),
    });
    Ok(serde_json::to_string_pretty(&bom)? + "\n")
}

/// Each linked crate on a line: how deep, which one, its licence.
fn tree(session: &Session) -> Result<String> {
    let mut cargo = session.wasm()?.command();
    cargo.args(["tree", "-p", "panless", "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro"]);
    cargo.args(["--no-default-features", "--features", "seal", "--prefix", "depth", "--no-dedupe"]);
    text(cargo.args(["--format", "|{p}|{l}"]).current_dir(&session.repo.root))
}

type Edges = BTreeMap<String, BTreeSet<String>>;

/// The crates, ours first, and who uses whom.
fn linked(tree: &str) -> Result<(Vec<Linked>, Edges)> {
    let mut all = BTreeSet::new();
    let mut edges = Edges::new();
    let mut above: Vec<Linked> = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let mut parts = line.split('|');
        let mut next = || parts.next().with_context(|| format!("cargo tree writes `{line}`"));
        let depth: usize = next()?.parse()?;
        let (name, licence) = (next()?, next()?);
        let (name, version) = name.split_once(" v").with_context(|| format!("cargo tree writes `{line}`"))?;
        // After our own version stands its folder.
        let version = version.split(' ').next().unwrap_or_default();
        let licence = licence.replace('/', " OR ");
        let one = Linked { name: name.to_owned(), version: version.to_owned(), licence };
        above.truncate(depth);
        edges.entry(reference(&one)).or_default();
        if let Some(user) = above.last() {
            edges.entry(reference(user)).or_default().insert(reference(&one));
            all.insert(one.clone());
        }
        above.push(one);
    }
    let own = above.into_iter().next().context("cargo tree names no package")?;
    Ok((std::iter::once(own).chain(all).collect(), edges))
}

fn reference(Linked { name, version, .. }: &Linked) -> String {
    format!("pkg:cargo/{name}@{version}")
}

fn component(one: &Linked, lock: &str) -> Value {
    let mut made = json!({
        "type": "library", "bom-ref": reference(one), "name": one.name, "version": one.version,
        "licenses": [{ "expression": one.licence }], "purl": reference(one),
    });
    if let (Some(sum), Some(members)) = (checksum(lock, &one.name, &one.version), made.as_object_mut()) {
        members.insert("hashes".to_owned(), json!([{ "alg": "SHA-256", "content": sum }]));
    }
    made
}

/// The hash of a crate's archive, as Cargo.lock has it.
fn checksum<'a>(lock: &'a str, name: &str, version: &str) -> Option<&'a str> {
    let (_, entry) = lock.split_once(&format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n"))?;
    let entry = entry.split("[[package]]").next()?;
    entry.lines().find_map(|line| line.strip_prefix("checksum = \"")?.strip_suffix('"'))
}

fn tools(repo: &Repo, lock: &str, rust: &str) -> Result<Vec<Value>> {
    let application = |name: &str, version: &str| json!({ "type": "application", "name": name, "version": version });
    let mut tools = vec![application("rustc", rust)];
    for name in CRATE_TOOLS {
        let (_, rest) = lock
            .split_once(&format!("name = \"{name}\"\nversion = \""))
            .with_context(|| format!("Cargo.lock has no {name}"))?;
        tools.push(application(name, rest.split('"').next().unwrap_or_default()));
    }
    let manifest: Value = serde_json::from_str(&read(&repo.tools().join("package.json"))?)?;
    for name in NODE_TOOLS {
        let version = manifest.pointer(&format!("/devDependencies/{name}")).and_then(Value::as_str);
        tools.push(application(name, version.with_context(|| format!("xtask/tools has no {name}"))?));
    }
    Ok(tools)
}

fn dependencies(own: &Linked, edges: &Edges) -> Vec<Value> {
    let rows = edges.iter().map(|(user, used)| {
        let std = (*user == reference(own)).then_some("rust-std");
        json!({ "ref": user, "dependsOn": used.iter().map(String::as_str).chain(std).collect::<Vec<_>>() })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0|panless v0.1.0 (/home/me/panless)|MIT OR Apache-2.0\n1|spin v0.9.9|MIT\n2|lock_api v0.4.14|MIT/Apache-2.0\n\
                        1|lock_api v0.4.14|MIT/Apache-2.0\n";

    #[test]
    fn each_linked_crate_is_there_once_with_its_users() {
        let (linked, edges) = linked(TREE).unwrap();
        let names: Vec<_> = linked.iter().map(reference).collect();
        assert_eq!(names, ["pkg:cargo/panless@0.1.0", "pkg:cargo/lock_api@0.4.14", "pkg:cargo/spin@0.9.9"]);
        assert_eq!(linked[1].licence, "MIT OR Apache-2.0");
        assert_eq!(edges["pkg:cargo/spin@0.9.9"].len(), 1);
        assert_eq!(edges["pkg:cargo/panless@0.1.0"].len(), 2);
    }

    #[test]
    fn a_crate_s_hash_is_the_lock_s() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"x\"\nchecksum = \"0f\"\n\n\
                    [[package]]\nname = \"b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"c\"\nversion = \"1.0.0\"\nchecksum = \"aa\"\n";
        assert_eq!(
            [("a", "1.0.0"), ("b", "1.0.0"), ("a", "2.0.0")].map(|(name, version)| checksum(lock, name, version)),
            [Some("0f"), None, None]
        );
    }
}
