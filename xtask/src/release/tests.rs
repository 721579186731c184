//! Releases of checkouts that are thrown away, with stand-ins for what takes minutes. Signatures are those of
//! tests/release/sign.

use super::*;
use crate::process::text;
use crate::repo::{read, write};
use std::cell::RefCell;
use std::fs;
use tempfile::TempDir;

const TODAY: &str = "2026-11-30";
const API: &str = "export interface Token {\n  id: string;\n}\n";

/// A checkout whose version 0.1.0 is tagged and whose commit is the signed one of 0.1.1, good for release.
struct Checkout(TempDir);

impl Checkout {
    fn good() -> Self {
        let checkout = Self(tempfile::tempdir().unwrap());
        let signer = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/release/sign");
        checkout.git(&["init", "--quiet", "--initial-branch=main"]);
        for (name, value) in [("user.name", "T"), ("user.email", "t@example.com"), ("gpg.format", "openpgp")] {
            checkout.git(&["config", name, value]);
        }
        checkout.git(&["config", "gpg.program", signer]);
        checkout.write(".gitignore", "/dist/\n");
        checkout.write("tests/api/index.d.ts", API);
        checkout.version("0.1.0", "## 0.1.0, 2026-11-01\n\n- First.\n");
        checkout.commit();
        checkout.git(&["tag", "v0.1.0"]);
        checkout.version("0.1.1", "## 0.1.1, 2026-11-30\n\n- Mended.\n\n## 0.1.0, 2026-11-01\n\n- First.\n");
        checkout.commit();
        checkout
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) -> String {
        // Nor has whoever runs this a say in it by their own settings.
        text(git::at(self.root()).env("GIT_CONFIG_GLOBAL", "/dev/null").args(arguments)).unwrap()
    }

    fn write(&self, name: &str, content: &str) {
        write(&self.root().join(name), content).unwrap();
    }

    fn version(&self, version: &str, changes: &str) {
        self.write("Cargo.toml", &format!("[workspace]\n\n[workspace.package]\nversion = \"{version}\"\n"));
        self.write("CHANGELOG.md", &format!("# Changelog\n\n{changes}"));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--gpg-sign=x", "--message=a commit"]);
    }

    /// The names of what speaks against a release, and everything that is said of it.
    fn refusals(&self) -> (Vec<&'static str>, String) {
        let release = checks::release(&Git { root: self.root() }, TODAY).unwrap();
        let said = release.refusals.iter().map(ToString::to_string).collect();
        (release.refusals.iter().map(|refusal| refusal.name).collect(), said)
    }

    /// Makes a release with steps that take no time. Tells how it ended, and which steps ran.
    fn make(&self, dry_run: bool, tested: &dyn Fn() -> Result<()>) -> (Result<Done>, Vec<&'static str>) {
        let ran = RefCell::new(Vec::new());
        let version = self.own_version();
        let works = Works {
            test: &|| {
                ran.borrow_mut().push("test");
                tested()
            },
            build: &|| {
                ran.borrow_mut().push("build");
                for (name, content) in [
                    ("panless.js", "script"),
                    ("messages/en.js", "words"),
                    ("sri.json", "{}\n"),
                    ("scripts.json", "{}\n"),
                    ("bom.json", "{}\n"),
                ] {
                    self.write(&format!("dist/cdn/{version}/{name}"), content);
                }
                Ok(())
            },
            pack: &|into| {
                ran.borrow_mut().push("pack");
                let file = into.join(format!("panless-{version}.tgz"));
                write(&file, "packed")?;
                Ok(file)
            },
        };
        let ended = make(self.root(), dry_run, TODAY, &works);
        (ended, ran.into_inner())
    }

    fn own_version(&self) -> String {
        checks::release(&Git { root: self.root() }, TODAY).unwrap().version.to_string()
    }

    fn released(&self, name: &str) -> Vec<u8> {
        fs::read(self.root().join("dist/release").join(name)).unwrap()
    }
}

fn well() -> Result<()> {
    Ok(())
}

#[test]
fn a_good_commit_is_tested_built_packed_and_hashed() {
    let checkout = Checkout::good();
    let (ended, ran) = checkout.make(false, &well);
    assert!(ended.unwrap().what.contains("nothing is published"));
    assert_eq!(ran, ["test", "build", "pack"]);
    let folder = fs::read_dir(checkout.root().join("dist/release")).unwrap();
    let mut names: Vec<_> = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let archive = "panless-cdn-0.1.1.tar.gz";
    assert_eq!(
        names,
        ["NOTES.md", "SHA256SUMS", "SHA384SUMS", "bom.json", "panless-0.1.1.tgz", archive, "scripts.json", "sri.json"]
    );
    assert_eq!(checkout.released("NOTES.md"), b"- Mended.\n");
    // The sum of "packed", as sha256sum has it.
    let sums = String::from_utf8(checkout.released("SHA256SUMS")).unwrap();
    assert!(
        sums.contains("88cb8a087b6e8cebfc9ae5602f5a2159a6bcf923e7f2c56809bcda6cad1727a7  panless-0.1.1.tgz\n"),
        "{sums}"
    );
    assert_eq!(sums.lines().count(), 6);
    assert_eq!(
        String::from_utf8(checkout.released("SHA384SUMS")).unwrap().lines().next().unwrap().find("  "),
        Some(96)
    );
    let mut unpacked = tar::Archive::new(flate2::read::GzDecoder::new(
        fs::File::open(checkout.root().join("dist/release").join(archive)).unwrap(),
    ));
    let paths: Vec<_> = unpacked.entries().unwrap().map(|entry| entry.unwrap().path().unwrap().into_owned()).collect();
    assert_eq!(
        paths,
        ["bom.json", "messages/en.js", "panless.js", "scripts.json", "sri.json"]
            .map(|name| format!("0.1.1/{name}"))
            .map(PathBuf::from)
    );
}

#[test]
fn nothing_is_tagged_pushed_or_changed_by_it() {
    let checkout = Checkout::good();
    let state =
        || [checkout.git(&["tag"]), checkout.git(&["rev-parse", "HEAD"]), checkout.git(&["status", "--porcelain"])];
    let before = state();
    checkout.make(false, &well).0.unwrap();
    assert_eq!(state(), before);
}

#[test]
fn the_same_commit_gives_the_same_files() {
    let (one, other) = (Checkout::good(), Checkout::good());
    for checkout in [&one, &other] {
        checkout.make(false, &well).0.unwrap();
    }
    assert_eq!(one.released("SHA384SUMS"), other.released("SHA384SUMS"));
}

#[test]
fn the_commands_sign_the_tag_and_keep_what_is_not_finished_from_the_many() {
    let finished = commands(&semver::Version::new(1, 2, 3));
    for part in [
        "git tag -s v1.2.3 ",
        "git push origin v1.2.3\n",
        "npm publish dist/release/panless-1.2.3.tgz --access public --tag latest",
    ] {
        assert!(finished.contains(part), "{part}");
    }
    assert!(commands(&semver::Version::parse("1.2.3-rc.1").unwrap()).contains("--tag next"));
}

#[test]
fn refuses_files_that_differ_from_the_commit() {
    let checkout = Checkout::good();
    assert_eq!(checkout.refusals().0, [""; 0]);
    checkout.write("new.txt", "");
    assert_eq!(checkout.refusals().0, ["dirty"]);
}

#[test]
fn refuses_a_commit_without_a_signature_and_says_how_to_sign() {
    let checkout = Checkout::good();
    checkout.git(&["commit", "--quiet", "--amend", "--no-edit", "--no-gpg-sign"]);
    let (names, said) = checkout.refusals();
    assert_eq!(names, ["unsigned"]);
    assert!(said.contains("git commit --amend --no-edit -S"), "{said}");
}

#[test]
fn refuses_a_version_whose_changes_are_not_written_and_dated() {
    let checkout = Checkout::good();
    for changes in ["## 0.1.0, 2026-11-01\n\n- First.\n", "## 0.1.1, not released\n\n- Mended.\n"] {
        checkout.version("0.1.1", changes);
        checkout.commit();
        assert_eq!(checkout.refusals().0, ["changelog"], "{changes}");
    }
}

#[test]
fn refuses_a_version_that_is_not_above_the_last_tag() {
    let checkout = Checkout::good();
    checkout.git(&["tag", "v0.1.1"]);
    let (names, said) = checkout.refusals();
    assert_eq!(names, ["version"]);
    assert!(said.contains("0.1.1 is not above v0.1.1"), "{said}");
    // Ten is above nine.
    checkout.git(&["tag", "v0.10.0"]);
    checkout.version("0.9.0", "## 0.9.0, 2026-11-30\n\n- Later.\n");
    checkout.commit();
    assert_eq!(checkout.refusals().0, ["version"]);
}

#[test]
fn refuses_types_that_changed_by_more_than_the_version_says() {
    let checkout = Checkout::good();
    let with = |version: &str, api: &str| {
        checkout.version(version, &format!("## {version}, 2026-11-30\n\n- Types.\n"));
        checkout.write("tests/api/index.d.ts", api);
        checkout.commit();
        checkout.refusals()
    };
    let changed = API.replace("id: string", "id: number");
    let added = API.replace("  id: string;\n", "  id: string;\n  kind?: string;\n");
    let (names, said) = with("0.1.1", &changed);
    assert_eq!(names, ["api"]);
    assert!(said.contains("tests/api/index.d.ts lost or changed lines since v0.1.0: that asks for 0.2.0"), "{said}");
    for (version, api, refused) in [("0.2.0", &changed, false), ("0.1.1", &added, false), ("1.0.0", &changed, false)] {
        assert_eq!(!with(version, api).0.is_empty(), refused, "{version}");
    }
    checkout.write("tests/api/index.d.ts", API);
    checkout.commit();
    checkout.git(&["tag", "v1.0.0"]);
    for (version, api, refused) in [
        ("1.0.1", &added, true),
        ("1.1.0", &added, false),
        ("1.1.0", &changed, true),
        ("2.0.0", &changed, false),
        ("1.0.1", &API.to_owned(), false),
    ] {
        assert_eq!(with(version, api).0 == ["api"], refused, "{version}");
    }
    // Between a candidate and its release anything may change.
    checkout.git(&["tag", "v2.0.0-rc.1"]);
    assert_eq!(with("2.0.0", &changed).0, [""; 0]);
}

#[test]
fn refuses_types_of_which_a_file_is_gone() {
    let checkout = Checkout::good();
    checkout.git(&["mv", "tests/api/index.d.ts", "tests/api/other.d.ts"]);
    checkout.commit();
    assert_eq!(checkout.refusals().0, ["api"]);
}

#[test]
fn a_first_release_has_nothing_to_be_compared_with() {
    let checkout = Checkout::good();
    checkout.git(&["tag", "--delete", "v0.1.0"]);
    assert_eq!(checkout.refusals().0, [""; 0]);
}

#[test]
fn all_that_speaks_against_it_is_told_at_once_and_nothing_is_run() {
    let checkout = Checkout::good();
    checkout.git(&["commit", "--quiet", "--amend", "--no-edit", "--no-gpg-sign"]);
    checkout.write("CHANGELOG.md", "# Changelog\n");
    let (ended, ran) = checkout.make(false, &well);
    let said = ended.err().unwrap().to_string();
    for name in ["dirty: ", "unsigned: ", "changelog: "] {
        assert!(said.contains(name), "{said}");
    }
    assert_eq!(ran, [""; 0]);
    assert!(!checkout.root().join("dist").exists());
}

#[test]
fn a_dry_run_skips_the_tests_writes_the_files_and_still_fails_for_what_speaks_against_it() {
    let checkout = Checkout::good();
    let (ended, ran) = checkout.make(true, &well);
    assert!(ended.unwrap().next.contains("without --dry-run"));
    assert_eq!(ran, ["build", "pack"]);
    checkout.write("new.txt", "");
    let (ended, ran) = checkout.make(true, &well);
    assert!(ended.err().unwrap().to_string().contains("would be refused:\n  dirty: "));
    assert_eq!(
        (ran, read(&checkout.root().join("dist/release/NOTES.md")).unwrap().as_str()),
        (vec!["build", "pack"], "- Mended.\n")
    );
}

#[test]
fn a_test_that_fails_or_changes_a_committed_file_ends_it() {
    let checkout = Checkout::good();
    let (ended, ran) = checkout.make(false, &|| bail!("one test failed"));
    assert_eq!((ended.err().unwrap().to_string(), ran), ("one test failed".to_owned(), vec!["test"]));
    let blesses = || {
        checkout.write("tests/api/index.d.ts", "");
        Ok(())
    };
    let said = checkout.make(false, &blesses).0.err().unwrap().to_string();
    assert!(said.contains("changed files that are committed"), "{said}");
    assert!(!checkout.root().join("dist/release").exists());
}

#[test]
fn a_day_has_its_date() {
    let days = [
        (0, "1970-01-01"),
        (11_016, "2000-02-29"),
        (19_782, "2024-02-29"),
        (20_787, "2026-11-30"),
        (47_540, "2100-02-28"),
    ];
    for (count, name) in days {
        assert_eq!(date(count), name);
    }
}
