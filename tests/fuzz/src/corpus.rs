//! The inputs that are kept: two files for each target, an input a line, written so that people can read it. `seeds` has what
//! somebody chose, and what once failed; `corpus` what fuzzing found, made anew by `cargo xtask fuzz --keep`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn file(folder: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{name}.txt"))
}

/// The inputs of a target, in order.
///
/// # Errors
/// When there is no seed.
pub fn read(name: &str) -> io::Result<Vec<Vec<u8>>> {
    let seeds = fs::read_to_string(file("seeds", name))?;
    let found = fs::read_to_string(file("corpus", name)).unwrap_or_default();
    Ok(seeds.lines().chain(found.lines()).map(bytes).collect())
}

/// An input as a line.
#[must_use]
pub fn line(input: &[u8]) -> String {
    input.escape_ascii().to_string()
}

/// The bytes that a line stands for.
#[must_use]
pub fn bytes(line: &str) -> Vec<u8> {
    let (mut bytes, mut signs) = (Vec::new(), line.bytes());
    let digit = |sign: Option<u8>| sign.and_then(|sign| char::from(sign).to_digit(16)).unwrap_or(0) as u8;
    while let Some(sign) = signs.next() {
        bytes.push(match sign {
            b'\\' => match signs.next() {
                Some(b'n') => b'\n',
                Some(b'r') => b'\r',
                Some(b't') => b'\t',
                Some(b'x') => digit(signs.next()) << 4 | digit(signs.next()),
                other => other.unwrap_or(b'\\'),
            },
            other => other,
        });
    }
    bytes
}

/// Lays the inputs of a target into a folder, a file each, as libFuzzer wants them.
///
/// # Errors
/// When a file cannot be written.
pub fn unpack(name: &str, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (place, input) in read(name).unwrap_or_default().into_iter().enumerate() {
        fs::write(folder.join(format!("{place:04}")), input)?;
    }
    Ok(())
}

/// Makes the corpus of a target of what lies in a folder.
///
/// # Errors
/// When a file cannot be read or written.
pub fn pack(name: &str, folder: &Path) -> io::Result<()> {
    let files = fs::read_dir(folder)?.map(|entry| fs::read(entry?.path()));
    let mut lines = files.map(|input| Ok(line(&input?))).collect::<io::Result<Vec<_>>>()?;
    lines.sort_by_key(|line| (line.len(), line.clone()));
    fs::write(file("corpus", name), lines.join("\n") + "\n")
}
