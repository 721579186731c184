//! The sandbox Nelnet's scenarios. They change `GET …/api/v1/tokens/jsonp` only.
//!
//! Most are scripts: `$CB` stands for the callback's name, `$TOKEN` for the token that the request has earned,
//! `$SECRETS` for a list of what it said. A request that is refused gets its refusal, whatever the scenario, unless
//! the scenario is about the connection. The hostile ones are listed in [`super::hostile`].
//!
//! ```
//! use panless_sandbox::nelnet::{hostile, scenario};
//! use panless_sandbox::scenario::Play;
//!
//! for row in scenario::TABLE.iter().chain(hostile::TABLE) {
//!     assert!(scenario::Scenario::parse(row.example).is_some(), "{} is listed but not understood", row.name);
//!     assert!(!row.does.is_empty());
//! }
//! assert_eq!(scenario::Scenario::parse("no-such-scenario"), None);
//! assert_eq!(scenario::Scenario::parse("status-200"), None);
//! ```

use super::errors::{self, Code, TOKEN_CODES};
use super::hostile::{self, Attack};
use crate::bomb::Packing;
use crate::portal::Portal;
use crate::scenario::{Play, Row, delay, named, pattern, row};
use crate::slow::Kind;

/// The largest reply that `large-N` gives, in megabytes.
pub const LARGEST: usize = 64;

/// How the gateway answers a token request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// As documented.
    Ok,
    /// As documented, after so many milliseconds.
    Delay(u64),
    /// The token with the members of the second documented sample.
    Bins,
    /// A documented error.
    Coded(Code),
    /// A script in place of the reply.
    Script(&'static str),
    /// A script that attacks, then replies as documented.
    Hostile(Attack),
    /// The ordinary reply with this content type, or with none.
    Typed(Option<&'static str>),
    /// The ordinary reply with this status.
    Status(u16),
    /// The ordinary reply with one more header.
    Header(&'static str, &'static str),
    /// Status 204.
    NoContent,
    /// A reply with a member of so many kilobytes.
    Large(usize),
    /// The whole reply, but no end of the body.
    CutBody,
    /// No answer, or a slow one.
    Slow(Kind),
    /// A reply that is much larger than it comes.
    Packed(Packing),
    /// A captive portal.
    Portal(Portal),
    /// 302 to the ok scenario of the same tag.
    RedirectOwn,
    /// 302 to the third host.
    RedirectForeign,
}

use Scenario::{Bins, Coded, CutBody, Delay, Header, Large, NoContent, RedirectForeign, RedirectOwn, Script};
use Scenario::{Slow, Status, Typed};

/// Every scenario that is a fault and not an attack.
pub const TABLE: &[Row<Scenario>] = &[
    row("ok", Scenario::Ok, "as without a scenario: a token, or the documented refusal"),
    pattern("delay-N", "delay-20", Delay(0), "as ok, after N milliseconds (5000 at most)"),
    row("bins", Bins, "a token as in the second documented sample: token_type and bin_ members too"),
    pattern("code-CODE", "code-TKN01", Coded(errors::RETRY), "the documented error CODE"),
    row("error-many", Script(ERROR_MANY), "three errors at once: 11112, 11110 and 234722"),
    row(
        "error-number",
        Script(r#"$CB({"errors":[{"code":11301,"message":"x"}]});"#),
        "an error whose code is a number",
    ),
    row("error-unknown", Script(r#"$CB({"errors":[{"code":"QX99","message":"x"}]});"#), "a code that nobody knows"),
    row("error-empty", Script(r#"$CB({"errors":[]});"#), "an error envelope without an error"),
    row("error-strings", Script(r#"$CB({"errors":["Invalid card number"]});"#), "errors that are strings"),
    row("error-and-token", Script(ERROR_AND_TOKEN), "a token that has errors too"),
    row("no-id", Script("var token = $TOKEN; delete token.id; $CB(token);"), "a token without its id"),
    row("no-class", Script("var token = $TOKEN; delete token.class; $CB(token);"), "a token without its class"),
    row("wrong-types", Script(WRONG_TYPES), "a token whose every member has another type"),
    row(
        "trailing-comma",
        Script(TRAILING_COMMA),
        "a token that is JavaScript but no JSON, as one documented sample is",
    ),
    row("echo", Script(ECHO), "a token that repeats number, account number and CSC in its name and deeper"),
    row("reset", Slow(Kind::Reset), "a TCP reset once the request is read"),
    row("cut-body", CutBody, "the whole reply, then the connection ends before the body does"),
    row("hang", Slow(Kind::Hang), "no answer, ever"),
    row("slow-headers", Slow(Kind::Headers), "headers at four bytes a second, a reset after 60 s"),
    row("drip", Slow(Kind::Drip), "200, then blanks at four a second, unfinished after 60 s"),
    row("byte-a-second", Slow(Kind::Second), "200, then a blank a second, unfinished after 60 s"),
    row("headers-only", Slow(Kind::Silence), "200 and headers, then nothing for 60 s"),
    row("gzip-bomb", Scenario::Packed(Packing::Gzip), "a token with 50 MB more, packed into some 50 KB"),
    row("brotli-bomb", Scenario::Packed(Packing::Brotli), "50 MB of blanks, packed into 80 bytes"),
    row("portal", Scenario::Portal(Portal::Page), "a captive portal: its page with status 200"),
    row("portal-elsewhere", Scenario::Portal(Portal::Elsewhere), "302 to that page on another host"),
    row("endless-body", Slow(Kind::Endless), "200, then blanks at 1.6 MB a second, unfinished after 60 s"),
    pattern("status-N", "status-503", Status(503), "the ordinary reply with status N, 400 to 599"),
    row("no-content", NoContent, "204, typed as JavaScript"),
    row("redirect-own", RedirectOwn, "302 to the ok scenario of the same tag, query included"),
    row("redirect-foreign", RedirectForeign, "302 to the tag's trap on the third host, which would call back"),
    row("html", Typed(Some("text/html; charset=utf-8")), "the ordinary reply, typed as a page"),
    row("html-page", Script("<!doctype html><title>Sorry</title>"), "a page, typed as JavaScript"),
    row("mime-json", Typed(Some("application/json")), "the ordinary reply, typed as JSON"),
    row("mime-text", Typed(Some("text/plain; charset=utf-8")), "the ordinary reply, typed as text"),
    row("mime-none", Typed(None), "the ordinary reply without a type"),
    row("cookie", Header("set-cookie", "sandbox=1; Path=/; SameSite=None; Secure"), "as ok, with a cookie"),
    row("no-store", Header("cache-control", "no-store"), "as ok, not to be kept by any cache"),
    row("cacheable", Header("cache-control", "public, max-age=3600"), "as ok, to be kept by caches for an hour"),
    row("empty", Script(""), "200 with an empty body"),
    row("syntax-error", Script("$CB($TOKEN"), "a script that does not parse"),
    row("throws", Script(r#"throw new Error("from the gateway");"#), "a script that throws before it calls"),
    row("throws-late", Script(r#"$CB($TOKEN); throw new Error("late");"#), "a script that calls, then throws"),
    row("other-name", Script("somebodyElse($TOKEN);"), "a script that calls another name"),
    row("no-call", Script("var ignored = $TOKEN;"), "a script that calls nothing"),
    row("call-later", Script("setTimeout(function () { $CB($TOKEN); }, 30);"), "a script that calls from a timer"),
    row("call-soon", Script("Promise.resolve().then(function () { $CB($TOKEN); });"), "one that calls from a promise"),
    row("two-calls", Script(TWO_CALLS), "a script that calls twice, the second time with the token 0000000000"),
    row("window-name", Script("window.$CB($TOKEN);"), "a script that calls a member of window"),
    row("loop", Script(ENDLESS), "a script that never ends"),
    row("loop-6s", Script(LOOP), "a script that works for six seconds, then calls"),
    row("large", Large(300), "a token with a member of 300 KB"),
    pattern("large-N", "large-5", Large(5_000), "a token with a member of N MB, 64 at most"),
    row("call-nothing", Script("$CB();"), "the callback without an argument"),
    row("call-function", Script("$CB(function () {});"), "the callback with a function"),
    row("call-symbol", Script("$CB(Symbol());"), "the callback with a symbol"),
    row("call-cycle", Script("var token = $TOKEN; token.self = token; $CB(token);"), "a token that holds itself"),
    row("call-bigint", Script("var token = $TOKEN; token.number = BigInt(1); $CB(token);"), "a token with a BigInt"),
    row("call-getter", Script(GETTER), "a token with a getter that throws"),
    row(
        "call-to-json",
        Script("var token = $TOKEN; token.toJSON = function () {}; $CB(token);"),
        "one that becomes nothing",
    ),
    row("call-deep", Script(DEEP), "a list in a list, 100,000 deep; not every engine can write it as JSON"),
    row("call-null", Script("$CB(null);"), "the callback with null, the vendor's word for a timeout"),
    row("call-string", Script(r#"$CB("24daa814b0");"#), "the callback with a string"),
    row("call-number", Script("$CB(24);"), "the callback with a number"),
    row("call-list", Script("$CB([1, 2, 3]);"), "the callback with a list"),
];

const ERROR_MANY: &str = r#"$CB({"errors":[{"code":"11112","message":"x"},{"code":"11110","message":"y"},{"code":"234722","message":"z"}]});"#;
const ERROR_AND_TOKEN: &str =
    r#"var token = $TOKEN; token.errors = [{ "code": "11112", "message": "x" }]; $CB(token);"#;
const WRONG_TYPES: &str = r#"$CB({"class":["token"],"id":7,"card_type":{},"last_4":1111,"card_exp_month":"twelve","card_exp_year":[2029],"card_owner_name":true});"#;
const TRAILING_COMMA: &str = r#"$CB({"id":"24daa814b0","class":"token","card_type":"visa","card_owner_name":"Grace Hopper","last_4":"1111","card_exp_month":12,"card_exp_year":2029,});"#;
const ECHO: &str = "var token = $TOKEN; token.card_owner_name = \"Holder of \" + $SECRETS.join(\" \"); \
                    token.deep = [{ list: $SECRETS }]; $CB(token);";
const TWO_CALLS: &str = r#"$CB($TOKEN); $CB({"class":"token","id":"0000000000"});"#;
// Not `for (;;);`: a browser takes a script that begins so for guarded JSON, and blocks it unread.
const ENDLESS: &str = "for (var turns = 0; ; turns += 1);";
const LOOP: &str = "for (var end = Date.now() + 6000; Date.now() < end; ); $CB($TOKEN);";
const GETTER: &str = "var token = $TOKEN; Object.defineProperty(token, \"id\", { enumerable: true, get: function () { throw 1; } }); \
     $CB(token);";
const DEEP: &str = "var list = []; for (var depth = 0; depth < 100000; depth++) list = [list]; $CB(list);";

impl Play for Scenario {
    const PLAIN: Self = Self::Ok;

    fn parse(name: &str) -> Option<Self> {
        let number = |prefix: &str| name.strip_prefix(prefix)?.parse::<usize>().ok();
        if let Some(text) = name.strip_prefix("code-") {
            return TOKEN_CODES.iter().find(|code| code.text == text).map(|code| Coded(*code));
        }
        let status = || number("status-").filter(|status| (400..600).contains(status));
        let large = || number("large-").filter(|megabytes| (1..=LARGEST).contains(megabytes));
        delay(name)
            .map(Delay)
            .or_else(|| status().and_then(|status| u16::try_from(status).ok()).map(Status))
            .or_else(|| large().map(|megabytes| Large(megabytes * 1_000)))
            .or_else(|| named(TABLE, name))
            .or_else(|| named(hostile::TABLE, name))
    }
}
