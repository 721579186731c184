//! The published types against the ones agreed on in `tests/api`: a change there asks for a version number to match.

use crate::process::line;
use crate::repo::{read, write};
use crate::session::{Done, Session};
use anyhow::{Result, bail};
use std::fs;

const FILES: [&str; 12] = [
    "index.d.ts",
    "types.d.ts",
    "codes.d.ts",
    "forms.d.ts",
    "messages.d.ts",
    "slim.d.ts",
    "panless-core.d.ts",
    "sandbox.d.ts",
    "element.d.ts",
    "compat/paymentspring.d.ts",
    "compat/chargeio.d.ts",
    "compat/tokenizer.d.ts",
];

/// `cargo xtask api`.
pub(crate) fn run(session: &Session, bless: bool) -> Result<Done> {
    let built = session.built()?;
    let mut changed = Vec::new();
    for name in FILES {
        let now = read(&built.npm.join(name))?;
        let golden = session.repo.path("tests/api").join(name);
        if bless {
            write(&golden, now)?;
            continue;
        }
        let before = fs::read_to_string(&golden).unwrap_or_default();
        if before != now {
            line(&format!("--- tests/api/{name}\n+++ dist/npm/{name}"));
            line(&difference(&before, &now));
            changed.push(name);
        }
    }
    if !changed.is_empty() {
        bail!("{} changed. If that is meant: cargo xtask api --bless", changed.join(" and "));
    }
    if bless {
        return Ok(Done::new("tests/api holds the built types.", "choose the version number that fits, and commit."));
    }
    Ok(Done::new("The published types are those of tests/api.", "`cargo xtask package`."))
}

/// The lines between the common beginning and the common end.
fn difference(before: &str, now: &str) -> String {
    let before: Vec<_> = before.lines().collect();
    let now: Vec<_> = now.lines().collect();
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = before.iter().zip(&now).take_while(same).count();
    let room = before.len().min(now.len()) - head;
    let tail = before.iter().rev().zip(now.iter().rev()).take(room).take_while(same).count();
    let part = |lines: &[&str], sign: &str| {
        let count = lines.len() - head - tail;
        lines.iter().skip(head).take(count).map(|line| format!("{sign}{line}")).collect::<Vec<_>>()
    };
    let mut lines = vec![format!("@@ line {} @@", head + 1)];
    lines.extend(part(&before, "-"));
    lines.extend(part(&now, "+"));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn shows_the_changed_lines_alone() {
        assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), "@@ line 2 @@\n-b\n+x\n+y");
    }

    #[test]
    fn shows_a_repeated_line_once_when_one_is_added() {
        assert_eq!(difference("a\na\n", "a\na\na\n"), "@@ line 3 @@\n+a");
    }
}
