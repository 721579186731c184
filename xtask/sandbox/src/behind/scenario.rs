//! The scenarios of the gateways behind the relay. They change every call.
//!
//! ```
//! use panless_sandbox::behind::scenario::{Scenario, TABLE};
//! use panless_sandbox::scenario::Play;
//!
//! for row in TABLE {
//!     assert!(Scenario::parse(row.example).is_some(), "{} is listed but not understood", row.name);
//! }
//! ```

use crate::scenario::{Play, Row, named, row};

/// How a gateway answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "TABLE says what each one does; twice would be once too often")]
pub enum Scenario {
    Ok,
    Declined,
    Unauthorized,
    ServerError,
    RateLimited,
    Html,
    CutJson,
    Redirect,
    Reset,
    Hang,
    Drip,
    Echo,
    Deeper,
    Unsure,
    Unpaid,
}

/// Every scenario.
pub const TABLE: &[Row<Scenario>] = &[
    row("ok", Scenario::Ok, "as without a scenario: the documented answer"),
    row("declined", Scenario::Declined, "what is charged is declined"),
    row("unauthorized", Scenario::Unauthorized, "401, as if the merchant's secrets were wrong"),
    row("server-error", Scenario::ServerError, "500"),
    row("rate-limited", Scenario::RateLimited, "429"),
    row("html", Scenario::Html, "200 with an HTML page, after the charge"),
    row("cut-json", Scenario::CutJson, "200 with the first half of the answer, after the charge"),
    row("redirect", Scenario::Redirect, "307 without a place to go to"),
    row("reset", Scenario::Reset, "a TCP reset, after the charge"),
    row("hang", Scenario::Hang, "no answer, ever"),
    row("drip", Scenario::Drip, "200, then a body at four bytes a second that ends, unfinished, after 60 s"),
    row("echo", Scenario::Echo, "as ok, but number, account number and code stand in the texts of the answer"),
    row("deeper", Scenario::Deeper, "ONTRAPORT: the result stands under chargeResult"),
    row("unsure", Scenario::Unsure, "ONTRAPORT: result 7, a connection problem"),
    row("unpaid", Scenario::Unpaid, "Chargezoom: a subscription is made, its first invoice is not paid"),
];

impl Play for Scenario {
    const PLAIN: Self = Self::Ok;

    fn parse(name: &str) -> Option<Self> {
        named(TABLE, name)
    }
}
