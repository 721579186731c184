//! One target under libFuzzer. `cargo xtask fuzz` builds it, and says by `PANLESS_FUZZ` what it is to do: `run <target>`,
//! `list`, or `unpack`, `pack` and `line`, which is what only this crate knows of corpora.

#![no_main]
#![allow(unsafe_code, reason = "libFuzzer calls a symbol")]

use libfuzzer_sys::fuzz_target;
use panless_fuzz::{TARGETS, Target, corpus};
use std::path::Path;
use std::process::exit;
use std::sync::OnceLock;

static CHOSEN: OnceLock<&'static Target> = OnceLock::new();

fuzz_target!(init: start(), |data: &[u8]| {
    if let Some(target) = CHOSEN.get() {
        (target.run)(data);
    }
});

/// Does what is asked for, and goes on only where that is a run.
fn start() {
    let asked = std::env::var("PANLESS_FUZZ").unwrap_or_default();
    let words: Vec<&str> = asked.splitn(3, ' ').collect();
    let done = match *words.as_slice() {
        ["run", name] => match TARGETS.iter().find(|target| target.name == name) {
            Some(target) => {
                let _ = CHOSEN.set(target);
                return;
            }
            None => Err(std::io::Error::other("no such target")),
        },
        ["list"] => {
            TARGETS.iter().for_each(|row| println!("{} {} {}", row.name, row.longest, row.share));
            Ok(())
        }
        ["unpack", name, folder] => corpus::unpack(name, Path::new(folder)),
        ["pack", name, folder] => corpus::pack(name, Path::new(folder)),
        ["line", _, file] => std::fs::read(file).map(|input| println!("{}", corpus::line(&input))),
        _ => Err(std::io::Error::other("PANLESS_FUZZ asks for nothing: run `cargo xtask fuzz`")),
    };
    if let Err(error) = &done {
        eprintln!("{error}");
    }
    exit(i32::from(done.is_err()));
}
