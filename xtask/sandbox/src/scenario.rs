//! The faults that a base URL can ask for: `http://127.0.0.1:PORT/scenario/NAME`.
//!
//! The name stands in the path, so the gateway keeps no state and tests may run side by side. A suffix `~tag` marks
//! the requests in `GET /requests?tag=tag` and changes nothing else. Scenarios change `POST …/v1/tokens` only.
//!
//! ```
//! use panless_sandbox::scenario::{Scenario, TABLE};
//!
//! for row in TABLE {
//!     assert!(Scenario::parse(row.example).is_some(), "{} is listed but not understood", row.name);
//!     assert!(!row.does.is_empty());
//! }
//! assert_eq!(Scenario::parse("delay-20"), Some(Scenario::Delay(20)));
//! assert_eq!(Scenario::parse("delay-5001"), None);
//! assert_eq!(Scenario::parse("no-such-scenario"), None);
//! ```

use crate::affinipay::Code;
use serde_json::{Value, json};

/// The longest that `delay-N` waits, in milliseconds.
pub const LONGEST_DELAY: u64 = 5_000;

/// How the gateway answers a token request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "TABLE says what each one does; twice would be once too often")]
pub enum Scenario {
    Ok,
    Validates,
    Unauthorized,
    ErrorDotted,
    ErrorCard,
    ErrorBare,
    ErrorBacktick,
    ErrorNoContext,
    ErrorMany,
    ErrorStrings,
    ErrorEmpty,
    InfoMessage,
    MerchantInactive,
    ServerError,
    RetryLater,
    BadGateway,
    RateLimited,
    Html,
    CutJson,
    Empty,
    NoId,
    WrongShape,
    WrongTypes,
    Reset,
    Hang,
    SlowHeaders,
    Drip,
    NoCors,
    NoCorsError,
    Redirect,
    RedirectForeign,
    Large,
    LargeEndless,
    Echo,
    MissingCreated,
    Delay(u64),
    Coded(Code),
}

/// One line of the list of scenarios.
#[derive(Debug)]
pub struct Row {
    /// The name as documented; `N` and `CODE` stand for what varies.
    pub name: &'static str,
    /// A name that works.
    pub example: &'static str,
    /// What the gateway does then.
    pub does: &'static str,
    scenario: Scenario,
}

const fn row(name: &'static str, scenario: Scenario, does: &'static str) -> Row {
    Row { name, example: name, does, scenario }
}

/// Every scenario.
pub const TABLE: &[Row] = &[
    row("ok", Scenario::Ok, "as without a scenario: a token, or the documented refusal"),
    row(
        "validates",
        Scenario::Validates,
        "also checks the Luhn digit, the date, CVV length, state, country, routing checksum",
    ),
    row("unauthorized", Scenario::Unauthorized, "401 not_authorized"),
    row("error-dotted", Scenario::ErrorDotted, "422 invalid_data, context method.name"),
    row("error-card", Scenario::ErrorCard, "422 invalid_data, context card.name"),
    row("error-bare", Scenario::ErrorBare, "422 invalid_data, context number"),
    row("error-backtick", Scenario::ErrorBacktick, "422 invalid_data, context `card`.postal_code, backticks included"),
    row("error-no-context", Scenario::ErrorNoContext, "422 card_expired, no context"),
    row("error-many", Scenario::ErrorMany, "422 with messages about number, exp_month, cvv and postal_code"),
    row("error-strings", Scenario::ErrorStrings, "422 whose messages are strings"),
    row("error-empty", Scenario::ErrorEmpty, "422 without a message"),
    row("info-message", Scenario::InfoMessage, "200, a token with a message of level info"),
    row("merchant-inactive", Scenario::MerchantInactive, "422 merchant_not_active"),
    row("server-error", Scenario::ServerError, "500 server_error"),
    row("retry-later", Scenario::RetryLater, "500 card_processor_not_available"),
    row("bad-gateway", Scenario::BadGateway, "502 with an HTML page"),
    row("rate-limited", Scenario::RateLimited, "429 with an empty body"),
    row("html", Scenario::Html, "200 with an HTML page"),
    row("cut-json", Scenario::CutJson, "200 with the first half of a token's JSON"),
    row("empty", Scenario::Empty, "200 with an empty body"),
    row("no-id", Scenario::NoId, "200 with a token that has no id"),
    row("wrong-shape", Scenario::WrongShape, "200 with a JSON array"),
    row("wrong-types", Scenario::WrongTypes, "200 with a token whose every member has another type"),
    row(
        "reset",
        Scenario::Reset,
        "a TCP reset once the request is read; on a reused connection a browser sends the request again",
    ),
    row("hang", Scenario::Hang, "no answer, ever"),
    row("slow-headers", Scenario::SlowHeaders, "headers at four bytes a second, a reset after 60 s"),
    row("drip", Scenario::Drip, "200, then a body at four bytes a second that ends, unfinished, after 60 s"),
    row("no-cors", Scenario::NoCors, "as ok, without CORS headers (preflights included)"),
    row("no-cors-error", Scenario::NoCorsError, "422 invalid_data, without CORS headers (preflights included)"),
    row("redirect", Scenario::Redirect, "302 to the ok scenario of the same tag"),
    row("redirect-foreign", Scenario::RedirectForeign, "302 to the same under the host name localhost, another origin"),
    row("large", Scenario::Large, "200, a token with 300 KB in form_data"),
    row("large-endless", Scenario::LargeEndless, "200, chunks without an end (8 MB if nobody leaves)"),
    row("echo", Scenario::Echo, "200, a token that repeats number, account number and CVV in name and form_data"),
    row("missing-created", Scenario::MissingCreated, "200, a token without created and modified"),
    Row {
        name: "delay-N",
        example: "delay-20",
        does: "as ok, after N milliseconds (5000 at most)",
        scenario: Scenario::Delay(0),
    },
    Row {
        name: "code-CODE",
        example: "code-version_conflict",
        does: "the gateway's error CODE with its status, and no context",
        scenario: Scenario::Coded(Code::VersionConflict),
    },
];

impl Scenario {
    /// The scenario of that name, without a `~tag`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(digits) = name.strip_prefix("delay-") {
            return digits.parse().ok().filter(|wait| *wait <= LONGEST_DELAY).map(Self::Delay);
        }
        if let Some(text) = name.strip_prefix("code-") {
            return Code::ALL.iter().find(|code| code.text() == text).map(|code| Self::Coded(*code));
        }
        TABLE.iter().find(|row| row.name == name).map(|row| row.scenario)
    }

    /// Whether even the answer's CORS headers are missing.
    pub(crate) const fn hides_cors(self) -> bool {
        matches!(self, Self::NoCors | Self::NoCorsError)
    }
}

/// A request path taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target<'a> {
    pub(crate) scenario: Scenario,
    pub(crate) tag: Option<&'a str>,
    /// The gateway's own path, such as `/v1/tokens`.
    pub(crate) path: &'a str,
}

impl<'a> Target<'a> {
    /// `None` for a scenario that does not exist.
    pub(crate) fn parse(path: &'a str) -> Option<Self> {
        let Some(rest) = path.strip_prefix("/scenario/") else {
            return Some(Self { scenario: Scenario::Ok, tag: None, path });
        };
        let end = rest.find('/').unwrap_or(rest.len());
        let (name, path) = rest.split_at_checked(end)?;
        let (name, tag) = name.split_once('~').map_or((name, None), |(name, tag)| (name, Some(tag)));
        Some(Self { scenario: Scenario::parse(name)?, tag, path })
    }
}

/// The list as `GET /scenarios` serves it.
pub(crate) fn list() -> Value {
    TABLE.iter().map(|row| json!({ "name": row.name, "example": row.example, "does": row.does })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gives_scenario_tag_and_the_gateways_path() {
        let target = Target { scenario: Scenario::Hang, tag: Some("t1"), path: "/v1/tokens" };
        assert_eq!(Target::parse("/scenario/hang~t1/v1/tokens"), Some(target));
        let plain = Target { scenario: Scenario::Ok, tag: None, path: "/v1/charges" };
        assert_eq!(Target::parse("/v1/charges"), Some(plain));
        assert_eq!(Target::parse("/scenario/nothing/v1/tokens"), None);
    }

    #[test]
    fn every_documented_code_can_be_asked_for() {
        for code in Code::ALL {
            assert_eq!(Scenario::parse(&format!("code-{}", code.text())), Some(Scenario::Coded(*code)));
        }
    }
}
