//! TypeScript's part: the published types from a user's side, and the JavaScript of `www` from ours.

use crate::process::{command, run as run_command};
use crate::repo::{Repo, files_below, has_extension, write};
use crate::session::{Done, Session};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The oldest and the newest supported compiler, as `xtask/tools/package.json` names and pins them.
const COMPILERS: [&str; 2] = ["typescript-oldest", "typescript"];

/// `cargo xtask types`.
pub(crate) fn run(session: &Session) -> Result<Done> {
    session.built()?;
    let repo = &session.repo;
    let published = published(repo)?;
    for compiler in COMPILERS {
        check(session, compiler, "the published types", "tsconfig.types.json", &published)?;
    }
    let (node, browser): (Vec<_>, Vec<_>) = scripts(repo)?.into_iter().partition(|file| file.ends_with("node.js"));
    check(session, "typescript", "www", "tsconfig.www.json", &javascript(repo, &browser, &[]))?;
    check(session, "typescript", "www/node.js", "tsconfig.node.json", &javascript(repo, &node, &["node"]))?;
    Ok(Done::new("The types hold under the oldest and newest TypeScript, and www fits them.", "`cargo xtask api`."))
}

fn check(session: &Session, compiler: &str, what: &str, name: &str, config: &Value) -> Result<()> {
    session.say(&format!("tsc of {compiler}: {what}"));
    let file = session.repo.work().join(name);
    write(&file, serde_json::to_string_pretty(config)?)?;
    let mut tsc = command("node");
    tsc.arg(session.repo.tool(compiler).join("bin/tsc")).args(["--pretty", "false", "-p"]).arg(file);
    run_command(tsc.current_dir(&session.repo.root))
}

/// A user's strict project; it finds `panless` through the `exports` of the built package.
fn published(repo: &Repo) -> Result<Value> {
    let tests = ["valid.ts", "invalid.ts"].map(|name| repo.path("tests/types").join(name));
    for test in &tests {
        if !test.exists() {
            bail!("{} is missing: nothing would be tested", test.display());
        }
    }
    Ok(json!({ "compilerOptions": options(repo, &[]), "files": tests }))
}

/// The JavaScript of `www`, file by file: by pattern, tsc would leave out `index.js`, because `index.d.ts` stands
/// beside it.
fn javascript(repo: &Repo, files: &[PathBuf], types: &[&str]) -> Value {
    let mut options = options(repo, types);
    if let Some(members) = options.as_object_mut() {
        members.insert("allowJs".into(), true.into());
        members.insert("checkJs".into(), true.into());
        let paths = json!({
            "panless-generated": [repo.work().join("generated/tables.js")],
            "panless-seal": [repo.work().join("generated/seal.js")],
            "panless-frame": [repo.work().join("generated/frame.js")],
            "panless-packs": [repo.work().join("generated/packs.js")],
            "panless-labels": [repo.work().join("generated/labels.js")],
            "panless-marks": [repo.work().join("generated/marks.js")],
            "panless-inline": [repo.work().join("generated/inline.js")],
            "panless-jsonp": [repo.work().join("generated/jsonp.js")],
            "panless-sentences": [repo.work().join("generated/sentences.js")],
            "panless-api": [repo.path("www/index.js")],
        });
        members.insert("paths".into(), paths);
    }
    json!({ "compilerOptions": options, "files": files })
}

fn options(repo: &Repo, types: &[&str]) -> Value {
    json!({
        "strict": true,
        "noEmit": true,
        "target": "es2020",
        "lib": ["es2020", "es2021.promise", "dom", "dom.iterable"],
        "module": "esnext",
        "moduleResolution": "bundler",
        "types": types,
        "typeRoots": [repo.tool("@types")],
    })
}

/// All JavaScript of `www`, the demo's too.
fn scripts(repo: &Repo) -> Result<Vec<PathBuf>> {
    Ok(files_below(&repo.path("www"))?.into_iter().filter(|file| has_extension(file, &["js"])).collect())
}
