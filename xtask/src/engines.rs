//! The same pages in Chromium, Firefox and WebKit.

use crate::e2e;
use crate::node_test;
use crate::session::{Done, Session};
use crate::toolchain::engines;
use anyhow::{Result, bail};

/// The names that `tests/e2e/harness/engines.mjs` knows.
const ENGINES: [&str; 3] = ["chromium", "firefox", "webkit"];

/// What is of these runs alone: a page per gateway and core, frames, the element, what is left to a hostile reply.
const OWN: [&str; 5] = ["smoke.test.mjs", "mount.test.mjs", "own-frame.test.mjs", "element.test.mjs", "holes.test.mjs"];

/// The end-to-end tests that run in each. What a driver cannot do there they skip by name (`tests/e2e/harness/needs.mjs`).
const CORE: [&str; 37] = [
    "attach-end.test.mjs",
    "attach-faults.test.mjs",
    "attach-input.test.mjs",
    "attach-return.test.mjs",
    "attach-script-tag.test.mjs",
    "attach-submit.test.mjs",
    "attach-typing.test.mjs",
    "attach-verdicts.test.mjs",
    "calls.test.mjs",
    "compat-chargeio.test.mjs",
    "compat-paymentspring.test.mjs",
    "compat-tokenizer.test.mjs",
    "element-options.test.mjs",
    "element.test.mjs",
    "evidence.test.mjs",
    "fault-modes.test.mjs",
    "faults.test.mjs",
    "hostile.test.mjs",
    "input.test.mjs",
    "jsonp-hostile.test.mjs",
    "jsonp.test.mjs",
    "mount-faults.test.mjs",
    "mount-hostile.test.mjs",
    "mount.test.mjs",
    "nelnet.test.mjs",
    "own-frame-faults.test.mjs",
    "own-frame-fields.test.mjs",
    "own-frame-hostile.test.mjs",
    "own-frame-options.test.mjs",
    "own-frame.test.mjs",
    "page-extensions.test.mjs",
    "page-taken.test.mjs",
    "replies.test.mjs",
    "sealed-attach.test.mjs",
    "sealed-refusals.test.mjs",
    "sealed.test.mjs",
    "stripe.test.mjs",
];

/// End-to-end tests that run in Chromium alone, and why.
const REST: [(&str, &[&str]); 5] = [
    (
        "they search memory, storage and requests by Chromium's own protocol",
        &[
            "attach-leaks.test.mjs",
            "demo.test.mjs",
            "demo-framed.test.mjs",
            "demo-sealed.test.mjs",
            "inventory.test.mjs",
            "leak-search.test.mjs",
            "leaks.test.mjs",
            "mount-leaks.test.mjs",
            "own-frame-leaks.test.mjs",
            "sealed-frame.test.mjs",
            "traffic.test.mjs",
        ],
    ),
    (
        "their pages have changed functions that a driver's scripts need; Chromium's debugger needs none",
        &["page-frozen.test.mjs", "page-inherited.test.mjs", "page-patched.test.mjs", "page-polluted.test.mjs"],
    ),
    (
        "only Chromium's driver plays other screens, colours and fingers",
        &["access.test.mjs", "own-frame-access.test.mjs", "phones.test.mjs"],
    ),
    (
        "they read the console, or run a script before the page's own",
        &["cores.test.mjs", "policies.test.mjs", "sandbox-module.test.mjs"],
    ),
    (
        "they hold the sandbox to what it plays, whatever the browser",
        &["attacks.test.mjs", "pepper-sandbox.test.mjs", "pepper-scenarios.test.mjs"],
    ),
];

/// What of it does not run in WebKit, and why.
const NOT_IN_WEBKIT: [(&str, &[&str]); 1] = [(
    "its driver waits for each file that a page's script asks for, also for one that hangs",
    &["attach-end.test.mjs", "attach-faults.test.mjs", "attach-script-tag.test.mjs"],
)];

/// What runs in this engine.
fn files(engine: &str) -> impl Iterator<Item = String> {
    let is_left = move |name: &&str| engine == "webkit" && NOT_IN_WEBKIT.iter().any(|(_, files)| files.contains(name));
    let own = OWN.iter().map(|name| format!("tests/engines/{name}"));
    own.chain(CORE.iter().filter(move |name| !is_left(name)).map(|name| format!("tests/e2e/{name}")))
}

/// `cargo xtask engines`: every engine, also after one of them failed.
pub(crate) fn run(session: &Session) -> Result<Done> {
    let chromium = session.browser()?;
    let engines = engines::ensure(session)?;
    session.start_trapping()?;
    session.built()?;
    let trapping = session.trapping()?;
    let sandbox = e2e::sandbox(session)?;
    for (because, files) in REST {
        session.say(&format!("in Chromium alone, because {because}: {}", files.join(", ")));
    }
    for (because, files) in NOT_IN_WEBKIT {
        session.say(&format!("not in WebKit, because {because}: {}", files.join(", ")));
    }
    let mut failed = Vec::new();
    for engine in ENGINES {
        session.say(&format!("in {engine}"));
        let mut node = engines.node(engine);
        node.env("PANLESS_SANDBOX", &sandbox).env("PANLESS_DIST", session.repo.dist());
        node.env("PANLESS_TRAPPING", &trapping);
        chromium.name_to(&mut node);
        if let Err(error) = node_test::run_files(session, &mut node, files(engine).map(|file| session.repo.path(&file)))
        {
            session.say(&format!("{engine}: {error:#}"));
            failed.push(engine);
        }
    }
    if !failed.is_empty() {
        bail!("these engines differ from what the tests and docs/engines.md say: {}", failed.join(", "));
    }
    Ok(Done::new("Chromium, Firefox and WebKit run the same pages.", "`cargo xtask bench` measures them."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::{Repo, files_below};
    use std::path::Path;

    /// The tests of a folder, but not of the folders in it, by name.
    fn tests_in(folder: &Path) -> Vec<String> {
        let files = files_below(folder).unwrap();
        let own = files.iter().filter(|file| file.parent() == Some(folder));
        let mut names: Vec<_> = own.map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect();
        names.retain(|name| name.ends_with(".test.mjs"));
        names.sort();
        names
    }

    #[test]
    fn each_end_to_end_test_runs_in_all_engines_or_is_named_with_its_reason_once() {
        let mut named: Vec<_> = CORE.iter().chain(REST.iter().flat_map(|(_, files)| *files)).collect();
        named.sort();
        assert_eq!(named, tests_in(&Repo::find().unwrap().path("tests/e2e")).iter().collect::<Vec<_>>());
    }

    #[test]
    fn what_is_left_out_in_web_kit_runs_in_the_others() {
        for name in NOT_IN_WEBKIT.iter().flat_map(|(_, files)| *files) {
            let file = format!("tests/e2e/{name}");
            assert!(files("firefox").any(|other| other == file), "{name}");
            assert!(files("webkit").all(|other| other != file), "{name}");
        }
    }

    #[test]
    fn each_test_of_the_engines_alone_runs_in_all_of_them() {
        let mut own = OWN.to_vec();
        own.sort_unstable();
        assert_eq!(own, tests_in(&Repo::find().unwrap().path("tests/engines")));
    }
}
