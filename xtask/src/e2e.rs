//! Real pages in a real browser against the sandbox gateways.

use crate::checks::cargo;
use crate::node_test::{self, name_of};
use crate::process::run as run_command;
use crate::session::{Done, Session};
use anyhow::{Result, bail};
use std::path::PathBuf;

const SANDBOX: &str = "panless-sandbox";
const FOLDER: &str = "tests/e2e";

/// The cores, and what is said of a run on each; `tests/e2e/harness/browser.mjs` makes of PANLESS_CORE what it names.
const CORES: [(&str, &str); 3] = [
    ("wasm", "on the core in WebAssembly"),
    ("js", "on the core in JavaScript, in a browser without WebAssembly"),
    ("policy", "on the core in JavaScript, under a policy that forbids WebAssembly"),
];

/// Files that do not run on each core.
struct Group {
    because: &'static str,
    /// By `cargo xtask test`, and by `cargo xtask test --all`.
    on: [&'static [&'static str]; 2],
    files: &'static [&'static str],
}

/// Which file runs where. One that stands nowhere here, such as a new one, runs on each.
const GROUPS: [Group; 5] = [
    Group {
        because: "mount-faults.test.mjs tells the sandbox's scenarios apart by how they end",
        on: [&[], &["wasm"]],
        files: &["pepper-scenarios.test.mjs"],
    },
    Group {
        because: "the core is the one of the run before, and these pages have no policy of their own",
        on: [&["wasm", "js"], &["wasm", "js", "policy"]],
        files: &["calls.test.mjs", "input.test.mjs"],
    },
    Group {
        because: "no core has a part in it, or it chooses each by itself",
        on: [&["wasm"], &["wasm"]],
        files: &[
            "attacks.test.mjs",
            "cores.test.mjs",
            "fault-modes.test.mjs",
            "evidence.test.mjs",
            "faults.test.mjs",
            "inventory.test.mjs",
            "jsonp.test.mjs",
            "jsonp-hostile.test.mjs",
            "leak-search.test.mjs",
            "pepper-sandbox.test.mjs",
            "phones.test.mjs",
            "policies.test.mjs",
            "replies.test.mjs",
        ],
    },
    Group {
        because: "the loader does it, which is the same on each core",
        on: [&["wasm"], &["wasm", "js"]],
        files: &[
            "access.test.mjs",
            "attach-end.test.mjs",
            "attach-faults.test.mjs",
            "attach-input.test.mjs",
            "attach-leaks.test.mjs",
            "attach-return.test.mjs",
            "attach-typing.test.mjs",
            "attach-verdicts.test.mjs",
            "compat-chargeio.test.mjs",
            "compat-paymentspring.test.mjs",
            "compat-tokenizer.test.mjs",
            "demo-framed.test.mjs",
            "demo-sealed.test.mjs",
            "element-options.test.mjs",
            "element.test.mjs",
            "hostile.test.mjs",
            "mount-faults.test.mjs",
            "mount-hostile.test.mjs",
            "mount-leaks.test.mjs",
            "mount.test.mjs",
            "own-frame.test.mjs",
            "own-frame-access.test.mjs",
            "own-frame-faults.test.mjs",
            "own-frame-fields.test.mjs",
            "own-frame-hostile.test.mjs",
            "own-frame-leaks.test.mjs",
            "own-frame-options.test.mjs",
            "page-extensions.test.mjs",
            "page-inherited.test.mjs",
            "page-patched.test.mjs",
            "page-polluted.test.mjs",
            "page-taken.test.mjs",
            "sandbox-module.test.mjs",
            "sealed-attach.test.mjs",
            "sealed-frame.test.mjs",
            "sealed-refusals.test.mjs",
        ],
    },
    Group {
        because: "it is about a core at work, however that was chosen",
        on: [&["wasm", "js"], &["wasm", "js"]],
        files: &[
            "attach-submit.test.mjs",
            "leaks.test.mjs",
            "nelnet.test.mjs",
            "page-frozen.test.mjs",
            "sealed.test.mjs",
            "stripe.test.mjs",
        ],
    },
];

/// What is asked for.
#[derive(clap::Args)]
pub(crate) struct E2e {
    /// Every cell of fault, scenario and core, and each repetition in full.
    #[arg(long)]
    all: bool,
    /// Only this file of tests/e2e, such as `calls`, or those that begin so: `page-*`.
    #[arg(long)]
    file: Vec<String>,
    /// Only on this core, and there also what `cargo xtask test` leaves out on it.
    #[arg(long, value_parser = CORES.map(|(core, _)| core))]
    core: Option<String>,
}

impl E2e {
    /// Every file on each core that it has.
    pub(crate) const fn of_everything(all: bool) -> Self {
        Self { all, file: Vec::new(), core: None }
    }

    fn has(&self, name: &str) -> bool {
        let is_meant = |asked: &String| match asked.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name.strip_suffix(node_test::ENDING) == Some(asked),
        };
        self.file.is_empty() || self.file.iter().any(is_meant)
    }

    /// The files of the folder that are meant.
    fn tests(&self, session: &Session) -> Result<Vec<PathBuf>> {
        let mut tests = node_test::tests_in(session, FOLDER)?;
        tests.retain(|test| self.has(name_of(test)));
        if tests.is_empty() {
            bail!(
                "{FOLDER} has no such file: `--file` takes a name without {}, or the beginning of one and `*`",
                node_test::ENDING
            );
        }
        Ok(tests)
    }

    /// What does not run on this core.
    fn left_out(&self, core: &str) -> Vec<&'static Group> {
        let cores = |group: &Group| group.on.get(usize::from(self.all)).copied().unwrap_or_default();
        let all = GROUPS.iter().filter(|group| self.core.is_none() && !cores(group).contains(&core));
        all.collect()
    }
}

/// Builds the sandbox and gives its program.
pub(crate) fn sandbox(session: &Session) -> Result<PathBuf> {
    session.openssl()?;
    session.say("building the sandbox");
    run_command(cargo(session).args(["build", "--bin", SANDBOX]))?;
    Ok(session.repo.target().join("debug").join(SANDBOX))
}

/// `cargo xtask e2e`; with `all` every cell of what is otherwise played by one of each kind.
pub(crate) fn run(session: &Session, asked: &E2e) -> Result<Done> {
    let meant = asked.tests(session)?;
    let browser = session.browser()?;
    session.built()?;
    session.start_trapping()?;
    let sandbox = sandbox(session)?;
    let trapping = session.trapping()?;
    for (core, what) in CORES.into_iter().filter(|(core, _)| asked.core.as_deref().is_none_or(|only| only == *core)) {
        let left = asked.left_out(core);
        let mut tests = meant.clone();
        tests.retain(|test| !left.iter().any(|group| group.files.contains(&name_of(test))));
        if tests.is_empty() {
            continue;
        }
        session.say(what);
        for group in &left {
            session.say(&format!("left out, because {}: {}", group.because, group.files.join(", ")));
        }
        node_test::run_some(session, FOLDER, &tests, |node| {
            node.env("PANLESS_SANDBOX", &sandbox)
                .env("PANLESS_CORE", core)
                .env("PANLESS_ALL", u8::from(asked.all).to_string());
            node.env("PANLESS_DIST", session.repo.dist()).env("PANLESS_TRAPPING", &trapping);
            browser.name_to(node);
        })?;
    }
    if !asked.file.is_empty() {
        return Ok(Done::new("These pages work in the browser.", "`cargo xtask e2e` runs the others."));
    }
    session.say("what `cargo xtask live` asks, and the demo with a gateway of one's own");
    node_test::run(session, "tests/live", |node| {
        node.env("PANLESS_SANDBOX", &sandbox).env("PANLESS_DIST", session.repo.dist());
        browser.name_to(node);
    })?;
    Ok(Done::new("All pages work in the browser, on both cores.", "`cargo xtask demo` shows them to you."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::Repo;

    #[test]
    fn each_file_that_is_left_out_somewhere_exists_and_stands_in_one_group() {
        let names: Vec<_> = GROUPS.iter().flat_map(|group| group.files).collect();
        let folder = Repo::find().unwrap().path(FOLDER);
        for name in &names {
            assert!(folder.join(name).is_file(), "{name}");
            assert_eq!(names.iter().filter(|other| other == &name).count(), 1, "{name}");
        }
    }

    #[test]
    fn a_file_is_named_without_its_ending_or_by_how_it_begins() {
        let has = |asked: &str, name: &str| E2e { file: vec![asked.to_owned()], ..E2e::of_everything(false) }.has(name);
        assert!(has("mount", "mount.test.mjs") && has("mount*", "mount-faults.test.mjs"));
        assert!(!has("mount", "mount-faults.test.mjs") && !has("mount*", "own-frame.test.mjs"));
    }

    #[test]
    fn a_core_that_is_named_leaves_nothing_out() {
        let named = E2e { core: Some("js".to_owned()), ..E2e::of_everything(false) };
        assert!(named.left_out("js").is_empty() && !E2e::of_everything(false).left_out("js").is_empty());
    }

    #[test]
    fn with_all_everything_runs_on_the_core_in_web_assembly_and_nothing_less_than_without() {
        for group in &GROUPS {
            assert!(group.on[1].contains(&"wasm"));
            assert!(group.on[0].iter().all(|core| group.on[1].contains(core)));
        }
    }
}
