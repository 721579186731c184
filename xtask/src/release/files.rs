//! What a release consists of: `dist/release`. The same commit gives the same bytes.

use crate::build::{bom, inventory};
use crate::process::{command, text};
use crate::repo::{copy, empty_folder, files_below, write};
use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};
use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is said of the script-tag files, for whoever looks before unpacking.
pub(super) const LISTS: [&str; 3] = ["sri.json", inventory::NAME, bom::NAME];

/// Fills the folder and names what is in it.
pub(super) fn write_all(
    root: &Path,
    folder: &Path,
    version: &str,
    notes: &str,
    pack: &dyn Fn(&Path) -> Result<PathBuf>,
) -> Result<Vec<String>> {
    empty_folder(folder)?;
    let cdn = root.join("dist/cdn").join(version);
    pack(folder)?;
    write(&folder.join(format!("panless-cdn-{version}.tar.gz")), archive(&cdn, version)?)?;
    for list in LISTS {
        copy(&cdn.join(list), &folder.join(list))?;
    }
    write(&folder.join("NOTES.md"), notes)?;
    let files = files_below(folder)?;
    write(&folder.join("SHA256SUMS"), sums::<Sha256>(&files)?)?;
    write(&folder.join("SHA384SUMS"), sums::<Sha384>(&files)?)?;
    files_below(folder)?.iter().map(|file| name(file)).collect()
}

/// `npm pack`, into a folder; gives the file.
pub(crate) fn npm_pack(npm_folder: &Path, into: &Path) -> Result<PathBuf> {
    let mut npm = command("npm");
    npm.args(["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination"]).arg(into);
    let report = text(npm.current_dir(npm_folder))?;
    let report: Value = serde_json::from_str(&report).context("reading npm pack's report")?;
    // npm lists the packages, or names them.
    let packed = report.get(0).or_else(|| report.get("panless")).context("npm pack reports no package")?;
    Ok(into.join(packed.get("filename").and_then(Value::as_str).context("npm pack names no file")?))
}

/// The folder as one file, below a folder of its version. Owners and times of this machine stay out.
pub(crate) fn archive(cdn: &Path, version: &str) -> Result<Vec<u8>> {
    let zip = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    let mut archive = tar::Builder::new(zip);
    for file in files_below(cdn)? {
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len().try_into()?);
        header.set_mode(0o644);
        header.set_mtime(0);
        let path = Path::new(version).join(file.strip_prefix(cdn)?);
        archive.append_data(&mut header, path, bytes.as_slice())?;
    }
    Ok(archive.into_inner()?.finish()?)
}

/// A line for each file, as `sha256sum --check` and `shasum` read it.
fn sums<Hash: Digest>(files: &[PathBuf]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for file in files {
        let hash = Hash::digest(fs::read(file)?);
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(lines, "{digits}  {}", name(file)?)?;
    }
    Ok(lines)
}

fn name(file: &Path) -> Result<String> {
    Ok(file.file_name().context("a file without a name")?.to_string_lossy().into_owned())
}
