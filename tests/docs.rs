//! The documents say what the code says.
#![cfg(not(target_arch = "wasm32"))]

use panless::error::Code;
use std::fmt::Write;

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors.md");
const BEGIN: &str = "<!-- errors -->\n";
const END: &str = "<!-- /errors -->";

/// With `PANLESS_BLESS` set, the table is written instead of compared.
#[test]
fn the_guide_s_table_of_errors_is_the_table_of_codes() -> Result<(), Box<dyn std::error::Error>> {
    let mut table = "| code | who acts | what happened | what to do |\n|---|---|---|---|\n".to_owned();
    for code in Code::ALL {
        let (category, message) = (code.category().as_str(), code.message());
        writeln!(table, "| `{}` | {category} | {message} | {} |", code.as_str(), code.remedy())?;
    }
    let guide = std::fs::read_to_string(GUIDE)?;
    let (before, rest) = guide.split_once(BEGIN).ok_or("docs/errors.md lost its mark")?;
    let (old, after) = rest.split_once(END).ok_or("docs/errors.md lost its mark")?;
    if std::env::var_os("PANLESS_BLESS").is_some() {
        std::fs::write(GUIDE, format!("{before}{BEGIN}{table}{END}{after}"))?;
    } else {
        assert_eq!(old, table, "PANLESS_BLESS=1 cargo test --test docs writes it anew");
    }
    Ok(())
}

/// A proof that is not there proves nothing.
#[test]
fn every_proof_that_security_md_names_exists() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("SECURITY.md"))?;
    let commands = std::fs::read_to_string(root.join("xtask/src/main.rs"))?.to_lowercase();
    let (mut files, mut named) = (0, 0);
    for word in text.split('`').skip(1).step_by(2) {
        if let Some(command) = word.strip_prefix("cargo xtask ") {
            assert!(commands.contains(&format!("self::{command}")), "{word}");
            named += 1;
        } else if word.ends_with(".test.mjs") || word.starts_with("tests/") || word.starts_with("xtask/") {
            let place = if word.contains('/') { word.to_owned() } else { format!("tests/e2e/{word}") };
            assert!(root.join(place).exists(), "{word}");
            files += 1;
        }
    }
    assert!(files > 20 && named > 3, "{files} files, {named} commands");
    Ok(())
}

/// The tables are held by the tests that play them.
#[test]
fn the_readme_has_the_figures_of_the_tables() -> Result<(), Box<dyn std::error::Error>> {
    let read = |name: &str| std::fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR")));
    let (readme, faults, policies) = (read("README.md")?, read("docs/faults.md")?, read("docs/csp.md")?);
    let total = faults.lines().find_map(|line| line.strip_prefix("| all | all | ")).ok_or("no sum of the faults")?;
    let figures: Vec<_> = total.trim_end_matches(" |").split(" | ").collect();
    let [cells, played, left] = &figures[..] else { return Err("the sum has other columns".into()) };
    assert!(readme.contains(&format!("{cells} cells: {played} are played, {left} cannot be")), "{total}");
    let size = policies.lines().find(|line| line.contains(" cells: ")).ok_or("no sum of the policies")?;
    assert!(readme.contains(size.trim_end_matches('.')), "{size}");
    Ok(())
}
