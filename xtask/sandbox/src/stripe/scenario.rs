//! The sandbox Stripe's scenarios. They change `POST …/v1/tokens` only.
//!
//! ```
//! use panless_sandbox::scenario::Play;
//! use panless_sandbox::stripe::scenario::{Scenario, TABLE};
//!
//! for row in TABLE {
//!     assert!(Scenario::parse(row.example).is_some(), "{} is listed but not understood", row.name);
//!     assert!(!row.does.is_empty());
//! }
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
    Unauthorized,
    NotEnabled,
    ErrorParam,
    ErrorType,
    ErrorEmpty,
    ServerError,
    BadGateway,
    RateLimited,
    Html,
    CutJson,
    CutBody,
    Empty,
    NoId,
    NoObject,
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
    Delay(u64),
    Coded(Code),
}

/// Every scenario.
pub const TABLE: &[Row<Scenario>] = &[
    row("ok", Scenario::Ok, "as without a scenario: a token, or the documented refusal"),
    row("unauthorized", Scenario::Unauthorized, "401 invalid_request_error without a code"),
    row("not-enabled", Scenario::NotEnabled, "402 invalid_request_error: cards from web pages are not turned on"),
    row("error-param", Scenario::ErrorParam, "400 parameter_missing, param card[exp_year]"),
    row("error-type", Scenario::ErrorType, "402 card_error without a code"),
    row("error-empty", Scenario::ErrorEmpty, "400 with an empty error"),
    row("server-error", Scenario::ServerError, "500 api_error"),
    row("bad-gateway", Scenario::BadGateway, "502 with an HTML page"),
    row("rate-limited", Scenario::RateLimited, "429 with an empty body"),
    row("html", Scenario::Html, "200 with an HTML page"),
    row("cut-json", Scenario::CutJson, "200 with the first half of a token's JSON"),
    row("cut-body", Scenario::CutBody, "200, a token's JSON, then the connection ends before the body does"),
    row("empty", Scenario::Empty, "200 with an empty body"),
    row("no-id", Scenario::NoId, "200 with a token that has no id"),
    row("no-object", Scenario::NoObject, "200 with an id and nothing that says it is a token's"),
    row("wrong-shape", Scenario::WrongShape, "200 with a JSON array"),
    row("wrong-types", Scenario::WrongTypes, "200 with a token whose every member has another type"),
    row("reset", Scenario::Reset, "a TCP reset once the request is read"),
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
    row("no-cors", Scenario::NoCors, "as ok, without CORS headers"),
    row("no-cors-error", Scenario::NoCorsError, "402 incorrect_number, without CORS headers"),
    row("redirect", Scenario::Redirect, "302 to the ok scenario of the same tag"),
    row("redirect-foreign", Scenario::RedirectForeign, "302 to the same under the host name localhost, another origin"),
    row("large", Scenario::Large, "200, a token with 300 KB more"),
    row("large-endless", Scenario::LargeEndless, "200, chunks without an end (8 MB if nobody leaves)"),
    row("echo", Scenario::Echo, "200, a token that repeats number, account number and code in its name"),
    pattern("delay-N", "delay-20", Scenario::Delay(0), "as ok, after N milliseconds (5000 at most)"),
    pattern(
        "code-CODE",
        "code-card_declined",
        Scenario::Coded(Code::CardDeclined),
        "the gateway's error CODE with its status and type, and no param",
    ),
];

impl Play for Scenario {
    const PLAIN: Self = Self::Ok;

    fn parse(name: &str) -> Option<Self> {
        if let Some(text) = name.strip_prefix("code-") {
            let code = Code::ALL.iter().find(|code| !text.is_empty() && code.text() == text);
            return code.map(|code| Self::Coded(*code));
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
