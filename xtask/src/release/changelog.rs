//! The entry of a version in CHANGELOG.md: a heading `## 1.2.3, 2026-11-30`, then what changed.

/// What is wrong with a version's entry, as a sentence.
pub(super) type Fault = String;

/// The text of a version's entry, if it is complete.
pub(super) fn entry(changelog: &str, version: &str, today: &str) -> Result<String, Fault> {
    let mut sections = changelog.split("\n## ").skip(1);
    let wanted = format!("## {version}, {today}");
    let Some(first) = sections.next() else {
        return Err(format!("CHANGELOG.md has no entry: begin one with `{wanted}`"));
    };
    let is_meant = |section: &&str| section.split([',', '\n']).next().is_some_and(|named| named.trim() == version);
    let Some(section) = Some(first).filter(is_meant) else {
        return Err(if sections.any(|section| is_meant(&section)) {
            format!("CHANGELOG.md has another version above {version}: the newest stands first")
        } else {
            format!("CHANGELOG.md has no entry for {version}: begin one with `{wanted}`")
        });
    };
    let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
    let date = heading.split_once(',').map_or("", |(_, date)| date.trim());
    if !is_date(date) {
        return Err(format!("the entry for {version} in CHANGELOG.md has no date: make it `{wanted}`"));
    }
    if date > today {
        return Err(format!("the entry for {version} in CHANGELOG.md is of a day to come: {date}"));
    }
    if !body.lines().any(|line| line.starts_with("- ")) {
        return Err(format!("the entry for {version} in CHANGELOG.md lists nothing"));
    }
    Ok(body.trim().to_owned() + "\n")
}

/// Whether a text is a day of the calendar, as `2026-11-30`.
fn is_date(text: &str) -> bool {
    let part =
        |from: usize, to: usize| text.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let number = |from, to| part(from, to).and_then(|part| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => 0,
    };
    let dashes = [4, 7].map(|at| text.as_bytes().get(at).copied());
    text.len() == 10 && dashes == [Some(b'-'); 2] && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-30";

    fn fault(changelog: &str) -> Fault {
        entry(changelog, "0.2.0", TODAY).unwrap_err()
    }

    #[test]
    fn gives_what_stands_below_the_heading_and_above_the_next() {
        let text =
            "# Changelog\n\n## 0.2.0, 2026-11-30\n\n- One.\n\n### Known\n\n- Two.\n\n## 0.1.0, 2026-01-01\n\n- Old.\n";
        assert_eq!(entry(text, "0.2.0", TODAY).unwrap(), "- One.\n\n### Known\n\n- Two.\n");
    }

    #[test]
    fn an_entry_that_is_missing_undated_of_tomorrow_empty_or_not_first_is_named_so() {
        assert!(fault("# Changelog\n").contains("no entry: begin one with `## 0.2.0, 2026-11-30`"));
        assert!(fault("# C\n\n## 0.1.0, 2026-01-01\n\n- Old.\n").contains("no entry for 0.2.0"));
        assert!(fault("# C\n\n## 0.2.0, not released\n\n- One.\n").contains("no date"));
        assert!(fault("# C\n\n## 0.2.0\n\n- One.\n").contains("no date"));
        assert!(fault("# C\n\n## 0.2.0, 2026-12-01\n\n- One.\n").contains("a day to come"));
        assert!(fault("# C\n\n## 0.2.0, 2026-11-30\n\n## 0.1.0, 2026-01-01\n\n- Old.\n").contains("lists nothing"));
        assert!(
            fault("# C\n\n## 0.3.0, 2026-11-30\n\n- New.\n\n## 0.2.0, 2026-11-29\n\n- One.\n").contains("above 0.2.0")
        );
        // Of a longer version with the same beginning nothing is taken.
        assert!(fault("# C\n\n## 0.2.0-rc.1, 2026-11-30\n\n- One.\n").contains("no entry for 0.2.0"));
    }

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        for day in ["2026-11-30", "2024-02-29", "2000-02-29", "2026-01-31"] {
            assert!(is_date(day), "{day}");
        }
        for day in [
            "2026-11-31",
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-10",
            "2026/01/10",
            "+026-01-10",
        ] {
            assert!(!is_date(day), "{day}");
        }
    }
}
