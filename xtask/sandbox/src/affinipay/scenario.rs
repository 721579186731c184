//! The sandbox AffiniPay's scenarios. They change `POST …/v1/tokens` only.
//!
//! ```
//! use panless_sandbox::affinipay::scenario::{Scenario, TABLE};
//! use panless_sandbox::scenario::Play;
//!
//! for row in TABLE {
//!     assert!(Scenario::parse(row.example).is_some(), "{} is listed but not understood", row.name);
//!     assert!(!row.does.is_empty());
//! }
//! assert_eq!(Scenario::parse("delay-20"), Some(Scenario::Delay(20)));
//! assert_eq!(Scenario::parse("delay-5001"), None);
//! assert_eq!(Scenario::parse("no-such-scenario"), None);
//! ```

use super::Code;
use crate::bomb::Packing;
use crate::portal::Portal;
use crate::scenario::{Play, Row, delay, named, pattern, row};

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
    CutBody,
    Empty,
    NoId,
    WrongShape,
    WrongTypes,
    Reset,
    Hang,
    SlowHeaders,
    Drip,
    ByteASecond,
    HeadersOnly,
    Packed(Packing),
    Portal(Portal),
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

/// Every scenario.
pub const TABLE: &[Row<Scenario>] = &[
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
    row("cut-body", Scenario::CutBody, "200, a token's JSON, then the connection ends before the body does"),
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
    row(
        "byte-a-second",
        Scenario::ByteASecond,
        "200, then a body of one blank a second that ends, unfinished, after 60 s",
    ),
    row("headers-only", Scenario::HeadersOnly, "200 and headers, then nothing for 60 s"),
    row("gzip-bomb", Scenario::Packed(Packing::Gzip), "200, a token with 50 MB more, packed into some 50 KB"),
    row("brotli-bomb", Scenario::Packed(Packing::Brotli), "200 with 50 MB of blanks, packed into 80 bytes"),
    row("portal", Scenario::Portal(Portal::Page), "a captive portal: its page with status 200, without CORS headers"),
    row(
        "portal-elsewhere",
        Scenario::Portal(Portal::Elsewhere),
        "302 to that page on another host, without CORS headers",
    ),
    row("no-cors", Scenario::NoCors, "as ok, without CORS headers (preflights included)"),
    row("no-cors-error", Scenario::NoCorsError, "422 invalid_data, without CORS headers (preflights included)"),
    row("redirect", Scenario::Redirect, "302 to the ok scenario of the same tag"),
    row("redirect-foreign", Scenario::RedirectForeign, "302 to the same under the host name localhost, another origin"),
    row("large", Scenario::Large, "200, a token with 300 KB in form_data"),
    row("large-endless", Scenario::LargeEndless, "200, chunks without an end (8 MB if nobody leaves)"),
    row("echo", Scenario::Echo, "200, a token that repeats number, account number and CVV in name and form_data"),
    row("missing-created", Scenario::MissingCreated, "200, a token without created and modified"),
    pattern("delay-N", "delay-20", Scenario::Delay(0), "as ok, after N milliseconds (5000 at most)"),
    pattern(
        "code-CODE",
        "code-version_conflict",
        Scenario::Coded(Code::VersionConflict),
        "the gateway's error CODE with its status, and no context",
    ),
];

impl Play for Scenario {
    const PLAIN: Self = Self::Ok;

    fn parse(name: &str) -> Option<Self> {
        if let Some(text) = name.strip_prefix("code-") {
            return Code::ALL.iter().find(|code| code.text() == text).map(|code| Self::Coded(*code));
        }
        delay(name).map(Self::Delay).or_else(|| named(TABLE, name))
    }
}

impl Scenario {
    /// Whether even the answer's CORS headers are missing.
    pub(crate) const fn hides_cors(self) -> bool {
        matches!(self, Self::NoCors | Self::NoCorsError | Self::Portal(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_code_can_be_asked_for() {
        for code in Code::ALL {
            assert_eq!(Scenario::parse(&format!("code-{}", code.text())), Some(Scenario::Coded(*code)));
        }
    }
}
