//! What a base URL can ask a sandbox gateway for: `http://127.0.0.1:PORT/scenario/NAME`.
//!
//! The name stands in the path, so tests may run side by side. A suffix `~tag` marks the requests in
//! `GET /requests?tag=tag`, and after `POST /mend?tag=tag` they are answered as without a scenario. Each gateway has
//! its own list.

use serde_json::{Value, json};

/// The longest that `delay-N` waits, in milliseconds.
pub const LONGEST_DELAY: u64 = 5_000;

/// A gateway's scenarios.
pub trait Play: Copy + 'static {
    /// What a URL without a scenario gets.
    const PLAIN: Self;

    /// The scenario of that name, without a `~tag`.
    fn parse(name: &str) -> Option<Self>;
}

/// One line of a list of scenarios.
#[derive(Debug)]
pub struct Row<S> {
    /// The name as documented; a part in capitals stands for what varies.
    pub name: &'static str,
    /// A name that works.
    pub example: &'static str,
    /// What the gateway does then.
    pub does: &'static str,
    scenario: S,
}

pub(crate) const fn row<S: Copy>(name: &'static str, scenario: S, does: &'static str) -> Row<S> {
    pattern(name, name, scenario, does)
}

/// A row for many names, of which `example` is one.
pub(crate) const fn pattern<S: Copy>(
    name: &'static str,
    example: &'static str,
    scenario: S,
    does: &'static str,
) -> Row<S> {
    Row { name, example, does, scenario }
}

/// The scenario of the row of that name.
pub(crate) fn named<S: Copy>(table: &[Row<S>], name: &str) -> Option<S> {
    table.iter().find(|row| row.name == name).map(|row| row.scenario)
}

/// The milliseconds of `delay-N`.
pub(crate) fn delay(name: &str) -> Option<u64> {
    name.strip_prefix("delay-")?.parse().ok().filter(|wait| *wait <= LONGEST_DELAY)
}

/// A request path taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target<'a, S> {
    pub(crate) scenario: S,
    pub(crate) tag: Option<&'a str>,
    /// The gateway's own path, such as `/v1/tokens`.
    pub(crate) path: &'a str,
}

impl<'a, S: Play> Target<'a, S> {
    /// `None` for a scenario that does not exist.
    pub(crate) fn parse(path: &'a str) -> Option<Self> {
        let Some(rest) = path.strip_prefix("/scenario/") else {
            return Some(Self { scenario: S::PLAIN, tag: None, path });
        };
        let end = rest.find('/').unwrap_or(rest.len());
        let (name, path) = rest.split_at_checked(end)?;
        let (name, tag) = name.split_once('~').map_or((name, None), |(name, tag)| (name, Some(tag)));
        Some(Self { scenario: S::parse(name)?, tag, path })
    }
}

/// The list as `GET /scenarios` serves it.
pub(crate) fn list<'a, S: 'static>(rows: impl IntoIterator<Item = &'a Row<S>>) -> Value {
    let shown = |row: &Row<S>| json!({ "name": row.name, "example": row.example, "does": row.does });
    rows.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affinipay::scenario::Scenario;

    #[test]
    fn a_path_gives_scenario_tag_and_the_gateways_path() {
        let target = Target { scenario: Scenario::Hang, tag: Some("t1"), path: "/v1/tokens" };
        assert_eq!(Target::parse("/scenario/hang~t1/v1/tokens"), Some(target));
        let plain = Target { scenario: Scenario::Ok, tag: None, path: "/v1/charges" };
        assert_eq!(Target::parse("/v1/charges"), Some(plain));
        assert_eq!(Target::<Scenario>::parse("/scenario/nothing/v1/tokens"), None);
    }
}
