//! How much the published types changed, read from the golden files of `tests/api`.
//!
//! Lines are compared, comments and the signs at their ends left out. That sees every change and calls a line that was
//! only moved a changed one. What it cannot see is written in docs/releasing.md.

use semver::Version;

/// How much changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// Nothing that a user's code could notice.
    Nothing,
    /// Lines came.
    Added,
    /// Lines went, or are others.
    Changed,
}

/// The step from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Patch,
    Minor,
    Major,
}

/// How much a file changed; without one of the texts it is new, or gone.
pub(super) fn change(before: Option<&str>, now: Option<&str>) -> Change {
    let (Some(before), Some(now)) = (before, now) else {
        return if before.is_some() { Change::Changed } else { Change::Added };
    };
    let (before, now) = (lines(before), lines(now));
    let mut rest = now.iter();
    if !before.iter().all(|line| rest.any(|other| other == line)) {
        return Change::Changed;
    }
    if before.len() == now.len() { Change::Nothing } else { Change::Added }
}

/// The least step that a change asks for. Below 1.0 each step counts one less: 0.2 may break what 0.1 promised.
pub(super) fn needed(change: Change, last: &Version) -> Step {
    match (change, last.major) {
        (Change::Changed, 0) | (Change::Added, 1..) => Step::Minor,
        (Change::Changed, 1..) => Step::Major,
        (Change::Added, 0) | (Change::Nothing, _) => Step::Patch,
    }
}

/// The step between two versions, of which the second is above the first.
pub(super) fn step(last: &Version, next: &Version) -> Step {
    match (next.major > last.major, next.minor > last.minor) {
        (true, _) => Step::Major,
        (false, true) => Step::Minor,
        (false, false) => Step::Patch,
    }
}

/// The lowest version that is such a step above another.
pub(super) fn above(last: &Version, step: Step) -> Version {
    match step {
        Step::Major => Version::new(last.major + 1, 0, 0),
        Step::Minor => Version::new(last.major, last.minor + 1, 0),
        Step::Patch => Version::new(last.major, last.minor, last.patch + 1),
    }
}

/// The lines that say something: what came last in a list ends in another sign once something comes after it.
fn lines(text: &str) -> Vec<String> {
    let mut code = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        code.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    code.push_str(rest);
    let words = code.lines().map(|line| line.trim().trim_end_matches([',', ';']).to_owned());
    words.filter(|line| !line.is_empty() && !line.starts_with("//")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str =
        "export interface Token {\n  /** Which. */\n  id: string;\n}\nexport type Code =\n  | \"one\"\n  | \"two\";\n";

    fn now(from: &str, to: &str) -> Change {
        assert!(BEFORE.contains(from));
        change(Some(BEFORE), Some(&BEFORE.replace(from, to)))
    }

    #[test]
    fn comments_and_empty_lines_are_no_change() {
        assert_eq!(now("  /** Which. */\n", "\n  // Another.\n  /* Of\n two lines. */\n"), Change::Nothing);
    }

    #[test]
    fn what_is_only_there_beside_the_old_is_added() {
        assert_eq!(now("  id: string;\n", "  id: string;\n  kind?: string;\n"), Change::Added);
        assert_eq!(now("  | \"two\";\n", "  | \"two\"\n  | \"three\";\n"), Change::Added);
        assert_eq!(change(None, Some(BEFORE)), Change::Added);
    }

    #[test]
    fn what_went_or_is_another_is_changed() {
        assert_eq!(now("  id: string;\n", ""), Change::Changed);
        assert_eq!(now("  id: string;\n", "  id: number;\n"), Change::Changed);
        assert_eq!(now("  id: string;\n", "  id?: string;\n"), Change::Changed);
        assert_eq!(now("  | \"one\"\n  | \"two\"", "  | \"two\"\n  | \"one\""), Change::Changed);
        assert_eq!(change(Some(BEFORE), None), Change::Changed);
    }

    #[test]
    fn below_one_each_step_counts_one_less() {
        let version = |text| Version::parse(text).unwrap();
        for (change, from_zero, from_one) in [
            (Change::Nothing, "0.3.5", "1.3.5"),
            (Change::Added, "0.3.5", "1.4.0"),
            (Change::Changed, "0.4.0", "2.0.0"),
        ] {
            for (last, wanted) in [(version("0.3.4"), from_zero), (version("1.3.4"), from_one)] {
                assert_eq!(above(&last, needed(change, &last)), version(wanted), "{change:?} after {last}");
            }
        }
        assert_eq!(step(&version("0.9.9"), &version("1.0.0")), Step::Major);
        assert_eq!(step(&version("1.9.9"), &version("1.10.0-rc.1")), Step::Minor);
        assert_eq!(step(&version("1.9.9"), &version("1.9.10")), Step::Patch);
    }
}
