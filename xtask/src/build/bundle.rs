//! esbuild and terser: `www` and the generated files as the package's modules and as the script-tag files.

use super::{compile, js_core};
use crate::process::{command, run as run_command};
use crate::repo::{Repo, empty_folder, files_below, write};
use crate::session::Session;
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;
use std::process::Command;

/// The entries of the package, each with its types beside it; parts that two of them have are in one chunk.
const NPM: [&str; 6] = [
    "www/index.js",
    "www/node.js",
    "www/slim.js",
    "www/inline.js",
    "sandbox=www/sandbox/index.js",
    "sandbox-node=www/sandbox/node.js",
];

/// Bundles for both places.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    inline(repo)?;
    let mut npm = esbuild(repo);
    npm.args(NPM).args(["--splitting", "--format=esm", "--chunk-names=chunk-[hash]"]);
    // Names and spaces stay, and with the spaces what the code says to bundlers: whoever debugs a shop should be able to
    // read this. Their own bundler shortens them.
    npm.args(["--platform=neutral", "--external:node:*", "--minify-syntax"]);
    npm.arg(format!("--external:./{}", js_core::FILE));
    npm.arg(format!("--outdir={}", repo.dist_npm().display()));
    run_command(&mut npm)?;
    empty_folder(&repo.work().join(SCRIPTS))?;
    fs::create_dir_all(repo.dist_cdn())?;
    script(repo, "global.js", "iife", "panless.js")?;
    script(repo, "jsonp-sender.js", "esm", JSONP)?;
    script(repo, "frames/hosted.js", "esm", FRAME)?;
    script(repo, "frames/mount.js", "esm", MOUNT)?;
    script(repo, "hosted/frame.js", "iife", HOSTED)?;
    script(repo, "seal/seal.js", "esm", SEAL)?;
    script(repo, "judge.js", "esm", JUDGE)?;
    fields(repo)?;
    compat(repo)?;
    element(repo)?;
    shorten(repo)
}

/// Writes the module that `www/inline.js` imports as `panless-inline`: the whole wasm as text, and how the other core is loaded.
fn inline(repo: &Repo) -> Result<()> {
    let file = repo.work().join(compile::WHOLE);
    let text = STANDARD.encode(fs::read(&file).with_context(|| format!("reading {}", file.display()))?);
    let core = js_core::FILE;
    let module = format!(
        "// Made by `cargo xtask build` of {}.\n// @ts-nocheck\n\nexport const wasm = \"{text}\";\nexport const js = () => import(\"./{core}\");\n",
        compile::WHOLE
    );
    write(&repo.work().join("generated/inline.js"), module)
}

/// What stands in a module of the package that is made of `www/sandbox`.
pub(crate) const OF_SANDBOX: &str = "\n// www/sandbox/";

/// What `panless.js` loads for gateways that want JSONP.
pub(crate) const JSONP: &str = "panless-jsonp.js";

/// What `panless.js` loads for whoever wants the card logic by itself.
pub(crate) const JUDGE: &str = "panless-judge.js";

/// What `panless.js` loads for the page's own inputs.
pub(crate) const FIELDS: &str = "panless-attach.js";

/// What that loads to show the brand of a card.
pub(crate) const MARKS: &str = "panless-marks.js";

/// What `panless.js` loads for frames that a gateway hosts.
pub(crate) const FRAME: &str = "panless-frame.js";

/// What `panless.js` loads for our own frame.
pub(crate) const MOUNT: &str = "panless-mount.js";

/// What `panless.js` loads to seal fields to a relay's key.
pub(crate) const SEAL: &str = "panless-seal.js";

/// What runs in our own frame, the loader in it.
pub(crate) const HOSTED: &str = "frame.js";

fn script(repo: &Repo, entry: &str, format: &str, name: &str) -> Result<()> {
    let mut cdn = esbuild(repo);
    cdn.args([&format!("www/{entry}"), &format!("--format={format}"), "--platform=browser"]);
    cdn.arg(format!("--alias:panless-api={}", repo.path("www/compat/script.js").display()));
    run_command(cdn.arg(format!("--outfile={}", repo.work().join(SCRIPTS).join(name).display())))
}

/// The page's own inputs, and in a file of its own what they load later.
fn fields(repo: &Repo) -> Result<()> {
    let mut cdn = esbuild(repo);
    cdn.args(["panless-attach=www/fields/attach.js", "--splitting", "--chunk-names=panless-[name]", "--format=esm"]);
    cdn.args(["--platform=browser", &format!("--outdir={}", repo.work().join(SCRIPTS).display())]);
    run_command(&mut cdn)
}

/// Where the scripts of dist/cdn lie before they are shortened.
const SCRIPTS: &str = "scripts";

/// terser, whose code weighs 3 % less under brotli than what esbuild's own `--minify` makes.
fn shorten(repo: &Repo) -> Result<()> {
    let mut terser = command("node");
    terser.arg(repo.tools().join("shorten.mjs")).arg(repo.dist_cdn());
    run_command(terser.args(files_below(&repo.work().join(SCRIPTS))?))
}

/// The call names of the vendors' own scripts: as a classic script with the loader in it, and beside it in the package.
pub(crate) const COMPAT: [&str; 3] = ["paymentspring", "chargeio", "tokenizer"];

fn compat(repo: &Repo) -> Result<()> {
    let mut npm = esbuild(repo);
    npm.args(COMPAT.map(|name| format!("www/compat/{name}.js")));
    npm.args(["--format=esm", "--platform=neutral", "--minify-syntax"]);
    npm.args(["--alias:panless-api=../index.js", "--external:../index.js"]);
    run_command(npm.arg(format!("--outdir={}", repo.dist_npm().join("compat").display())))?;
    COMPAT.iter().try_for_each(|name| script(repo, &format!("compat/{name}.js"), "iife", &format!("{name}.js")))
}

/// `<panless-card>` over the loader that is there: as a classic script beside `panless.js`, and in the package.
pub(crate) const ELEMENT: &str = "panless-element.js";

fn element(repo: &Repo) -> Result<()> {
    let mut npm = esbuild(repo);
    npm.args(["element=www/element/index.js", "--format=esm", "--platform=neutral", "--minify-syntax"]);
    npm.args(["--alias:panless-api=./index.js", "--external:./index.js"]);
    run_command(npm.arg(format!("--outdir={}", repo.dist_npm().display())))?;
    let mut cdn = esbuild(repo);
    cdn.args(["www/element/index.js", "--format=iife", "--platform=browser"]);
    cdn.arg(format!("--alias:panless-api={}", repo.path("www/element/script.js").display()));
    run_command(cdn.arg(format!("--outfile={}", repo.work().join(SCRIPTS).join(ELEMENT).display())))
}

/// esbuild with what every bundle of ours has in common.
pub(super) fn esbuild(repo: &Repo) -> Command {
    let work = repo.work();
    let mut esbuild = command(repo.tool(".bin/esbuild"));
    esbuild.current_dir(&repo.root);
    esbuild.args(["--bundle", "--target=es2020", "--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
    esbuild.args(["--external:./messages/*", "--external:./labels/*"]);
    esbuild.arg(format!("--alias:panless-generated={}", work.join("generated/tables.js").display()));
    esbuild.arg(format!("--alias:panless-seal={}", work.join("generated/seal.js").display()));
    esbuild.arg(format!("--alias:panless-frame={}", work.join("generated/frame.js").display()));
    esbuild.arg(format!("--alias:panless-packs={}", work.join("generated/packs.js").display()));
    esbuild.arg(format!("--alias:panless-labels={}", work.join("generated/labels.js").display()));
    esbuild.arg(format!("--alias:panless-sentences={}", work.join("generated/sentences.js").display()));
    esbuild.arg(format!("--alias:panless-marks={}", work.join("generated/marks.js").display()));
    esbuild.arg(format!("--alias:panless-inline={}", work.join("generated/inline.js").display()));
    esbuild.arg(format!("--alias:panless-jsonp={}", work.join("generated/jsonp.js").display()));
    esbuild
}
