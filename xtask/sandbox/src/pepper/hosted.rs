//! The files of the hosted page, and how they are sent.
//!
//! The page gets a policy of its own: scripts, styles and requests of its own origin alone. A shop may embed it:
//! neither `X-Frame-Options` nor `frame-ancestors` stands in the way. What a scenario asks of the page stands in its
//! root element, where `faults.js` reads it.
//!
//! Decisions that the gateway file leaves open; where nothing is documented the page refuses, or says nothing.
//!
//! | What | Decision | Mark |
//! |---|---|---|
//! | a message of nobody but the parent, with a top-level `id`, or that is no JSON text | ignored | V |
//! | events that are not of the table, `setGuardian` | ignored | I |
//! | `setSettings` once more | ignored | I |
//! | settings whose `id` is not shaped as a UUID, or whose `apikey` is not the address's | the page says so | I |
//! | `payment.types` that are neither `card` nor `ach` | left out; if nothing is left, the page says so | I |
//! | `amount` that is no decimal text | an `error` to the submit | V, I |
//! | `requireCVV` | a code is required; without it only a code that was typed is judged | I |
//! | a number of more than 16 digits | taken with `strict_mode` alone | V, I |
//! | `validCard` | when number, month and code together become good, or stop being so | V, I |
//! | its `bin` | `card_type` of the numbers of which that is published, else empty; no digit, ever | V, I |
//! | `onPaymentChange` | for the first type too | I |
//! | `achOnChange` | `{sec_code, account_type}` | I |
//! | names in `invalid` beside the five known | those of `user_required` and `billing_required` | I |
//! | members of `user`, `billing`, `shipping` in a success | those of the same settings, all of them text | I |
//! | `paay` in a success | only when the settings have it, and then it says that it is the sandbox's | I |
//! | `setError` | marks the field until something is typed | I |
//! | `showInline`, `mask_number`, `prefill`, `calculateFees`, `verifyAccountRouting`, `processorId` | not played | |

use super::scenario::Scenario;
use crate::bomb;
use crate::reply::{bytes, with_header};
use axum::body::Body;
use axum::http::header;
use axum::response::Response;

pub(super) const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

// A foreign frame is for the one scenario that speaks through one: the same server under its other name.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    frame-src http://localhost:*; base-uri 'none'; form-action 'none'";

const BROKEN: &str = "<!doctype html><html lang=\"en\"><title>Error</title><h1>Something went wrong.</h1>";
const EMPTY: &str = "<!doctype html><html lang=\"en\"><title>Payment form</title>";
const LEFT: &str = "<!doctype html><html lang=\"en\"><title>Another page</title><p>The form has left.</p>";

const PAGE: &str = include_str!("hosted/page.html");
pub(super) const FAULTS: &str = include_str!("hosted/faults.js");
const FILES: [(&str, &str, &str); 11] = [
    ("/sandbox/main.js", SCRIPT, include_str!("hosted/main.js")),
    ("/sandbox/wire.js", SCRIPT, include_str!("hosted/wire.js")),
    ("/sandbox/form.js", SCRIPT, include_str!("hosted/form.js")),
    ("/sandbox/fields.js", SCRIPT, include_str!("hosted/fields.js")),
    ("/sandbox/judge.js", SCRIPT, include_str!("hosted/judge.js")),
    ("/sandbox/faults.js", SCRIPT, FAULTS),
    ("/sandbox/styles.js", SCRIPT, include_str!("hosted/styles.js")),
    ("/sandbox/style.css", STYLE, include_str!("hosted/style.css")),
    ("/sandbox/mouth.html", HTML, include_str!("hosted/mouth.html")),
    ("/sandbox/mouth.js", SCRIPT, include_str!("hosted/mouth.js")),
    ("/sandbox/left.html", HTML, LEFT),
];

/// One of the page's files.
pub(super) fn file(path: &str) -> Option<Response> {
    let (_, kind, text) = FILES.iter().find(|(name, ..)| *name == path)?;
    Some(sent(200, kind, (*text).to_owned()))
}

/// The page, as a scenario wants it.
pub(super) fn page(scenario: Scenario) -> Response {
    match scenario {
        Scenario::Broken => sent(500, HTML, BROKEN.to_owned()),
        Scenario::Empty => sent(200, HTML, EMPTY.to_owned()),
        Scenario::Plays(name) => played(name, ""),
        Scenario::Invalid(names) => played("validation", &names.text()),
        Scenario::Packed(packing) => bomb::reply(packing, HTML, "<!doctype html><!--", "-->"),
        Scenario::Ok | Scenario::Delay(_) | Scenario::SlowLoad(_) | Scenario::Slow(_) | Scenario::Portal(_) => {
            played("ok", "")
        }
    }
}

fn played(name: &str, invalid: &str) -> Response {
    sent(200, HTML, PAGE.replace("$PLAYS", name).replace("$INVALID", invalid))
}

fn sent(status: u16, kind: &'static str, text: String) -> Response {
    [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ]
    .into_iter()
    .fold(bytes(status, kind, Body::from(text)), |response, (name, value)| with_header(response, name, value))
}
