//! How a token request is answered, once it has earned its token, when a scenario asks for something else.

use super::hostile;
use super::payment::Payment;
use super::scenario::Scenario;
use crate::bomb;
use crate::foreign::Foreign;
use crate::reply::{bare, bytes, empty, redirect, with_header};
use crate::slow;
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

pub(super) const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// What a request has earned, and who asked.
pub(super) struct Earned<'a> {
    pub(super) payment: &'a Payment,
    pub(super) token: Value,
    pub(super) callback: &'a str,
    pub(super) tag: Option<&'a str>,
    pub(super) query: &'a str,
    pub(super) foreign: &'a Foreign,
}

/// A call of `callback` with `argument`.
pub(super) fn call(callback: &str, argument: &Value) -> String {
    format!("{callback}({argument});")
}

/// A script as the gateway sends it.
pub(super) fn script(text: impl Into<Body>) -> Response {
    bytes(200, JAVASCRIPT, text.into())
}

/// The reply that a scenario gives to a good request.
pub(super) fn answer(scenario: Scenario, earned: &Earned<'_>) -> Response {
    let usual = || call(earned.callback, &earned.token);
    match scenario {
        Scenario::Bins => script(call(earned.callback, &earned.with_bins())),
        Scenario::Script(template) => script(earned.fill(template)),
        Scenario::Hostile(attack) => script(hostile::script(attack, earned)),
        Scenario::Typed(Some(kind)) => bytes(200, kind, Body::from(usual())),
        Scenario::Typed(None) => bare(200, Body::from(usual())),
        Scenario::Status(status) => bytes(status, JAVASCRIPT, Body::from(usual())),
        Scenario::Header(name, value) => with_header(script(usual()), HeaderName::from_static(name), value),
        // With its type: without one a worker would stumble over that instead.
        Scenario::NoContent => bytes(204, JAVASCRIPT, Body::empty()),
        Scenario::Large(kilobytes) => script(earned.padded(kilobytes)),
        Scenario::Packed(packing) => {
            let (before, after) = earned.around();
            bomb::reply(packing, JAVASCRIPT, &before, after)
        }
        Scenario::CutBody => bytes(200, JAVASCRIPT, slow::cut(Bytes::from(usual()))),
        Scenario::RedirectOwn => earned.to_own(),
        Scenario::RedirectForeign => found(&format!("{}/reply.js?callback={}", earned.third(), earned.callback)),
        // The last three never come this far.
        Scenario::Ok | Scenario::Delay(_) | Scenario::Coded(_) | Scenario::Slow(_) | Scenario::Portal(_) => {
            script(usual())
        }
    }
}

impl Earned<'_> {
    /// The origin of the tag's trap on the third host; empty when none could be opened.
    pub(super) fn third(&self) -> String {
        self.foreign.trap(self.tag).unwrap_or_default()
    }

    fn with_bins(&self) -> Value {
        let mut token = self.token.clone();
        if let (Value::Object(members), Value::Object(bins)) = (&mut token, self.payment.method.bins()) {
            members.extend(bins);
        }
        token
    }

    fn fill(&self, template: &str) -> String {
        let secrets = json!(self.payment.method.secrets()).to_string();
        template.replace("$CB", self.callback).replace("$TOKEN", &self.token.to_string()).replace("$SECRETS", &secrets)
    }

    /// Put together by hand: writing fifty megabytes through the JSON writer takes seconds in a test build.
    fn padded(&self, kilobytes: usize) -> String {
        let (before, after) = self.around();
        format!("{before}{}{after}", "x".repeat(kilobytes * 1_000))
    }

    /// What stands before and after the text of a member more.
    fn around(&self) -> (String, &'static str) {
        let token = self.token.to_string();
        let open = token.strip_suffix('}').unwrap_or_default();
        (format!("{}({open},\"padding\":\"", self.callback), "\"});")
    }

    fn to_own(&self) -> Response {
        let tag = self.tag.map(|tag| format!("~{tag}")).unwrap_or_default();
        found(&format!("/scenario/ok{tag}{}?{}", super::JSONP, self.query))
    }
}

fn found(location: &str) -> Response {
    redirect(StatusCode::FOUND, location).unwrap_or_else(|| empty(StatusCode::FOUND))
}
