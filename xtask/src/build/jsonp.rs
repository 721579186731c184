//! `jsonp.html`: template and script parts of `www/hosted` as one file. Its scripts are inline and named by hash, because
//! WebKit takes no script file into a frame of an opaque origin.
//!
//! The gateway's address stands in the file once, in its policy; the script reads it there. A file for another address
//! (a sandbox, a test) is this one with the address replaced.

use super::bundle::esbuild;
use crate::process::{command, text};
use crate::repo::{Repo, read, write};
use crate::session::Session;
use anyhow::{Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The file's name in both places.
pub(super) const NAME: &str = "jsonp.html";

/// Renders it into both places.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    let (worker, inner) = (script(repo, "worker")?, script(repo, "inner")?);
    let texts = format!(
        "// Made by `cargo xtask build` from www/hosted.\n\nexport const worker = {};\nexport const inner = {};\n",
        Value::from(worker),
        Value::from(inner.as_str()),
    );
    write(&repo.work().join("generated/jsonp.js"), texts)?;
    let frame = settled(repo, &script(repo, "frame")?)?;
    let page = render(&read(&repo.path("www/hosted").join(NAME))?, &frame, &inner)?;
    write(&repo.dist_npm().join(NAME), &page)?;
    write(&repo.dist_cdn().join(NAME), &page)
}

/// One part, minified, with what it imports. It is wrapped in a function: the reply shares the global scope of two parts.
fn script(repo: &Repo, part: &str) -> Result<String> {
    let mut esbuild = esbuild(repo);
    esbuild.args([&format!("www/hosted/jsonp.{part}.js"), "--format=iife", "--platform=browser", "--minify"]);
    Ok(text(&mut esbuild)?.trim_end().to_owned())
}

/// As terser leaves it: webpack shortens the scripts of pages, too, and one that it changed would not fit its hash any more.
fn settled(repo: &Repo, script: &str) -> Result<String> {
    let file = repo.work().join("jsonp.frame.js");
    write(&file, script)?;
    let mut terser = command(repo.tool(".bin/terser"));
    Ok(text(terser.arg(file).args(["--compress", "passes=2", "--mangle", "--ecma", "2020"]))?.trim_end().to_owned())
}

fn render(template: &str, frame: &str, inner: &str) -> Result<String> {
    let mut page = template.to_owned();
    for (mark, content) in [("{{frame-hash}}", &*hash(frame)), ("{{inner-hash}}", &hash(inner)), ("{{frame}}", frame)] {
        if page.matches(mark).count() != 1 {
            bail!("the template of {NAME} must hold {mark} once");
        }
        page = page.replace(mark, content);
    }
    // Either would end or change the script element, and the hash would no longer fit.
    if [frame, inner].iter().any(|script| script.contains("</script") || script.contains("<!--")) {
        bail!("a script of {NAME} holds `</script` or `<!--`");
    }
    Ok(page)
}

/// As a Content-Security-Policy names an inline script.
fn hash(script: &str) -> String {
    STANDARD.encode(Sha256::digest(script.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "{{frame-hash}} {{inner-hash}}<script>{{frame}}</script>";

    #[test]
    fn hashes_as_the_content_security_policy_standard_shows_it() {
        // The example of its section 8.2.
        assert_eq!(hash("alert('Hello, world.');"), "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn every_mark_is_filled() {
        let page = render(TEMPLATE, "one()", "two()").unwrap();
        assert_eq!(page, format!("{} {}<script>one()</script>", hash("one()"), hash("two()")));
    }

    #[test]
    fn a_missing_or_doubled_mark_is_an_error() {
        assert!(render("{{frame-hash}} {{frame}}", "", "").is_err());
        assert!(render(&format!("{TEMPLATE}{{{{frame}}}}"), "", "").is_err());
    }

    #[test]
    fn a_script_that_would_end_its_element_is_an_error() {
        assert!(render(TEMPLATE, "'</script>'", "").is_err());
        assert!(render(TEMPLATE, "", "'<!--'").is_err());
    }

    #[test]
    fn the_template_names_one_address_once() {
        let template = include_str!("../../../www/hosted/jsonp.html");
        assert_eq!(template.matches("://").count(), 1);
    }
}
