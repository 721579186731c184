//! The commands of panless: build it, measure it, test it, show it.
//!
//! Every command installs or names what the machine lacks, prints its progress, and ends with one line saying what to
//! do next. `cargo xtask test` is what CI runs; a CI job is never more than one of these commands.

mod api;
mod bench;
mod build;
mod checks;
mod demo;
mod docs;
mod e2e;
mod engines;
mod fuzz;
mod live;
mod mutants;
mod node_test;
mod own;
mod package;
mod process;
mod release;
mod repo;
mod reproduce;
mod session;
mod size;
mod supply;
mod test;
mod toolchain;
mod types;
mod web;

use clap::Parser;
use session::{Done, Session};
use std::process::ExitCode;

/// The commands of panless.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Arguments {
    /// Build dist/npm and dist/cdn/<version>.
    Build,
    /// Build, print raw, gzip and brotli sizes, fail above the gate.
    Size,
    /// Format all Rust code.
    Fmt {
        /// Change nothing, fail where something would change.
        #[arg(long)]
        check: bool,
    },
    /// Clippy for the host and for wasm32, and the line limits.
    Lint,
    /// The line limits alone.
    Limits,
    /// Licences, bans and sources of what others wrote, and why each of it is here.
    Deny,
    /// What is known against crates and packages. Needs a network; never in CI.
    Advisories,
    /// Native tests of the whole workspace, and tests/sealed.
    Unit,
    /// tests/web.rs in headless Chromium.
    Web,
    /// The published types under the oldest and newest TypeScript, and the checked JavaScript of www.
    Types,
    /// Compare the published types with tests/api.
    Api {
        /// Take the built types over into tests/api.
        #[arg(long)]
        bless: bool,
    },
    /// Pack, install the tarball into an empty folder, run tests/package there.
    Package,
    /// tests/e2e: the built files, the sandbox and a real browser.
    E2e(e2e::E2e),
    /// tests/engines and the hostile replies in Chromium, Firefox and WebKit.
    Engines,
    /// Random inputs for everything that is read, led by what they reach.
    Fuzz(fuzz::Fuzz),
    /// src changed in one place at a time: does a test notice?
    Mutants(mutants::Mutants),
    /// The guides as a site, in dist/docs.
    Docs,
    /// The code blocks of the documents, against the sandbox and in a real browser.
    Guides,
    /// Sizes, speed and memory beside the npm peers, in Node and Chromium. Never fails because of a figure.
    Bench {
        /// Write docs/benchmarks.md and its plots.
        #[arg(long)]
        write: bool,
    },
    /// Build, then serve the demo shop until Ctrl-C; with a key of your own, for the real gateway.
    Demo {
        /// The shop's port; 0 takes any free one.
        #[arg(long, default_value_t = 4801)]
        port: u16,
        #[command(flatten)]
        own: Option<own::Own>,
    },
    /// Ask a real gateway, with a test key of your own, whether it is as we think. Makes tokens; charges nothing.
    Live(live::Live),
    /// Build, build once more in another folder, and compare every byte.
    Reproduce,
    /// Check that this commit may be released, test it, and write dist/release. Publishes nothing.
    Release {
        /// Skip the tests, and write the files even where a release would be refused.
        #[arg(long)]
        dry_run: bool,
    },
    /// Everything that a change needs, as CI runs it.
    Test {
        /// Every cell of fault, scenario and core, and each repetition in full.
        #[arg(long)]
        all: bool,
    },
}

impl Arguments {
    fn run(&self, session: &Session) -> anyhow::Result<Done> {
        match self {
            Self::Build => build::run(session),
            Self::Size => size::run(session),
            Self::Fmt { check } => checks::fmt(session, *check),
            Self::Lint => checks::lint(session),
            Self::Limits => checks::limits::run(session),
            Self::Deny => supply::deny(session),
            Self::Advisories => supply::advisories(session),
            Self::Unit => checks::unit(session),
            Self::Web => web::run(session),
            Self::Types => types::run(session),
            Self::Api { bless } => api::run(session, *bless),
            Self::Package => package::run(session),
            Self::E2e(asked) => e2e::run(session, asked),
            Self::Engines => engines::run(session),
            Self::Fuzz(asked) => fuzz::run(session, asked),
            Self::Mutants(asked) => mutants::run(session, asked),
            Self::Docs => docs::run(session),
            Self::Guides => docs::blocks(session),
            Self::Bench { write } => bench::run(session, *write),
            Self::Demo { port, own } => demo::run(session, *port, own.as_ref()),
            Self::Live(live) => live::run(session, live),
            Self::Reproduce => reproduce::run(session),
            Self::Release { dry_run } => release::run(session, *dry_run),
            Self::Test { all } => test::run(session, *all),
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = Session::new().and_then(|session| Ok((arguments.run(&session)?, session)));
    match ended {
        Ok((done, session)) => {
            session.say(&format!("{} Next: {}", done.what, done.next));
            ExitCode::SUCCESS
        }
        Err(error) => {
            process::line(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_arguments_fit_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_demo_takes_a_gateway_and_a_key_together_or_neither() {
        let demo = |more: &[&str]| Arguments::try_parse_from([&["xtask", "demo"], more].concat());
        let own = |more: &[&str]| matches!(demo(more), Ok(Arguments::Demo { own: Some(_), .. }));
        assert!(matches!(demo(&["--port", "0"]), Ok(Arguments::Demo { own: None, .. })));
        assert!(own(&["--gateway", "pepper", "--key", "pub_x", "--base-url", "https://api.example.com"]));
        for half in [["--gateway", "pepper"], ["--key", "pub_x"], ["--base-url", "https://api.example.com"]] {
            assert!(demo(&half).is_err(), "{half:?}");
        }
        assert!(Arguments::try_parse_from(["xtask", "live"]).is_err());
    }
}
