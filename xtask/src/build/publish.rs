//! Everything in `dist` that no tool writes: the wasm, types, manifest, licences, hashes.

use super::{bom, bundle, compile, inventory, js_core};
use crate::repo::{Repo, VERSION, copy, files_below, read, write};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest, Sha384};
use std::fs;
use std::path::Path;

/// What stands in a core that traps on demand, see src/wasm/trap.rs.
const TRAP: &[u8] = b"panless-test-trap";

/// The core in all its forms; each lies in the work folder under the name that it ships by.
const CORES: [&str; 3] = [compile::PART, compile::WHOLE, js_core::FILE];

/// Fills both folders.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    for folder in [repo.dist_npm(), repo.dist_cdn()] {
        for file in CORES {
            copy(&repo.work().join(file), &folder.join(file))?;
        }
    }
    check_trap(repo)?;
    npm_texts(repo)?;
    write(&repo.dist_cdn().join(bom::NAME), bom::file(session)?)?;
    write(&repo.dist_cdn().join(inventory::NAME), inventory::list(&repo.dist_cdn())?)?;
    write(&repo.dist_cdn().join("sri.json"), hashes(&repo.dist_cdn())?)
}

/// The trap for tests never ships. It must be found in the build that has it, or this would look for the wrong thing.
fn check_trap(repo: &Repo) -> Result<()> {
    for file in CORES.map(|name| repo.dist_cdn().join(name)) {
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        if bytes.windows(TRAP.len()).any(|window| window == TRAP) != repo.trapping {
            bail!("{} is with the trap for tests, or should be", file.display());
        }
    }
    Ok(())
}

fn npm_texts(repo: &Repo) -> Result<()> {
    let npm = repo.dist_npm();
    let copies = [
        ("src/wasm/types.ts", "types.d.ts"),
        ("src/wasm/codes.ts", "codes.d.ts"),
        ("src/wasm/forms.ts", "forms.d.ts"),
        ("www/index.d.ts", "index.d.ts"),
        ("www/setup.d.ts", "slim.d.ts"),
        ("www/panless-core.d.ts", "panless-core.d.ts"),
        ("www/messages.d.ts", "messages.d.ts"),
        ("www/sandbox.d.ts", "sandbox.d.ts"),
        ("www/element.d.ts", "element.d.ts"),
        ("pkg-template/README.md", "README.md"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
    ];
    for (from, to) in copies {
        copy(&repo.path(from), &npm.join(to))?;
    }
    for name in bundle::COMPAT.map(|name| format!("compat/{name}.d.ts")) {
        copy(&repo.path("www").join(&name), &npm.join(&name))?;
    }
    let manifest = manifest(&read(&repo.path("pkg-template/package.json"))?)?;
    write(&npm.join("package.json"), manifest)
}

/// The template with the version of Cargo.toml, the only place that has one.
fn manifest(template: &str) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(template).context("reading pkg-template/package.json")?;
    let members = manifest.as_object_mut().context("pkg-template/package.json is no object")?;
    members.insert("version".to_owned(), VERSION.into());
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// For the `integrity` of script tags: the SHA-384 of each file by its name.
fn hashes(cdn: &Path) -> Result<String> {
    let mut hashes = Map::new();
    for file in files_below(cdn)? {
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let name = file.strip_prefix(cdn)?.to_string_lossy().replace('\\', "/");
        hashes.insert(name, integrity(&bytes).into());
    }
    Ok(serde_json::to_string_pretty(&hashes)? + "\n")
}

/// As subresource integrity names a file.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_the_subresource_integrity_standard_shows_it() {
        // The example of its section 1.2.1.
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn the_manifest_keeps_the_order_of_the_template_and_gets_the_version() {
        let made = manifest(r#"{"name":"x","version":"0.0.0","type":"module"}"#).unwrap();
        assert_eq!(
            made,
            format!("{{\n  \"name\": \"x\",\n  \"version\": \"{VERSION}\",\n  \"type\": \"module\"\n}}\n")
        );
    }
}
