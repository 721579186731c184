//! Programs that are crates: built once, into a folder of our own.

use crate::process::{command, run};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// The program of this crate, in this version. Debian has no package of it.
///
/// # Errors
/// When it does not compile.
pub(crate) fn ensure(session: &Session, name: &str, version: &str) -> Result<PathBuf> {
    let folder = session.repo.target().join("tools");
    let (built, stamp) = (folder.join("bin").join(name), folder.join(format!("{name}-version")));
    if built.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|kept| kept == version) {
        return Ok(built);
    }
    session.say(&format!("building {name} {version} from its crate into target/tools, once; about two minutes"));
    let mut cargo = command("cargo");
    cargo.args(["install", name, "--version", version, "--locked", "--quiet", "--force", "--root"]).arg(&folder);
    // Its hundred crates are of no use to anything else here.
    run(cargo.env("CARGO_TARGET_DIR", folder.join("build")))
        .with_context(|| format!("cannot build it; see whether `cargo install {name} --locked` says more"))?;
    let _ = std::fs::remove_dir_all(folder.join("build"));
    if !built.is_file() {
        bail!("cargo installed no {name}");
    }
    std::fs::write(&stamp, version)?;
    Ok(built)
}
